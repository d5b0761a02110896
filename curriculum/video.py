"""What a video file really is: read from its bytes, never from its name.

MP4 (ISO/IEC 14496-12): a row of boxes, each a length of 4 bytes, a name of 4 bytes and a
body (section 4.2); `ftyp` comes first, and `moov` holds `mvhd` with the duration (8.2.2).
"""

import math
import struct
from typing import BinaryIO

from curriculum.errors import VideoEmpty, VideoNotMp4, VideoTooHeavy

# More top-level boxes than a file of ours ever has: a made-up file must not keep us busy.
MAX_BOXES = 1_000
MAX_HEAD = 2_000_000  # bytes of `moov`; the index of an hour of film is smaller


def check_video_weight(size: int, limit: int) -> None:
    """Raises VideoEmpty for 0 bytes, VideoTooHeavy above `limit` bytes."""
    if size == 0:
        raise VideoEmpty()
    if size > limit:
        raise VideoTooHeavy(kilobytes=math.ceil(size / 1000), limit=limit // 1000)


def mp4_seconds(file: BinaryIO, size: int) -> int:
    """Whole seconds, rounded up, of the MP4 video in `file`, which is `size` bytes long.

    Raises VideoNotMp4 if it is anything else, VideoEmpty if it lasts no time at all.
    """
    head = _body_of(file, size, b"moov")
    found = head.find(b"mvhd")
    if found < 0:
        raise VideoNotMp4()
    scale, duration = _clock(head[found + 4 :])
    if not scale:
        raise VideoNotMp4()
    if not duration:
        raise VideoEmpty()
    return math.ceil(duration / scale)


def _body_of(file: BinaryIO, size: int, wanted: bytes) -> bytes:
    """The body of the first box named `wanted`; the file must begin with `ftyp`."""
    at = 0
    for number in range(MAX_BOXES):
        file.seek(at)
        start = file.read(16)
        if len(start) < 8 or (number == 0 and start[4:8] != b"ftyp"):
            break
        length, head = struct.unpack_from(">I", start)[0], 8
        if length == 1 and len(start) == 16:  # a long box tells its length in 8 bytes more
            length, head = struct.unpack_from(">Q", start, 8)[0], 16
        elif length == 0:  # up to the end of the file
            length = size - at
        if length < head or at + length > size:
            break
        if start[4:8] == wanted:
            file.seek(at + head)
            return file.read(min(length - head, MAX_HEAD))
        at += length
    raise VideoNotMp4()


def _clock(body: bytes) -> tuple[int, int]:
    """(units a second, duration in units) of the `mvhd` box `body`; zeros if it is cut off."""
    is_long = body[:1] == b"\x01"
    layout, at = (">IQ", 20) if is_long else (">II", 12)
    if len(body) < at + struct.calcsize(layout):
        return 0, 0
    scale, duration = struct.unpack_from(layout, body, at)
    return scale, duration
