"""What must not be kept for ever: every part of the site says what it deletes, and when.

Rooms and plugins answer the Wagtail hook `register_retention_rules` with a function
() -> iterable of objects like RetentionRule. A part that is not installed is not asked.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail import hooks
from wagtail.log_actions import log

from balai.inbox.models import Notice, OutgoingMessage
from balai.privacy.models import RetentionRun

logger = logging.getLogger(__name__)


class RetentionRule(Protocol):
    """One kind of data and its end.

    code: stable. title: what is deleted. days: how many days it is kept. sentence: from
    when the days count. count(today): how many rows are due. carry_out(today): delete or
    empty them, safe to run twice; returns how many.
    """

    code: str
    title: Any
    sentence: Any
    days: int

    def count(self, today: date) -> int: ...

    def carry_out(self, today: date) -> int: ...


@dataclass(frozen=True)
class OldRows:
    """Rows of the site itself that are deleted `days` after the instant in `field`."""

    code: str
    title: Any
    sentence: Any
    days: int
    rows: QuerySet
    field: str

    def count(self, today: date) -> int:
        return self._due(today).count()

    def carry_out(self, today: date) -> int:
        deleted, _by_model = self._due(today).delete()
        return deleted

    def _due(self, today: date) -> QuerySet:
        first_kept = timezone.make_aware(
            datetime.combine(today - timedelta(days=self.days), time.min)
        )
        return self.rows.all().filter(**{f"{self.field}__lt": first_kept})


def rules_of_the_site() -> list[RetentionRule]:
    return [
        OldRows(
            code="letters",
            title=_("What became of letters that left the site"),
            sentence=_("after the letter was sent"),
            days=settings.RETENTION_DAYS["letters"],
            rows=OutgoingMessage.objects.all(),
            field="created_at",
        ),
        OldRows(
            code="notices",
            title=_("Messages that were read"),
            sentence=_("after the message was read"),
            days=settings.RETENTION_DAYS["notices"],
            rows=Notice.objects.exclude(read_at=None),
            field="read_at",
        ),
        OldRows(
            code="sessions",
            title=_("Sign-ins that ended, with network address and kind of phone"),
            sentence=_("after the sign-in ended"),
            days=0,
            rows=Session.objects.all(),
            field="expire_date",
        ),
        OldRows(
            code="devices",
            title=_("Where people were signed in"),
            sentence=_("after the sign-in"),
            days=settings.RETENTION_DAYS["devices"],
            # A session that goes on stays on the list of whoever may want to end it.
            rows=UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")),
            field="created_at",
        ),
    ]


def rules() -> list[RetentionRule]:
    """Every rule of every installed part, in the order of their codes."""
    found: list[RetentionRule] = []
    for ask in hooks.get_hooks("register_retention_rules"):
        answer: Iterable[RetentionRule] = ask()
        found.extend(answer)
    return sorted(found, key=lambda rule: rule.code)


def run_retention(
    *, today: date, is_dry_run: bool = False, ran_by: Any = None, now: datetime | None = None
) -> RetentionRun:
    """Carry out every rule, or only count with `is_dry_run`; keep the figures of the pass.

    Each rule stands for itself: one that fails is named in the figures (`failed`: the
    error's class) and in the server's log, and the others are carried out all the same.
    """
    run = RetentionRun.objects.create(
        ran_at=now or timezone.now(),
        ran_by=ran_by,
        is_dry_run=is_dry_run,
        figures=[_figure(rule, today, is_dry_run) for rule in rules()],
    )
    if not is_dry_run:
        log(run, "privacy.retention", user=ran_by, data={"rows": run.total()})
    return run


def _figure(rule: RetentionRule, today: date, is_dry_run: bool) -> dict[str, Any]:
    try:
        count = rule.count(today) if is_dry_run else rule.carry_out(today)
    except Exception as trouble:
        # A broken rule of one plugin must not keep all others' data. Who looks after the site
        # reads of it in the figures of the run on the retention page, and in the server's log.
        logger.exception("The retention rule %s failed.", rule.code)
        return {"rule": rule.code, "count": 0, "failed": type(trouble).__name__}
    return {"rule": rule.code, "count": count, "failed": ""}


def spoken_days(days: int) -> str:
    """ "2 years", "90 days", "at once"."""
    if days == 0:
        return str(_("at once"))
    if days % 365 == 0:
        years = days // 365
        return str(ngettext_lazy("%d year", "%d years", years) % years)
    return str(ngettext_lazy("%d day", "%d days", days) % days)
