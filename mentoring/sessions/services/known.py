"""Everything that is known when records of visits arrive: asked once, for all of them.

The number of questions does not depend on how many records there are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from mentoring.assignments.models import CARRYING, Assignment, Suspension
from mentoring.registry.models import (
    CrafterGroup,
    GroupLineage,
    LineageKind,
    Membership,
    MembershipProposal,
)
from mentoring.sessions.locks import LockAsked, locked_sessions
from mentoring.sessions.models import (
    FollowUp,
    MentoringSession,
    ReadinessAnswer,
    SessionRevision,
)
from mentoring.sessions.people_today import people_today
from mentoring.sessions.programmes import TeachingModule, lessons_taught
from mentoring.sessions.visit_records import VisitRecord


@dataclass(frozen=True)
class Told:
    """One record as it is worked on. id: that of the phone; user: whose record it is.

    offered: lessons of the record that are known already. is_from_phone: whose clock may run
    ahead. revised_by: who changes it, if not `user`. is_decided: somebody who may do so
    decided that it is kept, locked or not. accepted_by: who in the office said that a record
    counts which a rule held.
    """

    id: UUID
    visit: VisitRecord
    user: Any
    recorded_at: Any
    received_at: Any
    digest: str
    replaces: str = ""
    reason: str = ""
    offered: tuple[TeachingModule, ...] = ()
    is_from_phone: bool = False
    revised_by: Any = None
    is_decided: bool = False
    accepted_by: Any = None


@dataclass(frozen=True)
class Span:
    """Days of a membership or of an assignment, half-open; `without` are days it rested."""

    starts_on: date
    ends_on: date | None
    without: tuple["Span", ...] = ()

    def holds_on(self, day: date) -> bool:
        holds = self.starts_on <= day and (self.ends_on is None or day < self.ends_on)
        return holds and not any(span.holds_on(day) for span in self.without)


def own_key(record: UUID, user: Any) -> UUID:
    """The key of the session where somebody else told of the same planned visit first."""
    return uuid5(record, f"told by {user.pk}")


def share_key(session: UUID, group: UUID) -> UUID:
    """The key of the session of a further group that met together with the first one."""
    return uuid5(session, f"shared with {group}")


def proposal_key(group: UUID, guest: UUID) -> UUID:
    return uuid5(group, f"guest {guest}")


@dataclass
class Known:
    """What the database says about the things that records name."""

    groups: dict[UUID, CrafterGroup]
    heirs: dict[UUID, tuple[UUID, date]]
    sessions: dict[UUID, MentoringSession]
    assignments: Mapping[tuple[UUID, int], list[Span]]
    members: Mapping[UUID, Mapping[UUID, list[Span]]]
    people: dict[UUID, UUID]
    lessons: dict[tuple[int, int | None], TeachingModule]
    promises: dict[UUID, FollowUp]
    proposals: dict[UUID, MembershipProposal]
    planned_readiness: Mapping[UUID, dict[str, bool]]
    digests: Mapping[UUID, list[str]]
    locks: dict[UUID, str] = field(default_factory=dict)

    def person(self, key: UUID) -> UUID | None:
        """Her key today: records of a person who turned out to be another one lead there."""
        return self.people.get(key)

    def is_member(self, group: UUID, person: UUID, day: date) -> bool:
        return any(span.holds_on(day) for span in self.members[group].get(person, ()))

    def accompanied(self, group: UUID, user: Any) -> list[Span]:
        return self.assignments.get((group, user.pk), [])

    def group_on(self, key: UUID, day: date) -> CrafterGroup | None:
        """The group, or the one into which it was merged by then."""
        for _step in range(len(self.heirs) + 1):
            heir = self.heirs.get(key)
            if heir is None or day < heir[1]:
                break
            key = heir[0]
        return self.groups.get(key)


def know(records: Sequence[Told]) -> Known:
    """What `records` need; locks their groups, so that two phones do not write at once."""
    told = {key for record in records for key in (record.visit.group, *record.visit.shared_with)}
    heirs = _heirs(told)
    groups = {
        group.pk: group
        for group in CrafterGroup.objects.select_for_update(of=("self",))
        .select_related("sentra")
        .filter(pk__in=told | {heir for heir, _day in heirs.values()})
        .order_by("pk")
    }
    keys = [key for record in records for key in (record.id, own_key(record.id, record.user))]
    sessions = MentoringSession.objects.in_bulk(keys)
    asked = [LockAsked(key, row.group_id, row.happened_on) for key, row in sessions.items()]
    asked += [LockAsked(each.id, each.visit.group, each.visit.happened_on) for each in records]
    return Known(
        groups=groups,
        heirs=heirs,
        sessions=sessions,
        assignments=assignments_of(groups, {record.user.pk for record in records}),
        members=_members(groups, [record.visit.happened_on for record in records]),
        people=_people(records),
        lessons=_lessons(records),
        promises=_promises(records),
        proposals=_proposals(records),
        planned_readiness=_readiness(sessions),
        digests=_digests(sessions),
        locks=locked_sessions(asked),
    )


def _heirs(groups: Collection[UUID]) -> dict[UUID, tuple[UUID, date]]:
    merges = GroupLineage.objects.filter(parent__in=groups, kind=LineageKind.MERGE)
    rows = merges.order_by("happened_on").values_list("parent", "child", "happened_on")
    return {parent: (child, day) for parent, child, day in rows if parent != child}


def assignments_of(
    groups: Iterable[UUID], users: Collection[int]
) -> dict[tuple[UUID, int], list[Span]]:
    """(group, user) -> the days she is responsible for it, less those she was suspended."""
    rested: dict[UUID, list[Span]] = defaultdict(list)
    about = {"group__in": list(groups), "facilitator__user__in": list(users)}
    suspended = Suspension.objects.filter(
        **{f"assignment__{key}": said for key, said in about.items()}
    )
    for key, starts_on, ends_on in suspended.values_list("assignment", "starts_on", "ends_on"):
        rested[key].append(Span(starts_on, ends_on))
    found: dict[tuple[UUID, int], list[Span]] = defaultdict(list)
    rows = Assignment.objects.filter(**about, state__in=CARRYING)
    for key, group, user, starts_on, ends_on in rows.values_list(
        "pk", "group", "facilitator__user", "starts_on", "ends_on"
    ):
        found[group, user].append(Span(starts_on, ends_on, tuple(rested[key])))
    return found


def _members(groups: Iterable[UUID], days: Collection[date]) -> dict[UUID, dict[UUID, list[Span]]]:
    found: dict[UUID, dict[UUID, list[Span]]] = {key: defaultdict(list) for key in groups}
    rows = Membership.objects.filter(group__in=list(found), starts_on__lte=max(days))
    for group, person, starts_on, ends_on in rows.values_list(
        "group", "person", "starts_on", "ends_on"
    ):
        found[group][person].append(Span(starts_on, ends_on))
    return found


def _lessons(records: Sequence[Told]) -> dict[tuple[int, int | None], TeachingModule]:
    offered = {(each.page_id, each.release): each for record in records for each in record.offered}
    told = {(each.page, each.release) for record in records for each in record.visit.lessons}
    return lessons_taught(told - set(offered)) | offered


def _people(records: Sequence[Told]) -> dict[UUID, UUID]:
    asked = {key for record in records for key in record.visit.attendance}
    asked |= {
        promise.owner_person
        for record in records
        for promise in record.visit.promises
        if promise.owner_person
    }
    return {key: today.id for key, today in people_today(asked).items()}


def _promises(records: Sequence[Told]) -> dict[UUID, FollowUp]:
    keys = {promise.id for record in records for promise in record.visit.promises}
    return FollowUp.objects.in_bulk(keys)


def _proposals(records: Sequence[Told]) -> dict[UUID, MembershipProposal]:
    keys = {
        proposal_key(record.visit.group, guest.id)
        for record in records
        for guest in record.visit.guests
    }
    return MembershipProposal.objects.select_related("membership").in_bulk(keys)


def _readiness(sessions: Collection[UUID]) -> dict[UUID, dict[str, bool]]:
    found: dict[UUID, dict[str, bool]] = defaultdict(dict)
    if not sessions:
        return found
    rows = ReadinessAnswer.objects.filter(session__in=list(sessions))
    for session, line, is_ready in rows.values_list("session", "line", "is_ready"):
        found[session][line] = is_ready
    return found


def _digests(sessions: Collection[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    if not sessions:
        return found
    rows = SessionRevision.objects.filter(session__in=list(sessions))
    for session, digest in rows.values_list("session", "digest"):
        found[session].append(digest)
    return found
