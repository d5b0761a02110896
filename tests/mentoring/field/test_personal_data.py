"""What is kept about whoever has a phone: shown to her, and forgotten when she asks."""

import json

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from mentoring.field.models import Envelope, Upload
from mentoring.field.personal_data import FieldData
from mentoring.personal_data import Subject
from tests.factories.accounts import UserFactory
from tests.factories.field import MORNING, DeviceFactory, EnvelopeFactory

pytestmark = pytest.mark.django_db


def arrived(device, **said):
    upload = Upload(
        device=device,
        record="6f0f6f2c-3d0c-4d55-9a0e-0d6f1f9a0c11",
        sha256="0" * 64,
        bytes=3,
        offset=3,
        media_type="image/jpeg",
        state="finished",
        begun_at=MORNING,
        last_piece_at=MORNING,
        finished_at=MORNING,
        **said,
    )
    upload.file.save("-", ContentFile(b"jpg"), save=False)
    upload.save()
    return upload


@pytest.fixture
def accounts():
    """Two accounts of one person, each with a phone, and a stranger with another."""
    first, second, stranger = UserFactory(), UserFactory(), UserFactory()
    for user, name in ((first, "HP lama"), (second, "HP baru"), (stranger, "HP orang lain")):
        device = DeviceFactory(user=user, name=name)
        EnvelopeFactory(device=device, said={"text": f"dari {name}"}, reason="salah tulis")
    return first, second, stranger


def subject_of(*users):
    return Subject(user_ids=tuple(user.pk for user in users), person_ids=())


def test_she_gets_what_the_phones_of_all_her_accounts_sent_and_nothing_of_others(accounts):
    first, second, _stranger = accounts
    arrived(first.field_devices.get())

    sections = {each["key"]: each["rows"] for each in FieldData().export(subject_of(first, second))}

    assert {row["name"] for row in sections["phones"]} == {"HP lama", "HP baru"}
    said = json.dumps(sections["phone_records"], default=str)
    assert "dari HP lama" in said
    assert "dari HP baru" in said
    assert "orang lain" not in said
    assert [row["bytes"] for row in sections["phone_files"]] == [3]
    # What lets a phone in is nobody's to read.
    assert first.field_devices.get().token_hash not in json.dumps(sections, default=str)


def test_erasing_forgets_her_words_and_names_and_leaves_others_alone(
    accounts, django_capture_on_commit_callbacks
):
    first, second, stranger = accounts
    device = first.field_devices.get()
    taken = arrived(device, attached_at=timezone.now())
    file = taken.file
    waiting = arrived(device)

    for _again in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            FieldData().erase(subject_of(first, second), now=timezone.now())

    hers = Envelope.objects.filter(device__user__in=[first, second])
    assert set(hers.values_list("payload", "reason")) == {("", "")}
    assert {each.field_devices.get().name for each in (first, second)} == {"-"}
    # That something came, when and with which digest, proves what rooms took over.
    assert hers.count() == 2
    assert "orang lain" in Envelope.objects.get(device__user=stranger).payload
    assert not file.storage.exists(file.name)
    assert list(Upload.objects.all()) == [waiting]


def test_she_can_read_what_is_kept():
    assert len(FieldData().describe()) == 4
    assert FieldData().name == "mentoring.field"
