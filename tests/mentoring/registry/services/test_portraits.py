"""Portraits of 3 by 4: cut, small, and without what the camera wrote."""

import io

import pytest
from PIL import Image

from mentoring.errors import PhotoTooLarge, PhotoUnreadable
from mentoring.registry.services import remove_portrait, set_portrait
from tests.factories.pictures import photograph
from tests.factories.registry import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((2000, 1500), (600, 800)),
        ((300, 400), (300, 400)),
        ((900, 200), (150, 200)),
        ((3, 4), (3, 4)),
    ],
)
def test_any_picture_becomes_a_portrait_without_its_traces(size, expected):
    ruminah = PersonFactory()

    set_portrait(person=ruminah, file=io.BytesIO(photograph(size=size)), set_by=None)

    kept = ruminah.portrait.read()
    with Image.open(io.BytesIO(kept)) as picture:
        assert (picture.format, picture.size) == ("JPEG", expected)
        assert not picture.getexif()
    assert b"Ruminah" not in kept
    assert str(ruminah.pk) not in ruminah.portrait.name


def test_a_new_portrait_leaves_no_old_file(django_capture_on_commit_callbacks):
    ruminah = PersonFactory()
    set_portrait(person=ruminah, file=io.BytesIO(photograph()), set_by=None)
    old = ruminah.portrait.name

    with django_capture_on_commit_callbacks(execute=True):
        set_portrait(person=ruminah, file=io.BytesIO(photograph()), set_by=None)
    assert not ruminah.portrait.storage.exists(old)

    new = ruminah.portrait.name
    with django_capture_on_commit_callbacks(execute=True):
        remove_portrait(person=ruminah, removed_by=None)
    assert not ruminah.portrait
    assert not ruminah.portrait.storage.exists(new)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [(b"", PhotoUnreadable), (b"%PDF-1.7", PhotoUnreadable), (bytes(15_000_001), PhotoTooLarge)],
)
def test_what_is_no_portrait_is_refused(content, refusal):
    with pytest.raises(refusal):
        set_portrait(person=PersonFactory(), file=io.BytesIO(content), set_by=None)
