"""Recordings as phones make them: what a file really is, whatever its name says.

Pure: bytes in, a kind out. Phones record MP4 (AAC), Ogg or WebM (Opus), MP3, AMR and WAV.
They are kept as they came: making them anew would need a program this room does not have.
"""

import re
from dataclasses import dataclass
from typing import BinaryIO

from mentoring.errors import VoiceEmpty, VoiceTooLarge, VoiceUnreadable

_OGG_SPEECH = re.compile(rb"OpusHead|\x01vorbis|Speex   |\x7fFLAC")
# A track of pictures: a handler of MP4, a codec of WebM.
_PICTURES = re.compile(rb"hdlr.{8}vide|V_(?:VP8|VP9|AV1|MPEG)", re.DOTALL)


@dataclass(frozen=True)
class Voice:
    """A recording to keep. kind: its media type, for example "audio/ogg"."""

    content: bytes
    kind: str


def read_voice(file: BinaryIO, *, max_bytes: int) -> Voice:
    """Return what is in `file`. Raises VoiceEmpty, VoiceTooLarge, VoiceUnreadable."""
    file.seek(0)
    content = file.read(max_bytes + 1)
    if not content:
        raise VoiceEmpty
    if len(content) > max_bytes:
        raise VoiceTooLarge(megabytes=max_bytes // 1_000_000)
    kind = kind_of(content)
    if kind is None:
        raise VoiceUnreadable
    return Voice(content, kind)


def kind_of(content: bytes) -> str | None:
    """The media type of a recording; None for anything else, films included."""
    head = content[:12]
    if head.startswith(b"OggS"):
        return "audio/ogg" if _OGG_SPEECH.search(content[:300]) else None
    if head[4:8] == b"ftyp":
        kind = "audio/3gpp" if head[8:11] == b"3gp" else "audio/mp4"
        return None if _PICTURES.search(content) else kind
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return None if _PICTURES.search(content) else "audio/webm"
    if head.startswith(b"#!AMR"):
        return "audio/amr"
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "audio/wav"
    return _mpeg(head)


def _mpeg(head: bytes) -> str | None:
    """MP3 and bare AAC begin with eleven or twelve set bits; the next two bits tell them apart."""
    if head.startswith(b"ID3"):
        return "audio/mpeg"
    if len(head) < 2 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    layer = head[1] & 0x06
    if layer == 0:
        return "audio/aac" if head[1] & 0xF0 == 0xF0 else None
    return "audio/mpeg"
