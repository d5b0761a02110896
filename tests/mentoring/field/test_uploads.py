"""Files of phones: so many a day, offered until their record has them, deleted afterwards."""

import hashlib
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from mentoring.field.models import Envelope, Upload
from mentoring.field.services import begin_upload, offer_again, tidy_uploads
from mentoring.field.signals import upload_finished, uploads_unclaimed
from mentoring.field.tasks import tidy_uploads_task
from tests.factories.field import ConflictFactory, EnvelopeFactory
from tests.mentoring.field.phones import Phone

pytestmark = pytest.mark.django_db

PICTURE = b"\xff\xd8" + bytes(range(256)) * 40
DAY = timedelta(days=1)


@pytest.fixture
def phone(with_notes):
    return Phone()


def begun(phone, **said):
    """The id of a file, and the answer to its beginning."""
    body = {
        "id": str(uuid4()),
        "record": str(uuid4()),
        "sha256": hashlib.sha256(PICTURE).hexdigest(),
        "bytes": len(PICTURE),
        "media_type": "image/jpeg",
        **said,
    }
    return body["id"], phone.post("uploads/", body)


@pytest.fixture
def sent(phone, django_capture_on_commit_callbacks):
    """Sends a whole file; returns its row."""

    def send(**said):
        name, _answer = begun(phone, **said)
        with django_capture_on_commit_callbacks(execute=True):
            assert phone.patch(name, 0, PICTURE).json()["state"] == "finished"
        return Upload.objects.get(pk=name)

    return send


@pytest.fixture
def room():
    """A room that takes every file whose record is in `room`, and notes which it was offered."""

    class Room(set):
        offered = []

        def take(self, sender, upload, **kwargs):
            self.offered.append(upload.pk)
            return upload.record in self

    found = Room()
    found.offered = []
    upload_finished.connect(found.take)
    yield found
    upload_finished.disconnect(found.take)


# --- how many a day -------------------------------------------------------------


def test_a_phone_sends_so_many_files_a_day_and_keeps_the_rest(phone, settings):
    settings.MENTORING_UPLOADS_A_DAY = 2
    first, _answer = begun(phone)
    begun(phone)

    _name, third = begun(phone)

    assert (third.status_code, third.json()["code"]) == (429, "upload_quota_spent")
    assert third.headers["Retry-After"] == "3600"
    # What was begun goes on, and another phone has a quota of its own.
    assert phone.patch(first, 0, PICTURE).status_code == 200
    assert begun(Phone(token="another"))[1].status_code == 200
    Upload.objects.update(begun_at=timezone.now() - DAY)
    assert begun(phone)[1].status_code == 200


def test_a_phone_sends_so_many_bytes_a_day(phone, settings):
    settings.MENTORING_UPLOAD_BYTES_A_DAY = 2 * len(PICTURE)
    begun(phone)
    begun(phone)

    assert begun(phone)[1].json()["code"] == "upload_quota_spent"


def test_what_a_coordinator_rescues_is_not_counted(phone, settings):
    settings.MENTORING_UPLOADS_A_DAY = 0

    upload = begin_upload(
        device=phone.device,
        upload_id=uuid4(),
        record=uuid4(),
        sha256="0" * 64,
        size=5,
        media_type="image/jpeg",
        now=timezone.now(),
        is_rescue=True,
    )

    assert upload.offset == 0


# --- until its record has it -------------------------------------------------------


def test_a_file_that_a_room_took_is_noted(sent, room):
    record = uuid4()
    room.add(record)

    assert sent(record=str(record)).attached_at is not None
    assert sent().attached_at is None


def test_a_file_nobody_could_be_told_of_is_offered_again(phone, sent, room):
    line = phone.line("one")
    phone.push(line)
    upload = sent(record=line["record"])
    lonely = sent()
    Upload.objects.update(finished_at=timezone.now() - timedelta(minutes=5))
    room.add(UUID(line["record"]))
    room.offered.clear()

    assert offer_again(now=timezone.now()) == 1

    upload.refresh_from_db()
    assert upload.attached_at is not None
    # Its record has not come: there is nobody to take it.
    assert room.offered == [upload.pk]
    assert lonely.pk not in room.offered
    assert offer_again(now=timezone.now()) == 0


