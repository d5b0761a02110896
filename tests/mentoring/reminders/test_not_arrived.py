"""What failed: a fault of ours leaves messages waiting, only a refused address counts."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from mentoring.reminders.models import Channel, ContactPreference, Reminder, ReminderState
from mentoring.reminders.services import make_reminders, send_reminders
from mentoring.reminders.services.not_arrived import give_up
from tests.factories.reminders import ReminderFactory
from tests.mentoring.reminders.conftest import GATEWAY, NOW

pytestmark = pytest.mark.django_db
TRIES = [NOW + timedelta(minutes=minutes) for minutes in (0, 6, 40, 170)]
BACK = NOW + timedelta(minutes=300)
ANSWERS = []


class AnsweringMail(BaseEmailBackend):
    """A mail server that answers what the test says: (code, words) refuses, None is away."""

    def send_messages(self, messages):
        if ANSWERS:
            answer = ANSWERS.pop(0)
            if answer is None:
                raise ConnectionRefusedError
            raise SMTPRecipientsRefused({messages[0].to[0]: answer})
        mail.outbox.extend(messages)
        return len(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.AnsweringMail"
    ANSWERS.clear()
    yield ANSWERS
    ANSWERS.clear()


def to_her(ronce):
    return ReminderFactory(user=ronce.user, send_after=NOW)


def test_an_outage_makes_nobody_unreachable_and_messages_wait(ronce, server):
    rows = [to_her(ronce) for _each in range(3)]
    server += [None] * 12

    for moment in TRIES:
        send_reminders(now=moment)

    assert server == []
    assert not ContactPreference.objects.exists()
    assert send_reminders(now=BACK).sent == 3
    assert set(Reminder.objects.values_list("state", flat=True)) == {ReminderState.SENT}
    assert len(mail.outbox) == len(rows)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((450, b"4.2.0 greylisted"), "mailbox_full"),
        ((451, b"4.7.1 Greylisted, try again"), "mail_server_refuses"),
        ((421, b"too busy"), "mail_server_refuses"),
        ((550, b"5.7.1 Relaying denied"), "mail_server_refuses"),
        ((452, b"mailbox full"), "mailbox_full"),
    ],
)
def test_a_mail_server_that_says_later_is_asked_later(ronce, server, answer, code):
    row = to_her(ronce)
    server.append(answer)

    send_reminders(now=TRIES[0])

    row.refresh_from_db()
    assert (row.state, row.error) == (ReminderState.WAITING, code)
    assert not ContactPreference.objects.exists()
    assert send_reminders(now=TRIES[1]).sent == 1


def test_a_mailbox_that_does_not_exist_is_tried_again_after_a_month(ronce, server, settings):
    row = to_her(ronce)
    server.append((550, b"5.1.1 User unknown"))
    send_reminders(now=NOW)
    row.refresh_from_db()
    assert (row.state, row.error) == (ReminderState.FAILED, "address_refused")

    soon, month = NOW + timedelta(days=29), NOW + timedelta(days=30)
    ReminderFactory(user=ronce.user, send_after=soon)
    assert send_reminders(now=soon).sent == 0
    ReminderFactory(user=ronce.user, send_after=month)
    assert send_reminders(now=month).sent == 1
    assert ContactPreference.objects.get().unreachable_since is None


def test_a_mailbox_that_stays_full_is_given_up_and_counted(ronce, server):
    row = to_her(ronce)
    server += [(452, b"4.2.2 mailbox full")] * 4

    for moment in TRIES:
        send_reminders(now=moment)

    row.refresh_from_db()
    assert (row.state, row.error) == (ReminderState.FAILED, "mailbox_full")
    wish = ContactPreference.objects.get()
    assert (wish.failures, wish.unreachable_since) == (1, None)


@pytest.mark.parametrize("status", [400, 404, 422])
def test_only_the_site_says_which_status_means_the_number(ronce, gateway, settings, status):
    """A mistyped address of the gateway answers 404 to every number of the programme."""
    settings.MENTORING_SMS_GATEWAY = {"url": gateway.url}
    make_reminders(now=NOW, only=["visit_comes"])
    gateway.answers = [status]

    send_reminders(now=NOW)

    row = Reminder.objects.get()
    assert (row.state, row.error) == (ReminderState.WAITING, "gateway_refuses")
    assert not ContactPreference.objects.exists()


def test_a_message_that_leaves_after_all_is_not_told_as_well(ronce, gateway):
    make_reminders(now=NOW, only=["visit_comes"])
    gateway.answers = [503] * 4
    for moment in TRIES:
        send_reminders(now=moment)
    assert Reminder.objects.tasks_of(ronce.user).count() == 1

    assert send_reminders(now=BACK).sent == 1

    assert not Reminder.objects.tasks_of(ronce.user).exists()


def test_a_way_that_stays_away_hands_over_to_the_next_with_all_its_tries(ronce, gateway, settings):
    settings.MENTORING_MESSAGE_WAYS = [f"{GATEWAY}WhatsAppGateway", f"{GATEWAY}SmsGateway"]
    settings.MENTORING_WHATSAPP_GATEWAY = {"url": gateway.url, "extra": {"kanal": "wa"}}
    make_reminders(now=NOW, only=["visit_comes"])
    gateway.answers = [503] * 5

    for moment in TRIES:
        send_reminders(now=moment)
    row = Reminder.objects.get()
    assert (row.channel, row.attempts) == (Channel.SMS, 0)
    send_reminders(now=TRIES[-1])

    row.refresh_from_db()
    assert (row.state, row.attempts) == (ReminderState.WAITING, 1)
    assert send_reminders(now=TRIES[-1] + timedelta(minutes=6)).sent == 1
    assert "kanal" not in gateway.asked[-1][0]


def test_what_another_worker_sent_meanwhile_is_not_told_in_person(ronce, gateway):
    make_reminders(now=NOW, only=["visit_comes"])
    row = Reminder.objects.get()
    row.claimed_at = NOW
    Reminder.objects.update(state=ReminderState.SENT, settled_at=NOW)

    give_up(row, "interrupted", NOW)

    assert Reminder.objects.get().state == ReminderState.SENT
