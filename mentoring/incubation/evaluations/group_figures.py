"""The snapshot of one group's evaluation: facts in, figures out. No database, no names of people.

Every number is text with two places (`figure_text`); what is not known is not there. Readers:
`evaluation_papers` (reports), `charts`, gates. A new shape takes a new `SHAPE`.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from statistics import mean
from typing import Any

from mentoring.incubation.bargaining import Answer, PersonsVerdict, persons_verdict
from mentoring.incubation.dose import Dose
from mentoring.incubation.evaluations.facts import Asked, GroupFacts, Said, Scoring
from mentoring.incubation.evaluations.figure_text import pruned, text
from mentoring.incubation.evaluations.small_cells import (
    Hidden,
    hidden_parts,
    is_small,
    without_small,
    without_small_parts,
)
from mentoring.incubation.log_indices import dependence, gaps, indices, planned_glide
from mentoring.incubation.models import RoundKind
from mentoring.incubation.paired import Change, change_by, paired_change
from mentoring.incubation.polarisation import (
    Standing,
    gap_line,
    leans_on_facilitator,
    skill_without_strength,
)
from mentoring.registry.models.strata import STRONG_STRATA, WEAK_STRATA

SHAPE = 2
# The instrument whose persons' verdict gates read: the bargaining-position index (IPT).
PERSONS_INSTRUMENT = "bargaining-position"
# Share of sales under an advance, asked as a number; without it the anchor of TWR3 tells.
TIED_SHARE = "TIED_SHARE"
_TIED_LEVEL = "TWR3"
_KINDS = (RoundKind.BASELINE, RoundKind.MIDLINE, RoundKind.ENDLINE)


def figures_of_group(facts: GroupFacts) -> dict[str, Any]:
    """The snapshot of one group."""
    persons = {code: _persons(asked, facts) for code, asked in facts.asked.items()}
    return pruned({**figures_without_persons(facts, verdict_of_persons(facts)), "persons": persons})


def figures_without_persons(facts: GroupFacts, verdict: PersonsVerdict | None) -> dict[str, Any]:
    """The snapshot without the changes of its people by item and part, which take nearly all of
    the time and which a cycle computes of everybody together. verdict: of the group's persons."""
    return pruned(
        {
            "shape": SHAPE,
            "scope": "group",
            "subject": _subject(facts),
            "rounds": {kind: _round(one) for kind, one in facts.rounds.items()},
            "change": _change_of_group(facts),
            "group_verdict": _group_verdict(facts),
            "persons_verdict": verdict_figures(verdict),
            "logs": _logs(facts),
            "harm": _harm(facts, verdict),
            "dose": dose_figures(facts.dose),
            "equity": _equity(facts),
            "coverage": coverage_figures(facts.coverage),
            "coverage_on": facts.covered_on.isoformat() if facts.covered_on else None,
            "visits": {month: str(count) for month, count in facts.visits},
        }
    )


def verdict_of_persons(facts: Said, last: str = "") -> PersonsVerdict | None:
    """The verdict on the persons of a group; None where nobody was asked.

    last: the kind of round to compare the baseline with; "" for the last there is.
    """
    asked = facts.asked.get(PERSONS_INSTRUMENT)
    if asked is None:
        return None
    last = last or facts.last_kind
    before, after = asked.before_and_after(RoundKind.BASELINE, last)
    tied_before, tied_after = tied_shares(facts, last)
    return persons_verdict(
        before, after, fifths=facts.fifths, tied_before=tied_before, tied_after=tied_after
    )


