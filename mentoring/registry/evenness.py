"""Which craft centres give the strong more than their share, month by month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from mentoring.registry import conf
from mentoring.registry.equity import ALARMING
from mentoring.registry.models import EquityMonth, Sentra

MONTHS_SHOWN = 12


class Alarm(StrEnum):
    """What stands out. Source: the warnings on coverage equity and elite capture."""

    LEANS_TO_THE_STRONG = "leans_to_the_strong"
    ELITE_SHARE = "elite_share"


@dataclass(frozen=True)
class Uneven:
    """One thing to look into at one craft centre, by its newest month."""

    sentra: Sentra
    alarm: Alarm
    newest: EquityMonth

    @property
    def sentence(self) -> str:
        if self.alarm is Alarm.LEANS_TO_THE_STRONG:
            return _(
                "For two months running the strong got more than their share of the minutes "
                "(concentration %(index)s). Visit the weakest groups first."
            ) % {"index": number_format(self.newest.index, 2)}
        return _(
            "%(share)d %% of the minutes went to established crafters and juragan, more than "
            "%(most)d %%. Look who may leave the programme, and visit the weakest first."
        ) % {
            "share": round(100 * (self.newest.elite_share or 0)),
            "most": conf.elite_share_alarm(),
        }


def uneven_centres(rows: "QuerySet[EquityMonth]", today: date) -> list[Uneven]:
    """What stands out among `rows` (visible ones), by name of the craft centre. One question.

    Only what was counted this month or last speaks: nobody is warned of an old figure.
    """
    this = today.replace(day=1)
    before = _month_before(this)
    recent = (
        rows.filter(month__gte=_month_before(before), month__lte=this)
        .select_related("sentra")
        .order_by("sentra__name", "sentra", "-month")
    )
    found: list[Uneven] = []
    for sentra, months in groupby(recent, key=lambda row: row.sentra):
        newest, *older = months
        if newest.month >= before:
            found += _alarms(sentra, newest, older)
    return found


def months_of(rows: "QuerySet[EquityMonth]") -> list[EquityMonth]:
    """The newest months of one craft centre's `rows`, the newest first."""
    return list(rows.order_by("-month")[:MONTHS_SHOWN])


def _alarms(sentra: Sentra, newest: EquityMonth, older: list[EquityMonth]) -> Iterator[Uneven]:
    running = [one for one in older if one.month == _month_before(newest.month)]
    if _leans(newest) and any(_leans(one) for one in running):
        yield Uneven(sentra, Alarm.LEANS_TO_THE_STRONG, newest)
    share = newest.elite_share
    if share is not None and 100 * share > conf.elite_share_alarm():
        yield Uneven(sentra, Alarm.ELITE_SHARE, newest)


def _leans(row: EquityMonth) -> bool:
    return row.index is not None and row.index > ALARMING


def _month_before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)
