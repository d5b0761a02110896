"""No way in stores where a picture was taken, and old pictures can be cleaned."""

import io

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from PIL import Image as Drawing
from wagtail.images.models import Image
from wagtail.models import UploadedFile

from curriculum.errors import PictureUnreadable
from tests.factories.pictures import LEFT_ROTATED, drawing, photograph

pytestmark = pytest.mark.django_db


def stored(name: str) -> bytes:
    with default_storage.open(name) as opened:
        return opened.read()


def old_picture():
    """Stored as it was before pictures were cleaned on the way in."""
    image = Image.objects.create(
        title="Lama", file=ContentFile(drawing("JPEG"), name="lama.jpg"), file_size=1
    )
    with default_storage.open(image.file.name, "wb") as opened:
        opened.write(photograph("JPEG", orientation=LEFT_ROTATED))
    return image


def test_a_picture_stored_from_code_is_upright_and_tells_nothing():
    image = Image.objects.create(
        title="Foto",
        file=ContentFile(photograph("JPEG", orientation=LEFT_ROTATED), name="foto.jpg"),
    )

    assert b"Ruminah" not in stored(image.file.name)
    assert (image.width, image.height) == (30, 40)


def test_every_size_made_of_it_tells_nothing():
    image = Image.objects.create(
        title="Foto", file=ContentFile(photograph("JPEG"), name="foto.jpg")
    )

    for kind in ("webp", "jpeg", "avif"):
        made = image.get_rendition(f"width-20|format-{kind}")
        assert dict(Drawing.open(io.BytesIO(stored(made.file.name))).getexif()) == {}


def test_a_picture_that_waits_for_its_form_tells_nothing():
    kept = UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(Image),
        file=ContentFile(photograph("JPEG"), name="foto.jpg"),
    )

    assert b"Ruminah" not in stored(kept.file.name)


def test_other_uploads_are_left_as_they_are():
    kept = UploadedFile.objects.create(file=ContentFile(b"%PDF-1.7", name="surat.pdf"))

    assert stored(kept.file.name) == b"%PDF-1.7"


def test_what_is_no_picture_is_not_stored():
    with pytest.raises(PictureUnreadable):
        Image.objects.create(
            title="Bukan", file=ContentFile(b"PK\x03\x04", name="zip.jpg"), width=1, height=1
        )

    assert not Image.objects.exists()


def test_changing_the_title_does_not_write_the_file_again():
    image = Image.objects.create(title="A", file=ContentFile(drawing("JPEG"), name="a.jpg"))
    before = stored(image.file.name)

    image.title = "B"
    image.save()

    assert stored(image.file.name) == before


def test_pictures_stored_before_are_cleaned_by_a_command(
    capsys, django_capture_on_commit_callbacks
):
    old, clean = (
        old_picture(),
        Image.objects.create(title="Bersih", file=ContentFile(drawing("PNG"), name="bersih.png")),
    )
    names = old.file.name, clean.file.name
    old.get_rendition("width-20|format-jpeg")

    with django_capture_on_commit_callbacks(execute=True):
        call_command("clean_pictures")

    old.refresh_from_db()
    clean.refresh_from_db()
    assert "1 pictures cleaned." in capsys.readouterr().out
    assert b"Ruminah" not in stored(old.file.name)
    assert (old.width, old.height, old.renditions.count()) == (30, 40, 0)
    assert not default_storage.exists(names[0])
    assert clean.file.name == names[1]


def test_a_picture_that_cannot_be_read_does_not_stop_the_command(capsys):
    gone = old_picture()
    default_storage.delete(gone.file.name)

    call_command("clean_pictures")

    assert "“Lama”" in capsys.readouterr().err
