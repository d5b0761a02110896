"""Messages leave, once each, and what becomes of those that do not."""

import logging
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connections

from mentoring.registry.models import TimeZone
from mentoring.registry.services import withdraw_consent
from mentoring.reminders.models import Channel, ContactPreference, Reminder, ReminderState
from mentoring.reminders.services import Sent, make_reminders, note_told, send_reminders
from mentoring.reminders.services.sending import AT_ONCE
from tests.factories.reminders import ReminderFactory
from tests.mentoring.reminders.conftest import GATEWAY, NIGHT, NOW, village

LATER = [NOW + timedelta(minutes=minutes) for minutes in (6, 40, 170)]
GIVEN_UP = NOW + timedelta(minutes=400)


@pytest.fixture
def waiting(ronce, gateway):
    make_reminders(now=NOW, only=["visit_comes"])
    return Reminder.objects.get()


@pytest.mark.django_db
def test_a_facilitator_gets_an_e_mail_with_the_page_and_a_way_to_stop(ronce, settings):
    settings.MENTORING_BASE_URL = "https://pendamping.example"
    make_reminders(now=NOW, only=["visit_tomorrow"])

    assert send_reminders(now=NOW) == Sent(sent=1, claimed=1)

    (letter,) = mail.outbox
    assert letter.to == [ronce.user.email]
    assert f"https://pendamping.example{ronce.visit.get_absolute_url()}" in letter.body
    stop = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert stop.startswith("https://pendamping.example/") and stop in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    row = Reminder.objects.get()
    assert (row.state, row.settled_at, row.attempts) == (ReminderState.SENT, NOW, 1)


@pytest.mark.django_db
def test_a_chair_gets_an_sms_by_the_gateway(waiting, gateway):
    assert send_reminders(now=NOW).sent == 1

    ((body, headers),) = gateway.asked
    assert body == {"to": "+628000000011", "text": waiting.body}
    assert headers["Authorization"] == "Bearer kunci-contoh"
    assert headers["Idempotency-Key"] == str(waiting.pk)


@pytest.mark.django_db
def test_a_gateway_may_name_its_fields_as_it_likes(waiting, gateway, settings):
    settings.MENTORING_SMS_GATEWAY |= {"to": "tujuan", "text": "pesan", "extra": {"kanal": "A"}}

    send_reminders(now=NOW)

    assert gateway.asked[0][0] == {"tujuan": "+628000000011", "pesan": waiting.body, "kanal": "A"}


@pytest.mark.django_db
def test_what_was_sent_is_not_sent_again(waiting, gateway):
    send_reminders(now=NOW)

    assert send_reminders(now=NOW + timedelta(days=1)) == Sent(sent=0, claimed=0)
    assert len(gateway.asked) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "code"),
    [
        (401, "gateway_refuses_us"),
        (429, "gateway_busy"),
        (500, "gateway_broken"),
        (302, "gateway_broken"),
    ],
)
def test_a_gateway_that_is_not_well_is_asked_again_later_and_later(waiting, gateway, status, code):
    gateway.answers = [status] * 3

    for moment in (NOW, *LATER[:2]):
        assert send_reminders(now=moment) == Sent(sent=0, claimed=1)
        assert send_reminders(now=moment) == Sent(sent=0, claimed=0)
        waiting.refresh_from_db()
        assert (waiting.state, waiting.error) == (ReminderState.WAITING, code)

    assert send_reminders(now=LATER[2]).sent == 1
    assert len(gateway.asked) == 4


@pytest.mark.django_db
def test_what_never_leaves_is_told_in_person(waiting, gateway, ronce):
    gateway.answers = [503] * 4

    for moment in (NOW, *LATER):
        send_reminders(now=moment)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.error) == (ReminderState.WAITING, "gateway_broken")
    (task,) = Reminder.objects.tasks_of(ronce.user)
    assert (task.person, task.body, task.error) == (ronce.chair, waiting.body, "gateway_broken")
    assert note_told(task=task, told_by=ronce.user, now=NOW)
    assert not note_told(task=task, told_by=ronce.user, now=NOW)
    assert not Reminder.objects.tasks_of(ronce.user).exists()
    assert send_reminders(now=GIVEN_UP) == Sent(sent=0, claimed=0)


@pytest.mark.django_db
def test_nobody_else_says_that_it_was_told(waiting, gateway, ronce):
    gateway.answers = [404]
    send_reminders(now=NOW)
    (task,) = Reminder.objects.tasks_of(ronce.user)

    assert not note_told(task=task, told_by=village(name="Lain").user, now=NOW)


@pytest.mark.django_db
def test_a_refused_number_is_not_tried_again_until_it_changes(waiting, gateway, ronce):
    gateway.answers = [404]
    send_reminders(now=NOW)
    assert Reminder.objects.get(pk=waiting.pk).error == "number_refused"
    assert ContactPreference.objects.get(person=ronce.chair).unreachable_since == NOW

    hers = {"person": ronce.chair, "user": None, "group": ronce.group, "send_after": NOW}
    again = ReminderFactory(channel=Channel.SMS, **hers)
    send_reminders(now=NOW)
    again.refresh_from_db()
    assert (again.state, again.error) == (ReminderState.FAILED, "unreachable")
    assert len(gateway.asked) == 1

    ronce.chair.phone = "+628000000077"
    ronce.chair.save()
    afresh = ReminderFactory(channel=Channel.SMS, **hers)
    assert send_reminders(now=NOW).sent == 1
    afresh.refresh_from_db()
    assert afresh.state == ReminderState.SENT
    assert gateway.asked[1][0]["to"] == "+628000000077"


