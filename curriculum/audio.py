"""What a sound file really is: read from its bytes, never from its name.

tinytag reads kind and length; what it does not look for is here: whether the file is whole
and ends where its sound ends. Ogg pages: RFC 3533, section 6; Opus in them: RFC 7845.
"""

import math
from dataclasses import dataclass
from typing import BinaryIO

from tinytag import TinyTag, TinyTagException

from curriculum.errors import (
    SoundCutOff,
    SoundEmpty,
    SoundNotMp3,
    SoundTooHeavy,
    SoundUnknown,
)
from curriculum.video import whole_boxes

# Kind of sound -> how readers' browsers are told of it. The kind is also the file's suffix.
MEDIA_TYPES = {
    "opus": "audio/ogg; codecs=opus",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
}
# What tinytag calls them.
_KINDS = {
    'audio/ogg; codecs="opus"': "opus",
    "audio/mpeg": "mp3",
    'audio/mp4; codecs="mp4a.40.2"': "m4a",
    'audio/mp4; codecs="mp4a.40.5"': "m4a",  # HE-AAC
    'audio/mp4; codecs="mp4a.40.29"': "m4a",  # HE-AAC v2
}
_LAST_PAGE = 0x04


@dataclass(frozen=True)
class SoundFacts:
    """`kind`: opus, mp3 or m4a (AAC in MP4). `seconds`: whole, a begun one counts."""

    kind: str
    seconds: int


def check_weight(size: int, limit: int) -> None:
    """Raises SoundEmpty for 0 bytes, SoundTooHeavy above `limit` bytes."""
    if size == 0:
        raise SoundEmpty()
    if size > limit:
        raise SoundTooHeavy(kilobytes=math.ceil(size / 1000), limit=limit // 1000)


def sound_facts(file: BinaryIO, size: int) -> SoundFacts:
    """What the sound in `file` is, which is `size` bytes long.

    Raises SoundUnknown if it is none a browser plays, SoundCutOff if its end is missing or
    something else stands behind it, SoundEmpty if it lasts no time at all.
    """
    file.seek(0)
    head = file.read(12)
    file.seek(0)
    try:
        found = TinyTag.get(file_obj=file, tags=False)
    except TinyTagException as unknown:
        raise SoundUnknown from unknown
    kind = _KINDS.get(str(found.mime_type))
    if kind is None or (kind == "mp3" and not _begins_like_mp3(head)):
        raise SoundUnknown()
    if not found.duration or found.duration < 0:
        raise SoundEmpty()
    require_whole(file, size, kind)
    return SoundFacts(kind, math.ceil(found.duration))


def require_whole(file: BinaryIO, size: int, kind: str, *, is_marked: bool = True) -> None:
    """Raises SoundCutOff where the end is missing or something else stands behind it.

    Raises SoundUnknown where pictures move in it. is_marked: False for what a browser has
    just recorded: it may leave the last page of an Ogg unmarked.
    """
    if kind == "opus":
        _require_whole_ogg(file, size, is_marked)
    elif kind == "m4a":
        _require_sound_only(file, size)


def require_mp3(file: BinaryIO, size: int) -> None:
    """Raises SoundNotMp3 unless `file` is an MP3 that lasts some time."""
    try:
        is_mp3 = sound_facts(file, size).kind == "mp3"
    except (SoundUnknown, SoundCutOff, SoundEmpty) as refusal:
        raise SoundNotMp3 from refusal
    if not is_mp3:
        raise SoundNotMp3()


def _begins_like_mp3(head: bytes) -> bool:
    """A tag, or a frame of MPEG layer III: AAC begins with the same eleven bits."""
    return head[:3] == b"ID3" or (len(head) > 2 and head[1] & 0xE6 == 0xE2)


def _require_whole_ogg(file: BinaryIO, size: int, is_marked: bool) -> None:
    """Raises SoundCutOff unless whole pages follow one another up to the last one."""
    at, flags = 0, 0
    while at < size:
        file.seek(at)
        head = file.read(27)
        if len(head) < 27 or head[:4] != b"OggS" or flags & _LAST_PAGE:
            raise SoundCutOff()
        flags, segments = head[5], head[26]
        at += 27 + segments + sum(file.read(segments))
    if at != size or (is_marked and not flags & _LAST_PAGE):
        raise SoundCutOff()


def _require_sound_only(file: BinaryIO, size: int) -> None:
    """Raises SoundCutOff unless the MP4 is whole, SoundUnknown if pictures move in it."""
    boxes = whole_boxes(file, size)
    if boxes is None:
        raise SoundCutOff()
    if any(b"vide" in body for _name, body in boxes):
        raise SoundUnknown()
