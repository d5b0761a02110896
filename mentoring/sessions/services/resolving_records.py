"""What a person decided about two versions of a plan or of a proposed member."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from mentoring.canonical_json import digest_of
from mentoring.offline_records import Answer, OfficeMovedOn, Outcome, Received, Resolution
from mentoring.registry.models import MembershipProposal, ProposalState
from mentoring.sessions.errors import DecisionImpossible, ReasonMissing, SessionAlreadyLogged
from mentoring.sessions.models import MentoringSession
from mentoring.sessions.services.phone_records import (
    apply_members,
    apply_plans,
    plan_that_stands,
    proposal_that_stands,
)
from mentoring.sessions.visit_records import read_member, read_plan

_WRITTEN = (Answer.APPLIED, Answer.REVISION, Answer.DUPLICATE)


@transaction.atomic
def resolve_plan(
    *,
    record: UUID,
    values: Mapping[str, Any],
    resolution: str,
    note: str,
    told_by: Any,
    shown: Mapping[str, Any] | None = None,
) -> None:
    """Carry out a decision: the plan that stands stays, the phone's or a joined one (`values`)
    takes its place while it is a plan, or both are planned.

    record: the id of the phone's record; shown: what the office had when both were shown.
    Raises ReasonMissing, OfficeMovedOn, SessionAlreadyLogged once it was held or called off,
    DecisionImpossible.
    """
    if not _is_to_write(resolution, note):
        return None
    if resolution == Resolution.BOTH:
        return _write(apply_plans, read_plan, _beside(record, values), values, told_by)
    rows = MentoringSession.objects.select_for_update(of=("self",))
    kept = rows.select_related("group__sentra").filter(pk=record).first()
    if kept is None or kept.group is None or not kept.is_planned:
        raise SessionAlreadyLogged(session=kept)
    _require_unchanged(plan_that_stands(kept, kept.group), shown)
    if values.get("lessons") is None:
        told = [{"page": each.page_id, "release": each.release} for each in kept.lessons.all()]
        values = {**values, "lessons": told}
    return _write(apply_plans, read_plan, record, values, told_by)


@transaction.atomic
def resolve_member(
    *,
    record: UUID,
    values: Mapping[str, Any],
    resolution: str,
    note: str,
    told_by: Any,
    shown: Mapping[str, Any] | None = None,
) -> None:
    """The same for a proposed change of members, while nobody decided on it.

    Raises ReasonMissing, OfficeMovedOn, DecisionImpossible.
    """
    if not _is_to_write(resolution, note):
        return None
    if resolution == Resolution.BOTH:
        return _write(apply_members, read_member, _beside(record, values), values, told_by)
    rows = MembershipProposal.objects.select_for_update(of=("self",))
    kept = rows.filter(pk=record, proposed_by=told_by).first()
    if kept is None or kept.state != ProposalState.PROPOSED:
        raise DecisionImpossible(why=kept.get_state_display() if kept else "–")
    _require_unchanged(proposal_that_stands(kept), shown)
    return _write(apply_members, read_member, record, values, told_by)


def _is_to_write(resolution: str, note: str) -> bool:
    """Raises ReasonMissing: what changes says why."""
    if resolution == Resolution.KEEP_SERVER:
        return False
    if not note.strip():
        raise ReasonMissing
    return True


def _beside(record: UUID, values: Mapping[str, Any]) -> UUID:
    return uuid5(record, f"both {digest_of(dict(values))}")


def _require_unchanged(now: Mapping[str, Any], shown: Mapping[str, Any] | None) -> None:
    """Nobody writes over what she did not see."""
    if shown is not None and digest_of(dict(now)) != digest_of(dict(shown)):
        raise OfficeMovedOn(server_values=now)


def _write(
    apply: Callable[..., list[Outcome]],
    read: Callable[[Mapping[str, Any], int], Any],
    key: UUID,
    values: Mapping[str, Any],
    told_by: Any,
) -> None:
    """Take `values` over as any record, without asking again which version they change."""
    # The state is the office's own word; sides that say nothing of a field leave it out.
    said = {name: value for name, value in values.items() if name != "state" and value is not None}
    now = timezone.now()
    received = Received(
        id=key,
        content=read(said, 1),
        version=1,
        user=told_by,
        recorded_at=now,
        received_at=now,
        digest=digest_of(said),
    )
    [outcome] = apply([received], is_decided=True)
    if outcome.answer not in _WRITTEN:
        raise DecisionImpossible(why=outcome.sentence)
