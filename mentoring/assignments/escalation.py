"""What waits goes one level higher when nobody below takes it up.

A group belongs first to whoever coordinates the smallest place around it. Where she is
away - no mandate, account off, not signed in for `MENTORING_ESCALATE_AFTER_DAYS` days - or
where it has waited longer than that, it stands on the desks of those above her, too.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from mentoring.assignments import conf
from mentoring.assignments.models import AttentionReason
from mentoring.registry.permissions import RESPONSIBLE_ROLES
from mentoring.registry.scopes import mandated_places


def present_below(user: Any, today: date, now: datetime) -> list[str]:
    """Codes of places inside those of `user` that somebody else coordinates and looks after.

    Whoever signed in within the days counts as present. Asked once a request: the answer is
    kept on the user object.
    """
    kept = user.__dict__.setdefault("_present_below_by_day", {})
    if today not in kept:
        kept[today] = _present_below(user, today, now)
    return kept[today]


def _present_below(user: Any, today: date, now: datetime) -> list[str]:
    own = mandated_places(user, today, RESPONSIBLE_ROLES)
    if not own:
        return []
    inside = Q()
    for code in own:
        inside |= Q(place__code__startswith=f"{code}.")
    since = now - timedelta(days=conf.escalate_after_days())
    mandates = apps.get_model("mentoring_registry", "Mandate").objects.on(today)
    present = mandates.filter(
        inside,
        role__in=RESPONSIBLE_ROLES,
        user__is_active=True,
        user__last_login__gte=since,
    ).exclude(user=user)
    return sorted(set(present.order_by().values_list("place_id", flat=True)))


def mine_to_handle(user: Any, today: date, now: datetime | None = None, prefix: str = "") -> Q:
    """The condition that a group at `prefix` ("group__") is for `user` to act on, not only to
    see: nobody nearer is there, or it has waited for too long."""
    below = present_below(user, today, now or timezone.now())
    if not below:
        return Q()
    inside = Q()
    for code in below:
        inside |= Q(**{f"{prefix}sentra__place": code})
        inside |= Q(**{f"{prefix}sentra__place__code__startswith": f"{code}."})
    late = AttentionReason.objects.filter(
        code="no_facilitator", since__lte=today - timedelta(days=conf.escalate_after_days())
    )
    return ~inside | Q(**{f"{prefix}pk__in": late.values("group")})


def is_escalated(place_code: str, below: list[str]) -> bool:
    """Whether a group at `place_code` stands here although somebody nearer is there."""
    return any(place_code == code or place_code.startswith(f"{code}.") for code in below)
