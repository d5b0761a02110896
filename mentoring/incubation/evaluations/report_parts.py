"""The parts of an evaluation report: a heading, words, a chart, a table; and how numbers read.

A part of fewer than five people says so instead of its figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mentoring.incubation.evaluations.small_cells import (
    FEWEST_SHOWN,
    Hidden,
    hidden_parts,
    is_small,
)
from mentoring.incubation.evaluations.words import Words


@dataclass(frozen=True)
class Section:
    """One part: what it says, a chart, and the table with the same numbers (head, then rows).

    is_words: the cells are words, not numbers.
    """

    heading: str
    sentences: tuple[str, ...] = ()
    chart: SafeString | None = None
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    is_warning: bool = False
    is_words: bool = False


@dataclass(frozen=True)
class Report:
    """A whole report. facts: (label, value); digest as people compare it, in groups of eight."""

    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    digest: str
    review: str = ""


def part_rows(
    name: str, parts: Mapping[str, Any], words: Words, whole: Mapping[str, Any]
) -> list[tuple[str, ...]]:
    """The parts of a whole (its change). Snapshots say themselves what is hidden; of those made
    before they did, the same rule hides it here."""
    sizes = {part: int(one["matched"]) for part, one in parts.items() if "matched" in one}
    hidden = hidden_parts(sizes, int(whole.get("matched", 0))) if len(sizes) == len(parts) else {}
    return [
        change_row(words.part(name, part), {"hidden": hidden[part]} if part in hidden else one)
        for part, one in parts.items()
    ]


def change_head(first: str) -> tuple[str, ...]:
    return (first, _("Compared"), _("Lost"), _("Middle"), _("Mean"), _("95 of 100 between"))


def change_row(label: str, change: Mapping[str, Any], *, of_people: bool = True) -> tuple[str, ...]:
    """A change as words. of_people: fewer than five of them would tell who they are."""
    hidden = change.get("hidden")
    if hidden is None and of_people and is_small(int(change["matched"])):
        hidden = Hidden.SMALL
    if hidden is not None:
        return (label, "–", "–", words_of_hidden(hidden), "–", "–")
    interval = (
        f"{shown(change['low'])} … {shown(change['high'])} ({words_of_method(change)})"
        if "low" in change
        else _("describe only")
    )
    counts = (change["matched"], change["lost"])
    return (label, *counts, shown(change.get("median")), shown(change.get("mean")), interval)


def words_of_hidden(hidden: str) -> str:
    if hidden == Hidden.SMALL:
        return _("fewer than %(count)d") % {"count": FEWEST_SHOWN}
    return _("hidden beside a small part")


def words_of_method(change: Mapping[str, Any]) -> str:
    """How the interval was computed: from 500 pairs on the normal one is used."""
    return _("bootstrap") if change.get("method") == "bootstrap" else _("normal interval")


def shown(value: str | None) -> str:
    """A number of the snapshot in the reader's language; a dash where there is none."""
    if value is None:
        return "–"
    number = Decimal(value)
    return number_format(number, 2 if "." in value else 0)


def as_float(value: str | None) -> float | None:
    return None if value is None else float(value)