def tied_shares(facts: Said, last: str) -> tuple[Decimal | None, Decimal | None]:
    """Per cent of sales under an advance at baseline and in the `last` round: the mean of the
    persons who said it both times, so that who came or went moves nothing. Without any, the
    group's own number; without that, the upper end of the band that the level of TWR3 names."""
    asked = facts.asked.get(PERSONS_INSTRUMENT)
    kinds = asked.numbers.get(TIED_SHARE, {}) if asked else {}
    said, again = kinds.get(RoundKind.BASELINE, {}), kinds.get(last, {})
    if both := said.keys() & again.keys():
        return _mean(said[key] for key in both), _mean(again[key] for key in both)
    first, second = facts.rounds.get(RoundKind.BASELINE), facts.rounds.get(last)
    if first is None or second is None:
        return None, None
    numbers = [one.numbers.get(TIED_SHARE) for one in (first, second)]
    if None in numbers:
        numbers = [_BANDS.get(one.levels.get(_TIED_LEVEL)) for one in (first, second)]  # type: ignore[arg-type]
    before, after = (None if one is None else Decimal(str(one)) for one in numbers)
    return before, after


def _mean(values: Iterable[float]) -> Decimal:
    return Decimal(str(round(mean(values), 6)))


_BANDS: Mapping[int | None, float] = {0: 100, 1: 100, 2: 60, 3: 30, 4: 10}


def change_figures(change: Change) -> dict[str, Any]:
    """One paired change as a snapshot keeps it."""
    interval = change.interval
    return {
        "measured_before": str(change.measured_before),
        "matched": str(change.matched),
        "lost": str(change.lost),
        "joined": str(change.joined),
        "attrition": text(None if change.attrition is None else 100 * change.attrition),
        "median": text(change.median),
        "mean": text(change.mean),
        "low": text(interval.low) if interval else None,
        "high": text(interval.high) if interval else None,
        "method": str(interval.method) if interval else None,
        "only_describes": change.only_describes or None,
    }


def _subject(facts: GroupFacts) -> dict[str, Any]:
    enrolment = facts.enrolment
    baseline = facts.rounds.get(RoundKind.BASELINE)
    return {
        "key": str(enrolment.pk),
        "group": enrolment.group.name,
        "cycle": enrolment.cycle.name,
        "centre": enrolment.group.sentra.name,
        "tier": enrolment.group.tier,
        "tenancy": facts.tenancy,
        "members": str(facts.members),
        "starts_on": enrolment.starts_on.isoformat(),
        "no_baseline": (baseline is None and bool(facts.rounds)) or None,
        "contaminated": facts.is_contaminated or None,
    }


def _round(one: Scoring) -> dict[str, Any]:
    return {
        "on": one.on.isoformat(),
        "rated_as": one.rater_kind,
        "total": text(one.total),
        "class": one.group_class,
        "points": {code: text(points) for code, points in one.points.items()},
        "levels": {code: str(level) for code, level in one.levels.items() if level is not None},
        "numbers": {code: text(number) for code, number in one.numbers.items()},
        "flags": list(one.flags) or None,
    }


def _change_of_group(facts: GroupFacts) -> dict[str, Any]:
    before, after = facts.rounds.get(RoundKind.BASELINE), facts.rounds.get(facts.last_kind)
    if before is None or after is None or before.version_id != after.version_id:
        return {}
    return {
        "to": str(facts.last_kind),
        "total": text(facts.risen),
        "points": {
            code: text(_minus(points, before.points.get(code)))
            for code, points in after.points.items()
        },
    }


def _group_verdict(facts: GroupFacts) -> dict[str, Any]:
    if facts.gain is None or facts.gain.is_significant is None:
        return {"answer": str(Answer.CANNOT_SAY)}
    answer = Answer.SIGNIFICANT if facts.gain.is_significant else Answer.NOT_SIGNIFICANT
    return {
        "answer": str(answer),
        "points": text(facts.gain.points),
        "risen": list(facts.gain.risen_items) or None,
    }


def _persons(asked: Asked, facts: GroupFacts) -> dict[str, Any]:
    first, last = RoundKind.BASELINE, facts.last_kind
    before, after = asked.before_and_after(first, last)
    return {
        "to": str(last),
        **changes_of_people(before, after, strata=facts.strata, sexes=facts.sexes),
        "numbers": changes_of_numbers(asked, last, strata=facts.strata, sexes=facts.sexes),
        "profile": {
            item: {
                kind: text(Fraction(together, often))
                for kind, (together, often) in kinds.items()
                if not is_small(often)
            }
            for item, kinds in asked.levels.items()
        },
    }


