"""Questions about (user, evaluation): who computes, reviews, locks, and decides amendments."""

from datetime import date
from typing import Any

from django.utils import timezone

from mentoring.incubation.models import (
    Cycle,
    CycleEnrolment,
    Evaluation,
    EvaluationPaperKind,
    Round,
)
from mentoring.incubation.permissions import accompanies_on, holds_mandate, lies_in
from mentoring.incubation.scopes import COORDINATOR, EVALUATOR, MANAGER
from mentoring.intervals import overlapping
from mentoring.registry.permissions import own_groups
from mentoring.registry.scopes import mandated_places

COMPUTE = "mentoring_incubation.compute_evaluation"
LOCK = "mentoring_incubation.lock_evaluation"
REQUEST = "mentoring_incubation.request_amendment"
DECIDE_AMENDMENT = "mentoring_incubation.decide_amendment"


def can_evaluate(user: Any, subject: CycleEnrolment | Cycle, on: date) -> bool:
    """Whether `user` may open, compute and review evaluations of this group or cycle."""
    return user.has_perm(COMPUTE) and _answers_for(
        user, subject, on, (COORDINATOR, EVALUATOR, MANAGER)
    )


def can_lock(user: Any, evaluation: Evaluation, on: date) -> bool:
    """Whether `user` is evaluator or manager here; `has_own_work_in` is asked by the service,
    with its own sentence."""
    return user.has_perm(LOCK) and _answers_for(user, evaluation.subject, on, (EVALUATOR, MANAGER))


def has_own_work_in(user: Any, evaluation: Evaluation) -> bool:
    """Whether `user` rated or accompanied a group whose figures these are."""
    mine = (
        CycleEnrolment.objects.filter(pk=evaluation.enrolment_id)
        if evaluation.enrolment_id
        else CycleEnrolment.objects.filter(cycle=evaluation.cycle_id)
    )
    if Round.objects.filter(enrolment__in=mine, rater=user).exists():
        return True
    accompanied = mine.filter(group__assignments__facilitator__user=user).exclude(
        group__assignments__state__in=["declined", "withdrawn"]
    )
    return any(
        one.group.assignments.filter(
            overlapping(one.starts_on, one.ends_on), facilitator__user=user
        ).exists()
        for one in accompanied.select_related("group")
    )


def can_request_amendment(user: Any, evaluation: Evaluation, on: date) -> bool:
    """Whether `user` accompanies the group, or answers for it or the cycle."""
    if not user.has_perm(REQUEST):
        return False
    subject = evaluation.subject
    if _answers_for(user, subject, on, (COORDINATOR, EVALUATOR, MANAGER)):
        return True
    return isinstance(subject, CycleEnrolment) and accompanies_on(user, subject.group, on)


def can_decide_amendments(user: Any, evaluation: Evaluation, on: date) -> bool:
    """Coordinators and managers up to the lock, managers after it. That nobody decides her own
    request is asked by the service."""
    roles = (MANAGER,) if evaluation.is_locked else (COORDINATOR, MANAGER)
    return user.has_perm(DECIDE_AMENDMENT) and _answers_for(user, evaluation.subject, on, roles)


def can_take_paper(user: Any, evaluation: Evaluation, kind: str) -> bool:
    """Whether `user` may have the report as a file, as whoever may read the evaluation; or the
    one page result, as the group itself too."""
    if kind == EvaluationPaperKind.RESULT:
        return can_read_result(user, evaluation)
    return Evaluation.objects.visible_to(user).filter(pk=evaluation.pk).exists()


def can_read_result(user: Any, evaluation: Evaluation) -> bool:
    """Whether `user` may read the result of one group: its members, and whoever reads the
    evaluation; once the figures are locked."""
    if not evaluation.is_locked or evaluation.enrolment is None:
        return False
    today = timezone.localdate()
    if own_groups(user, today).filter(pk=evaluation.enrolment.group_id).exists():
        return True
    return Evaluation.objects.visible_to(user).filter(pk=evaluation.pk).exists()


def _answers_for(
    user: Any, subject: CycleEnrolment | Cycle, on: date, roles: tuple[str, ...]
) -> bool:
    if isinstance(subject, CycleEnrolment):
        return any(holds_mandate(user, role, subject.group, on) for role in roles)
    places = mandated_places(user, on, set(roles))
    return any(lies_in(subject.place_id, place) for place in places)
