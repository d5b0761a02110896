"""What the plugins tell by signal becomes messages to people (`balai.inbox`).

Beside `wiring.py` the only code that knows several plugins; each function here knows one. A
message names a group or a first name, and the page it is about; its reader may open that
page. Nothing else about anybody stands in it: it may be shown on a shared phone.
"""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from balai.inbox.services import notify
from certificates.models import BatchState, Certificate, IssueBatch, IssuerMembership, IssuerRole
from certificates.signals import batch_finished, batch_prepared, certificate_revoked
from curriculum.models import ModuleChangeRequest, RequestState
from curriculum.signals import change_request_decided
from mentoring.assignments.models import Assignment
from mentoring.assignments.signals import (
    assignment_accepted,
    assignment_declined,
    assignment_ended,
    assignment_proposed,
    assignment_withdrawn,
    handover_started,
)
from mentoring.incubation.models import GateDecision
from mentoring.incubation.signals import gate_decided


def tell(user: Any, subject: Any, body: Any, url: str, **names: Any) -> None:
    """Leave a message for `user` in her own language.

    subject, body: lazy translations with the placeholders of `names`. Nobody is told who
    can no longer sign in.
    """
    if user is None or not user.is_active:
        return
    with translation.override(user.preferred_language):
        notify(user=user, subject=subject % names, body=body % names, url=url)


def first_name(user: Any) -> str:
    return user.get_full_name().split()[0]


@receiver(assignment_proposed)
def ask_the_facilitator(assignment: Assignment, **kwargs: Any) -> None:
    tell(
        assignment.facilitator.user,
        _("Will you accompany %(group)s?"),
        _("Open the page and say yes or no."),
        assignment.get_absolute_url(),
        group=assignment.group,
    )


@receiver(assignment_accepted)
def tell_who_proposed_the_yes(assignment: Assignment, **kwargs: Any) -> None:
    tell(
        assignment.proposed_by,
        _("%(name)s accompanies %(group)s"),
        _("The proposal was accepted."),
        assignment.get_absolute_url(),
        name=first_name(assignment.facilitator.user),
        group=assignment.group,
    )


@receiver(assignment_declined)
def tell_who_proposed_the_no(assignment: Assignment, **kwargs: Any) -> None:
    tell(
        assignment.proposed_by,
        _("%(name)s cannot accompany %(group)s"),
        _("Open the page to read why, then ask somebody else."),
        assignment.get_absolute_url(),
        name=first_name(assignment.facilitator.user),
        group=assignment.group,
    )


@receiver(handover_started)
def tell_who_answers_for_the_group(assignment: Assignment, by: Any, **kwargs: Any) -> None:
    """Whoever asked for the facilitator hears it, unless she began the handover herself."""
    if by == assignment.proposed_by:
        return
    tell(
        assignment.proposed_by,
        _("%(group)s needs a new facilitator"),
        _("Open the page to see what is still open, then propose somebody."),
        assignment.get_absolute_url(),
        group=assignment.group,
    )


@receiver([assignment_ended, assignment_withdrawn])
def tell_whose_group_is_gone(assignment: Assignment, by: Any, **kwargs: Any) -> None:
    """The facilitator, and whoever answers for it, when the site ended it with its group.

    What a person did she tells herself, in a talk.
    """
    if by is not None or not assignment.group.is_dissolved:
        return
    for user in {assignment.facilitator.user, assignment.proposed_by}:
        tell(
            user,
            _("%(group)s is dissolved or merged"),
            _("The assignment ends with the group. Open the page to see what was left open."),
            assignment.get_absolute_url(),
            group=assignment.group,
        )


@receiver(batch_prepared)
def ask_the_heads(batch: IssueBatch, prepared_by: Any, **kwargs: Any) -> None:
    """Every head of the issuer but the one who prepared it: nobody approves her own batch."""
    heads = (
        IssuerMembership.objects.on(timezone.localdate())
        .filter(issuer=batch.type.issuer_id, role=IssuerRole.HEAD)
        .exclude(user=prepared_by)
        .select_related("user")
    )
    for head in heads:
        tell(
            head.user,
            _("A batch waits for your approval"),
            _("%(batch)s: check it, then approve or cancel it."),
            batch.get_absolute_url(),
            batch=batch,
        )


@receiver(batch_finished)
def tell_the_clerk(batch: IssueBatch, **kwargs: Any) -> None:
    if batch.state == BatchState.PARTIAL:
        subject = _("Some certificates could not be printed")
        body = _("%(batch)s: open the page to see why, and try those again.")
    else:
        subject = _("The certificates are ready")
        body = _("%(batch)s: open the page to print or hand them out.")
    tell(batch.made_by, subject, body, batch.get_absolute_url(), batch=batch)


@receiver(certificate_revoked)
def tell_the_holder(certificate: Certificate, **kwargs: Any) -> None:
    """Without the reason: that is for a talk with the issuer, not for a screen others see."""
    tell(
        certificate.holder,
        _("One of your certificates is no longer valid"),
        _("Ask %(issuer)s what you can do."),
        reverse("certificates:mine"),
        issuer=certificate.issuer,
    )


@receiver(gate_decided)
def tell_who_proposed_the_group(decision: GateDecision, **kwargs: Any) -> None:
    enrolment = decision.enrolment
    if decision.decider_id == enrolment.proposed_by_id:
        return
    tell(
        enrolment.proposed_by,
        _("A decision about %(group)s"),
        _("%(gate)s was decided: %(outcome)s. Open the page to read the memo."),
        enrolment.get_absolute_url(),
        group=enrolment.group,
        gate=decision.gate,
        outcome=decision.get_outcome_display(),
    )


# What a proposal became -> what its author reads of it.
_DECIDED = {
    RequestState.ACCEPTED: _("Your proposal was accepted. The lesson will be changed."),
    RequestState.DONE: _("Your proposal is done. Open the lesson to read it."),
    RequestState.DECLINED: _("Your proposal was not taken: %(reason)s"),
}


@receiver(change_request_decided)
def tell_who_proposed_the_change(change_request: ModuleChangeRequest, **kwargs: Any) -> None:
    if change_request.filed_by_id == change_request.decided_by_id:
        return
    tell(
        change_request.filed_by,
        _("Your proposal for “%(lesson)s”"),
        _DECIDED[RequestState(change_request.state)],
        change_request.module.get_url() or reverse("curriculum:index"),
        lesson=change_request.release.title,
        reason=change_request.reason,
    )
