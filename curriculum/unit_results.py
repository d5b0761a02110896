"""What somebody knows, by competency unit: how the checks of its modules were answered."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Count, Exists, ManyToManyRel, OuterRef, Q, QuerySet

from curriculum.models import (
    CompetencyUnit,
    EventKind,
    ModuleRelease,
    Moment,
    ProgressEvent,
    ReleasedLesson,
)


class Answered(NamedTuple):
    """One answer to a check. moment: of `Moment`, or "" for one given while learning."""

    block_id: str
    is_right: bool
    moment: str


@dataclass(frozen=True)
class Share:
    """`right` of the `of` checks that were answered."""

    right: int = 0
    of: int = 0


@dataclass(frozen=True)
class UnitResult:
    """One unit of one person; counts are of checks, each counted once.

    first_try: the first answer given while learning. in_the_end: answered right at least
    once, whenever that was (`ProgressEvent.right_answers`). before, after: what was known
    before the lessons and after them; of several answers the last counts.
    """

    unit: CompetencyUnit
    checks: int
    first_try: Share = field(default_factory=Share)
    in_the_end: Share = field(default_factory=Share)
    before: Share = field(default_factory=Share)
    after: Share = field(default_factory=Share)


def results_by_unit(user_id: int | None) -> list[UnitResult]:
    """Every unit with checks that are read now, by code; four queries.

    user_id: None for somebody without an account, who has answered nothing here.
    """
    checks = checks_by_unit()
    units = CompetencyUnit.objects.in_bulk(checks)
    events = ProgressEvent.objects.filter(user_id=user_id, kind=EventKind.CHECK_ANSWERED)
    rows = events.order_by("received_at", "pk").values_list("block_id", "is_correct", "moment")
    answers = [Answered(str(block_id), bool(right), moment) for block_id, right, moment in rows]
    found = [unit_result(units[key], checks[key], answers) for key in units]
    return sorted(found, key=lambda result: result.unit.code)


def unit_result(
    unit: CompetencyUnit, checks: frozenset[str], answers: Iterable[Answered]
) -> UnitResult:
    """answers: of one person, the oldest first, whatever check they belong to."""
    ours = [answer for answer in answers if answer.block_id in checks]
    # Of equal keys the last stands: so the first try is read from the end.
    learning = [answer for answer in ours if not answer.moment]
    passed = {answer.block_id for answer in ours if answer.is_right}
    return UnitResult(
        unit,
        len(checks),
        first_try=_share(reversed(learning)),
        in_the_end=Share(len(passed), len({answer.block_id for answer in ours})),
        before=_share(answer for answer in ours if answer.moment == Moment.BEFORE),
        after=_share(answer for answer in ours if answer.moment == Moment.AFTER),
    )


def _share(answers: Iterable[Answered]) -> Share:
    last = {answer.block_id: answer.is_right for answer in answers}
    return Share(sum(last.values()), len(last))


@dataclass(frozen=True)
class UnitShares:
    """All people's answers to the checks of a unit; each person and check counts once.

    The fields are those of `UnitResult`, summed over everybody.
    """

    checks: int
    first_try: Share
    in_the_end: Share
    before: Share
    after: Share


def shares_by_unit() -> dict[int, UnitShares]:
    """Unit key -> what everybody together knows of it; six queries for any number."""
    answers = ProgressEvent.objects.filter(kind=EventKind.CHECK_ANSWERED)
    while_learning = answers.filter(moment="")
    counted = {
        "first_try": _by_check(while_learning.filter(~Exists(_of_the_same(before=True)))),
        "in_the_end": _by_check(answers, people=True),
        "before": _by_check(_last_of(answers, Moment.BEFORE)),
        "after": _by_check(_last_of(answers, Moment.AFTER)),
    }
    return {
        unit_id: UnitShares(
            len(checks), **{name: _sum(shares, checks) for name, shares in counted.items()}
        )
        for unit_id, checks in checks_by_unit().items()
    }


def _last_of(answers: "QuerySet[ProgressEvent]", moment: str) -> "QuerySet[ProgressEvent]":
    return answers.filter(moment=moment).filter(~Exists(_of_the_same(before=False)))


def _of_the_same(*, before: bool) -> "QuerySet[ProgressEvent]":
    """Answers of the same person to the same check at the same moment, earlier or later ones."""
    side = "lt" if before else "gt"
    at, key = OuterRef("received_at"), OuterRef("pk")
    return ProgressEvent.objects.filter(
        Q(**{f"received_at__{side}": at}) | Q(**{"received_at": at, f"pk__{side}": key}),
        kind=EventKind.CHECK_ANSWERED,
        user=OuterRef("user"),
        lesson=OuterRef("lesson"),
        block_id=OuterRef("block_id"),
        moment=OuterRef("moment"),
    )


def _by_check(answers: "QuerySet[ProgressEvent]", *, people: bool = False) -> dict[str, Share]:
    """Block id -> share of right answers; of people who have one, where `people` is asked for."""
    what = Count("user", distinct=True) if people else Count("pk")
    right = (
        Count("user", distinct=True, filter=Q(is_correct=True))
        if people
        else Count("pk", filter=Q(is_correct=True))
    )
    rows = answers.order_by().values("block_id").annotate(n=what, right=right)
    return {str(row["block_id"]): Share(row["right"], row["n"]) for row in rows}


def _sum(shares: Mapping[str, Share], checks: frozenset[str]) -> Share:
    found = [shares[key] for key in checks if key in shares]
    return Share(sum(each.right for each in found), sum(each.of for each in found))


def checks_by_unit() -> Mapping[int, frozenset[str]]:
    """Unit key -> block ids of the checks of its modules as released now; two queries.

    A check belongs to every unit of its module. Units without checks are absent.
    """
    units = _units_by_module()
    lessons = ReleasedLesson.objects.filter(release__in=ModuleRelease.objects.current())
    found: dict[int, set[str]] = defaultdict(set)
    for page_id, check_ids in lessons.order_by().values_list("release__page_id", "check_ids"):
        for unit_id in units[page_id] if check_ids else ():
            found[unit_id].update(check_ids)
    return {unit_id: frozenset(ids) for unit_id, ids in found.items()}


def _units_by_module() -> Mapping[int, set[int]]:
    """Module page key -> its units; one query for each page type that can be a module."""
    found: dict[int, set[int]] = defaultdict(set)
    # Page types are the host's own, so they are found from the unit's side.
    for relation in CompetencyUnit._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToManyRel):
            field_ = relation.field
            names = (field_.m2m_field_name(), field_.m2m_reverse_field_name())
            for page_id, unit_id in relation.through._default_manager.values_list(*names):
                found[page_id].add(unit_id)
    return found
