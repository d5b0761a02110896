"""Everybody known of one craft centre: census and members together, each once."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from statistics import median
from uuid import UUID

from django.db.models import Q

from mentoring.registry.equity import mid_ranks
from mentoring.registry.models import (
    GUARDED_WAYS,
    CensusEntry,
    FrozenRank,
    Membership,
    Sentra,
    Stratum,
    VulnerabilityAssessment,
)

_ORDER = {stratum: place for place, stratum in enumerate(Stratum.values)}
# A list of keys longer than this is asked in parts: databases bound what one question holds.
_AT_ONCE = 500


@dataclass(frozen=True)
class Known:
    """One crafter. Either or both keys; group_ids: of today's groups in this craft centre."""

    person_id: UUID | None
    entry_id: UUID | None
    hamlet: str
    stratum: str
    score: Decimal | None
    is_guarded: bool
    group_ids: tuple[UUID, ...]

    @property
    def is_enrolled(self) -> bool:
        return bool(self.group_ids)


@dataclass(frozen=True)
class Assessed:
    stratum: str
    score: Decimal | None


def frame_of(sentra: Sentra, on: date) -> list[Known]:
    """Everybody of `sentra` known on the day `on`: four questions to the database.

    Who is in the census and a member counts once, with the hamlet of her own row and the
    stratum of her latest assessment.
    """
    members = _members(sentra, on)
    entries = CensusEntry.objects.filter(sentra=sentra).seen_until(on).order_by()
    rows = list(entries.values_list("pk", "person_id", "hamlet", "stratum", "reached_through"))
    people = {person_id for _, person_id, *_ in rows if person_id} | members.keys()
    assessed = latest_assessments(people, on)
    listed = list(_listed(rows, members, assessed))
    known_people = {one.person_id for one in listed}
    return listed + [
        Known(
            person_id=person_id,
            entry_id=None,
            hamlet=hamlet,
            stratum=assessed[person_id].stratum if person_id in assessed else "",
            score=assessed[person_id].score if person_id in assessed else None,
            is_guarded=False,
            group_ids=groups,
        )
        for person_id, (hamlet, groups) in members.items()
        if person_id not in known_people
    ]


def latest_assessments(people: Collection[UUID], on: date) -> dict[UUID, Assessed]:
    """Person pk -> her latest assessment until `on`; who was never assessed is absent."""
    found: dict[UUID, Assessed] = {}
    for some in _in_parts(people):
        rows = VulnerabilityAssessment.objects.until(on).filter(person__in=some)
        for person_id, stratum, score in rows.values_list("person_id", "stratum", "score"):
            found.setdefault(person_id, Assessed(stratum, score))
    return found


def as_frozen(frame: list[Known], on: date) -> list[Known]:
    """`frame` with everybody's newest frozen stratum and score; who has none stays as she is.

    So a stratum changed after a baseline moves no figure on who was reached since. on: the
    day; what was frozen later does not count.
    """
    keys = {key for one in frame for key in (one.person_id, one.entry_id) if key}
    frozen: dict[UUID, tuple[str, Decimal | None]] = {}
    for some in _in_parts(keys):
        rows = FrozenRank.objects.filter(Q(person__in=some) | Q(census_entry__in=some))
        rows = rows.filter(frozen_at__date__lte=on).order_by("frozen_at", "pk")
        for person_id, entry_id, stratum, score in rows.values_list(
            "person_id", "census_entry_id", "stratum", "score"
        ):
            frozen[person_id or entry_id] = (stratum, score)
    return [_stood(one, frozen) for one in frame]


def _stood(one: Known, frozen: dict[UUID, tuple[str, Decimal | None]]) -> Known:
    then = frozen.get(one.person_id) or frozen.get(one.entry_id)
    return replace(one, stratum=then[0], score=then[1]) if then else one


def strata_of(people: Collection[UUID], on: date) -> dict[UUID, str]:
    """Person pk -> stratum known on `on`: assessed, else from the census; every pk is present."""
    strata = dict.fromkeys(people, "")
    for some in _in_parts(people):
        entries = CensusEntry.objects.filter(person__in=some).seen_until(on).order_by("seen_on")
        strata.update(entries.exclude(stratum="").values_list("person_id", "stratum"))
    assessed = latest_assessments(people, on)
    strata.update({pk: one.stratum for pk, one in assessed.items() if one.stratum})
    return strata


def ranks_of(frame: list[Known]) -> dict[int, float]:
    """Place in `frame` -> rank, 1 the weakest, among those whose stratum is known.

    Strata decide first, then the score; who has a stratum but no score stands where the
    middle of her stratum stands.
    """
    known = [place for place, one in enumerate(frame) if one.stratum in _ORDER]
    middles = _middles([frame[place] for place in known])
    standings = [
        (_ORDER[frame[place].stratum], -_score_or(frame[place], middles)) for place in known
    ]
    return dict(zip(known, mid_ranks(standings), strict=True))


def _middles(people: list[Known]) -> dict[str, Decimal]:
    scores: dict[str, list[Decimal]] = {}
    for one in people:
        if one.score is not None:
            scores.setdefault(one.stratum, []).append(one.score)
    return {stratum: median(some) for stratum, some in scores.items()}


def _score_or(one: Known, middles: dict[str, Decimal]) -> Decimal:
    return one.score if one.score is not None else middles.get(one.stratum, Decimal(0))


def _members(sentra: Sentra, on: date) -> dict[UUID, tuple[str, tuple[UUID, ...]]]:
    rows = (
        Membership.objects.on(on)
        .filter(group__sentra=sentra)
        .order_by()
        .values_list("person_id", "person__hamlet", "group_id")
    )
    members: dict[UUID, tuple[str, tuple[UUID, ...]]] = {}
    for person_id, hamlet, group_id in rows:
        _, groups = members.get(person_id, ("", ()))
        members[person_id] = (hamlet, (*groups, group_id))
    return members


def _listed(
    rows: list[tuple], members: dict[UUID, tuple[str, tuple[UUID, ...]]], assessed: dict
) -> Iterator[Known]:
    for entry_id, person_id, hamlet, stratum, reached_through in rows:
        own_hamlet, groups = members.get(person_id, (hamlet, ()))
        judged = assessed.get(person_id)
        yield Known(
            person_id=person_id,
            entry_id=entry_id,
            hamlet=own_hamlet or hamlet,
            stratum=(judged.stratum if judged and judged.stratum else stratum),
            score=judged.score if judged else None,
            is_guarded=reached_through in GUARDED_WAYS,
            group_ids=groups,
        )


def _in_parts(keys: Collection[UUID]) -> Iterator[list[UUID]]:
    ordered = list(keys)
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]
