"""Speak the demo lessons: speech/<card id>.opus and .mp3, and speech/<code>-title.* per module.

`make speech`, or from `site/`:  python -m balai.demo.speak
The voice is eSpeak NG's Indonesian one ("suara mesin"), levelled to -18 LUFS. speech/index.json
keeps, per file name, the SHA-256 of what was said and how; only what differs from it is spoken
again, and files no card asks for are removed. Needs espeak-ng and ffmpeg.
"""

import hashlib
import io
import json
import re
import subprocess
import tomllib
import wave
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from balai.demo.spoken import sentences, spoken

HERE = Path(__file__).parent
LESSONS, SPEECH = HERE / "lessons", HERE / "speech"
INDEX = SPEECH / "index.json"

VOICE = ("-v", "id", "-s", "135", "-p", "42", "-g", "1", "-z")
PAUSE_SECONDS = 0.55
LOUDNESS = (
    -18.0
)  # LUFS; a peak above -1.5 dB would crackle in small speakers, hence the limiter below
OPUS = ("-c:a", "libopus", "-b:a", "16k", "-application", "voip")
MP3 = ("-c:a", "libmp3lame", "-b:a", "24k", "-ar", "22050")
RECIPE = repr((VOICE, PAUSE_SECONDS, LOUDNESS, OPUS, MP3))


@dataclass(frozen=True)
class Utterance:
    """Something to say. name: file name without ending; parts: eSpeak input, one per sentence."""

    name: str
    parts: tuple[str, ...]

    @property
    def sha(self) -> str:
        return hashlib.sha256("\n".join((RECIPE, *self.parts)).encode()).hexdigest()


def card_text(card: dict) -> str:
    """Everything of a card that is read aloud, as sentences."""
    if card["kind"] == "check":
        options = (
            f"Pilihan {place}. {option['text']}." for place, option in enumerate(card["options"], 1)
        )
        return " ".join((card["question"], *options))
    return " ".join((card["text"], *(f"{item}." for item in card.get("items", ()))))


def utterances() -> Iterator[Utterance]:
    """All that the lessons have to say, in the order of the files."""

    def said(name: str, text: str) -> Utterance:
        return Utterance(name, tuple(spoken(sentence) for sentence in sentences(text)))

    for file in sorted(LESSONS.glob("*.toml")):
        module = tomllib.loads(file.read_text(encoding="utf-8"))
        yield said(f"{module['code']}-title", f"{module['title']}.")
        for lesson in module["lesson"]:
            for card in lesson["card"]:
                yield said(card["id"], card_text(card))


def speech_wave(parts: tuple[str, ...]) -> bytes:
    """The sentences as one WAV file, a pause after each but the last."""
    joined = io.BytesIO()
    with wave.open(joined, "wb") as out:
        for place, part in enumerate(parts):
            heard = subprocess.run(
                ["espeak-ng", *VOICE, "--stdout", part], check=True, capture_output=True
            ).stdout
            with wave.open(io.BytesIO(heard)) as piece:
                if place == 0:
                    out.setparams(piece.getparams())
                else:
                    out.writeframes(bytes(2 * int(PAUSE_SECONDS * piece.getframerate())))
                out.writeframes(piece.readframes(piece.getnframes()))
    return joined.getvalue()


def gain(sound: bytes) -> float:
    """Decibels that bring `sound` (a WAV file) to LOUDNESS. Raises ValueError if it is silent."""
    command = [
        "ffmpeg",
        "-hide_banner",
        "-i",
        "-",
        "-af",
        "apad=pad_dur=0.5,ebur128",
        "-f",
        "null",
        "-",
    ]
    report = subprocess.run(command, input=sound, check=True, capture_output=True).stderr.decode()
    measured = float(re.findall(r"I:\s+(-?[\d.]+|-inf) LUFS", report)[-1])
    if measured < -60:
        raise ValueError("The voice said nothing that can be heard.")
    return LOUDNESS - measured


def speak(utterance: Utterance, folder: Path = SPEECH) -> dict[str, str | float | int]:
    """Write both files of `utterance` into `folder` and return its line of the index."""
    sound = speech_wave(utterance.parts)
    level = f"volume={gain(sound):.2f}dB,alimiter=limit=0.84:level=false"
    opus, mp3 = (folder / f"{utterance.name}.{ending}" for ending in ("opus", "mp3"))
    plain = (
        "-map_metadata",
        "-1",
        "-fflags",
        "+bitexact",
        "-flags:a",
        "+bitexact",
        "-ac",
        "1",
        "-af",
        level,
    )
    command = [
        "ffmpeg",
        "-y",
        "-loglevel",
        "error",
        "-i",
        "-",
        *plain,
        *OPUS,
        str(opus),
        *plain,
        *MP3,
        str(mp3),
    ]
    subprocess.run(command, input=sound, check=True)
    with wave.open(io.BytesIO(sound)) as heard:
        seconds = round(heard.getnframes() / heard.getframerate(), 2)
    return {
        "sha": utterance.sha,
        "seconds": seconds,
        "opus_bytes": opus.stat().st_size,
        "mp3_bytes": mp3.stat().st_size,
    }


def is_current(utterance: Utterance, index: dict, folder: Path = SPEECH) -> bool:
    files = (folder / f"{utterance.name}.{ending}" for ending in ("opus", "mp3"))
    return index.get(utterance.name, {}).get("sha") == utterance.sha and all(
        file.exists() for file in files
    )


def main() -> None:
    index = json.loads(INDEX.read_text()) if INDEX.exists() else {}
    wanted = {utterance.name: utterance for utterance in utterances()}
    stale = [utterance for utterance in wanted.values() if not is_current(utterance, index)]
    with ThreadPoolExecutor(2) as voices:
        for utterance, entry in zip(stale, voices.map(speak, stale), strict=True):
            index[utterance.name] = entry
    for file in (*SPEECH.glob("*.opus"), *SPEECH.glob("*.mp3")):
        if file.stem not in wanted:
            file.unlink()
    lines = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(index[name], sort_keys=True)}" for name in sorted(wanted)
    )
    INDEX.write_text(f"{{\n{lines}\n}}\n")
    weight = sum(index[name]["opus_bytes"] + index[name]["mp3_bytes"] for name in wanted) / 1e6
    minutes = sum(index[name]["seconds"] for name in wanted) / 60
    print(
        f"{len(stale)} of {len(wanted)} texts were spoken; "
        f"{minutes:.0f} minutes, {weight:.1f} MB in all."
    )


if __name__ == "__main__":
    main()
