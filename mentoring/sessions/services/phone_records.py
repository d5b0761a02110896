"""What phones tell besides visits: plans, what came of promises, proposed members.

Each takes any number of records with the same questions to the database, answers every one,
and lets none hurt another.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from mentoring.errors import MentoringError
from mentoring.intervals import overlapping
from mentoring.offline_records import Answer, ConflictKind, Outcome, Received
from mentoring.registry.errors import GroupIsDissolved, NotAMemberNow, ProposedAlready
from mentoring.registry.models import (
    CrafterGroup,
    Membership,
    MembershipProposal,
    Person,
    ProposalKind,
    ProposalState,
)
from mentoring.sessions.errors import (
    FieldUnreadable,
    FollowUpClosed,
    FollowUpDueTooEarly,
    GroupUnknown,
    NotAssignedThatDay,
    ResultMissing,
    SessionAlreadyLogged,
    SessionHasPassed,
    SessionInTheFuture,
)
from mentoring.sessions.models import (
    FollowUp,
    MentoringSession,
    ReadinessAnswer,
    SessionLesson,
    SessionState,
)
from mentoring.sessions.programmes import lessons_taught
from mentoring.sessions.services.clock import local_day, refuse_dissolved
from mentoring.sessions.services.known import Span, assignments_of


def answered(refusal: MentoringError) -> Outcome:
    return Outcome(Answer.HELD, refusal.code, str(refusal))


def _each(
    records: Sequence[Received], judge: Callable[[Received], str | Outcome]
) -> tuple[list[Outcome], list[Received]]:
    """The answer to each, and those to write. A refusal holds its own record only."""
    answers, kept = [], []
    for record in records:
        try:
            answer = judge(record)
        except MentoringError as refusal:
            answers.append(answered(refusal))
            continue
        outcome = answer if isinstance(answer, Outcome) else Outcome(answer)
        if outcome.answer in (Answer.APPLIED, Answer.REVISION):
            kept.append(record)
        answers.append(outcome)
    return answers, kept


def _differs(
    record: Received, refusal: MentoringError, server_values: Mapping[str, Any]
) -> Outcome:
    """What stands stays; what the phone says is shown beside it."""
    return Outcome(
        Answer.CONFLICT,
        refusal.code,
        str(refusal),
        server_values=server_values,
        device_values=record.content.model_dump(mode="json"),
        kind=ConflictKind.HARD,
    )


def _groups(keys: set[UUID]) -> dict[UUID, CrafterGroup]:
    rows = CrafterGroup.objects.select_for_update(of=("self",)).select_related("sentra")
    return {group.pk: group for group in rows.filter(pk__in=keys).order_by("pk")}


def _accompanies(
    spans: dict[tuple[UUID, int], list[Span]], group: CrafterGroup, user: Any, day: Any
) -> None:
    if not any(span.holds_on(day) for span in spans.get((group.pk, user.pk), ())):
        raise NotAssignedThatDay(group=group, day=day)


@transaction.atomic
def apply_plans(records: Sequence[Received], *, is_decided: bool = False) -> list[Outcome]:
    """Planned visits. A plan is changed by whoever says which version she changes, while it is
    a plan and nobody else planned it anew; otherwise both are shown.

    is_decided: somebody looked at both and decided that these are the plans.
    """
    groups = _groups({record.content.group for record in records})
    spans = assignments_of(groups, {record.user.pk for record in records})
    there = MentoringSession.objects.in_bulk([record.id for record in records])

    def judge(record: Received) -> str | Outcome:
        plan, kept = record.content, there.get(record.id)
        group = groups.get(plan.group)
        if group is None:
            raise GroupUnknown
        if kept is not None and kept.group_id != group.pk:
            raise SessionAlreadyLogged(session=kept)
        if kept is not None and kept.plan_digest == record.digest:
            return Answer.DUPLICATE
        _accompanies(spans, group, record.user, plan.planned_on)
        follows = kept is None or (kept.is_planned and is_decided) or _follows(record, kept)
        if kept is not None and not follows:
            refusal = SessionAlreadyLogged(session=kept)
            return _differs(record, refusal, plan_that_stands(kept, group))
        if plan.planned_on < local_day(record.received_at, ZoneInfo(group.sentra.time_zone)):
            raise SessionHasPassed(day=plan.planned_on)
        refuse_dissolved(group, plan.planned_on)
        there[record.id] = _planned(record, group)
        return Answer.APPLIED if kept is None else Answer.REVISION

    answers, written = _each(records, judge)
    _write_plans(list({record.id: record for record in written}.values()), groups)
    return answers


def _follows(record: Received, kept: MentoringSession) -> bool:
    """Whether `record` changes the very plan that stands."""
    return kept.is_planned and bool(kept.plan_digest) and record.replaces == kept.plan_digest


def plan_that_stands(kept: MentoringSession, group: CrafterGroup) -> dict[str, Any]:
    zone = ZoneInfo(group.sentra.time_zone)
    return {
        "group": str(group.pk),
        "state": kept.state,
        "planned_on": kept.happened_on.isoformat(),
        "starts_at": f"{kept.starts_at.astimezone(zone):%H:%M}" if kept.starts_at else "",
        "kind": kept.kind,
        "component": kept.component,
        "purpose": kept.purpose,
    }


def _write_plans(kept: Sequence[Received], groups: dict[UUID, CrafterGroup]) -> None:
    MentoringSession.objects.bulk_create(
        (_planned(record, groups[record.content.group]) for record in kept),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["kind", "happened_on", "starts_at", "component", "purpose", "plan_digest"],
    )
    keys = [record.id for record in kept]
    told = {(each.page, each.release) for record in kept for each in record.content.lessons}
    lessons = lessons_taught(told)
    SessionLesson.objects.filter(session__in=keys).delete()
    SessionLesson.objects.bulk_create(
        SessionLesson(
            session_id=record.id,
            position=place,
            page_id=module.page_id,
            revision_id=module.revision_id,
            code=module.code,
            title=module.title,
            release=module.release,
        )
        for record in kept
        for place, each in enumerate(dict.fromkeys(record.content.lessons))
        if (module := lessons.get((each.page, each.release))) is not None
    )
    ReadinessAnswer.objects.bulk_create(
        (
            ReadinessAnswer(
                session_id=record.id,
                line=line.line,
                is_ready=line.is_ready,
                note=line.note,
                answered_by=record.user,
                answered_at=record.received_at,
            )
            for record in kept
            for line in {line.line: line for line in record.content.readiness}.values()
        ),
        update_conflicts=True,
        unique_fields=["session", "line"],
        update_fields=["is_ready", "note", "answered_by", "answered_at"],
    )


def _planned(record: Received, group: CrafterGroup) -> MentoringSession:
    plan, zone = record.content, ZoneInfo(group.sentra.time_zone)
    return MentoringSession(
        id=record.id,
        group=group,
        kind=plan.kind,
        state=SessionState.PLANNED,
        happened_on=plan.planned_on,
        starts_at=plan.starts_at and datetime.combine(plan.planned_on, plan.starts_at, zone),
        component=plan.component,
        purpose=plan.purpose,
        led_by=record.user,
        recorded_by=record.user,
        recorded_at=record.recorded_at,
        received_at=record.received_at,
        plan_digest=record.digest,
    )


@transaction.atomic
def apply_follow_ups(records: Sequence[Received]) -> list[Outcome]:
    """What came of promises. One whose visit has not come yet waits for it."""
    keys = {record.content.follow_up for record in records}
    rows = FollowUp.objects.select_for_update(of=("self",)).select_related("group__sentra")
    there = {row.pk: row for row in rows.filter(pk__in=keys).order_by("pk")}
    spans = assignments_of(
        {row.group_id for row in there.values()}, {record.user.pk for record in records}
    )
    closed: dict[UUID, FollowUp] = {}

    def judge(record: Received) -> str:
        said, row = record.content, there[record.content.follow_up]
        _accompanies(spans, row.group, record.user, said.done_on)
        if not said.note:
            raise ResultMissing
        if said.done_on < row.agreed_on:
            raise FollowUpDueTooEarly(agreed=row.agreed_on)
        if said.done_on > local_day(record.received_at, ZoneInfo(row.group.sentra.time_zone)):
            raise SessionInTheFuture(day=said.done_on)
        words = (said.note, said.done_on, said.result == "dropped")
        if row.done_on is not None:
            if words == (row.result, row.done_on, row.was_dropped):
                return Answer.DUPLICATE
            raise FollowUpClosed(result=row.result)
        row.result, row.done_on, row.was_dropped = words
        row.closed_by = record.user
        closed[row.pk] = row
        return Answer.APPLIED

    known = [record for record in records if record.content.follow_up in there]
    answers, _kept = _each(known, judge)
    FollowUp.objects.bulk_update(closed.values(), ["result", "done_on", "was_dropped", "closed_by"])
    by_record = {id(record): answer for record, answer in zip(known, answers, strict=True)}
    return [by_record.get(id(record)) or _waits(record) for record in records]


def _waits(record: Received) -> Outcome:
    return Outcome(Answer.WAITING, waits_for=(record.content.follow_up,))


@transaction.atomic
def apply_members(records: Sequence[Received], *, is_decided: bool = False) -> list[Outcome]:
    """Proposals of members; the coordinator decides, as with those of the web form.

    While one waits, who proposed it may change it and says which version she changes.
    is_decided: somebody looked at both versions and decided that this is the proposal.
    """
    groups = _groups({record.content.group for record in records})
    spans = assignments_of(groups, {record.user.pk for record in records})
    there = MembershipProposal.objects.select_for_update(of=("self",)).in_bulk(
        [record.id for record in records]
    )
    waiting = {
        (group, person or name.casefold(), kind)
        for group, person, name, kind in MembershipProposal.objects.waiting()
        .filter(group__in=groups)
        .values_list("group", "person", "full_name", "kind")
    }
    people = {record.content.person for record in records} - {None}
    known = set(Person.objects.present().filter(pk__in=people).values_list("pk", flat=True))
    members = _memberships(records)
    written: dict[UUID, MembershipProposal] = {}

    def judge(record: Received) -> str | Outcome:
        kept = there.get(record.id)
        is_hers = kept is not None and kept.proposed_by_id == record.user.pk
        if kept is not None and is_hers and kept.record_digest == record.digest:
            return Answer.DUPLICATE
        said, group = record.content, groups.get(record.content.group)
        if group is None:
            raise GroupUnknown
        if group.is_dissolved:
            raise GroupIsDissolved(group=group)
        _accompanies(spans, group, record.user, said.happens_on)
        key = (group.pk, said.person or said.name.casefold(), said.kind)
        follows = kept is None or (kept.is_waiting and is_decided)
        if kept is not None and is_hers and not (follows or _follows_proposal(record, kept)):
            refusal = ProposedAlready(who=kept.full_name or said.name or said.person)
            return _differs(record, refusal, proposal_that_stands(kept))
        if (kept is not None and not is_hers) or (key in waiting and key != _who(kept)):
            raise ProposedAlready(who=said.name or said.person)
        membership = members.get((group.pk, said.person))
        _refuse_member(said, known, membership)
        waiting.add(key)
        there[record.id] = written[record.id] = _proposal(record, group, membership)
        return Answer.APPLIED if kept is None else Answer.REVISION

    answers, _kept = _each(records, judge)
    MembershipProposal.objects.bulk_create(
        written.values(), update_conflicts=True, unique_fields=["id"], update_fields=_PROPOSED
    )
    return answers


# What a later version of a proposal may say otherwise.
_PROPOSED = [
    *("kind", "person", "full_name", "hamlet", "sex", "membership", "role", "happens_on"),
    *("note", "record_digest"),
]


def _who(proposal: MembershipProposal | None) -> tuple[Any, ...] | None:
    """Group, whom it is about, and what; None for none."""
    if proposal is None:
        return None
    person = proposal.person_id or proposal.full_name.casefold()
    return proposal.group_id, person, proposal.kind


def _follows_proposal(record: Received, kept: MembershipProposal) -> bool:
    """Whether `record` changes the very version that waits."""
    return (
        kept.state == ProposalState.PROPOSED
        and kept.group_id == record.content.group
        and bool(kept.record_digest)
        and record.replaces == kept.record_digest
    )


def proposal_that_stands(kept: MembershipProposal) -> dict[str, Any]:
    return {
        "group": str(kept.group_id),
        "state": kept.state,
        "kind": kept.kind,
        "person": str(kept.person_id) if kept.person_id else None,
        "name": kept.full_name,
        "hamlet": kept.hamlet,
        "sex": kept.sex,
        "role": kept.role,
        "happens_on": kept.happens_on.isoformat(),
        "reason": kept.note,
    }


def _memberships(records: Sequence[Received]) -> dict[tuple[UUID, UUID | None], Membership]:
    said = [record.content for record in records if record.content.person]
    if not said:
        return {}
    rows = Membership.objects.filter(
        overlapping(min(each.happens_on for each in said), None),
        group__in={each.group for each in said},
        person__in={each.person for each in said},
    )
    return {(row.group_id, row.person_id): row for row in rows}


def _refuse_member(said: Any, known: set[UUID], membership: Membership | None) -> None:
    if said.kind == ProposalKind.JOIN:
        if bool(said.person) == bool(said.name):
            raise FieldUnreadable(field="name", said=said.name)
        if said.person and said.person not in known:
            raise FieldUnreadable(field="person", said=said.person)
    elif membership is None:
        raise NotAMemberNow(who=said.name or said.person, group="-", day=said.happens_on)


def _proposal(
    record: Received, group: CrafterGroup, membership: Membership | None
) -> MembershipProposal:
    said = record.content
    joins = said.kind == ProposalKind.JOIN
    return MembershipProposal(
        id=record.id,
        group=group,
        kind=said.kind,
        person_id=said.person if joins else None,
        full_name="" if said.person else said.name,
        hamlet=said.hamlet,
        sex=said.sex,
        membership=None if joins else membership,
        role=said.role,
        happens_on=said.happens_on,
        note=said.reason,
        proposed_by=record.user,
        proposed_at=record.received_at,
        record_digest=record.digest,
    )
