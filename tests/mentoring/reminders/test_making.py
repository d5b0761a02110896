"""What is due becomes a message, once."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mentoring.registry.models import TimeZone
from mentoring.reminders.kinds import kinds
from mentoring.reminders.models import Channel, Reminder, ReminderState
from mentoring.reminders.services import Made, make_kind, make_reminders, set_wish
from mentoring.sessions.models import SessionState
from tests.mentoring.reminders.conftest import NIGHT, NOW, village

pytestmark = pytest.mark.django_db


def made(kind="visit_comes"):
    return Reminder.objects.get(kind=kind)


def test_a_visit_tomorrow_is_told_to_its_facilitator_and_to_the_chair(ronce, gateway):
    assert make_reminders(now=NOW) == Made(new=2, dropped=0)

    hers, chairs = made("visit_tomorrow"), made("visit_comes")
    assert (hers.user, hers.person, hers.channel) == (ronce.user, None, Channel.EMAIL)
    assert hers.subject == "Kunjungan ke Ronce Melati: Selasa, 3 Maret 2026"
    assert hers.path == ronce.visit.get_absolute_url()
    assert (chairs.user, chairs.person, chairs.channel) == (None, ronce.chair, Channel.SMS)
    assert "Ruminah Contoh" in chairs.body and "09.00" in chairs.body


def test_asked_again_nothing_is_made_twice(ronce, gateway):
    make_reminders(now=NOW)

    assert make_reminders(now=NOW + timedelta(hours=1)) == Made(new=0, dropped=0)
    assert Reminder.objects.count() == 2


def test_a_visit_that_was_called_off_is_not_told_any_more(ronce, gateway):
    make_reminders(now=NOW)
    ronce.visit.state = SessionState.CANCELLED
    ronce.visit.state_reason = "Hujan"
    ronce.visit.save()

    assert make_reminders(now=NOW) == Made(new=0, dropped=2)
    assert set(Reminder.objects.values_list("state", flat=True)) == {ReminderState.DROPPED}


def test_a_visit_on_another_day_is_another_message(ronce, gateway):
    make_reminders(now=NOW)
    ronce.visit.happened_on += timedelta(days=1)
    ronce.visit.starts_at += timedelta(days=1)
    ronce.visit.save()

    assert make_reminders(now=NOW) == Made(new=0, dropped=2)
    assert make_reminders(now=NOW + timedelta(days=1)) == Made(new=2, dropped=0)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"number": ""}, "no_phone"),
        ({"shared": True}, "shared_phone"),
        ({"consent": False}, "no_consent"),
        ({"number": "+621"}, "no_phone"),
    ],
)
def test_who_cannot_be_written_to_is_told_by_her_facilitator(db, gateway, said, why):
    village_ = village(**said)

    make_reminders(now=NOW)

    task = made()
    assert (task.channel, task.state, task.error) == (Channel.TASK, ReminderState.WAITING, why)
    assert (task.user, task.person) == (village_.user, village_.chair)
    assert list(Reminder.objects.tasks_of(village_.user)) == [task]


def test_who_wants_no_messages_gets_none_and_nobody_is_sent_to_her(ronce, gateway):
    set_wish(wants=False, now=NOW, person_id=ronce.chair.pk)

    make_reminders(now=NOW)

    assert (made().state, made().error) == (ReminderState.STOPPED, "stopped")
    assert not Reminder.objects.tasks_of(ronce.user).exists()


def test_a_wish_stops_at_once_what_waits(ronce, gateway):
    make_reminders(now=NOW)

    set_wish(wants=False, now=NOW, user_id=ronce.user.pk)

    assert made("visit_tomorrow").state == ReminderState.STOPPED
    assert made("visit_comes").state == ReminderState.WAITING


def test_without_a_facilitator_it_is_kept_that_nobody_could_be_told(ronce, gateway):
    ronce.chair.phone = ""
    ronce.chair.save()
    ronce.user.is_active = False
    ronce.user.save()

    make_reminders(now=NOW)

    assert (made().state, made().error) == (ReminderState.FAILED, "no_phone")


def test_an_account_without_an_address_is_kept_as_not_reached(ronce, gateway):
    type(ronce.user).objects.filter(pk=ronce.user.pk).update(email="", phone="")

    make_reminders(now=NOW)

    hers = made("visit_tomorrow")
    assert (hers.state, hers.error) == (ReminderState.FAILED, "no_address")


@pytest.mark.parametrize(
    ("zone", "wakes_at"),
    [(TimeZone.WIB, 7), (TimeZone.WITA, 7), (TimeZone.WIT, 7)],
)
def test_at_night_a_message_waits_for_the_morning_of_its_reader(db, gateway, zone, wakes_at):
    village(sentra__time_zone=zone)

    make_reminders(now=NIGHT)

    local = made().send_after.astimezone(ZoneInfo(zone))
    assert (local.date(), local.hour) == (date(2026, 3, 3), wakes_at)


def test_in_the_evening_of_java_it_is_night_already_in_papua(db, gateway):
    evening = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)  # 19.00 WIB, 21.00 WIT
    village(name="Barat", sentra__time_zone=TimeZone.WIB)
    village(name="Timur", number="+628000000012", sentra__time_zone=TimeZone.WIT)

    make_reminders(now=evening)

    waits = dict(
        Reminder.objects.filter(kind="visit_comes").values_list("group__name", "send_after")
    )
    assert waits["Barat"] == evening
    assert waits["Timur"] == datetime(2026, 3, 2, 22, 0, tzinfo=UTC)


def test_a_message_is_in_the_language_of_its_reader(ronce, gateway):
    ronce.user.preferred_language = "en"
    ronce.user.save()

    make_reminders(now=NOW)

    assert made("visit_tomorrow").subject == "Visit to Ronce Melati: Tuesday, 3 March 2026"


@pytest.mark.parametrize("count", [1, 3])
def test_messages_are_made_by_a_constant_number_of_queries(
    db, gateway, django_assert_num_queries, count
):
    for number in range(count):
        village(name=f"Kelompok {number}", number=f"+62800000001{number}")

    with django_assert_num_queries(15):
        assert make_kind(kinds()["visit_comes"], now=NOW).new == count


def test_a_kind_that_fails_hurts_no_other(ronce, gateway, monkeypatch):
    broken = kinds()["visit_tomorrow"]
    monkeypatch.setitem(broken.__dict__, "due", lambda now: 1 / 0)

    assert make_reminders(now=NOW).new == 1
    assert made("visit_comes").person == ronce.chair
