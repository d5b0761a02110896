"""Everything that is known when sheets of phones arrive: asked once, for all of them.

The number of questions does not depend on how many sheets there are.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from mentoring.assignments.models import CARRYING, Assignment, AssignmentKind, Suspension
from mentoring.incubation.models import (
    CycleEnrolment,
    CycleInstrument,
    Dimension,
    InstrumentVersion,
    Item,
    Round,
)
from mentoring.incubation.phone.records import RoundRecord
from mentoring.incubation.services.cycles import local_today
from mentoring.offline_records import Received
from mentoring.registry.consents import people_with_consent
from mentoring.registry.models import ConsentPurpose, Membership
from mentoring.sessions.models import MentoringSession
from mentoring.sessions.people_today import Today, people_today
from mentoring.sessions.services.known import Span

# Enrolment, kind, version, person: what a sheet is about.
About = tuple[UUID, str, int, UUID | None]


@dataclass(frozen=True)
class Questions:
    """A version with what it asks, in order."""

    version: InstrumentVersion
    dimensions: list[Dimension]
    items: dict[str, Item]


@dataclass
class RoundFacts:
    """What the database says about the things that sheets name.

    alike: rounds about the same, of any rater and state, with their answers; `add` takes in those
    of this delivery. first_held: group -> days on which sessions were held, since its cycle began.
    """

    enrolments: dict[UUID, CycleEnrolment]
    questions: dict[int, Questions]
    asked_in: set[tuple[Any, int]]
    people: dict[UUID, Today]
    members: Mapping[tuple[UUID, UUID], list[Span]]
    consenting: Mapping[date, set[UUID]]
    rested: Mapping[tuple[UUID, int], list[Span]]
    rounds: dict[UUID, Round]
    alike: dict[About, list[Round]]
    held_on: Mapping[UUID, list[date]]

    def accompanies(self, user: Any, group: UUID, day: date) -> bool:
        return any(span.holds_on(day) for span in self.rested.get((group, user.pk), ()))

    def was_member(self, group: UUID, person: UUID, day: date) -> bool:
        return any(span.holds_on(day) for span in self.members.get((group, person), ()))

    def has_consent(self, person: UUID, enrolment: CycleEnrolment) -> bool:
        return person in self.consenting[local_today(enrolment.group)]

    def add(self, round_: Round) -> None:
        self.rounds[round_.pk] = round_
        others = [each for each in self.alike[about(round_)] if each.pk != round_.pk]
        self.alike[about(round_)] = [*others, round_]


def about(of: Round) -> About:
    return of.enrolment_id, of.kind, of.version_id, of.person_id


def facts_of(records: Sequence[Received]) -> RoundFacts:
    """What `records` need; locks their enrolments, so that two phones do not write at once."""
    told: list[RoundRecord] = [record.content for record in records]
    rows = CycleEnrolment.objects.select_for_update(of=("self",)).select_related(
        "group__sentra", "cycle__instrument_version__instrument"
    )
    enrolments = {
        row.pk: row for row in rows.filter(pk__in={said.enrolment for said in told}).order_by("pk")
    }
    questions = _questions({said.version for said in told})
    people = people_today({said.person for said in told if said.person})
    persons = {today.id for today in people.values()}
    groups = {row.group_id for row in enrolments.values()}
    rounds = _rounds([record.id for record in records], enrolments, questions)
    alike: dict[About, list[Round]] = defaultdict(list)
    for row in rounds.values():
        alike[about(row)].append(row)
    todays = {local_today(row.group) for row in enrolments.values()}
    return RoundFacts(
        enrolments=enrolments,
        questions=questions,
        asked_in=_asked_in(enrolments),
        people=people,
        members=_members(groups, persons),
        consenting={
            day: people_with_consent(persons, ConsentPurpose.MENTORING, day) for day in todays
        },
        rested=responsible_spans(groups, {record.user.pk for record in records}),
        rounds=rounds,
        alike=alike,
        held_on=_held_days(enrolments),
    )


def _questions(keys: set[int]) -> dict[int, Questions]:
    versions = InstrumentVersion.objects.select_related("instrument").filter(pk__in=keys)
    found = {}
    for version in versions.prefetch_related("dimensions__items"):
        dimensions = list(version.dimensions.all())
        items = {item.code: item for one in dimensions for item in one.items.all()}
        found[version.pk] = Questions(version, dimensions, items)
    return found


def _asked_in(enrolments: Mapping[UUID, CycleEnrolment]) -> set[tuple[Any, int]]:
    """(cycle, version) of every version a cycle asks."""
    cycles = {row.cycle_id for row in enrolments.values()}
    further = CycleInstrument.objects.filter(cycle__in=cycles).values_list("cycle", "version")
    own = {(row.cycle_id, row.cycle.instrument_version_id) for row in enrolments.values()}
    return own | set(further)


def _members(
    groups: Collection[UUID], persons: Collection[UUID]
) -> dict[tuple[UUID, UUID], list[Span]]:
    found: dict[tuple[UUID, UUID], list[Span]] = defaultdict(list)
    rows = Membership.objects.filter(group__in=groups, person__in=persons)
    for group, person, since, until in rows.values_list("group", "person", "starts_on", "ends_on"):
        found[group, person].append(Span(since, until))
    return found


def responsible_spans(
    groups: Collection[UUID], users: Collection[int]
) -> dict[tuple[UUID, int], list[Span]]:
    """(group, user) -> the days she accompanies it as lead or cover; a trainee rates nothing."""
    carrying = Assignment.objects.filter(
        group__in=groups, facilitator__user__in=users, state__in=CARRYING
    ).exclude(kind=AssignmentKind.TRAINEE)
    rested: dict[Any, list[Span]] = defaultdict(list)
    pauses = Suspension.objects.filter(assignment__in=carrying.values("pk"))
    for key, since, until in pauses.values_list("assignment", "starts_on", "ends_on"):
        rested[key].append(Span(since, until))
    found: dict[tuple[UUID, int], list[Span]] = defaultdict(list)
    for key, group, user, since, until in carrying.values_list(
        "pk", "group", "facilitator__user", "starts_on", "ends_on"
    ):
        found[group, user].append(Span(since, until, tuple(rested[key])))
    return found


def _rounds(
    keys: Collection[UUID],
    enrolments: Mapping[UUID, CycleEnrolment],
    questions: Mapping[int, Questions],
) -> dict[UUID, Round]:
    """Rounds under these keys, and all of these enrolments with these questions."""
    wanted = Round.objects.filter(pk__in=keys) | Round.objects.filter(
        enrolment__in=list(enrolments), version__in=list(questions)
    )
    items = {item.pk: item for one in questions.values() for item in one.items.values()}
    rows = {row.pk: row for row in wanted.prefetch_related("responses").order_by("pk")}
    for row in rows.values():
        for response in row.responses.all():
            if response.item_id in items:
                response.item = items[response.item_id]
    return rows


def _held_days(enrolments: Mapping[UUID, CycleEnrolment]) -> dict[UUID, list[date]]:
    """Group -> days since its cycle began on which a session was held."""
    found: dict[UUID, list[date]] = defaultdict(list)
    since = {row.group_id: row.starts_on for row in enrolments.values()}
    held = MentoringSession.objects.held().filter(group__in=since)
    days = held.order_by().values_list("group", "happened_on").distinct()
    for group, day in days:
        if day >= since[group]:
            found[group].append(day)
    return found
