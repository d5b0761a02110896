"""How fast the loop from a finding to the improved lesson closes (mentoring.md 1.7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mentoring.incubation.models import LessonFinding


@dataclass(frozen=True)
class LoopFigures:
    """Of some findings: how many, how many something came of, how many are in a version.

    median_days: from the day one was seen to the day the version with its change was named;
    None while there is none.
    """

    total: int = 0
    closed: int = 0
    released: int = 0
    median_days: Decimal | None = None

    @property
    def closed_percent(self) -> int | None:
        """Whole percent, rounded down; None without findings."""
        return 100 * self.closed // self.total if self.total else None


def loop_figures(findings: "Iterable[LessonFinding]") -> LoopFigures:
    """The figures of `findings`; no query of its own."""
    rows = list(findings)
    days = [
        one.days_open
        for one in rows
        if one.answered_release is not None and one.days_open is not None
    ]
    return LoopFigures(
        total=len(rows),
        closed=sum(one.closed_on is not None for one in rows),
        released=len(days),
        median_days=Decimal(str(median(days))) if days else None,
    )
