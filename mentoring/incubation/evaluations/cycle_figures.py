"""The snapshot of a whole cycle: the facts of its groups, one by one, into figures.

Only sums and one number per person and group are kept while reading, so that a province of
27,000 persons fits in a worker. No names of people; groups are named.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from statistics import mean, median
from typing import Any

from mentoring.incubation.bargaining import persons_verdict
from mentoring.incubation.dose import Dose
from mentoring.incubation.evaluations.facts import GroupFacts
from mentoring.incubation.evaluations.figure_text import pruned, text
from mentoring.incubation.evaluations.group_figures import (
    PERSONS_INSTRUMENT,
    SHAPE,
    change_figures,
    coverage_figures,
    dose_figures,
    figures_without_persons,
    gap_figures,
    standings,
    tied_shares,
    verdict_figures,
    verdict_of_persons,
)
from mentoring.incubation.evaluations.small_cells import (
    is_small,
    without_small,
    without_small_parts,
)
from mentoring.incubation.models import Cycle, RoundKind
from mentoring.incubation.paired import change_by, paired_change
from mentoring.incubation.polarisation import Standing, skill_without_strength
from mentoring.registry.equity import FEWEST
from mentoring.registry.models import Stratum

_TOTAL = "total"


@dataclass
class _Values:
    """First and last value of each key, and the parts each key belongs to."""

    before: dict[Any, float | None] = field(default_factory=dict)
    after: dict[Any, float | None] = field(default_factory=dict)
    parts: dict[str, dict[Any, str]] = field(default_factory=lambda: defaultdict(dict))

    def figures(self, *, of_people: bool) -> dict[str, Any]:
        """of_people: whether the keys are people, of whom no few are told."""
        if not any(value is not None for value in self.before.values()):
            return {}
        whole = paired_change(self.before, self.after)
        change = change_figures(whole)
        by = {
            f"by_{name}": {
                part: change_figures(change)
                for part, change in change_by(self.before, self.after, parts).items()
            }
            for name, parts in self.parts.items()
        }
        if not of_people:
            return {"change": change, **by}
        told = {name: without_small_parts(parts, whole.matched) for name, parts in by.items()}
        return {"change": without_small(change), **told}


@dataclass
class _Reading:
    """What is kept of the groups read so far."""

    groups: dict[str, _Values] = field(default_factory=lambda: defaultdict(_Values))
    persons: dict[str, _Values] = field(default_factory=lambda: defaultdict(_Values))
    numbers: dict[tuple[str, str], _Values] = field(default_factory=lambda: defaultdict(_Values))
    levels: dict[tuple[str, str, str], tuple[int, int]] = field(default_factory=dict)
    fifths: dict[Any, int] = field(default_factory=dict)
    tied: list[tuple[float, float]] = field(default_factory=list)
    gap: dict[str, list[Standing]] = field(default_factory=lambda: defaultdict(list))
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    lowest: list[Fraction] = field(default_factory=list)
    evenness: dict[Any, Any] = field(default_factory=dict)
    visits: Counter[str] = field(default_factory=Counter)
    coverage: dict[Any, tuple[tuple[str, int, int], ...]] = field(default_factory=dict)
    members: int = 0
    covered_on: set[date] = field(default_factory=set)
    planned: int = 0
    done: int = 0
    adherence: list[Decimal] = field(default_factory=list)
    gains: list[float] = field(default_factory=list)


def figures_of_cycle(cycle: Cycle, facts: Iterable[GroupFacts], *, until: date) -> dict[str, Any]:
    """The snapshot of `cycle` (with its place) from the facts of its groups."""
    read = _Reading()
    for one in facts:
        _read(read, one)
    return pruned(
        {
            "shape": SHAPE,
            "scope": "cycle",
            "subject": {
                "key": str(cycle.pk),
                "cycle": cycle.name,
                "place": cycle.place.name,
                "starts_on": cycle.starts_on.isoformat(),
                "until": until.isoformat(),
                "groups": str(len(read.rows)),
                "members": str(read.members),
            },
            "groups": {
                code: values.figures(of_people=False) for code, values in read.groups.items()
            },
            "persons": {code: _persons(code, read) for code in sorted(read.persons)},
            "persons_verdict": _verdict(read),
            "counts": {
                name: {code: str(count) for code, count in sorted(counts.items())}
                for name, counts in read.counts.items()
            },
            "logs": {"lowest_median": text(median(read.lowest) if read.lowest else None)},
            "harm": _harm(read),
            "dose": dose_figures(Dose(read.planned, read.done, _middle(read.adherence))),
            "equity": _equity(read.evenness.values()),
            "coverage": coverage_figures(
                (stratum, *sums) for stratum, sums in _coverage(read.coverage.values()).items()
            ),
            "coverage_on": max(read.covered_on).isoformat() if read.covered_on else None,
            "visits": {month: str(count) for month, count in sorted(read.visits.items())},
            "rows": read.rows,
        }
    )


def _read(read: _Reading, one: GroupFacts) -> None:
    verdict = verdict_of_persons(one)
    figures = figures_without_persons(one, verdict)
    key = str(one.enrolment.pk)
    _read_group(read, one, key)
    for code, asked in one.asked.items():
        before, after = asked.before_and_after(RoundKind.BASELINE, one.last_kind)
        _add(read.persons[code], one, before, after)
        for item, kinds in asked.numbers.items():
            first, last = kinds.get(RoundKind.BASELINE, {}), kinds.get(one.last_kind, {})
            _add(read.numbers[code, item], one, first, last)
        for item, by_kind in asked.levels.items():
            for kind, (together, often) in by_kind.items():
                sums = read.levels.get((code, item, kind), (0, 0))
                read.levels[code, item, kind] = (sums[0] + together, sums[1] + often)
    read.fifths.update({(key, person): fifth for person, fifth in one.fifths.items()})
    tied_before, tied_after = tied_shares(one, one.last_kind)
    if tied_before is not None and tied_after is not None:
        read.tied.append((float(tied_before), float(tied_after)))
    for kind, standing in standings([one]).items():
        read.gap[kind].append(standing)
    read.members += one.members
    read.coverage[one.enrolment.group.sentra_id] = one.coverage
    if one.covered_on:
        read.covered_on.add(one.covered_on)
    _read_effort(read, one)
    read.visits.update(dict(one.visits))
    if one.evenness is not None:
        read.evenness[one.evenness.sentra_id] = one.evenness
    _count(read, one, figures)
    read.rows[key] = _row(one, figures)


def _read_group(read: _Reading, one: GroupFacts, key: str) -> None:
    group = one.enrolment.group
    before, after = one.rounds.get(RoundKind.BASELINE), one.rounds.get(one.last_kind)
    if before and after and before.version_id != after.version_id:
        # Other wordings are not compared; the group counts as lost.
        after = None
    codes = {_TOTAL, *(before.points if before else ()), *(after.points if after else ())}
    for code in sorted(codes):
        values = read.groups[code]
        values.before[key] = _of(before, code)
        values.after[key] = _of(after, code)
        values.parts["tier"][key] = group.tier
        values.parts["tenancy"][key] = one.tenancy


def _read_effort(read: _Reading, one: GroupFacts) -> None:
    read.planned += one.dose.planned
    read.done += one.dose.done
    if one.dose.adherence is not None:
        read.adherence.append(one.dose.adherence)
    if one.risen is not None:
        read.gains.append(one.risen)


def _middle(values: list[Decimal]) -> Decimal | None:
    return median(values) if values else None


def _of(scoring: Any, code: str) -> float | None:
    if scoring is None:
        return None
    return scoring.total if code == _TOTAL else scoring.points.get(code)


def _add(
    values: _Values, one: GroupFacts, before: Mapping[Any, Any], after: Mapping[Any, Any]
) -> None:
    key = str(one.enrolment.pk)
    values.before.update({(key, person): value for person, value in before.items()})
    values.after.update({(key, person): value for person, value in after.items()})
    for person in before:
        values.parts["tenancy"][key, person] = one.tenancy
        if one.strata.get(person):
            values.parts["stratum"][key, person] = one.strata[person]
        if one.sexes.get(person):
            values.parts["sex"][key, person] = one.sexes[person]


def _persons(code: str, read: _Reading) -> dict[str, Any]:
    profile: dict[str, dict[str, Any]] = defaultdict(dict)
    for (of, item, kind), (together, often) in sorted(read.levels.items()):
        if of == code and not is_small(often):
            profile[item][kind] = text(Fraction(together, often))
    return {
        **read.persons[code].figures(of_people=True),
        "numbers": {
            item: values.figures(of_people=True)
            for (of, item), values in read.numbers.items()
            if of == code
        },
        "profile": profile,
    }


def _verdict(read: _Reading) -> dict[str, Any]:
    if PERSONS_INSTRUMENT not in read.persons:
        return {}
    values = read.persons[PERSONS_INSTRUMENT]
    tied = [mean(column) for column in zip(*read.tied, strict=True)] if read.tied else [None, None]
    return verdict_figures(
        persons_verdict(
            values.before, values.after, fifths=read.fifths, tied_before=tied[0], tied_after=tied[1]
        )
    )


def _count(read: _Reading, one: GroupFacts, figures: dict[str, Any]) -> None:
    """How many groups stand where: classes, verdicts, warnings, and who is outside the panel."""
    counts = read.counts
    for kind in one.rounds:
        held = one.rounds[kind].group_class
        if held:
            counts[f"class_{kind}"][held] += 1
    counts["group_verdict"][figures["group_verdict"]["answer"]] += 1
    counts["persons_verdict"][figures["persons_verdict"]["answer"]] += 1
    counts["tier"][one.enrolment.group.tier] += 1
    counts["tenancy"][one.tenancy] += 1
    harm = figures.get("harm", {})
    warnings = {
        "skill_without_strength": harm.get("skill_without_strength"),
        "leans_on_facilitator": harm.get("leans_on_facilitator"),
        "gap_widens": harm.get("gap", {}).get("widens"),
        "logs_and_opinion_differ": bool(figures["logs"].get("gaps")),
        "endline_without_baseline": figures["subject"].get("no_baseline"),
        "contaminated_baseline": figures["subject"].get("contaminated"),
    }
    counts["warnings"].update(code for code, holds in warnings.items() if holds)
    lowest = figures["logs"].get("lowest")
    if lowest is not None:
        read.lowest.append(Fraction(lowest))


def _row(one: GroupFacts, figures: dict[str, Any]) -> dict[str, Any]:
    """One line of the table of groups."""
    before, after = one.rounds.get(RoundKind.BASELINE), one.rounds.get(one.last_kind)
    return {
        "group": one.enrolment.group.name,
        "centre": one.enrolment.group.sentra.name,
        "tier": one.enrolment.group.tier,
        "tenancy": one.tenancy,
        "members": str(one.members),
        "before": text(before.total) if before else None,
        "after": text(after.total) if after else None,
        "change": figures.get("change", {}).get("total"),
        "class_before": before.group_class if before else None,
        "class_after": after.group_class if after else None,
        "group_verdict": figures["group_verdict"]["answer"],
        "persons_verdict": figures["persons_verdict"]["answer"],
        "persons_matched": figures["persons_verdict"].get("matched"),
        "persons_median": figures["persons_verdict"].get("median"),
        "dose": figures.get("dose", {}).get("share"),
        "lowest_by_logs": figures["logs"].get("lowest"),
    }


def _together(by_kind: Mapping[str, list[Standing]]) -> dict[str, Standing]:
    """All groups' persons of each kind of round, on the middle one of the groups' days."""
    return {
        kind: Standing(
            sorted(one.on for one in many)[len(many) // 2],
            [value for one in many for value in one.strong],
            [value for one in many for value in one.weak],
        )
        for kind, many in by_kind.items()
    }


def _harm(read: _Reading) -> dict[str, Any]:
    """The gap, and the gain of people beside the gain of their groups: the middle of each."""
    said = read.persons.get(PERSONS_INSTRUMENT)
    change = paired_change(said.before, said.after) if said else None
    skill = None if change is None or is_small(change.matched) else change.median
    strength = median(read.gains) if read.gains else None
    return {
        "gap": gap_figures(_together(read.gap)) if read.gap else {},
        "skill": text(skill),
        "strength": text(strength),
        "skill_without_strength": skill_without_strength(skill, strength),
    }


def _coverage(centres: Iterable[Iterable[tuple[str, int, int]]]) -> dict[str, tuple[int, int]]:
    """Stratum -> known and accompanied crafters of all craft centres, the weakest first."""
    sums: dict[str, tuple[int, int]] = {}
    for rows in centres:
        for stratum, known, served in rows:
            before = sums.get(stratum, (0, 0))
            sums[stratum] = (before[0] + known, before[1] + served)
    return {stratum: sums[stratum] for stratum in (*Stratum.values, "") if stratum in sums}


def _equity(rows: Iterable[Any]) -> dict[str, Any]:
    """Of the craft centres with enough crafters: how many have a concentration of 0 or less."""
    rows = [row for row in rows if row.n >= FEWEST]
    indices = [row.index for row in rows if row.index is not None]
    elite = [row.elite_share for row in rows if row.elite_share is not None]
    fifths = [row.weakest_to_strongest for row in rows if row.weakest_to_strongest is not None]
    return {
        "centres": str(len(rows)),
        "measured": str(len(indices)),
        "favour_the_weak": str(sum(index <= 0 for index in indices)),
        "index_median": text(median(indices) if indices else None),
        "elite_share_median": text(100 * median(elite) if elite else None),
        "weakest_to_strongest_median": text(median(fifths) if fifths else None),
    }
