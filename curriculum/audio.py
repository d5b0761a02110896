"""What a sound file really is: read from its bytes, never from its name.

Opus in an Ogg container: RFC 7845 (identification header, section 5.1; duration by the
last granule position minus the pre-skip at 48 kHz, section 4).
"""

import math
import struct
from typing import BinaryIO

from curriculum.errors import SoundEmpty, SoundNotMp3, SoundNotOpus, SoundTooHeavy

OGG_PAGE = b"OggS"
OPUS_RATE = 48_000
# An Ogg page is at most 65,307 bytes, so the last one begins within this tail.
TAIL = 65_536


def check_weight(size: int, limit: int) -> None:
    """Raises SoundEmpty for 0 bytes, SoundTooHeavy above `limit` bytes."""
    if size == 0:
        raise SoundEmpty()
    if size > limit:
        raise SoundTooHeavy(kilobytes=math.ceil(size / 1000), limit=limit // 1000)


def opus_seconds(file: BinaryIO, size: int) -> int:
    """Whole seconds, rounded up, of the Opus sound in `file`, which is `size` bytes long.

    Raises SoundNotOpus if it is anything else, SoundEmpty if it lasts no time at all.
    """
    file.seek(0)
    head = file.read(64)
    start = head.find(b"OpusHead")
    if not head.startswith(OGG_PAGE) or start < 0 or len(head) < start + 12:
        raise SoundNotOpus()
    (pre_skip,) = struct.unpack_from("<H", head, start + 10)
    file.seek(max(0, size - TAIL))
    tail = file.read(TAIL)
    last = tail.rfind(OGG_PAGE)
    if last < 0 or len(tail) < last + 14:
        raise SoundNotOpus()
    (granule,) = struct.unpack_from("<q", tail, last + 6)
    samples = granule - pre_skip
    if samples <= 0:
        raise SoundEmpty()
    return math.ceil(samples / OPUS_RATE)


def require_mp3(file: BinaryIO) -> None:
    """Raises SoundNotMp3 unless `file` begins with an ID3 tag or an MPEG layer III frame."""
    file.seek(0)
    head = file.read(4)
    if head[:3] == b"ID3":
        return
    is_frame = len(head) == 4 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2
    if not is_frame or head[2] >> 4 in (0x0, 0xF):
        raise SoundNotMp3()
