"""Answers to the gaps between logs and raters: each gap gets one before a decision or a lock.

Source: architecture.md, "log-derived indices stand beside them and a gap of 20 points or more
must be answered in the memo".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from mentoring.incubation.errors import GapNotAnswered
from mentoring.incubation.evaluations.figure_text import text
from mentoring.incubation.log_indices import Gap

# The three sides that logs and raters both speak about.
SIDES = {"KOH": _("Cohesive"), "OTO": _("Autonomous"), "AKR": _("Rooted")}


@dataclass(frozen=True)
class AskedGap:
    """One gap as people read it. by_logs, by_opinion: 0 to 100 as text with two places."""

    dimension: str
    by_logs: str
    by_opinion: str

    @property
    def label(self) -> str:
        return str(SIDES.get(self.dimension, self.dimension))


@dataclass(frozen=True)
class GapAnswer(AskedGap):
    """The same with what was answered."""

    answer: str


def asked_gaps(gaps: Sequence[Gap]) -> list[AskedGap]:
    """The gaps of logs that are read now."""
    return [
        AskedGap(one.dimension, text(one.by_logs) or "", text(one.by_opinion) or "") for one in gaps
    ]


def gaps_in(figures: Mapping[str, Any]) -> list[AskedGap]:
    """The gaps of a snapshot of one group; none in that of a cycle, whose groups answer theirs."""
    found = figures.get("logs", {}).get("gaps", {})
    return [
        AskedGap(code, one.get("by_logs", ""), one.get("by_opinion", ""))
        for code, one in found.items()
    ]


def answered(gaps: Sequence[AskedGap], answers: Mapping[str, str]) -> list[dict[str, str]]:
    """What is kept: one {"dimension", "by_logs", "by_opinion", "answer"} for each gap.

    answers: dimension code -> words. Raises GapNotAnswered, naming every gap without words.
    """
    left = [one.label for one in gaps if not answers.get(one.dimension, "").strip()]
    if left:
        raise GapNotAnswered(dimensions=", ".join(left))
    return [
        {
            "dimension": one.dimension,
            "by_logs": one.by_logs,
            "by_opinion": one.by_opinion,
            "answer": answers[one.dimension].strip(),
        }
        for one in gaps
    ]


def told(answers: Sequence[Mapping[str, str]]) -> list[GapAnswer]:
    """What was kept of a decision or a review, with the words for each side."""
    return [GapAnswer(**one) for one in answers]


def fields_of(gaps: Sequence[AskedGap]) -> Iterator[tuple[str, AskedGap]]:
    """The name of the form field of each gap."""
    for one in gaps:
        yield f"gap-{one.dimension}", one
