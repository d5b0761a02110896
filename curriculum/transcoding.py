"""Small speech from any sound, and films without traces, where the package "av" is installed.

The work is done by `decoding.py` in a process of its own; see there.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from django.core.files.base import File

from curriculum.errors import (
    SoundCutOff,
    SoundEmpty,
    SoundNeedsConverter,
    SoundUnknown,
    VideoCutOff,
)

PROGRAM = Path(__file__).with_name("decoding.py")
PATIENCE = 90  # seconds; the program gives itself 60 of work
# Exit codes of the program, see there.
_REFUSALS = {3: SoundCutOff, 4: SoundEmpty}


@dataclass(frozen=True)
class Speech:
    """The same mono speech twice: Opus at 16 kbit/s, and MP3 at 32 for older phones."""

    opus: bytes
    mp3: bytes


def can_convert() -> bool:
    """Whether sounds can be turned into others here."""
    return find_spec("av") is not None


def container_of(head: bytes) -> str:
    """The kind of sound that begins with `head`, 12 bytes: opus, mp3, m4a, aac or webm.

    Only what its first bytes promise. Raises SoundUnknown.
    """
    if head[:4] == b"OggS":
        return "opus"
    if head[4:8] == b"ftyp":
        return "m4a"
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "webm"
    if head[:3] == b"ID3" or (head[:1] == b"\xff" and head[1:2] and head[1] & 0xE6 == 0xE2):
        return "mp3"
    if head[:1] == b"\xff" and head[1:2] and head[1] & 0xF6 == 0xF0:
        return "aac"
    raise SoundUnknown()


def speech_of(sound: File, kind: str) -> Speech:
    """`sound`, a `kind` of `container_of`, as small speech.

    Raises SoundNeedsConverter where nothing can convert, SoundCutOff, SoundEmpty and
    SoundUnknown for what cannot be read to its end.
    """
    if not can_convert():
        raise SoundNeedsConverter()
    with _on_disk(sound) as source:
        opus, mp3 = source.with_name("speech.opus"), source.with_name("speech.mp3")
        code = _run("speech", str(source), kind, str(opus), str(mp3))
        if code:
            raise _REFUSALS.get(code, SoundUnknown)()
        return Speech(opus.read_bytes(), mp3.read_bytes())


def film_without_traces(film: File) -> bytes:
    """`film`, an MP4, without place, time and phone, ready to play while it comes.

    Raises VideoCutOff for what cannot be read to its end.
    """
    with _on_disk(film) as source:
        target = source.with_name("film.mp4")
        if _run("film", str(source), str(target)):
            raise VideoCutOff()
        return target.read_bytes()


@contextmanager
def _on_disk(file: File) -> Iterator[Path]:
    """A copy of `file` under a name that says nothing, alone in a folder that goes again."""
    with tempfile.TemporaryDirectory(prefix="curriculum-") as folder:
        source = Path(folder) / "given"
        file.seek(0)
        with source.open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
        file.seek(0)
        yield source


def _run(*words: str) -> int:
    """The exit code of the program; 1 where it took too long."""
    command = [sys.executable, "-P", str(PROGRAM), *words]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603 - our own program, paths of our own
    except subprocess.TimeoutExpired:
        return 1
    return done.returncode
