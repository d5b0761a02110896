"""What waits goes one level higher when nobody below takes it up.

A group belongs first to whoever coordinates the smallest place around it. Where she is
away - no mandate, account off, not signed in for `MENTORING_ESCALATE_AFTER_DAYS` days - or
where it has waited longer than that, it stands on the desks of those above her, too.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.db.models import BooleanField, Case, Q, When
from django.utils import timezone

from mentoring.assignments import conf
from mentoring.assignments.models import AttentionReason
from mentoring.registry.permissions import RESPONSIBLE_ROLES
from mentoring.registry.scopes import mandated_places

Key = TypeVar("Key")


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
    present = _mandates(today).filter(inside, _is_present(now)).exclude(user=user)
    return sorted(set(present.order_by().values_list("place_id", flat=True)))


def _mandates(today: date) -> Any:
    mandates = apps.get_model("mentoring_registry", "Mandate").objects.on(today)
    return mandates.filter(role__in=RESPONSIBLE_ROLES)


def _is_present(now: datetime) -> Q:
    """The condition on a mandate that its holder signed in within the days."""
    since = now - timedelta(days=conf.escalate_after_days())
    return Q(user__is_active=True, user__last_login__gte=since)


def _waits_too_long(today: date) -> Any:
    last = today - timedelta(days=conf.escalate_after_days())
    return AttentionReason.objects.filter(code="no_facilitator", since__lte=last)


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
    return ~inside | Q(**{f"{prefix}pk__in": _waits_too_long(today).values("group")})


def who_handles(
    places: Mapping[Key, str], today: date, now: datetime, late: Collection[Key] = ()
) -> dict[Key, list[Any]]:
    """`mine_to_handle` asked the other way round, for many things at once: whose they are.

    places: by any key, the code of the place where something lies. late: keys of what has
    waited for too long. Returns accounts that are on, those of smaller places first. One query.
    """
    is_present = Case(When(_is_present(now), then=True), default=False, output_field=BooleanField())
    rows = _mandates(today).filter(user__is_active=True).annotate(is_present=is_present)
    holders: dict[str, list[tuple[Any, bool]]] = defaultdict(list)
    for place, user, present in rows.order_by("pk").values_list("place", "user", "is_present"):
        holders[place].append((user, present))
    return {key: _holders_for(code, holders, key in late) for key, code in places.items()}


def late_without_facilitator(today: date) -> set[UUID]:
    """Groups that have had nobody for so long that those above are told, too. One query."""
    return set(_waits_too_long(today).values_list("group", flat=True))


def _holders_for(
    code: str, holders: Mapping[str, list[tuple[Any, bool]]], is_late: bool
) -> list[Any]:
    """From the smallest place around `code` upwards, as long as nobody else below is there."""
    parts = code.split(".")
    around = [".".join(parts[:count]) for count in range(len(parts), 0, -1)]
    # Somebody who also holds a larger place is asked as its holder: see `_present_below`.
    largest = {user: place for place in around for user, _present in holders.get(place, ())}
    found: list[Any] = []
    present_below: set[Any] = set()
    for place in around:
        here = holders.get(place, ())
        for user, _present in here:
            if largest[user] == place and user not in found:
                others = present_below - {user}
                if is_late or not others:
                    found.append(user)
        present_below |= {user for user, present in here if present}
    return found


def is_escalated(place_code: str, below: list[str]) -> bool:
    """Whether a group at `place_code` stands here although somebody nearer is there."""
    return any(place_code == code or place_code.startswith(f"{code}.") for code in below)
