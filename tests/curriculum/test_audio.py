import io

import pytest

from curriculum.audio import check_weight, opus_seconds, require_mp3
from curriculum.errors import SoundEmpty, SoundNotMp3, SoundNotOpus, SoundTooHeavy
from tests.factories.curriculum import MP3, opus


def seconds(data: bytes) -> int:
    return opus_seconds(io.BytesIO(data), len(data))


def test_a_begun_second_counts_as_a_whole_one():
    assert [seconds(opus(length)) for length in (2.0, 2.01, 0.2)] == [2, 3, 1]


def test_a_sound_that_lasts_no_time_is_empty():
    with pytest.raises(SoundEmpty):
        seconds(opus(0))


@pytest.mark.parametrize(
    "data",
    [b"", b"OggS", MP3, b"<svg onload=alert(1)>" * 9, b"OggS" + bytes(200), opus()[:20]],
    ids=["nothing", "mark only", "mp3", "svg", "ogg without opus", "cut off"],
)
def test_anything_but_opus_is_refused_whatever_its_name(data):
    with pytest.raises(SoundNotOpus):
        seconds(data)


@pytest.mark.parametrize("data", [MP3, b"\xff\xfb\x90\x00" + bytes(9)], ids=["tag", "frame"])
def test_mp3_begins_with_a_tag_or_a_frame(data):
    require_mp3(io.BytesIO(data))


@pytest.mark.parametrize("data", [b"", b"\xff", b"PK\x03\x04", b"\xff\xfb\xf0\x00", opus()])
def test_anything_but_mp3_is_refused(data):
    with pytest.raises(SoundNotMp3):
        require_mp3(io.BytesIO(data))


def test_a_sound_has_a_weight_between_one_byte_and_the_limit():
    check_weight(1, 1000)
    check_weight(1000, 1000)
    with pytest.raises(SoundEmpty):
        check_weight(0, 1000)
    with pytest.raises(SoundTooHeavy, match=r"2 kB.* 1 kB"):
        check_weight(1001, 1000)
