import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from curriculum.models import Sound
from curriculum.rendering import voice_of
from curriculum.services import add_sound
from tests.factories.curriculum import MP3, opus, sound
from tests.factories.recordings import recording

pytestmark = pytest.mark.django_db


def cleaned(file: bytes, *, name="suara.opus", fallback: bytes | None = None):
    draft = Sound(title="Suara", file=ContentFile(file, name=name))
    if fallback is not None:
        draft.fallback_file = ContentFile(fallback, name="suara.mp3")
    draft.full_clean()
    return draft


def reasons(refusal) -> dict[str, list[str]]:
    return {field: [e.code for e in errors] for field, errors in refusal.error_dict.items()}


def test_length_and_weight_are_read_from_the_file():
    kept = sound(seconds=13)

    assert (kept.seconds, kept.size, kept.kilobytes()) == (13, len(opus(13)), 1)


def test_a_name_does_not_make_a_sound():
    with pytest.raises(ValidationError) as refusal:
        cleaned(b"PK\x03\x04 not a sound at all, though named so")

    assert reasons(refusal.value) == {"file": ["sound_unknown"]}


def test_another_extension_is_refused():
    with pytest.raises(ValidationError) as refusal:
        cleaned(opus(), name="suara.exe")

    assert reasons(refusal.value) == {"file": ["invalid_extension"]}


def test_a_file_of_no_bytes_is_refused():
    with pytest.raises(ValidationError) as refusal:
        cleaned(b"")

    assert reasons(refusal.value) == {"file": ["sound_empty"]}


def test_a_file_over_the_limit_is_refused(settings):
    settings.CURRICULUM_MAX_SOUND_BYTES = 50

    with pytest.raises(ValidationError) as refusal:
        cleaned(opus())

    assert reasons(refusal.value) == {"file": ["sound_too_heavy"]}


def test_the_fallback_must_be_mp3():
    assert cleaned(opus(), fallback=MP3).fallback_file

    with pytest.raises(ValidationError) as refusal:
        cleaned(opus(), fallback=opus())

    assert reasons(refusal.value) == {"fallback_file": ["sound_not_mp3"]}


@pytest.mark.parametrize(
    ("file", "suffix", "media_type"),
    [
        (opus(), ".opus", "audio/ogg; codecs=opus"),
        (MP3, ".mp3", "audio/mpeg"),
        (recording("m4a"), ".m4a", "audio/mp4"),
    ],
)
def test_a_sound_is_named_after_what_it_is(file, suffix, media_type):
    draft = cleaned(file, name="suara.ogg")

    assert draft.file.name.endswith(suffix)
    assert draft.media_type() == media_type


def test_a_sound_from_before_is_opus_whatever_its_suffix():
    assert Sound(file="sounds/lama.ogg").media_type() == "audio/ogg; codecs=opus"


def test_readers_are_offered_what_there_is():
    only_mp3 = add_sound(title="Suara", file=ContentFile(MP3, name="suara.mp3"))

    assert [kind for _url, kind in voice_of(only_mp3).sources] == ["audio/mpeg"]
    assert [kind for _url, kind in voice_of(sound()).sources] == [
        "audio/ogg; codecs=opus",
        "audio/mpeg",
    ]
