"""Changes of membership that facilitators propose and coordinators decide.

Whether the facilitator accompanies the group is asked by the room that knows
assignments, before these are called.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.registry.errors import (
    DeciderProposedIt,
    GroupIsDissolved,
    ProposalDecidedAlready,
    ProposedAlready,
    RefusalUnexplained,
)
from mentoring.registry.models import (
    CrafterGroup,
    Membership,
    MembershipProposal,
    MembershipRole,
    Person,
    ProposalKind,
    ProposalState,
)
from mentoring.registry.services.groups import (
    add_member,
    change_role,
    end_membership,
    enrol_new_person,
    lock_group,
    require_member_until,
)
from mentoring.registry.services.keeping import tell_after_commit
from mentoring.registry.signals import membership_proposal_decided, membership_proposed

_SOURCE = "proposal"


@transaction.atomic
def propose_new_member(
    *,
    group: CrafterGroup,
    happens_on: date,
    proposed_by: Any,
    person: Person | None = None,
    full_name: str = "",
    role: str = MembershipRole.MEMBER,
    note: str = "",
    **about: str,
) -> MembershipProposal:
    """Propose that a registered `person`, or somebody called `full_name`, joins `group`.

    happens_on: her first day as a member. about: sex, hamlet, phone of somebody new.
    Raises ProposedAlready, GroupIsDissolved. Sends `membership_proposed`.
    """
    if group.is_dissolved:
        raise GroupIsDissolved(group=group)
    if (person is None) == (not full_name):
        raise ValueError("give either a registered person or the name of somebody new")
    lock_group(group)
    waiting = MembershipProposal.objects.waiting().filter(group=group, kind=ProposalKind.JOIN)
    same = waiting.filter(person=person) if person else waiting.filter(full_name__iexact=full_name)
    if same.exists():
        raise ProposedAlready(who=person or full_name)
    return _propose(
        group=group,
        kind=ProposalKind.JOIN,
        happens_on=happens_on,
        proposed_by=proposed_by,
        person=person,
        full_name=full_name,
        role=role,
        note=note,
        **about,
    )


@transaction.atomic
def propose_change_of_member(
    *,
    membership: Membership,
    kind: str,
    happens_on: date,
    proposed_by: Any,
    role: str = MembershipRole.MEMBER,
    leave_reason: str = "",
    note: str = "",
) -> MembershipProposal:
    """Propose that a member leaves her group (LEAVE) or gets another role (ROLE).

    happens_on: the first day without her, or in the new role. Raises NotAMemberNow,
    ProposedAlready, GroupIsDissolved. Sends `membership_proposed`.
    """
    group = membership.group
    if group.is_dissolved:
        raise GroupIsDissolved(group=group)
    lock_group(group)
    require_member_until(membership, happens_on)
    if membership.proposals.waiting().exists():
        raise ProposedAlready(who=membership.person)
    return _propose(
        group=group,
        kind=kind,
        happens_on=happens_on,
        proposed_by=proposed_by,
        membership=membership,
        role=role if kind == ProposalKind.ROLE else membership.role,
        leave_reason=leave_reason,
        note=note,
    )


@transaction.atomic
def accept_proposal(
    *, proposal: MembershipProposal, decided_by: Any, answer: str = ""
) -> MembershipProposal:
    """Do what was proposed, and answer with the proposal and its membership.

    Raises ProposalDecidedAlready, DeciderProposedIt, and whatever adding or ending a
    membership refuses. Sends `membership_proposal_decided`.
    """
    proposal = _waiting(proposal, decided_by)
    proposal.membership = _ACTS[proposal.kind](proposal, decided_by)
    return _decide(proposal, ProposalState.ACCEPTED, decided_by, answer)


@transaction.atomic
def decline_proposal(
    *, proposal: MembershipProposal, decided_by: Any, answer: str
) -> MembershipProposal:
    """Leave the membership as it is; `answer` tells the facilitator why.

    Raises RefusalUnexplained, ProposalDecidedAlready. Sends `membership_proposal_decided`.
    """
    if not answer.strip():
        raise RefusalUnexplained
    proposal = _waiting(proposal, decided_by)
    return _decide(proposal, ProposalState.DECLINED, decided_by, answer.strip())


@transaction.atomic
def withdraw_proposal(*, proposal: MembershipProposal, withdrawn_by: Any) -> MembershipProposal:
    """Take a waiting proposal back. Raises ProposalDecidedAlready."""
    proposal = _waiting(proposal, None)
    return _decide(proposal, ProposalState.WITHDRAWN, withdrawn_by, "")


def _propose(*, group: CrafterGroup, **values: Any) -> MembershipProposal:
    proposal = MembershipProposal.objects.create(group=group, proposed_at=timezone.now(), **values)
    log(instance=proposal, action="wagtail.create", user=proposal.proposed_by)
    tell_after_commit(membership_proposed, MembershipProposal, proposal=proposal)
    return proposal


def _waiting(proposal: MembershipProposal, decided_by: Any) -> MembershipProposal:
    locked = MembershipProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if not locked.is_waiting:
        raise ProposalDecidedAlready(state=locked.get_state_display())
    if decided_by is not None and locked.proposed_by_id == decided_by.pk:
        raise DeciderProposedIt
    return locked


def _decide(
    proposal: MembershipProposal, state: ProposalState, decided_by: Any, answer: str
) -> MembershipProposal:
    proposal.state, proposal.answer = state, answer
    proposal.decided_by, proposal.decided_at = decided_by, timezone.now()
    proposal.save()
    log(instance=proposal, action="mentoring.decide", user=decided_by, data={"state": state})
    if state != ProposalState.WITHDRAWN:
        tell_after_commit(membership_proposal_decided, MembershipProposal, proposal=proposal)
    return proposal


def _join(proposal: MembershipProposal, decided_by: Any) -> Membership:
    if proposal.person is not None:
        return add_member(
            person=proposal.person,
            group=proposal.group,
            starts_on=proposal.happens_on,
            role=proposal.role,
            added_by=decided_by,
            source=_SOURCE,
        )
    return enrol_new_person(
        group=proposal.group,
        starts_on=proposal.happens_on,
        enrolled_by=decided_by,
        role=proposal.role,
        source=_SOURCE,
        full_name=proposal.full_name,
        sex=proposal.sex,
        hamlet=proposal.hamlet or proposal.group.hamlet,
        phone=proposal.phone,
    )


def _leave(proposal: MembershipProposal, decided_by: Any) -> Membership:
    assert proposal.membership is not None  # noqa: S101 - held by a constraint
    return end_membership(
        membership=proposal.membership,
        ends_on=proposal.happens_on,
        ended_by=decided_by,
        reason=proposal.note[:120],
        leave_reason=proposal.leave_reason,
    )


def _change_role(proposal: MembershipProposal, decided_by: Any) -> Membership:
    assert proposal.membership is not None  # noqa: S101 - held by a constraint
    return change_role(
        membership=proposal.membership,
        role=proposal.role,
        starts_on=proposal.happens_on,
        changed_by=decided_by,
        source=_SOURCE,
    )


_ACTS = {
    ProposalKind.JOIN: _join,
    ProposalKind.LEAVE: _leave,
    ProposalKind.ROLE: _change_role,
}
