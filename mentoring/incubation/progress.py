"""What a group's rounds say together: which round counts, what changed, what a gate reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mentoring.incubation.models import (
    CycleEnrolment,
    GateCriterion,
    Measure,
    Round,
    RoundKind,
)
from mentoring.incubation.scoring import Gain, gain


@dataclass(frozen=True)
class Verdict:
    """A measured criterion. `is_met` is None where nothing was measured yet."""

    is_met: bool | None
    figure: Decimal | None = None


def counted_rounds(enrolment: CycleEnrolment) -> list[Round]:
    """Submitted and locked rounds, latest first, with scores and levels: five queries."""
    return list(
        Round.objects.filter(enrolment=enrolment)
        .counted()
        .select_related("version", "rater", "score")
        .prefetch_related("score__dimension_scores__dimension", "responses__item")
    )


def counted(rounds: Iterable[Round], kind: str) -> Round | None:
    """The round of `kind` that counts: the latest. `rounds` come latest first."""
    return next((one for one in rounds if one.kind == kind), None)


def rise(before: Round | None, after: Round | None) -> Gain | None:
    """The gain from `before` to `after` by the rule of their version.

    None without two rounds of one version, or where the version has no such rule: other
    wordings cannot be compared.
    """
    if before is None or after is None or before.version_id != after.version_id:
        return None
    rule = after.version.gain_rule()
    if rule is None:
        return None
    return gain(before.levels(), after.levels(), rules=after.version.rules(), rule=rule)


def measured(enrolment: CycleEnrolment, criteria: Sequence[GateCriterion]) -> dict[str, Verdict]:
    """Criterion code -> verdict, for the criteria that are read from rounds."""
    wanted = [one for one in criteria if one.measure]
    if not wanted:
        return {}
    rounds = counted_rounds(enrolment)
    return {one.code: _verdict(one, rounds) for one in wanted}


def _verdict(criterion: GateCriterion, rounds: list[Round]) -> Verdict:
    read = counted(rounds, criterion.round_kind)
    if criterion.measure == Measure.ROUND_SUBMITTED:
        return Verdict(is_met=read is not None)
    if read is None:
        return Verdict(is_met=None)
    if criterion.measure == Measure.LOWEST_DIMENSION:
        return _lowest(criterion, read)
    change = rise(counted(rounds, RoundKind.BASELINE), read)
    if change is None:
        return Verdict(is_met=None)
    return Verdict(is_met=change.is_significant, figure=change.points)


def _lowest(criterion: GateCriterion, read: Round) -> Verdict:
    points = read.score.points()
    of_dimensions = [points.get(code) for code in criterion.dimensions]
    if any(one is None for one in of_dimensions) or criterion.threshold is None:
        return Verdict(is_met=None)
    lowest = min(one for one in of_dimensions if one is not None)
    return Verdict(is_met=lowest >= criterion.threshold, figure=lowest)
