"""The weekly digest of coordinators: what this room itself sends."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.registry.models import Mandate, MandateRole, Sentra
from mentoring.reminder_kinds import Audience, DigestFigure, Due, ReminderKind, local_day
from mentoring.reminders import conf
from mentoring.reminders.kinds import digest_lines

_WEEK = timedelta(days=7)


class Week:
    """What one account is told of the days [since, until); counted only when it is written."""

    def __init__(self, user: Any, since: date, until: date) -> None:
        self.user, self.since, self.until = user, since, until

    @cached_property
    def counted(self) -> list[tuple[Any, Any, DigestFigure]]:
        """(name, label, figure) of every line that has something to say of her."""
        found = []
        for line in digest_lines():
            figure = line.figures([self.user], self.since, self.until).get(self.user.pk)
            if figure is not None:
                found.append((line.name, line.label, figure))
        return found

    def figures(self) -> Mapping[str, int]:
        return {name: figure.count for name, _label, figure in self.counted}

    def __str__(self) -> str:
        """One line a figure, in the language of the moment, with the page where some wait."""
        return "\n".join(self._line(label, figure) for _name, label, figure in self.counted)

    @staticmethod
    def _line(label: Any, figure: DigestFigure) -> str:
        page = f" {conf.base_url()}{figure.path}" if figure.count and figure.path else ""
        return f"- {label}: {figure.count}{page}"


def _weekly(now: datetime) -> Iterator[Due]:
    """Of the week that ended last Sunday: from Monday on, in the zone of her craft centres."""
    rows = Mandate.objects.on(timezone.localdate(now)).filter(role=MandateRole.COORDINATOR)
    places: dict[Any, list[str]] = {}
    for user, place in rows.order_by("pk").values_list("user", "place"):
        places.setdefault(user, []).append(place)
    zones = _first_zones()
    users = get_user_model()._default_manager.filter(pk__in=list(places), is_active=True)
    for user in users.order_by("pk"):
        zone = _zone_of(places[user.pk], zones)
        today = local_day(now, zone)
        monday = today - timedelta(days=today.weekday())
        week = Week(user, monday - _WEEK, monday)
        yield Due(
            key=str(monday),
            user_id=user.pk,
            facts={"lines": week, "day": monday},
            time_zone=zone,
            figures=week.figures,
            week_starts_on=monday - _WEEK,
        )


def _first_zones() -> dict[str, tuple[int, str]]:
    """(number, zone) of the first craft centre in each place, by code; one look at each."""
    found: dict[str, tuple[int, str]] = {}
    rows = Sentra.objects.order_by("pk").values_list("place", "time_zone")
    for number, (place, zone) in enumerate(rows):
        parts = place.split(".")
        for length in range(1, len(parts) + 1):
            found.setdefault(".".join(parts[:length]), (number, zone))
    return found


def _zone_of(places: list[str], zones: Mapping[str, tuple[int, str]]) -> str:
    """Where the first of her craft centres lies; the site's own zone where there is none."""
    hers = [zones[code] for code in places if code in zones]
    return min(hers)[1] if hers else str(settings.TIME_ZONE)


WEEKLY_DIGEST = ReminderKind(
    name="weekly_digest",
    title=_("The week in figures"),
    audience=Audience.COORDINATOR,
    subject=_("Your groups in the week before {day}"),
    body=_("{name}, the week before {day}:\n{lines}"),
    facts=("day", "lines"),
    due=_weekly,
)
KINDS = [WEEKLY_DIGEST]
