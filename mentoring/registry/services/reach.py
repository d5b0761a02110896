"""Counting whom the programme reaches: one craft centre at a time, kept as rows."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from celery import current_app
from django.db import transaction

from mentoring.registry import conf, equity
from mentoring.registry.benefits import accompanied, minutes_given
from mentoring.registry.frame import Known, as_frozen, frame_of, ranks_of
from mentoring.registry.models import (
    STRONG_STRATA,
    EquityAggregate,
    EquityMonth,
    ReachAggregate,
    Sentra,
    Stratum,
)

# How far back minutes are counted.
WINDOW = timedelta(days=365)


@dataclass
class _Tally:
    listed: int = 0
    guarded: int = 0
    in_census: int = 0
    enrolled: int = 0
    accompanied: int = 0
    minutes: int = 0
    spelling: str = field(default="")


def request_recount(*, sentra: Sentra) -> None:
    """Let a worker count `sentra` again once what is being saved is saved."""
    transaction.on_commit(
        lambda: current_app.tasks[conf.RECOUNT_REACH].apply_async(args=[sentra.pk])
    )


def recount_reach(*, sentra: Sentra, on: date, now: datetime) -> None:
    """Replace the reach rows of `sentra` by what stands on `on`; safe to run twice.

    Rows by stratum say how people stand now; evenness goes by the ranks frozen last, and
    stays as a row for the month of `on`.
    """
    frame = frame_of(sentra, on)
    groups = {group for one in frame for group in one.group_ids}
    served = accompanied(groups, on)
    people = {one.person_id for one in frame if one.person_id}
    minutes = minutes_given(people, on - WINDOW, on + timedelta(days=1))
    rows = [
        ReachAggregate(
            sentra=sentra,
            hamlet=tally.spelling,
            stratum=stratum,
            listed=tally.listed,
            guarded=tally.guarded,
            in_census=tally.in_census,
            enrolled=tally.enrolled,
            accompanied=tally.accompanied,
            minutes=tally.minutes,
            counted_on=on,
            counted_at=now,
        )
        for (_hamlet, stratum), tally in _tallies(frame, served, minutes).items()
    ]
    picture = equity.picture(_crafters(as_frozen(frame, on), served, minutes))
    with transaction.atomic():
        Sentra.objects.select_for_update().get(pk=sentra.pk)
        ReachAggregate.objects.filter(sentra=sentra).delete()
        ReachAggregate.objects.bulk_create(rows, batch_size=500)
        EquityAggregate.objects.update_or_create(
            sentra=sentra,
            defaults={
                "n": picture.n,
                "figures": picture.as_json(),
                "counted_on": on,
                "counted_at": now,
            },
        )
        _keep_month(sentra, picture, on, now)


def _keep_month(sentra: Sentra, picture: equity.Picture, on: date, now: datetime) -> None:
    """The last count of a month stays; a count for an earlier day changes nothing."""
    month = on.replace(day=1)
    if EquityMonth.objects.filter(sentra=sentra, month=month, counted_on__gt=on).exists():
        return
    figures = {
        "n": picture.n,
        "index": picture.benefit.value,
        "coverage": picture.coverage.value,
        "elite_share": picture.elite_share if picture.n >= equity.FEWEST else None,
        "weakest_to_strongest": picture.weakest_to_strongest,
        "counted_on": on,
        "counted_at": now,
    }
    EquityMonth.objects.bulk_create(
        [EquityMonth(sentra=sentra, month=month, **figures)],
        update_conflicts=True,
        unique_fields=["sentra", "month"],
        update_fields=list(figures),
    )


def _tallies(
    frame: list[Known], served: set[UUID], minutes: dict[UUID, int]
) -> dict[tuple[str, str], _Tally]:
    tallies: dict[tuple[str, str], _Tally] = defaultdict(_Tally)
    for one in frame:
        # "Krajan" and " krajan": one hamlet, in the spelling met first.
        tally = tallies[" ".join(one.hamlet.casefold().split()), one.stratum]
        tally.spelling = tally.spelling or " ".join(one.hamlet.split())
        tally.listed += 1
        tally.guarded += one.is_guarded
        tally.in_census += one.entry_id is not None
        tally.enrolled += one.is_enrolled
        tally.accompanied += _is_served(one, served)
        tally.minutes += minutes.get(one.person_id, 0) if one.person_id else 0
    return tallies


def _crafters(
    frame: list[Known], served: set[UUID], minutes: dict[UUID, int]
) -> list[equity.Crafter]:
    """Those whose stratum is known; the others have no rank."""
    return [
        equity.Crafter(
            rank=rank,
            benefit=float(minutes.get(frame[place].person_id, 0)),
            is_served=_is_served(frame[place], served),
            is_eligible=frame[place].stratum != Stratum.JURAGAN,
            is_strong=frame[place].stratum in STRONG_STRATA,
        )
        for place, rank in ranks_of(frame).items()
    ]


def _is_served(one: Known, served: Collection[UUID]) -> bool:
    return any(group in served for group in one.group_ids)