@pytest.mark.django_db
def test_a_number_without_whatsapp_gets_an_sms(ronce, gateway, settings):
    settings.MENTORING_MESSAGE_WAYS = [f"{GATEWAY}WhatsAppGateway", f"{GATEWAY}SmsGateway"]
    settings.MENTORING_WHATSAPP_GATEWAY = {
        "url": gateway.url,
        "extra": {"kanal": "wa"},
        "number_refused": [404],
    }
    make_reminders(now=NOW, only=["visit_comes"])
    gateway.answers = [404]

    assert [send_reminders(now=NOW).sent, send_reminders(now=NOW).sent] == [0, 1]

    assert [body.get("kanal") for body, _headers in gateway.asked] == ["wa", None]
    row = Reminder.objects.get()
    assert (row.channel, row.state) == (Channel.SMS, ReminderState.SENT)
    assert not ContactPreference.objects.filter(unreachable_since__isnull=False).exists()


@pytest.mark.django_db
def test_a_gateway_that_says_nothing_is_not_waited_for(waiting, gateway, settings):
    settings.MENTORING_SMS_GATEWAY |= {"timeout": 0.2}
    gateway.holds = threading.Event()

    send_reminders(now=NOW)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.error) == (ReminderState.WAITING, "gateway_silent")


@pytest.mark.django_db
def test_a_gateway_that_is_not_there(waiting, settings):
    settings.MENTORING_SMS_GATEWAY = {"url": "http://127.0.0.1:9/send"}

    send_reminders(now=NOW)

    waiting.refresh_from_db()
    assert waiting.error == "gateway_away"


@pytest.mark.django_db
def test_a_yes_taken_back_stops_a_message_that_waits(waiting, gateway, ronce):
    withdraw_consent(person=ronce.chair, purpose="pendampingan", withdrawn_by=None, now=NOW)

    send_reminders(now=NOW + timedelta(days=1))

    assert gateway.asked == []
    waiting.refresh_from_db()
    assert (waiting.state, waiting.error) == (ReminderState.FAILED, "no_consent")


@pytest.mark.django_db
def test_at_night_nothing_leaves_for_whom_it_is_night(ronce, gateway):
    ReminderFactory(user=ronce.user, send_after=NOW)
    ReminderFactory(user=ronce.user, send_after=NOW, time_zone="UTC")

    assert send_reminders(now=NIGHT).claimed == 1
    assert Reminder.objects.get(state=ReminderState.WAITING).time_zone == TimeZone.WIB


@pytest.mark.django_db
def test_numbers_and_addresses_stand_in_no_log_and_no_row(waiting, gateway, ronce, caplog):
    gateway.answers = [500, 404]
    caplog.set_level(logging.DEBUG)

    send_reminders(now=NOW)
    send_reminders(now=LATER[0])

    said = (
        caplog.text
        + str(list(Reminder.objects.values()))
        + str(list(ContactPreference.objects.values()))
    )
    assert "8000000011" not in said
    assert "example.org" not in said


@pytest.mark.django_db
def test_a_worker_that_died_leaves_what_is_sent_at_most_once_more(waiting, gateway):
    """Claimed, perhaps sent, never settled: twice in a row."""
    first = NOW
    Reminder.objects.filter(pk=waiting.pk).update(claimed_at=first, attempts=1)

    assert send_reminders(now=first + timedelta(minutes=5)).claimed == 0
    second = first + timedelta(minutes=11)
    Reminder.objects.filter(pk=waiting.pk).update(
        error="interrupted", claimed_at=second, attempts=2
    )
    assert send_reminders(now=second + timedelta(minutes=11)) == Sent(sent=0, claimed=0)

    assert gateway.asked == []
    waiting.refresh_from_db()
    assert (waiting.state, waiting.error) == (ReminderState.FAILED, "interrupted")


@pytest.mark.django_db
def test_after_one_interruption_it_is_sent_once_more(waiting, gateway):
    Reminder.objects.filter(pk=waiting.pk).update(claimed_at=NOW, attempts=1)

    assert send_reminders(now=NOW + timedelta(minutes=11)).sent == 1

    waiting.refresh_from_db()
    assert (waiting.state, waiting.error, waiting.attempts) == (ReminderState.SENT, "", 2)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_a_batch_asks_a_constant_number_of_questions_and_settles_each(
    ronce, django_assert_num_queries, count
):
    for _number in range(count):
        ReminderFactory(user=ronce.user)

    with django_assert_num_queries(8 + 2 * count):
        assert send_reminders(now=NOW + timedelta(hours=4)).sent == count


@pytest.mark.django_db
def test_a_full_batch_says_that_there_may_be_more(ronce):
    ReminderFactory.create_batch(AT_ONCE + 1, user=ronce.user)

    first = send_reminders(now=NOW + timedelta(hours=4))
    assert (first.claimed, first.may_be_more) == (AT_ONCE, True)
    assert send_reminders(now=NOW + timedelta(hours=4)) == Sent(sent=1, claimed=1)


@pytest.mark.at_once
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_and_send_each_message_once(gateway):
    for number in range(6):
        village(name=f"Kelompok {number}", number=f"+62800000002{number}")
    begin = threading.Barrier(3)

    def work():
        begin.wait()
        try:
            make_reminders(now=NOW, only=["visit_comes"])
            for _again in range(3):
                send_reminders(now=NOW, at_once=2)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _worker in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    send_reminders(now=NOW)

    assert sorted(body["to"] for body, _headers in gateway.asked) == [
        f"+62800000002{number}" for number in range(6)
    ]
    assert Reminder.objects.filter(state=ReminderState.SENT).count() == 6
