"""Writing down when a craft centre, or everybody in a place, is busy."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from mentoring.registry.models import Place, Sentra
from mentoring.registry.services import require_order
from mentoring.sessions.errors import SeasonTooLong, SeasonWithoutOnePlace
from mentoring.sessions.models import Season

LONGEST_DAYS = 200


@transaction.atomic
def record_season(
    *,
    kind: str,
    title: str,
    starts_on: date,
    ends_on: date,
    recorded_by: Any,
    now: datetime,
    sentra: Sentra | None = None,
    place: Place | None = None,
) -> Season:
    """Return the new season of a craft centre, or of a place with all inside it.

    ends_on: the first day no longer included. Raises EndsBeforeItStarts, SeasonTooLong,
    SeasonWithoutOnePlace.
    """
    _require(sentra, place, starts_on, ends_on)
    season = Season.objects.create(
        kind=kind,
        title=title.strip(),
        sentra=sentra,
        place=place,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by=recorded_by,
        recorded_at=now,
    )
    log(instance=season, action="wagtail.create", user=recorded_by)
    return season


@transaction.atomic
def change_season(*, season: Season, changed_by: Any, **said: Any) -> Season:
    """Write `said` (fields as for `record_season`) over `season`. Raises the same."""
    _require(said["sentra"], said["place"], said["starts_on"], said["ends_on"])
    for name, value in said.items():
        setattr(season, name, value)
    season.save(update_fields=list(said))
    log(instance=season, action="wagtail.edit", user=changed_by)
    return season


@transaction.atomic
def delete_season(*, season: Season, deleted_by: Any) -> None:
    log(instance=season, action="wagtail.delete", user=deleted_by, deleted=True)
    season.delete()


def _require(sentra: Sentra | None, place: Place | None, starts_on: date, ends_on: date) -> None:
    require_order(starts_on, ends_on)
    if (sentra is None) == (place is None):
        raise SeasonWithoutOnePlace
    if (ends_on - starts_on).days > LONGEST_DAYS:
        raise SeasonTooLong(days=LONGEST_DAYS)
