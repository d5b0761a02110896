"""Changes of membership: a facilitator proposes, the coordinator decides."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mentoring.errors import MentoringError
from mentoring.registry.models import (
    CrafterGroup,
    Membership,
    MembershipProposal,
    Person,
    ProposalState,
)
from mentoring.registry.permissions import can_decide_proposal
from mentoring.registry.services import (
    accept_proposal,
    decline_proposal,
    propose_change_of_member,
    propose_new_member,
    withdraw_proposal,
)
from mentoring.sessions.forms.members import (
    AnswerForm,
    MemberChangeForm,
    NewMemberProposalForm,
)
from mentoring.sessions.views.groups import find_group, require_responsible

PER_PAGE = 20


@login_required
def propose_joining(request: HttpRequest, pk: Any) -> HttpResponse:
    group = find_group(request, pk)
    require_responsible(request, group)
    form = NewMemberProposalForm(
        request.POST or None,
        people=_known_people(request.user, group),
        initial={"happens_on": timezone.localdate(), "hamlet": group.hamlet},
    )
    if form.is_valid():
        try:
            propose_new_member(group=group, proposed_by=request.user, **form.proposal())
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The coordinator decides. You read the answer here."))
            return redirect("mentoring_sessions:member_proposals")
    context = {"group": group, "form": form}
    return render(request, "mentoring_sessions/propose_member.html", context)


def _known_people(user: Any, group: CrafterGroup) -> QuerySet:
    """Those `user` may see who are no members of `group` today, by name."""
    members = group.memberships.on(timezone.localdate()).values("person")
    known = Person.objects.visible_to(user).present().exclude(pk__in=members)
    return known.order_by("full_name", "pk")


@login_required
def propose_change(request: HttpRequest, pk: Any) -> HttpResponse:
    memberships = Membership.objects.visible_to(request.user).on(timezone.localdate())
    membership = get_object_or_404(memberships.select_related("person", "group__sentra"), pk=pk)
    group = find_group(request, membership.group_id)
    require_responsible(request, group)
    form = MemberChangeForm(
        request.POST or None,
        present_role=membership.role,
        initial={"happens_on": timezone.localdate()},
    )
    if form.is_valid():
        try:
            propose_change_of_member(
                membership=membership, proposed_by=request.user, **form.cleaned_data
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The coordinator decides. You read the answer here."))
            return redirect("mentoring_sessions:member_proposals")
    context = {"group": group, "membership": membership, "form": form}
    return render(request, "mentoring_sessions/propose_member_change.html", context)


@login_required
def proposals(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first, and what was decided, the latest first."""
    visible = MembershipProposal.objects.visible_to(request.user).with_names()
    decided = visible.exclude(state=ProposalState.PROPOSED).order_by("-decided_at", "pk")
    context = {
        "waiting": visible.waiting().order_by("proposed_at", "pk"),
        "page": Paginator(decided, PER_PAGE).get_page(request.GET.get("halaman")),
    }
    return render(request, "mentoring_sessions/member_proposals.html", context)


def _find(request: HttpRequest, pk: Any) -> MembershipProposal:
    visible = MembershipProposal.objects.visible_to(request.user).with_names()
    return get_object_or_404(visible.select_related("decided_by", "group__sentra"), pk=pk)


@login_required
def proposal(request: HttpRequest, pk: Any) -> HttpResponse:
    row = _find(request, pk)
    may_decide = can_decide_proposal(request.user, row)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and not may_decide:
        raise PermissionDenied(_("Only the coordinator of the place decides this."))
    if form.is_valid():
        verb = accept_proposal if request.POST.get("decision") == "yes" else decline_proposal
        try:
            verb(proposal=row, decided_by=request.user, answer=form.cleaned_data["answer"])
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Decided. The facilitator reads your answer."))
            return redirect("mentoring_sessions:member_proposals")
    context = {
        "proposal": row,
        "form": form,
        "may_decide": may_decide,
        "may_withdraw": row.is_waiting and row.proposed_by_id == request.user.pk,
        "elsewhere": _elsewhere(row),
    }
    return render(request, "mentoring_sessions/member_proposal.html", context)


def _elsewhere(row: MembershipProposal) -> list[str]:
    """Names of the groups a registered person belongs to besides."""
    if row.person is None:
        return []
    today = Membership.objects.on(timezone.localdate()).filter(person=row.person)
    return list(today.exclude(group=row.group_id).values_list("group__name", flat=True))


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: Any) -> HttpResponse:
    row = _find(request, pk)
    if row.proposed_by_id != request.user.pk:
        raise PermissionDenied(_("Only whoever made this proposal takes it back."))
    try:
        withdraw_proposal(proposal=row, withdrawn_by=request.user)
    except MentoringError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The proposal is taken back."))
    return redirect("mentoring_sessions:member_proposals")
