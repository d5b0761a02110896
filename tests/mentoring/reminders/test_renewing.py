"""What is due again after it was settled, and tasks that follow the facilitator."""

from datetime import date, timedelta

import pytest

from mentoring.assignments.models import Assignment
from mentoring.reminder_kinds import Due
from mentoring.reminders.kinds import kinds
from mentoring.reminders.models import Channel, Reminder, ReminderState
from mentoring.reminders.services import make_kind, make_reminders, note_told, send_reminders
from mentoring.sessions.models import RunState, SessionState
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import ConsentFactory, PersonFactory
from tests.factories.sessions import FollowUpFactory, RunParticipantFactory, RunSessionFactory
from tests.mentoring.reminders.conftest import NOW, TOMORROW, village

pytestmark = pytest.mark.django_db
ZONE = "Asia/Jakarta"
SOON = NOW + timedelta(minutes=10)


def made(kind="visit_comes"):
    return Reminder.objects.get(kind=kind)


def call_off(visit):
    visit.state, visit.state_reason = SessionState.CANCELLED, "Hujan"
    visit.save()


def plan_again(visit):
    visit.state, visit.state_reason = SessionState.PLANNED, ""
    visit.save()


def test_a_visit_called_off_and_planned_again_is_told(ronce, gateway):
    make_reminders(now=NOW)
    call_off(ronce.visit)
    make_reminders(now=NOW)
    ronce.group.name = "Ronce Baru"
    ronce.group.save()
    plan_again(ronce.visit)

    assert make_reminders(now=SOON).new == 2

    assert (made().state, made().send_after) == (ReminderState.WAITING, SOON)
    assert "Ronce Baru" in made().body
    assert send_reminders(now=SOON).sent == 2
    assert make_reminders(now=SOON).new == 0


def test_what_was_sent_is_not_told_again_when_it_is_planned_again(ronce, gateway):
    make_reminders(now=NOW)
    send_reminders(now=NOW)
    call_off(ronce.visit)
    make_reminders(now=NOW)
    plan_again(ronce.visit)

    assert make_reminders(now=SOON).new == 0


@pytest.mark.parametrize(
    ("error", "new"), [("gateway_refuses_us", 1), ("unreachable", 1), ("number_refused", 0)]
)
def test_what_failed_by_our_fault_is_told_again(ronce, gateway, error, new):
    make_reminders(now=NOW, only=["visit_comes"])
    failed = {"state": ReminderState.FAILED, "error": error, "attempts": 4, "settled_at": NOW}
    Reminder.objects.update(**failed)

    assert make_reminders(now=SOON, only=["visit_comes"]).new == new

    assert made().state == (ReminderState.WAITING if new else ReminderState.FAILED)
    assert send_reminders(now=SOON).sent == new


def test_what_was_told_in_person_is_not_sent_as_well(ronce, gateway):
    make_reminders(now=NOW, only=["visit_comes"])
    gateway.answers = [404]
    send_reminders(now=NOW)
    (task,) = Reminder.objects.tasks_of(ronce.user)
    note_told(task=task, told_by=ronce.user, now=NOW)
    Reminder.objects.exclude(pk=task.pk).update(error="gateway_broken")

    assert make_reminders(now=SOON, only=["visit_comes"]).new == 0


def test_a_task_that_was_dropped_is_to_be_told_again(ronce, gateway):
    make_reminders(now=NOW, only=["visit_comes"])
    gateway.answers = [404]
    send_reminders(now=NOW)
    call_off(ronce.visit)
    make_reminders(now=NOW, only=["visit_comes"])
    assert not Reminder.objects.tasks_of(ronce.user).exists()
    plan_again(ronce.visit)

    make_reminders(now=SOON, only=["visit_comes"])

    (task,) = Reminder.objects.tasks_of(ronce.user)
    assert task.person == ronce.chair


