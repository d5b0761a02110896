"""What is read from the rounds about the group as a whole."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from mentoring.incubation.gate_measures.shape import AlwaysHere, Asked, Verdict
from mentoring.incubation.models import GateCriterion, Measure, Round, RoundKind
from mentoring.incubation.progress import counted, rise, rounds_of


class _OfRounds(AlwaysHere):
    """Reads the round that the criterion names; until it is there nothing can be said."""

    code: str

    def read(self, asked: Sequence[Asked], on: date) -> dict[Asked, Verdict]:
        rounds = rounds_of({one.enrolment.pk for one in asked})
        return {one: self._one(one.criterion, rounds[one.enrolment.pk]) for one in asked}

    def _one(self, criterion: GateCriterion, rounds: list[Round]) -> Verdict:
        read = counted(rounds, criterion.round_kind)
        if read is None:
            kind = RoundKind(criterion.round_kind).label
            return Verdict(is_met=None, told=_("Waits for scoring: %(kind)s.") % {"kind": kind})
        return self._of(criterion, read, rounds)

    def _of(self, criterion: GateCriterion, read: Round, rounds: list[Round]) -> Verdict:
        raise NotImplementedError


class RoundSubmitted(_OfRounds):
    code = Measure.ROUND_SUBMITTED

    def _one(self, criterion: GateCriterion, rounds: list[Round]) -> Verdict:
        return Verdict(is_met=counted(rounds, criterion.round_kind) is not None)


class LowestDimension(_OfRounds):
    """The weakest of the named dimensions reaches the threshold: no mean hides a weak side."""

    code = Measure.LOWEST_DIMENSION

    def _of(self, criterion: GateCriterion, read: Round, rounds: list[Round]) -> Verdict:
        points = read.score.points()
        values = {code: points.get(code) for code in criterion.dimensions}
        if not values or None in values.values() or criterion.threshold is None:
            return Verdict(is_met=None, told=_("One of the sides is not assessed."))
        lowest = min(value for value in values.values() if value is not None)
        if lowest >= criterion.threshold:
            return Verdict(is_met=True, figure=lowest)
        # Sides that are equally low are named all: whichever is mended, the other one stays.
        names = _names(read)
        told = ", ".join(names[code] for code, value in values.items() if value == lowest)
        return Verdict(is_met=False, figure=lowest, told=told)


class SignificantGain(_OfRounds):
    """Groups by the TWR rule of the instrument: fixed before the baseline."""

    code = Measure.SIGNIFICANT_GAIN

    def _of(self, criterion: GateCriterion, read: Round, rounds: list[Round]) -> Verdict:
        change = rise(counted(rounds, RoundKind.BASELINE), read)
        if change is None:
            return Verdict(is_met=None, told=_("There are not two scorings of one wording."))
        return Verdict(is_met=change.is_significant, figure=change.points)


class ItemLevel(_OfRounds):
    """Each item named in `dimensions` reaches the level that stands as threshold."""

    code = Measure.ITEM_LEVEL

    def _of(self, criterion: GateCriterion, read: Round, rounds: list[Round]) -> Verdict:
        given = read.levels()
        levels = [given.get(code) for code in criterion.dimensions]
        if not levels or None in levels or criterion.threshold is None:
            return Verdict(is_met=None, told=_("The question was not answered with a level."))
        lowest = min(level for level in levels if level is not None)
        return Verdict(is_met=lowest >= criterion.threshold, figure=lowest)


def _names(read: Round) -> dict[str, str]:
    scores = read.score.dimension_scores.all()
    return {one.dimension.code: str(one.dimension) for one in scores}
