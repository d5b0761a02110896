from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from wagtail import hooks
from wagtail.models import ModelLogEntry

from balai.inbox.models import OutgoingMessage
from balai.privacy import tasks
from balai.privacy.models import RetentionRun
from balai.privacy.retention import run_retention, spoken_days
from tests.factories.accounts import UserFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


def letter(sent_on):
    kept = OutgoingMessage.objects.create(address="a@b.example", subject="x", outcome="sent")
    moment = datetime(sent_on.year, sent_on.month, sent_on.day, 12, tzinfo=UTC)
    OutgoingMessage.objects.filter(pk=kept.pk).update(created_at=moment)
    return kept


def figure(run, rule):
    return next(each for each in run.figures if each["rule"] == rule)


def test_a_letter_is_forgotten_after_ninety_days_and_not_before():
    old, young = letter(TODAY - timedelta(days=91)), letter(TODAY - timedelta(days=90))

    run = run_retention(today=TODAY)

    assert figure(run, "letters") == {"rule": "letters", "count": 1, "failed": ""}
    assert list(OutgoingMessage.objects.all()) == [young]
    assert old != young
    assert run_retention(today=TODAY).total() == 0


def test_looking_deletes_nothing_and_is_no_change_in_the_log():
    letter(TODAY - timedelta(days=200))

    run = run_retention(today=TODAY, is_dry_run=True)

    assert figure(run, "letters")["count"] == 1
    assert OutgoingMessage.objects.count() == 1
    assert not ModelLogEntry.objects.filter(action="privacy.retention").exists()


class Broken:
    code, title, sentence, days = "aaa", "x", "x", 1

    def count(self, today):
        raise ValueError("broken")

    carry_out = count


def test_a_rule_that_fails_is_named_and_the_others_run():
    letter(TODAY - timedelta(days=200))
    with hooks.register_temporarily("register_retention_rules", lambda: [Broken()]):
        run = run_retention(today=TODAY)

    assert figure(run, "aaa") == {"rule": "aaa", "count": 0, "failed": "ValueError"}
    assert figure(run, "letters")["count"] == 1


def test_the_command_says_what_it_did_and_fails_aloud(capsys):
    call_command("run_retention", "--dry-run")
    assert "letters" in capsys.readouterr().out
    assert RetentionRun.objects.get().is_dry_run

    with (
        hooks.register_temporarily("register_retention_rules", lambda: [Broken()]),
        pytest.raises(CommandError, match="aaa"),
    ):
        call_command("run_retention")


def test_it_runs_by_itself_every_day(settings):
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert tasks.run_retention_task.name in scheduled

    tasks.run_retention_task.apply_async()

    assert RetentionRun.objects.get().ran_by is None


@pytest.mark.parametrize(
    ("role", "sees", "runs"),
    [
        ("programme_manager", 200, 302),
        ("administrator", 200, 302),
        ("auditor", 200, 403),
        ("coordinator", 403, 403),
        ("facilitator", 403, 403),
    ],
)
def test_who_sees_and_who_runs_it(role, sees, runs, client):
    client.force_login(UserFactory(roles=[role]))

    page = client.get("/privasi/simpanan/")
    assert page.status_code == sees
    assert client.post("/privasi/simpanan/", {"look": ""}).status_code == runs
    if sees == 200:
        assert markup_errors(client.get("/privasi/simpanan/").text) == []


def test_days_are_said_in_words():
    assert [spoken_days(days) for days in (0, 1, 90, 365, 730)] == [
        "segera",
        "1 hari",
        "90 hari",
        "1 tahun",
        "2 tahun",
    ]
