"""Photographs and voices: made small on the phone, sent after the text."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from mentoring.field.models import Upload, UploadState
from mentoring.sessions.models import Evidence, MentoringSession
from tests.patience import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TAKEN_AT, LATITUDE, LONGITUDE = 0x9003, 2, 4


def photo() -> bytes:
    """3000 x 2000 pixels, taken at 09.10.11 in Tutul, as its Exif says."""
    picture = Image.new("RGB", (3000, 2000), "#a0522d")
    exif = picture.getexif()
    exif.get_ifd(0x8769)[TAKEN_AT] = "2026:03:02 09:10:11"
    exif.get_ifd(0x8825).update({1: "S", 2: (8.0, 15.0, 30.0), 3: "E", 4: (113.0, 27.0, 0.0)})
    file = io.BytesIO()
    picture.save(file, "JPEG", exif=exif)
    return file.getvalue()


def test_a_photo_arrives_small_without_exif_and_its_place_beside_it(phone, group):
    phone.go_offline()
    phone.log_visit(group)
    phone.everybody()
    phone.page.locator("summary", has_text="Catatan dan foto").click()
    file = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    phone.page.locator("[name=photo]").set_input_files([file])
    expect(phone.page.locator("[data-photos] img")).to_have_count(1)
    phone.keep()
    phone.go_online()
    phone.has_sent_everything()

    wait_until(
        lambda: Upload.objects.filter(state=UploadState.FINISHED).count() == 1, "it is whole"
    )
    session = MentoringSession.objects.get()
    evidence = wait_until(
        lambda: Evidence.objects.filter(session=session).arrived().first(), "it is shown"
    )
    with Image.open(evidence.photo) as kept:
        assert max(kept.size) <= 1600
        assert dict(kept.getexif()) == {}
    assert round(float(evidence.latitude), 4) == -8.2583
    assert round(float(evidence.longitude), 2) == 113.45
    assert evidence.taken_at is not None
