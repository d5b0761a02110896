"""Of what this room reminds people; `mentoring.reminders` finds this file by its name."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.assignments.escalation import who_handles
from mentoring.field.models import Envelope
from mentoring.field.permissions import decidable
from mentoring.registry.time_zones import zones_near
from mentoring.reminder_kinds import Audience, DigestFigure, DigestLine, Due, ReminderKind

WAIT_FOR = timedelta(days=1)


def _held(now: datetime) -> Iterator[Due]:
    """Once a week to whoever decides where their facilitators live, while some wait.

    In the zone of that place (of one of them, where she decides for several).
    """
    rows = Envelope.objects.to_be_looked_at().filter(received_at__lte=now - WAIT_FOR)
    counts: Counter[str] = Counter(
        rows.order_by().values_list("device__user__facilitator__home_place", flat=True)
    )
    counts.pop(None, None)  # type: ignore[arg-type]
    places = {code: code for code in counts}
    waiting: Counter[Any] = Counter()
    zones = zones_near(counts)
    zone_of: dict[Any, str] = {}
    for code, users in who_handles(places, timezone.localdate(now), now).items():
        for user in users:
            waiting[user] += counts[code]
            zone_of.setdefault(user, zones[code])
    year, week, _day = timezone.localdate(now).isocalendar()
    for user, count in waiting.items():
        yield Due(
            key=f"{year}-{week:02d}",
            user_id=user,
            facts={"count": count},
            path=reverse("mentoring_field:held_records"),
            time_zone=zone_of[user],
        )


def _still_held(users: Collection[Any], since: date, until: date) -> dict[Any, DigestFigure]:
    page = reverse("mentoring_field:held_records")
    return {
        user.pk: DigestFigure(decidable(user).to_be_looked_at().count(), page) for user in users
    }


KINDS = [
    ReminderKind(
        name="held_records",
        title=_("Records of phones wait"),
        audience=Audience.COORDINATOR,
        subject=_("Records of phones wait for you"),
        body=_("{name}, records of phones that wait for your decision: {count}."),
        facts=("count",),
        due=_held,
    )
]
DIGEST_LINES = [DigestLine("held_records", _("Records of phones that wait"), _still_held)]
