import io
import struct

import pytest

from curriculum.errors import VideoCutOff, VideoEmpty, VideoNotMp4, VideoTooHeavy
from curriculum.video import check_video_weight, mp4_seconds
from tests.factories.curriculum import MP3, mp4, mp4_box, opus
from tests.factories.recordings import film, recording


def seconds(data: bytes) -> int:
    return mp4_seconds(io.BytesIO(data), len(data))


def test_a_begun_second_counts_as_a_whole_one():
    assert [seconds(mp4(length)) for length in (2.0, 2.01, 0.2)] == [2, 3, 1]


def test_the_long_form_of_lengths_and_clocks_is_read():
    clock = b"\x01\0\0\0" + bytes(16) + struct.pack(">IQ", 600, 4200)
    moov = mp4_box(b"moov", mp4_box(b"mvhd", clock) + mp4_box(b"hdlr", b"vide"))
    long_box = struct.pack(">I4sQ", 1, b"mdat", 16 + 4) + b"film"

    assert seconds(mp4_box(b"ftyp", b"isom") + long_box + moov) == 7


def test_a_video_that_lasts_no_time_is_empty():
    with pytest.raises(VideoEmpty):
        seconds(mp4(0))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        MP3,
        opus(),
        b"<svg onload=alert(1)>" * 9,
        b"PK\x03\x04" + bytes(99),
        recording("m4a"),
        mp4_box(b"ftyp", b"isom"),
        mp4_box(b"ftyp", b"isom") + mp4_box(b"moov", b"mvhd"),
    ],
    ids=[
        "nothing",
        "mp3",
        "opus",
        "svg",
        "zip",
        "only sound",
        "mark only",
        "no clock",
    ],
)
def test_anything_but_mp4_is_refused_whatever_its_name(data):
    with pytest.raises(VideoNotMp4):
        seconds(data)


@pytest.mark.parametrize(
    "data",
    [
        mp4()[:30],
        film()[:-100],
        mp4() + b"PK\x03\x04" + bytes(99),
        mp4_box(b"ftyp", b"isom") + struct.pack(">I4s", 4, b"moov"),
        mp4_box(b"ftyp", b"") * 2_000,
    ],
    ids=["head", "film", "zip behind", "a box shorter than its head", "boxes without end"],
)
def test_a_film_that_does_not_end_where_its_file_ends_is_refused(data):
    with pytest.raises(VideoCutOff):
        seconds(data)


def test_a_real_film_is_read():
    assert seconds(film(seconds=1.2)) == 2


def test_a_weight_is_told_with_its_limit():
    check_video_weight(1000, 1000)
    with pytest.raises(VideoEmpty):
        check_video_weight(0, 1000)
    with pytest.raises(VideoTooHeavy) as refusal:
        check_video_weight(500_000_000, 6_000_000)
    assert "500000" in str(refusal.value)
    assert "6000" in str(refusal.value)
