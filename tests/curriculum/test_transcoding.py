"""Any sound becomes small speech, in a process of its own."""

import io
import sys

import pytest
from django.core.files.base import ContentFile
from tinytag import TinyTag

from curriculum import transcoding
from curriculum.audio import SoundFacts, sound_facts
from curriculum.errors import SoundCutOff, SoundNeedsConverter, SoundUnknown, VideoCutOff
from curriculum.transcoding import container_of, film_without_traces, speech_of
from curriculum.video import mp4_seconds
from tests.factories.recordings import film, recording

PLACE = "-8.3661+113.6030"  # a village in Jember


def facts(content: bytes) -> SoundFacts:
    return sound_facts(io.BytesIO(content), len(content))


@pytest.mark.parametrize("kind", ["opus", "webm", "mp3", "m4a", "aac"])
def test_any_sound_becomes_opus_and_mp3(kind):
    given = recording(kind, seconds=3)

    speech = speech_of(ContentFile(given), container_of(given[:12]))

    assert [facts(made).kind for made in (speech.opus, speech.mp3)] == ["opus", "mp3"]
    assert all(3 <= facts(made).seconds <= 4 for made in (speech.opus, speech.mp3))
    assert len(speech.opus) < 3 * 3_500
    assert TinyTag.get(file_obj=io.BytesIO(speech.opus)).channels == 1
    assert len(speech.mp3) < 4 * 4_500


def test_light_opus_is_taken_over_as_it_was_spoken():
    once = speech_of(ContentFile(recording("opus", seconds=3)), "opus").opus

    again = speech_of(ContentFile(once), "opus").opus

    assert abs(len(again) - len(once)) < 200


@pytest.mark.parametrize("kind", ["opus", "mp3", "m4a", "webm"])
def test_where_it_was_recorded_stays_out(kind):
    given = recording(kind, place=PLACE)
    assert PLACE.encode() in given

    speech = speech_of(ContentFile(given), kind)

    assert PLACE.encode() not in speech.opus + speech.mp3


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"OggS" + bytes(300), "opus"), (recording("m4a")[:900], "m4a"), (b"\xff\xf1" * 99, "aac")],
)
def test_what_cannot_be_read_is_refused(content, kind):
    with pytest.raises((SoundUnknown, SoundCutOff)):
        speech_of(ContentFile(content), kind)


def test_a_sound_that_says_it_is_longer_is_cut_off():
    half = recording("m4a", seconds=6)
    middle = half.index(b"moov") - 4
    if middle < len(half) // 2:
        pytest.fail("the index of this recorder comes first")
    hollow = half[:3_000] + bytes(middle - 3_000) + half[middle:]

    with pytest.raises((SoundCutOff, SoundUnknown)):
        speech_of(ContentFile(hollow), "m4a")


@pytest.mark.parametrize("head", [b"", b"PK\x03\x04", b"<svg ", b"RIFF", b"#EXTM3U\n", b"\xff\x00"])
def test_other_files_are_not_even_tried(head):
    with pytest.raises(SoundUnknown):
        container_of(head)


def test_without_the_package_it_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "av", None)
    monkeypatch.setattr(transcoding, "find_spec", lambda name: None)

    with pytest.raises(SoundNeedsConverter, match="Opus, MP3"):
        speech_of(ContentFile(b""), "webm")


def test_a_film_keeps_its_pictures_and_nothing_about_the_phone():
    given = film(seconds=1, place=PLACE)
    assert PLACE.encode() in given

    kept = film_without_traces(ContentFile(given))

    assert PLACE.encode() not in kept
    assert mp4_seconds(io.BytesIO(kept), len(kept)) == mp4_seconds(io.BytesIO(given), len(given))
    # It plays while it comes: what says where everything is stands before the pictures.
    assert kept.index(b"moov") < kept.index(b"mdat")


def test_a_film_that_cannot_be_read_is_refused():
    with pytest.raises(VideoCutOff):
        film_without_traces(ContentFile(film()[:200]))