def changes_of_numbers(
    asked: Asked, last: str, *, strata: Mapping[Any, str], sexes: Mapping[Any, str]
) -> dict[str, dict[str, Any]]:
    """The change of each number that people were asked for, from baseline to the `last` round."""
    return {
        item: changes_of_people(
            kinds.get(RoundKind.BASELINE, {}), kinds.get(last, {}), strata=strata, sexes=sexes
        )
        for item, kinds in asked.numbers.items()
    }


def changes_of_people(
    before: Mapping[Any, float | None],
    after: Mapping[Any, float | None],
    *,
    strata: Mapping[Any, str],
    sexes: Mapping[Any, str],
) -> dict[str, Any]:
    """The change of the people and of each part of them, without what would tell who they are."""
    if not any_value(before):
        return {}
    whole = paired_change(before, after)
    return {
        "change": without_small(change_figures(whole)),
        **{
            name: without_small_parts(_by(before, after, parts), whole.matched)
            for name, parts in (("by_stratum", strata), ("by_sex", sexes))
        },
    }


def _by(before: Any, after: Any, parts: Mapping[Any, str]) -> dict[str, Any]:
    known = {key: part for key, part in parts.items() if part and key in before}
    return {
        part: change_figures(change) for part, change in change_by(before, after, known).items()
    }


def any_value(values: Mapping[Any, Any]) -> bool:
    return any(one is not None for one in values.values())


def verdict_figures(verdict: PersonsVerdict | None) -> dict[str, Any]:
    """The answer, and what it rests on: not where it rests on fewer than five people."""
    if verdict is None:
        return {"answer": str(Answer.CANNOT_SAY)}
    if is_small(verdict.change.matched):
        return {"answer": str(verdict.answer), "hidden": str(Hidden.SMALL)}
    few_weak = is_small(verdict.weak_matched)
    return {
        "answer": str(verdict.answer),
        "matched": str(verdict.change.matched),
        "median": text(verdict.change.median),
        "median_reached": verdict.median_reached,
        "above_zero": verdict.above_zero,
        "weak_gained": None if few_weak else verdict.weak_gained,
        "weak_matched": None if few_weak else str(verdict.weak_matched),
        "weak_hidden": few_weak or None,
        "tied_not_higher": verdict.tied_not_higher,
    }


def _logs(facts: GroupFacts) -> dict[str, Any]:
    found = indices(facts.log)
    by_dimension = {"KOH": found.cohesive, "OTO": found.autonomous, "AKR": found.rooted}
    latest = facts.rounds.get(facts.last_kind) or facts.rounds.get(RoundKind.BASELINE)
    opinion = {
        code: None if points is None else Fraction(str(points))
        for code, points in (latest.points if latest else {}).items()
    }
    return {
        "months": str(facts.log.months),
        "indices": {
            code: {
                "points": text(index.points),
                "parts": {part: text(points) for part, points in index.parts.items()},
                "missing": list(index.missing) or None,
            }
            for code, index in by_dimension.items()
        },
        "lowest": text(found.lowest),
        "geometric_mean": text(found.geometric_mean),
        "dependence": text(_percent(dependence(facts.log))),
        "planned": text(_percent(planned_glide(facts.log.months))),
        "gaps": {
            gap.dimension: {"by_logs": text(gap.by_logs), "by_opinion": text(gap.by_opinion)}
            for gap in gaps(found, opinion)
        },
    }


def _harm(facts: GroupFacts, verdict: PersonsVerdict | None) -> dict[str, Any]:
    asked = facts.asked.get(PERSONS_INSTRUMENT)
    return {
        "gap": gap_figures(standings([facts])) if asked else {},
        "skill": text(told_gain(verdict)),
        "skill_without_strength": skill_without_strength(told_gain(verdict), facts.risen),
        "leans_on_facilitator": leans_on_facilitator(dependence(facts.log), facts.log.months),
    }


