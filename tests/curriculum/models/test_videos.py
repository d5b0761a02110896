import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from curriculum.models import Video
from tests.factories.curriculum import mp4, video

pytestmark = pytest.mark.django_db


def reasons(file: bytes, *, name="film.mp4", large: bytes | None = None) -> dict[str, list[str]]:
    draft = Video(title="Film", file=ContentFile(file, name=name))
    if large is not None:
        draft.large_file = ContentFile(large, name="film-besar.mp4")
    with pytest.raises(ValidationError) as refusal:
        draft.full_clean()
    return {field: [e.code for e in errors] for field, errors in refusal.value.error_dict.items()}


def test_length_and_both_weights_are_read_from_the_files():
    kept = video(seconds=9)

    assert (kept.seconds, kept.size, kept.kilobytes()) == (9, len(mp4(9)), 1)
    assert kept.large_size == len(mp4(9)) + 500


def test_each_file_is_refused_with_its_own_reason(settings):
    settings.CURRICULUM_MAX_VIDEO_BYTES = 1_000

    assert reasons(b"not a film at all") == {"file": ["video_not_mp4"]}
    assert reasons(b"") == {"file": ["video_empty"]}
    assert reasons(mp4(), name="film.exe") == {"file": ["invalid_extension"]}
    assert reasons(mp4() + bytes(1_000)) == {"file": ["video_too_heavy"]}
    assert reasons(mp4(), large=b"no film") == {"large_file": ["video_not_mp4"]}
    assert reasons(mp4(), large=mp4() + bytes(4_000)) == {"large_file": ["video_too_heavy"]}
