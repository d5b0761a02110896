import io

import pytest

from curriculum.audio import SoundFacts, check_weight, require_mp3, sound_facts
from curriculum.errors import (
    SoundCutOff,
    SoundEmpty,
    SoundNotMp3,
    SoundTooHeavy,
    SoundUnknown,
)
from tests.factories.curriculum import MP3, mp3, mp4, opus
from tests.factories.recordings import recording


def facts(data: bytes) -> SoundFacts:
    return sound_facts(io.BytesIO(data), len(data))


def test_a_begun_second_counts_as_a_whole_one():
    assert [facts(opus(length)).seconds for length in (2.0, 2.01, 0.2)] == [2, 3, 1]


@pytest.mark.parametrize("kind", ["opus", "mp3", "m4a"])
def test_what_a_sound_is_and_how_long_is_read_from_its_bytes(kind):
    assert facts(recording(kind, seconds=2.5)) == SoundFacts(kind, 3)


def test_a_sound_that_lasts_no_time_is_empty():
    with pytest.raises(SoundEmpty):
        facts(opus(0))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"OggS",
        b"PK\x03\x04" + bytes(60),
        b"<svg onload=alert(1)>" * 9,
        b"OggS" + bytes(200),
        b"RIFF\x24\0\0\0WAVEfmt " + bytes(40),
        mp4(),
        recording("aac"),
        recording("webm"),
    ],
    ids=["nothing", "mark", "zip", "svg", "ogg without opus", "wav", "film", "raw AAC", "webm"],
)
def test_what_phones_do_not_play_is_refused_whatever_its_name(data):
    with pytest.raises((SoundUnknown, SoundEmpty)):
        facts(data)


@pytest.mark.parametrize("kind", ["opus", "m4a"])
def test_a_sound_whose_end_is_missing_is_refused(kind):
    whole = recording(kind, seconds=3)

    with pytest.raises(SoundCutOff):
        facts(whole[:-200])


@pytest.mark.parametrize("kind", ["opus", "m4a"])
def test_a_file_hidden_behind_a_sound_is_refused(kind):
    with pytest.raises(SoundCutOff):
        facts(recording(kind) + b"PK\x03\x04" + bytes(80))


def test_mp3_begins_with_a_tag_or_a_frame():
    refused = []
    for data in (MP3, MP3[10:], mp3(0.1)):
        try:
            require_mp3(io.BytesIO(data), len(data))
        except SoundNotMp3:
            refused.append(data[:4])

    assert refused == []


@pytest.mark.parametrize("data", [b"", b"\xff", b"PK\x03\x04", b"\xff\xfb\xf0\x00", opus()])
def test_anything_but_mp3_is_refused(data):
    with pytest.raises(SoundNotMp3):
        require_mp3(io.BytesIO(data), len(data))


def test_a_sound_has_a_weight_between_one_byte_and_the_limit():
    check_weight(1, 1000)
    check_weight(1000, 1000)
    with pytest.raises(SoundEmpty):
        check_weight(0, 1000)
    with pytest.raises(SoundTooHeavy, match=r"2 kB.* 1 kB"):
        check_weight(1001, 1000)