def told_gain(verdict: PersonsVerdict | None) -> float | None:
    """The median gain of the people, for beside the gain of their group; of fewer than five
    people nobody is told it."""
    if verdict is None or is_small(verdict.change.matched):
        return None
    return verdict.change.median


def standings(many: Iterable[GroupFacts]) -> dict[str, Standing]:
    """Round kind -> the persons' indices of strong and weak, all groups together."""
    many = list(many)
    found = {}
    for kind in _KINDS:
        strong: list[float] = []
        weak: list[float] = []
        days = [facts.rounds[kind].on for facts in many if kind in facts.rounds]
        for facts in many:
            totals = (
                facts.asked[PERSONS_INSTRUMENT].totals if PERSONS_INSTRUMENT in facts.asked else {}
            )
            for person, total in totals.get(kind, {}).items():
                stratum = facts.strata.get(person)
                if total is not None and stratum in STRONG_STRATA:
                    strong.append(total)
                elif total is not None and stratum in WEAK_STRATA:
                    weak.append(total)
        if days and (strong or weak):
            found[str(kind)] = Standing(sorted(days)[len(days) // 2], strong, weak)
    return found


def gap_figures(by_kind: Mapping[str, Standing]) -> dict[str, Any]:
    """The gap line as a snapshot keeps it, by kind of round; no gap of fewer than five people."""
    line = gap_line(list(by_kind.values()))
    of_day = {point.on: point for point in line.points}
    small = {
        kind: is_small(len(one.strong)) or is_small(len(one.weak)) for kind, one in by_kind.items()
    }
    return {
        "rounds": {
            kind: {"on": one.on.isoformat(), "hidden": str(Hidden.SMALL)}
            if small[kind]
            else {
                "on": one.on.isoformat(),
                "gap": text(of_day[one.on].gap),
                "strong": str(len(one.strong)),
                "weak": str(len(one.weak)),
            }
            for kind, one in by_kind.items()
        },
        "widening": None if any(small.values()) else text(line.widening),
        "widens": None if any(small.values()) or line.widening is None else line.widens,
    }


def dose_figures(dose: Dose) -> dict[str, Any]:
    """Sessions planned and done of the formula, and how many visits were about it."""
    return {
        "planned": str(dose.planned) if dose.planned else None,
        "done": str(dose.done) if dose.planned else None,
        "share": text(None if dose.share is None else 100 * dose.share),
        "adherence": text(None if dose.adherence is None else 100 * dose.adherence),
    }


def coverage_figures(rows: Iterable[tuple[str, int, int]]) -> dict[str, Any]:
    """Of each stratum: known crafters, and how many of a hundred are accompanied."""
    rows = list(rows)
    sizes = {stratum: known for stratum, known, _served in rows}
    hidden = hidden_parts(sizes, sum(sizes.values()))
    return {
        stratum or "unknown": {"hidden": str(hidden[stratum])}
        if stratum in hidden
        else _covered(known, served)
        for stratum, known, served in rows
    }


def _covered(known: int, served: int) -> dict[str, Any]:
    if is_small(served):
        return {"known": str(known), "few_accompanied": True}
    share = Fraction(100 * served, known) if known else None
    return {"known": str(known), "accompanied": str(served), "share": text(share)}


def _equity(facts: GroupFacts) -> dict[str, Any]:
    row = facts.evenness
    if row is None:
        return {}
    return {
        "month": f"{row.month:%Y-%m}",
        "n": str(row.n),
        "index": text(row.index),
        "coverage": text(row.coverage),
        "elite_share": text(None if row.elite_share is None else 100 * row.elite_share),
        "weakest_to_strongest": text(row.weakest_to_strongest),
    }


def _minus(after: float | None, before: float | None) -> float | None:
    return None if after is None or before is None else after - before


def _percent(share: Fraction | None) -> Fraction | None:
    return None if share is None else share * 100
