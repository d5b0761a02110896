"""What workers do: the names that are queued are known, and one death costs one message more."""

from datetime import timedelta

import pytest
from celery import current_app
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from mentoring.reminders import conf
from mentoring.reminders.hours import is_quiet, next_waking
from mentoring.reminders.models import Channel, Reminder, ReminderState
from mentoring.reminders.services import make_reminders, send_reminders
from mentoring.reminders.services.sending import AT_ONCE
from mentoring.reminders.tasks import send_reminders_task
from tests.factories.reminders import ReminderFactory
from tests.mentoring.reminders.conftest import NIGHT, NOW

OWN_WAY = "tests.mentoring.reminders.test_tasks.DiesOnce"


class DiesOnce:
    """A way of somebody else's: its worker is killed after the first message left."""

    channel = Channel.SMS
    left = []

    def check(self):
        """Always well."""

    def address_of(self, contact):
        return contact.phone

    def send(self, letter):
        self.left.append(letter.key)
        if len(self.left) == 1:
            raise KeyboardInterrupt


class Strange(DiesOnce):
    def send(self, letter):
        raise RuntimeError(f"{letter.to} is not nice")


@pytest.fixture
def own_way(settings):
    settings.MENTORING_MESSAGE_WAYS = [OWN_WAY]
    DiesOnce.left.clear()


def test_every_queued_name_is_registered_and_on_the_timetable(settings):
    names = {conf.MAKE_TASK, conf.SEND_TASK}

    assert names <= set(current_app.tasks)
    assert names <= {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()}


@pytest.mark.django_db
def test_a_message_whose_worker_was_killed_leaves_once_more_and_never_a_third_time(ronce, own_way):
    make_reminders(now=NOW, only=["visit_comes"])

    with pytest.raises(KeyboardInterrupt):
        send_reminders(now=NOW)
    assert Reminder.objects.get().state == ReminderState.WAITING
    assert send_reminders(now=NOW + timedelta(minutes=5)).claimed == 0
    assert send_reminders(now=NOW + timedelta(minutes=11)).sent == 1
    assert send_reminders(now=NOW + timedelta(minutes=30)).claimed == 0

    row = Reminder.objects.get()
    assert DiesOnce.left == [str(row.pk)] * 2
    assert row.state == ReminderState.SENT


@pytest.mark.django_db
def test_a_way_that_raises_anything_is_tried_again_and_tells_no_number(ronce, settings, caplog):
    settings.MENTORING_MESSAGE_WAYS = [OWN_WAY.replace("DiesOnce", "Strange")]
    make_reminders(now=NOW, only=["visit_comes"])

    send_reminders(now=NOW)

    row = Reminder.objects.get()
    assert (row.state, row.error) == (ReminderState.WAITING, "way_broken")
    assert "RuntimeError" in caplog.text and "8000000011" not in caplog.text


@pytest.mark.django_db
def test_a_full_batch_queues_the_rest(ronce):
    past = timezone.now() - timedelta(days=1)
    count = AT_ONCE + 3
    # Awake around the clock, at whatever hour this runs.
    zone = next(name for name in ("UTC", "Asia/Kamchatka") if not is_quiet(timezone.now(), name))
    ReminderFactory.create_batch(count, user=ronce.user, send_after=past, time_zone=zone)

    send_reminders_task.delay()

    assert Reminder.objects.filter(state=ReminderState.SENT).count() == count


@pytest.mark.parametrize(
    ("hours", "quiet"),
    [(("20:00", "07:00"), True), (("00:00", "05:00"), False), (("22:00", "23:00"), True)],
)
def test_quiet_hours_may_span_midnight_or_not(settings, hours, quiet):
    settings.MENTORING_QUIET_HOURS = hours

    assert is_quiet(NIGHT, "Asia/Jakarta") is quiet
    assert not is_quiet(next_waking(NIGHT, "Asia/Jakarta"), "Asia/Jakarta")


def test_quiet_hours_that_are_no_hours_are_named(settings):
    settings.MENTORING_QUIET_HOURS = "malam"

    with pytest.raises(ImproperlyConfigured, match="MENTORING_QUIET_HOURS"):
        is_quiet(NIGHT, "Asia/Jakarta")


@pytest.mark.parametrize(
    ("ways", "gateway"),
    [
        (["mentoring.reminders.ways.gateway.SmsGateway"], {}),
        (["mentoring.reminders.ways.gateway.SmsGateway"], {"url": "ftp://x/"}),
        (["mentoring.reminders.ways.pigeon.Pigeon"], {"url": "https://gateway.example/"}),
    ],
)
def test_a_way_that_cannot_be_used_is_said_when_the_site_starts(settings, ways, gateway):
    settings.MENTORING_MESSAGE_WAYS, settings.MENTORING_SMS_GATEWAY = ways, gateway

    found = [each.id for each in run_checks(tags=["mentoring"])]

    assert found == ["mentoring_reminders.E005"]
