"""What a video file really is: read from its bytes, never from its name.

MP4 (ISO/IEC 14496-12): a row of boxes, each a length of 4 bytes, a name of 4 bytes and a
body (section 4.2); `ftyp` comes first, and `moov` holds `mvhd` with the duration (8.2.2).
"""

import math
import struct
from typing import BinaryIO

from curriculum.errors import VideoCutOff, VideoEmpty, VideoNotMp4, VideoTooHeavy

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

    Raises VideoNotMp4 if it is anything else or only sound, VideoCutOff if its end is
    missing or something else stands behind it, VideoEmpty if it lasts no time at all.
    """
    boxes = whole_boxes(file, size)
    if boxes is None:
        raise VideoNotMp4() if not begins_like_mp4(file) else VideoCutOff()
    head = next((body for name, body in boxes if name == b"moov"), b"")
    found = head.find(b"mvhd")
    if found < 0 or b"vide" not in head:
        raise VideoNotMp4()
    scale, duration = _clock(head[found + 4 :])
    if not scale:
        raise VideoNotMp4()
    if not duration:
        raise VideoEmpty()
    return math.ceil(duration / scale)


def begins_like_mp4(file: BinaryIO) -> bool:
    """Whether `file` begins with the box that every MP4 begins with."""
    file.seek(4)
    return file.read(4) == b"ftyp"


def whole_boxes(file: BinaryIO, size: int) -> list[tuple[bytes, bytes]] | None:
    """(name, body) of the boxes of an MP4; the body of `moov` only, of others nothing.

    None unless the boxes begin with `ftyp` and end where the file ends: a file cut off, or
    with another one hidden behind it, does not.
    """
    boxes: list[tuple[bytes, bytes]] = []
    at = 0
    while at < size and len(boxes) < MAX_BOXES:
        file.seek(at)
        start = file.read(16)
        if len(start) < 8 or (not boxes and start[4:8] != b"ftyp"):
            return None
        length, head = struct.unpack_from(">I", start)[0], 8
        if length == 1 and len(start) == 16:  # a long box tells its length in 8 bytes more
            length, head = struct.unpack_from(">Q", start, 8)[0], 16
        elif length == 0:  # up to the end of the file
            length = size - at
        if length < head or at + length > size:
            return None
        file.seek(at + head)
        is_index = start[4:8] == b"moov"
        boxes.append((start[4:8], file.read(min(length - head, MAX_HEAD)) if is_index else b""))
        at += length
    return boxes if at == size and boxes else None


def _clock(body: bytes) -> tuple[int, int]:
    """(units a second, duration in units) of the `mvhd` box `body`; zeros if it is cut off."""
    is_long = body[:1] == b"\x01"
    layout, at = (">IQ", 20) if is_long else (">II", 12)
    if len(body) < at + struct.calcsize(layout):
        return 0, 0
    scale, duration = struct.unpack_from(layout, body, at)
    return scale, duration
