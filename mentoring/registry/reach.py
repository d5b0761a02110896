"""What screens read of reach: sums of the kept rows, with their age."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Min, QuerySet, Sum

from mentoring.registry.models import ReachAggregate, Stratum

_COUNTS = ("listed", "guarded", "in_census", "enrolled", "accompanied", "minutes")


@dataclass(frozen=True)
class StratumReach:
    """One stratum ("" not assessed). Shares are None where nobody is known."""

    stratum: str
    listed: int
    guarded: int
    in_census: int
    enrolled: int
    accompanied: int
    minutes: int

    @property
    def label(self) -> str:
        return str(Stratum(self.stratum).label) if self.stratum else ""

    @property
    def unserved(self) -> int:
        return self.listed - self.accompanied

    @property
    def coverage(self) -> float | None:
        return self.accompanied / self.listed if self.listed else None

    @property
    def minutes_per_head(self) -> float | None:
        return self.minutes / self.listed if self.listed else None


@dataclass(frozen=True)
class Reach:
    """Reach of some places. counted_at: of the oldest row among them; None if none is kept."""

    strata: tuple[StratumReach, ...]
    total: StratumReach
    counted_at: datetime | None

    @property
    def guarded_share(self) -> float | None:
        """Of those in the census, who was met only through the village head or a juragan."""
        return self.total.guarded / self.total.in_census if self.total.in_census else None


def reach_of(rows: "QuerySet[ReachAggregate]") -> Reach:
    """Sums over `rows` (visible ones, of some craft centres), the weakest stratum first.

    Two questions to the database whatever the number of rows.
    """
    sums = (
        rows.order_by().values("stratum").annotate(**{f"all_{name}": Sum(name) for name in _COUNTS})
    )
    found = {
        one["stratum"]: StratumReach(
            one["stratum"], **{name: one[f"all_{name}"] for name in _COUNTS}
        )
        for one in sums
    }
    strata = tuple(found[one] for one in (*Stratum.values, "") if one in found)
    oldest = rows.order_by().aggregate(oldest=Min("counted_at"))["oldest"]
    return Reach(strata=strata, total=_total(strata), counted_at=oldest)


def hamlets_of(rows: "QuerySet[ReachAggregate]") -> "QuerySet[ReachAggregate, dict[str, Any]]":
    """Hamlets of `rows` with known and accompanied crafters, those least reached first."""
    return (
        rows.order_by()
        .values("hamlet", centre=F("sentra__name"))
        .annotate(known=Sum("listed"), served=Sum("accompanied"))
        .annotate(unserved=F("known") - F("served"))
        .order_by("-unserved", "centre", "hamlet")
    )


def _total(strata: Iterable[StratumReach]) -> StratumReach:
    parts = list(strata)
    return StratumReach(
        stratum="", **{name: sum(getattr(one, name) for one in parts) for name in _COUNTS}
    )