@pytest.mark.parametrize("days", [3, 59, 400])
def test_a_room_that_failed_for_long_is_asked_once_a_day(phone, sent, room, days):
    line = phone.line("one")
    phone.push(line)
    upload = sent(record=line["record"])
    Upload.objects.update(finished_at=timezone.now() - days * DAY)
    room.add(UUID(line["record"]))

    assert offer_again(now=timezone.now()) == 0
    tidy_uploads_task()

    upload.refresh_from_db()
    assert upload.attached_at is not None


# --- when it goes -----------------------------------------------------------------


def left_after(days, callbacks):
    with callbacks(execute=True):
        tidy_uploads(now=timezone.now() + days * DAY)
    return set(Upload.objects.values_list("pk", flat=True))


def test_a_file_goes_a_month_after_its_record_has_it(
    sent, room, django_capture_on_commit_callbacks
):
    record = uuid4()
    room.add(record)
    upload = sent(record=str(record))
    file = upload.file

    assert left_after(29, django_capture_on_commit_callbacks) == {upload.pk}
    assert file.storage.exists(file.name)
    assert left_after(31, django_capture_on_commit_callbacks) == set()
    assert not file.storage.exists(file.name)


def test_a_file_whose_record_never_came_goes_after_two_months(
    sent, django_capture_on_commit_callbacks
):
    upload = sent()

    assert left_after(59, django_capture_on_commit_callbacks) == {upload.pk}
    assert left_after(61, django_capture_on_commit_callbacks) == set()


@pytest.fixture
def claiming():
    """Connects a room that says which files it still waits for, by the function it is given."""
    connected = []

    def claim(which):
        def say(sender, uploads, **kwargs):
            return which(uploads)

        connected.append(say)
        uploads_unclaimed.connect(say)

    yield claim
    for say in connected:
        uploads_unclaimed.disconnect(say)


def test_a_file_is_kept_while_a_settled_record_waits_for_it(
    sent, claiming, django_capture_on_commit_callbacks
):
    wanted, _other = sent(), sent()
    names = {wanted.pk}
    claiming(lambda uploads: names & {each.pk for each in uploads})

    assert left_after(400, django_capture_on_commit_callbacks) == {wanted.pk}

    names.clear()
    assert left_after(400, django_capture_on_commit_callbacks) == set()


def test_nothing_is_deleted_while_a_room_cannot_say_what_it_waits_for(
    sent, claiming, django_capture_on_commit_callbacks
):
    upload = sent()

    def broken(uploads):
        raise OSError

    claiming(broken)

    assert left_after(400, django_capture_on_commit_callbacks) == {upload.pk}


@pytest.mark.parametrize("state", ["held", "returned", "waiting"])
def test_a_file_is_kept_while_somebody_decides_about_its_record(
    phone, sent, state, django_capture_on_commit_callbacks
):
    upload = sent()
    EnvelopeFactory(device=phone.device, record=upload.record, state=state)

    assert left_after(400, django_capture_on_commit_callbacks) == {upload.pk}

    Envelope.objects.update(state="dropped")
    assert left_after(400, django_capture_on_commit_callbacks) == set()


def test_a_file_is_kept_while_phone_and_office_differ(
    phone, sent, django_capture_on_commit_callbacks
):
    upload = sent()
    conflict = ConflictFactory(
        envelope=EnvelopeFactory(device=phone.device, record=upload.record, answer="conflict")
    )

    assert left_after(400, django_capture_on_commit_callbacks) == {upload.pk}

    conflict.resolved_at = timezone.now()
    conflict.save()
    assert left_after(400, django_capture_on_commit_callbacks) == set()


def test_the_office_counts_records_and_files_of_a_phone_apart(phone, sent):
    phone.push(unsent=0, unsent_files=3)

    sent()

    phone.device.refresh_from_db()
    assert (phone.device.unsent_count, phone.device.unsent_files) == (0, 2)
