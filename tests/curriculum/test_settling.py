"""A record that could not be counted is looked at and settled, with a note."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from curriculum.errors import NoteMissing, SettledAlready
from curriculum.models import EventForReview
from curriculum.services import settle_record
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/curriculum_events_for_review/"


@pytest.fixture
def record(ruminah):
    return EventForReview.objects.create(
        id=uuid.uuid4(), sender=ruminah, code="event_from_the_future", sent='{"a": 1}'
    )


@pytest.fixture
def rini():
    return UserFactory(full_name="Rini Manajer Contoh", roles=["programme_manager"])


def test_settling_says_what_came_of_it_and_who_looked(record, rini):
    settle_record(record=record, note=" Jam HP salah. ", settled_by=rini)
    settle_record(record=record, note="Jam HP salah.", settled_by=rini)

    record.refresh_from_db()
    assert (record.note, record.settled_by, record.sent) == ("Jam HP salah.", rini, '{"a": 1}')
    assert list(EventForReview.objects.unsettled()) == []
    (entry,) = ModelLogEntry.objects.filter(object_id=str(record.pk))
    assert (entry.action, entry.user) == ("curriculum.settled", rini)
    with pytest.raises(SettledAlready):
        settle_record(record=record, note="Lain", settled_by=rini)


def test_nothing_is_settled_without_a_word(record, rini):
    with pytest.raises(NoteMissing):
        settle_record(record=record, note="  ", settled_by=rini)
    with pytest.raises(IntegrityError), transaction.atomic():
        EventForReview.objects.update(settled_at=record.received_at)

    record.refresh_from_db()
    assert record.settled_at is None


def test_in_the_admin_only_the_note_is_written(client, record, rini):
    client.force_login(rini)
    address = f"{LIST}edit/{record.pk}/"
    page = client.get(address).text
    assert "&quot;a&quot;: 1" in page

    empty = client.post(address, {"note": "", "sent": "{}"})
    client.post(address, {"note": "Jam HP salah.", "sent": "{}", "code": "x"})
    again = client.post(address, {"note": "Lain"})

    record.refresh_from_db()
    assert "Tulis singkat" in empty.text
    assert "Sudah ada yang menyelesaikan catatan ini: Jam HP salah." in again.text
    assert (record.note, record.sent, record.code) == (
        "Jam HP salah.",
        '{"a": 1}',
        "event_from_the_future",
    )
    assert client.get(LIST, {"settled_at__isnull": "true"}).status_code == 200


@pytest.mark.parametrize(
    ("role", "sees", "settles"),
    [
        ("crafter", False, False),
        ("publisher", False, False),
        ("auditor", True, False),
        ("administrator", True, False),
        ("programme_manager", True, True),
    ],
)
def test_each_role_sees_or_settles(client, record, role, sees, settles):
    client.force_login(UserFactory(roles=[role]))

    assert (client.get(LIST).status_code == 200) is sees
    assert (client.get(f"{LIST}edit/{record.pk}/").status_code == 200) is settles
    for name in ("new", f"delete/{record.pk}"):
        assert client.get(f"{LIST}{name}/").status_code != 200
