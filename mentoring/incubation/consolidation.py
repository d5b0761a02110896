"""Who took part in the consolidated training of a cycle: its facilitators, and its groups.

Facilitators are trainees there, too. Source of the rule: mentoring.md 1.7 ("re-training of groups
and facilitators") and 2, the stage between the improved lessons and the endline.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from mentoring.assignments.models import Assignment, AssignmentKind
from mentoring.incubation.models import Cycle, CycleEnrolment, EnrolmentState
from mentoring.registry.models import CrafterGroup
from mentoring.sessions.figures import attended_shares
from mentoring.sessions.models import TrainingRun


class Part(StrEnum):
    """How far a facilitator is with the training."""

    CAME = "came"
    LISTED = "listed"
    MISSING = "missing"


@dataclass
class Trainee:
    """A facilitator of one or more groups of a cycle.

    attended, planned: whole minutes of the linked runs she has a seat in.
    """

    name: str
    part: Part
    attended: int = 0
    planned: int = 0
    groups: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class GroupRow:
    """A group, and how many of its members came at least once."""

    group: CrafterGroup
    came: int


@dataclass
class _Seats:
    """Of the linked runs: user -> minutes attended and planned; group -> people who came."""

    minutes: dict[int, tuple[int, int]] = field(default_factory=dict)
    groups: Counter[UUID] = field(default_factory=Counter)

    def part_of(self, user_id: int) -> Part:
        if user_id not in self.minutes:
            return Part.MISSING
        return Part.CAME if self.minutes[user_id][0] else Part.LISTED


@dataclass(frozen=True)
class Consolidation:
    """The training of a cycle, as one user may see it: her groups and their facilitators.

    trainees: by name. groups: by name. Both empty where she follows no group of the cycle.
    """

    trainees: tuple[Trainee, ...]
    groups: tuple[GroupRow, ...]

    def _with(self, part: Part) -> list[Trainee]:
        return [one for one in self.trainees if one.part == part]

    @property
    def came(self) -> list[Trainee]:
        return self._with(Part.CAME)

    @property
    def listed(self) -> list[Trainee]:
        return self._with(Part.LISTED)

    @property
    def missing(self) -> list[Trainee]:
        return self._with(Part.MISSING)


def consolidation_of(user: Any, cycle: Cycle, today: date) -> Consolidation:
    """Who of the groups of `cycle` that `user` follows came. Four queries for each linked run
    and three more, however many groups there are."""
    enrolments = CycleEnrolment.objects.visible_to(user, today).filter(cycle=cycle)
    groups = CrafterGroup.objects.filter(
        pk__in=enrolments.exclude(state=EnrolmentState.EXITED).values("group")
    )
    found = list(groups.order_by("name", "pk"))
    seats = _seats(TrainingRun.objects.filter(consolidates__cycle=cycle))
    return Consolidation(
        trainees=tuple(_trainees(found, seats, today)),
        groups=tuple(GroupRow(one, seats.groups[one.pk]) for one in found),
    )


def untrained_of(enrolment: CycleEnrolment, today: date) -> list[str]:
    """Names of the facilitators of one group who did not come to the training yet."""
    seats = _seats(TrainingRun.objects.filter(consolidates__cycle=enrolment.cycle_id))
    trainees = _trainees([enrolment.group], seats, today)
    return [one.name for one in trainees if one.part != Part.CAME]


def _seats(runs: Iterable[TrainingRun]) -> _Seats:
    read, groups = _Seats(), {}
    for run in runs:
        shares = attended_shares(run)
        places = run.participants.seated().values_list("person", "person__user", "group")
        for person_id, user_id, group_id in places:
            share = shares[person_id]
            if group_id is not None and share.attended:
                groups[person_id, group_id] = True
            if user_id is not None:
                before = read.minutes.get(user_id, (0, 0))
                read.minutes[user_id] = (before[0] + share.attended, before[1] + share.planned)
    read.groups.update(group_id for _person, group_id in groups)
    return read


def _trainees(groups: Iterable[CrafterGroup], seats: _Seats, today: date) -> list[Trainee]:
    """The facilitators who accompany `groups` on `today`, by name; who only learns is none."""
    assignments = (
        Assignment.objects.responsible_on(today)
        .filter(group__in=list(groups))
        .exclude(kind=AssignmentKind.TRAINEE)
        .with_names()
        .order_by("group__name", "pk")
    )
    found: dict[int, Trainee] = {}
    for one in assignments:
        user = one.facilitator.user
        attended, planned = seats.minutes.get(user.pk, (0, 0))
        trainee = found.setdefault(
            user.pk,
            Trainee(user.get_full_name(), seats.part_of(user.pk), attended, planned),
        )
        if one.group.name not in trainee.groups:
            trainee.groups.append(one.group.name)
    return sorted(found.values(), key=lambda one: one.name)
