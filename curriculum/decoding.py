"""Turn a sound into small speech, and a film into one without traces. Run as a program.

    python -P decoding.py speech SOURCE KIND OPUS MP3
    python -P decoding.py film SOURCE TARGET

A process of its own, because a made-up file may crash or hang a decoder, and because FFmpeg
would stay in the memory of every web process. It imports nothing of ours. `transcoding.py`
calls it; the exit codes are said there once more.
"""

import resource
import sys
from collections.abc import Callable
from typing import Any

import av

CUT_OFF, NO_SOUND = 3, 4
SECONDS_OF_WORK = 60
BYTES_OF_MEMORY = 2_000_000_000

OPUS_BITS = 16_000
MP3_BITS = 32_000
# Bytes a second up to which Opus is kept as it was spoken, without loss.
LIGHT = 3_500
# Named to FFmpeg, which would else try every kind it knows, lists of web addresses among them.
FORMATS = {"opus": "ogg", "mp3": "mp3", "m4a": "mov", "aac": "aac", "webm": "matroska"}
ONLY_THIS_FILE = {"protocol_whitelist": "file"}


def speech(source: str, kind: str, opus: str, mp3: str) -> int:
    """Write mono Opus and MP3; Opus that is light already is taken over as it is."""
    with av.open(source, format=FORMATS[kind], options=ONLY_THIS_FILE) as given:
        if not given.streams.audio:
            return NO_SOUND
        expected = given.duration
        seconds = _encode(given, mp3, "libmp3lame", 24_000, MP3_BITS)
    if not seconds:
        return NO_SOUND
    if expected and seconds < 0.9 * expected / av.time_base - 0.5:
        return CUT_OFF
    with av.open(source, format=FORMATS[kind], options=ONLY_THIS_FILE) as given:
        if _is_light(given, seconds):
            _take_over(given, opus)
        else:
            _encode(given, opus, "libopus", 48_000, OPUS_BITS)
    return 0


def film(source: str, target: str) -> int:
    """Write the same film and sound, ready to play while it comes, with no word about it."""
    with (
        av.open(source, format="mov", options=ONLY_THIS_FILE) as given,
        av.open(target, "w", format="mp4", options={"movflags": "+faststart"}) as kept,
    ):
        streams = {
            stream.index: kept.add_stream_from_template(stream)
            for stream in (*given.streams.video[:1], *given.streams.audio[:1])
        }
        for stream in streams.values():
            stream.metadata.clear()
        for packet in given.demux([given.streams[index] for index in streams]):
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                kept.mux(packet)
    return 0


def _is_light(given: "av.container.InputContainer", seconds: float) -> bool:
    stream = given.streams.audio[0]
    if stream.codec_context.name not in ("opus", "libopus") or stream.codec_context.channels != 1:
        return False
    weight = sum(packet.size for packet in given.demux(stream))
    given.seek(0)
    return weight / seconds <= LIGHT


def _take_over(given: "av.container.InputContainer", target: str) -> None:
    stream = given.streams.audio[0]
    with av.open(target, "w", format="ogg") as kept:
        copied = kept.add_stream_from_template(stream)
        copied.metadata.clear()
        for packet in given.demux(stream):
            if packet.size:
                packet.stream = copied
                kept.mux(packet)


def _encode(
    given: "av.container.InputContainer", target: str, codec: str, rate: int, bits: int
) -> float:
    """Seconds of sound that were there."""
    stream = given.streams.audio[0]
    seconds = 0.0
    with av.open(target, "w", format="ogg" if codec == "libopus" else "mp3") as kept:
        written: Any = kept.add_stream(codec, rate=rate, layout="mono")
        written.bit_rate = bits
        for frame in given.decode(stream):
            seconds += frame.samples / frame.sample_rate
            frame.pts = None
            kept.mux(written.encode(frame))
        kept.mux(written.encode(None))
    return seconds


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_OF_WORK, SECONDS_OF_WORK))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES_OF_MEMORY, BYTES_OF_MEMORY))
    work: dict[str, Callable[..., int]] = {"speech": speech, "film": film}
    sys.exit(work[sys.argv[1]](*sys.argv[2:]))
