"""Sounds and films as recorders make them: really encoded, a tone or a moving square."""

import io
import math
import struct
from functools import cache

import av
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame

RATE = 48_000
# Kind -> (container, codec, bits a second), as phones and browsers write them.
RECORDERS = {
    "opus": ("ogg", "libopus", 48_000),
    "webm": ("webm", "libopus", 24_000),
    "mp3": ("mp3", "libmp3lame", 64_000),
    "m4a": ("mp4", "aac", 64_000),
    "aac": ("adts", "aac", 64_000),
    # As browsers write it while they record: in pieces, without a word about the length.
    "live m4a": ("mp4", "aac", 64_000),
}


@cache
def recording(kind: str, *, seconds: float = 2.0, place: str = "") -> bytes:
    """A tone. place: what a phone's recorder writes into the file about where it was."""
    container, codec, bits = RECORDERS[kind]
    file = io.BytesIO()
    pieces = {"movflags": "empty_moov+frag_keyframe+default_base_moof"}
    options = pieces if kind.startswith("live") else {}
    with av.open(file, "w", format=container, options=options) as made:
        if place:
            made.metadata.update({"title": place, "comment": place, "location": place})
        stream = made.add_stream(codec, rate=RATE, layout="mono")
        stream.bit_rate = bits
        for frame in _tone(seconds):
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    return file.getvalue()


def _tone(seconds: float):
    samples = [
        int(9_000 * math.sin(2 * math.pi * 440 * n / RATE)) for n in range(round(seconds * RATE))
    ]
    for start in range(0, len(samples), 960):
        part = samples[start : start + 960]
        frame = AudioFrame(format="s16", layout="mono", samples=len(part))
        frame.sample_rate, frame.pts = RATE, start
        frame.planes[0].update(
            struct.pack(f"<{len(part)}h", *part).ljust(frame.planes[0].buffer_size, b"\0")
        )
        yield frame


@cache
def film(*, seconds: float = 1.0, place: str = "", size: tuple[int, int] = (64, 48)) -> bytes:
    """An MP4 with a square that moves, ten frames a second."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4", options={"movflags": "use_metadata_tags"}) as made:
        if place:
            made.metadata.update({"title": place, "location": place})
        stream = made.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for number in range(round(seconds * 10)):
            frame = VideoFrame(*size, "rgb24")
            row = bytearray(frame.planes[0].buffer_size)
            row[number * 3 : number * 3 + 300] = b"\xff" * 300
            frame.planes[0].update(bytes(row))
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    return file.getvalue()
