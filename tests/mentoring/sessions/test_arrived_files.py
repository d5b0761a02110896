"""Files of phones: given only to what the same person announced, with the same hash."""

import hashlib
import io
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile

from mentoring.field.models import Upload
from mentoring.sessions.models import Evidence
from mentoring.sessions.services.attachments import attach_upload
from tests.factories.field import DeviceFactory
from tests.factories.sessions import NOON, VisitFactory, picture

pytestmark = pytest.mark.django_db
CONTENT = picture()
HASH = hashlib.sha256(CONTENT).hexdigest()


def arrived(user, content=CONTENT):
    upload = Upload(
        device=DeviceFactory(user=user),
        record=uuid4(),
        sha256=hashlib.sha256(content).hexdigest(),
        bytes=len(content),
        media_type="image/jpeg",
        state="finished",
        begun_at=NOON,
        last_piece_at=NOON,
        finished_at=NOON,
    )
    upload.file.save("-", ContentFile(content), save=False)
    upload.save()
    return upload


def announced(session, upload, sha256=HASH):
    return Evidence.objects.create(
        session=session,
        upload=upload.pk,
        original_sha256=sha256,
        recorded_by=session.recorded_by,
        recorded_at=NOON,
        received_at=NOON,
    )


def attach(upload):
    return attach_upload(upload=upload, file=io.BytesIO(CONTENT))


def test_a_photo_is_attached_to_what_its_own_phone_announced():
    session = VisitFactory()
    upload = arrived(session.recorded_by)
    photo = announced(session, upload)

    assert attach(upload) is True

    photo.refresh_from_db()
    assert photo.photo


def test_naming_a_colleagues_file_brings_nothing():
    session, colleague = VisitFactory(), VisitFactory()
    upload = arrived(colleague.recorded_by)
    photo = announced(session, upload)

    assert attach(upload) is False

    photo.refresh_from_db()
    assert not photo.photo


def test_a_file_of_another_hash_than_was_told_is_not_attached():
    session = VisitFactory()
    upload = arrived(session.recorded_by)
    photo = announced(session, upload, sha256="f" * 64)

    assert attach(upload) is False

    photo.refresh_from_db()
    assert not photo.photo


def test_one_picture_in_two_sessions_is_marked_once_both_are_here():
    first = VisitFactory()
    second = VisitFactory(recorded_by=first.recorded_by)
    uploads = [arrived(first.recorded_by), arrived(first.recorded_by)]
    photos = [announced(*pair) for pair in zip((first, second), uploads, strict=True)]

    marks = []
    for upload in uploads:
        attach(upload)
        marks.append([Evidence.objects.get(pk=each.pk).is_reused for each in photos])

    assert marks == [[False, False], [True, True]]
