"""Messages in the copy of one's data, after an erasure, and when two records were one person."""

import pytest

from mentoring.personal_data import Subject
from mentoring.registry import services
from mentoring.reminders.models import ContactPreference, Digest, Reminder
from mentoring.reminders.personal_data import RemindersData
from mentoring.reminders.services import set_wish
from tests.factories.registry import PersonFactory
from tests.factories.reminders import ReminderFactory
from tests.mentoring.reminders.conftest import NOW

pytestmark = pytest.mark.django_db


def of(person):
    return Subject(user_ids=(), person_ids=(person.pk,))


def parts(subject):
    return {part["key"]: part["rows"] for part in RemindersData().export(subject)}


def test_the_copy_holds_what_she_was_told_and_what_she_wants(ronce):
    ReminderFactory(user=None, person=ronce.chair, body="Besok kunjungan.")
    ReminderFactory(user=ronce.user, body="Untuk pendamping.")
    set_wish(wants=False, now=NOW, person_id=ronce.chair.pk)

    told = parts(of(ronce.chair))

    assert [row["body"] for row in told["messages"]] == ["Besok kunjungan."]
    assert [row["stopped_at"][:10] for row in told["wishes_about_messages"]] == ["2026-03-02"]
    assert RemindersData().describe()


def test_an_erasure_takes_messages_tasks_and_wishes_along(ronce):
    ReminderFactory(user=None, person=ronce.chair)
    ReminderFactory(user=ronce.user, person=ronce.chair, channel="task")
    kept = ReminderFactory(user=ronce.user)
    set_wish(wants=True, now=NOW, person_id=ronce.chair.pk)

    for _again in range(2):
        RemindersData().erase(of(ronce.chair), now=NOW)

    assert list(Reminder.objects.exclude(kind="visit_comes")) == [kept]
    assert not ContactPreference.objects.exists()


def test_an_account_that_is_erased_takes_its_digests_along(ronce):
    Digest.objects.create(
        user=ronce.user, week_starts_on=NOW.date(), figures={"held": 1}, made_at=NOW
    )

    RemindersData().erase(Subject(user_ids=(ronce.user.pk,), person_ids=()), now=NOW)

    assert not Digest.objects.exists()


def test_two_records_of_one_person_become_one_wish(ronce, dewi):
    twin = PersonFactory(full_name="Rumina Contoh")
    message = ReminderFactory(user=None, person=twin)
    set_wish(wants=False, now=NOW, person_id=ronce.chair.pk)
    set_wish(wants=False, now=NOW, person_id=twin.pk)
    case = services.note_likeness(person=twin, other=ronce.chair, reason="name", score=90)

    services.merge_people(case=case, keep=ronce.chair, note="Ditanya.", merged_by=dewi, now=NOW)

    message.refresh_from_db()
    assert message.person == ronce.chair
    assert ContactPreference.objects.get().person == ronce.chair


@pytest.mark.parametrize("says_no", ["kept", "merged"])
def test_a_no_of_either_record_is_a_no_of_the_one_person(
    ronce, dewi, says_no, django_capture_on_commit_callbacks
):
    twin = PersonFactory(full_name="Rumina Contoh")
    waits = ReminderFactory(user=None, person=ronce.chair)
    people = {"kept": ronce.chair, "merged": twin}
    for name, person in people.items():
        set_wish(wants=name != says_no, now=NOW, person_id=person.pk)
    case = services.note_likeness(person=twin, other=ronce.chair, reason="name", score=90)

    with django_capture_on_commit_callbacks(execute=True):
        services.merge_people(case=case, keep=ronce.chair, note="Ditanya.", merged_by=dewi, now=NOW)

    assert ContactPreference.objects.get(person=ronce.chair).stopped_at == NOW
    waits.refresh_from_db()
    assert waits.state == "stopped"
