"""Files of phones: given only to what the same person announced, with the same hash."""

import hashlib
import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile

from mentoring.field.models import Upload
from mentoring.field.services import tidy_uploads
from mentoring.field.services.attaching import offer
from mentoring.sessions.models import Evidence
from mentoring.sessions.services.attachments import attach_arrived, attach_upload, still_waited_for
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


def test_the_carrier_learns_that_a_file_is_taken_whichever_came_first():
    first, second = VisitFactory(), VisitFactory()
    later, earlier = arrived(first.recorded_by), arrived(second.recorded_by)
    announced(first, later)

    assert offer(later) is True
    assert offer(earlier) is False
    announced(second, earlier)
    attach_arrived({earlier.pk})

    assert Upload.objects.filter(attached_at=None).count() == 0


@pytest.mark.parametrize("broken", [0, 1, 2])
def test_a_file_that_is_gone_harms_no_other(broken):
    session = VisitFactory()
    contents = [picture(size=(width, 30)) for width in (40, 50, 60)]
    uploads = [arrived(session.recorded_by, content) for content in contents]
    photos = [announced(session, upload, sha256=upload.sha256) for upload in uploads]
    uploads[broken].file.storage.delete(uploads[broken].file.name)

    attach_arrived([upload.pk for upload in uploads])

    waiting = Evidence.objects.filter(photo="").values_list("pk", flat=True)
    assert list(waiting) == [photos[broken].pk]
    assert Upload.objects.get(attached_at=None) == uploads[broken]


def test_a_photograph_that_its_session_waits_for_outlives_tidying(
    django_capture_on_commit_callbacks,
):
    session = VisitFactory()
    upload = arrived(session.recorded_by)
    nobodys = arrived(session.recorded_by, picture(size=(50, 30)))
    wrong = arrived(session.recorded_by, picture(size=(60, 30)))
    announced(session, wrong, sha256="f" * 64)
    photo = announced(session, upload)

    with django_capture_on_commit_callbacks(execute=True):
        assert tidy_uploads(now=NOON + timedelta(days=400)) == 2

    assert not Upload.objects.filter(pk__in=[nobodys.pk, wrong.pk]).exists()
    attach_arrived([upload.pk])
    photo.refresh_from_db()
    assert photo.photo


def test_what_sessions_wait_for_is_asked_in_two_queries(django_assert_num_queries):
    session = VisitFactory()
    uploads = [arrived(session.recorded_by, picture(size=(width, 30))) for width in (40, 50, 60)]
    for upload in uploads:
        announced(session, upload, sha256=upload.sha256)

    with django_assert_num_queries(2):
        assert still_waited_for(uploads) == {upload.pk for upload in uploads}
