"""What a photograph's own time and place say beside its session: marks, never a refusal."""

from collections.abc import Collection
from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.registry.models import Sentra
from mentoring.sessions import conf
from mentoring.sessions.models import Evidence
from mentoring.sessions.visit_records import ToldPhoto

_EARTH_METRES = 6_371_000


def metres_between(
    latitude: float, longitude: float, other_latitude: float, other_longitude: float
) -> int:
    """The way over a round earth (haversine), in whole metres; degrees in."""
    up = radians(other_latitude - latitude)
    along = radians(other_longitude - longitude)
    part = (
        sin(up / 2) ** 2
        + cos(radians(latitude)) * cos(radians(other_latitude)) * sin(along / 2) ** 2
    )
    return round(2 * _EARTH_METRES * asin(sqrt(min(1.0, part))))


def marks_of(photo: ToldPhoto, day: date, sentra: Sentra) -> dict[str, Any]:
    """The columns of `Evidence` on when and where it was taken.

    Without GPS, or a craft centre without a map point, nothing is said of the distance. An
    inaccurate place counts as near as its accuracy allows.
    """
    marks: dict[str, Any] = {
        "taken_at": photo.taken_at and _aware(photo.taken_at, sentra),
        "latitude": photo.latitude,
        "longitude": photo.longitude,
        "accuracy_metres": photo.accuracy,
    }
    if None not in (photo.latitude, photo.longitude, sentra.latitude, sentra.longitude):
        away = metres_between(
            float(photo.latitude or 0),
            float(photo.longitude or 0),
            float(sentra.latitude or 0),
            float(sentra.longitude or 0),
        )
        marks["metres_away"] = away
        marks["is_far"] = away - (photo.accuracy or 0) > conf.far_away_metres()
    if marks["taken_at"] is not None:
        taken_on = timezone.localdate(marks["taken_at"], ZoneInfo(sentra.time_zone))
        marks["is_older"] = taken_on != day
    return marks


def _aware(moment: Any, sentra: Sentra) -> Any:
    """A camera writes local time without a zone: it is that of the craft centre."""
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(sentra.time_zone))


def note_reuse(hashes: Collection[str]) -> None:
    """Mark the photographs of `hashes` that stand in two sessions or more. Two queries.

    Only files that are here count: what is told of others may be any hash.
    """
    often = (
        Evidence.objects.arrived()
        .filter(original_sha256__in=hashes)
        .order_by()
        .values("original_sha256")
        .annotate(sessions=Count("session", distinct=True))
        .filter(sessions__gt=1)
        .values_list("original_sha256", flat=True)
    )
    Evidence.objects.filter(original_sha256__in=list(often), is_reused=False).update(is_reused=True)


def words_of(photo: Evidence) -> list[Any]:
    """What a coordinator looks at beside a photograph, in words; nothing is refused for it."""
    marks = []
    if photo.is_far:
        marks.append(_("taken far away"))
    if photo.is_older:
        marks.append(_("taken on another day"))
    if photo.is_reused:
        marks.append(_("used in another session"))
    if photo.latitude is None:
        marks.append(_("no place noted"))
    return marks