def test_a_visit_moved_within_its_day_is_told_with_the_new_hour(ronce, gateway):
    make_reminders(now=NOW)
    send_reminders(now=NOW)
    ronce.visit.starts_at += timedelta(hours=4)
    ronce.visit.save()

    assert make_reminders(now=SOON).new == 2

    bodies = Reminder.objects.filter(state=ReminderState.WAITING).values_list("body", flat=True)
    assert all("13.00" in body for body in bodies)


def _training(run_state):
    session = RunSessionFactory(
        happened_on=TOMORROW,
        state="planned",
        run__state=run_state,
        run__decision_reason="Contoh",
        run__closed_at=NOW if run_state == RunState.CLOSED else None,
    )
    person = PersonFactory(phone="+628000000055")
    ConsentFactory(person=person)
    RunParticipantFactory(run=session.run, person=person)
    return session


def test_a_training_moved_within_its_day_is_told_anew(db, gateway):
    session = _training(RunState.PLANNED)
    make_reminders(now=NOW, only=["training_starts"])
    session.starts_at = (session.starts_at or NOW + timedelta(days=1)) + timedelta(hours=1)
    session.save()

    again = make_reminders(now=NOW, only=["training_starts"])

    assert (again.new, again.dropped) == (1, 1)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (RunState.PROPOSED, 0),
        (RunState.DECLINED, 0),
        (RunState.CLOSED, 0),
        (RunState.PLANNED, 1),
        (RunState.RUNNING, 1),
    ],
)
def test_only_a_training_somebody_agreed_to_is_told(db, gateway, state, told):
    _training(state)

    assert make_reminders(now=NOW, only=["training_starts"]).new == told


def test_a_task_follows_the_facilitator_of_today(db, gateway):
    home = village(number="")
    make_reminders(now=NOW, only=["visit_comes"])
    Assignment.objects.filter(group=home.group).update(ends_on=NOW.date())
    other = FacilitatorFactory(user=UserFactory(roles=["facilitator"], email="b@example.org"))
    AssignmentFactory(group=home.group, facilitator=other, starts_on=NOW.date())

    make_reminders(now=SOON, only=["visit_comes"])

    assert not Reminder.objects.tasks_of(home.user).exists()
    assert Reminder.objects.tasks_of(other.user).get().person == home.chair


def test_a_task_of_a_group_without_facilitator_is_nobodys(db, gateway):
    home = village(number="")
    make_reminders(now=NOW, only=["visit_comes"])
    assert made().channel == Channel.TASK
    Assignment.objects.filter(group=home.group).update(ends_on=NOW.date())

    make_reminders(now=SOON, only=["visit_comes"])

    assert (made().state, made().user) == (ReminderState.FAILED, None)


def test_a_key_that_is_too_long_hurts_no_other(ronce, gateway, monkeypatch, caplog):
    kind = kinds()["visit_tomorrow"]
    due = [Due(key=key, user_id=ronce.user.pk, time_zone=ZONE) for key in ("x" * 160, "kurz")]
    monkeypatch.setitem(kind.__dict__, "due", lambda now: due)

    assert make_kind(kind, now=NOW).new == 1
    assert "has a key of" in caplog.text


def test_more_messages_than_a_database_takes_in_one_question(ronce, gateway, monkeypatch):
    kind = kinds()["visit_tomorrow"]
    due = [Due(key=str(number), user_id=ronce.user.pk, time_zone=ZONE) for number in range(1001)]
    monkeypatch.setitem(kind.__dict__, "due", lambda now: due)

    assert make_kind(kind, now=NOW).new == 1001
    assert make_kind(kind, now=NOW).new == 0


def test_another_promise_late_on_the_same_day_is_told(ronce, gateway):
    days = {"agreed_on": date(2026, 2, 1), "due_on": date(2026, 2, 28)}
    FollowUpFactory(group=ronce.group, recorded_at=NOW - timedelta(days=3), **days)
    make_reminders(now=NOW, only=["promises_late"])
    send_reminders(now=NOW)

    FollowUpFactory(group=ronce.group, recorded_at=NOW, **days)

    assert make_reminders(now=SOON, only=["promises_late"]).new == 1
