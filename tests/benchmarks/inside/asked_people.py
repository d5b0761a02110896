"""What members of a measured cycle answered: their bargaining-position index, twice each."""

import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from datetime import time as clock
from decimal import Decimal
from functools import cache
from typing import Any

from balai.demo.scale.bulk import insert_rows
from mentoring.incubation.models import (
    Cycle,
    CycleInstrument,
    Item,
    ItemKind,
    Response,
    Round,
    RoundKind,
    Score,
)
from mentoring.incubation.scoring import TOP_LEVEL, score
from mentoring.incubation.services.instruments import load_shipped_instruments
from mentoring.registry.models import FrozenRank, Membership, Stratum

INSTRUMENT = "bargaining-position"
KINDS = (RoundKind.BASELINE, RoundKind.ENDLINE)
# Every so many are not there any more when they are asked again.
LOST_EVERY = 20
_AT_ONCE = 5_000


@dataclass(frozen=True)
class _Asking:
    """One member asked once, beside the round of her group of that kind."""

    member: int
    enrolment: uuid.UUID
    person: uuid.UUID
    kind: str
    rater: int
    on: date
    key: uuid.UUID

    @property
    def at(self) -> datetime:
        return datetime.combine(self.on, clock(12), tzinfo=UTC)


@dataclass
class _Sheets:
    """The instrument, and dice that give the same answers each time."""

    version: Any
    items: list[Item]
    rules: Any
    dice: random.Random = field(default_factory=lambda: random.Random(6))  # noqa: S311 - no secret


def ask_people(cycle: Cycle) -> int:
    """Write baseline and endline of every member of every group of `cycle`, with scores and the
    ranks frozen with the baseline; return how many people were asked.

    Scores have no rows by dimension: nothing that reads many people reads those.
    """
    versions = {one.instrument.code: one for one in load_shipped_instruments()}
    version = versions[INSTRUMENT]
    CycleInstrument.objects.create(cycle=cycle, version=version)
    items = list(Item.objects.filter(dimension__version=version))
    sheets = _Sheets(version, items, version.rules())
    members = _members(cycle)
    _freeze_ranks(members)
    askings = list(_askings(cycle, members, sheets.dice))
    for start in range(0, len(askings), _AT_ONCE):
        _write(sheets, askings[start : start + _AT_ONCE])
    return len(members)


def _members(cycle: Cycle) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """(enrolment, person), the members of one group behind one another."""
    rows = Membership.objects.filter(group__enrolments__cycle=cycle, ends_on=None)
    return list(
        rows.order_by("group__enrolments", "person").values_list("group__enrolments", "person")
    )


def _askings(
    cycle: Cycle, members: Sequence[tuple[uuid.UUID, uuid.UUID]], dice: random.Random
) -> Iterator[_Asking]:
    of_groups = Round.objects.filter(enrolment__cycle=cycle, person=None, kind__in=KINDS)
    beside = {
        (enrolment, kind): (rater, day)
        for enrolment, kind, rater, day in of_groups.values_list(
            "enrolment", "kind", "rater", "happened_on"
        )
    }
    for number, (enrolment, person) in enumerate(members, 1):
        for kind in KINDS:
            if kind == RoundKind.BASELINE or number % LOST_EVERY:
                rater, day = beside[enrolment, kind]
                key = uuid.UUID(int=dice.getrandbits(128), version=4)
                yield _Asking(number, enrolment, person, kind, rater, day, key)


def _write(sheets: _Sheets, askings: Sequence[_Asking]) -> None:
    insert_rows(
        Round,
        (
            *("id", "enrolment_id", "kind", "version_id", "person_id", "rater_id", "rater_kind"),
            *("happened_on", "state", "received_at", "submitted_at"),
        ),
        (
            (
                *(one.key, one.enrolment, one.kind, sheets.version.pk, one.person, one.rater),
                *("facilitator", one.on, "submitted", one.at, one.at),
            )
            for one in askings
        ),
    )
    levels = [_levels(sheets, one) for one in askings]
    insert_rows(
        Response, ("round_id", "item_id", "level", "number"), _answers(sheets, askings, levels)
    )
    insert_rows(
        Score,
        ("round_id", "total", "group_class", "computed_at"),
        (
            (one.key, found.total, found.group_class or "", one.at)
            for one, given in zip(askings, levels, strict=True)
            for found in (score(given, sheets.rules),)
        ),
    )


def _levels(sheets: _Sheets, asking: _Asking) -> dict[str, int | None]:
    """Between 0 and 3 at first; a level higher for two of three when asked again."""
    dice, again = sheets.dice, asking.kind == RoundKind.ENDLINE
    return {
        item.code: min(TOP_LEVEL, dice.randrange(4) + (again and dice.randrange(3) > 0))
        for item in sheets.items
        if item.kind == ItemKind.LEVEL
    }


def _answers(
    sheets: _Sheets, askings: Sequence[_Asking], levels: Sequence[dict[str, int | None]]
) -> Iterator[tuple[Any, ...]]:
    for one, given in zip(askings, levels, strict=True):
        for item in sheets.items:
            if item.kind == ItemKind.LEVEL:
                yield one.key, item.pk, given[item.code], None
            else:
                yield one.key, item.pk, None, _sealed(sheets.dice.randrange(101))


@cache
def _sealed(number: int) -> str:
    """As the database keeps it. Opening costs the same for equal ones."""
    return Response._meta.get_field("number").get_prep_value(Decimal(number))


def _freeze_ranks(members: Sequence[tuple[uuid.UUID, uuid.UUID]]) -> None:
    """In each group from the weakest to the strongest, in equal parts of every stratum."""
    of_group: dict[uuid.UUID, list[uuid.UUID]] = {}
    for enrolment, person in members:
        of_group.setdefault(enrolment, []).append(person)
    now = datetime.now(UTC)
    insert_rows(
        FrozenRank,
        ("cycle_key", "person_id", "stratum", "rank", "n", "frozen_at"),
        (
            (
                f"enrolment:{enrolment}",
                person,
                Stratum.values[place * len(Stratum.values) // len(people)],
                Decimal(place + 1),
                len(people),
                now,
            )
            for enrolment, people in of_group.items()
            for place, person in enumerate(people)
        ),
    )
