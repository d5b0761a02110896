"""Opening, computing, reviewing and locking evaluations."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from celery import current_app
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.log_actions import log

from mentoring.canonical_json import digest_of
from mentoring.incubation import conf
from mentoring.incubation.errors import DayBeforeEnrolment, DayInFuture
from mentoring.incubation.errors.evaluations import (
    EvaluationUnderWay,
    FiguresAreLocked,
    FiguresChangedUnseen,
    FiguresNotReady,
    FiguresNotReviewed,
    LockerRatedGroup,
    NothingToEvaluate,
    NotYoursToEvaluate,
    NotYoursToLock,
    ReviewMissing,
)
from mentoring.incubation.evaluations.cycle_figures import figures_of_cycle
from mentoring.incubation.evaluations.facts import GroupFacts, facts_of, facts_of_many
from mentoring.incubation.evaluations.group_figures import figures_of_group
from mentoring.incubation.evaluations.permissions import can_evaluate, can_lock, has_own_work_in
from mentoring.incubation.gap_answers import AskedGap, answered, gaps_in
from mentoring.incubation.models import (
    UNLOCKED,
    Cycle,
    CycleEnrolment,
    Evaluation,
    EvaluationState,
    Round,
    RoundState,
)
from mentoring.incubation.services.cycles import local_today
from mentoring.incubation.signals import evaluation_locked

# Between two signs of life a worker reads so many groups.
_HEARTBEAT_EVERY = 50


def open_evaluation(
    *, subject: CycleEnrolment | Cycle, until: date, opened_by: Any, now: datetime | None = None
) -> Evaluation:
    """Return a new evaluation of a group in its cycle, or of a whole cycle; a worker computes
    its figures.

    until: the last day that is read, in the zone of the craft centre.
    Raises NotYoursToEvaluate, DayInFuture, DayBeforeEnrolment, NothingToEvaluate,
    EvaluationUnderWay.
    """
    _refuse_opening(subject, until, opened_by)
    own = {"enrolment": subject} if isinstance(subject, CycleEnrolment) else {"cycle": subject}
    with transaction.atomic():
        # The parent row is locked, so that two who open at once meet here.
        type(subject).objects.select_for_update(of=("self",)).get(pk=subject.pk)
        if Evaluation.objects.filter(state__in=UNLOCKED, **own).exists():
            raise EvaluationUnderWay(subject=str(subject))
        evaluation = Evaluation.objects.create(
            until=until, opened_by=opened_by, opened_at=now or timezone.now(), **own
        )
        log(instance=evaluation, action="mentoring.open_evaluation", user=opened_by)
        _queue(evaluation.pk)
    return evaluation


def recompute_evaluation(*, evaluation: Evaluation, until: date, asked_by: Any) -> Evaluation:
    """Throw away figures that are not locked, and let a worker compute them up to `until`.

    Raises NotYoursToEvaluate, DayInFuture, DayBeforeEnrolment, NothingToEvaluate,
    FiguresAreLocked.
    """
    _refuse_opening(evaluation.subject, until, asked_by)
    with transaction.atomic():
        evaluation = _held(evaluation)
        refuse_locked(evaluation)
        evaluation.state, evaluation.until, evaluation.figures = EvaluationState.OPEN, until, {}
        evaluation.heartbeat_at, evaluation.attempts, evaluation.computed_at = None, 0, None
        evaluation.reviewed_by, evaluation.reviewed_at, evaluation.review = None, None, ""
        evaluation.gap_answers = []
        evaluation.save()
        _queue(evaluation.pk)
    return evaluation


def compute_evaluation(*, evaluation_id: UUID, now: datetime | None = None) -> bool:
    """Compute the figures of an open evaluation; return whether this call did. Safe to run
    twice: who comes second finds it computed, and two at once write the same figures."""
    evaluation = Evaluation.objects.filter(pk=evaluation_id, state=EvaluationState.OPEN)
    found = evaluation.with_scope().first()
    if found is None:
        return False
    evaluation.update(heartbeat_at=timezone.now(), attempts=found.attempts + 1)
    figures = figures_now(found)
    # Only if nobody asked for another day meanwhile.
    return bool(
        evaluation.filter(until=found.until).update(
            figures=figures, state=EvaluationState.COMPUTED, computed_at=now or timezone.now()
        )
    )


def figures_now(evaluation: Evaluation) -> dict[str, Any]:
    """The figures as the records say today, up to the evaluation's day. Constant queries for a
    group; for a cycle, for each fifty groups."""
    if evaluation.enrolment_id:
        return figures_of_group(facts_of([evaluation.enrolment], evaluation.until)[0])
    enrolments = list(
        _enrolments(evaluation.cycle, evaluation.until)
        .select_related("group__sentra", "cycle")
        .order_by("group__name", "pk")
    )
    facts = _with_heartbeat(facts_of_many(enrolments, evaluation.until), evaluation.pk)
    return figures_of_cycle(evaluation.cycle, facts, until=evaluation.until)


def review_evaluation(
    *,
    evaluation: Evaluation,
    review: str,
    reviewed_by: Any,
    gap_answers: Mapping[str, str] | None = None,
    now: datetime | None = None,
) -> Evaluation:
    """Keep what a reader says about the computed figures; reviewing again replaces the words.

    gap_answers: dimension code -> why logs and raters differ there by 20 points or more.
    Raises NotYoursToEvaluate, ReviewMissing, FiguresNotReady, FiguresAreLocked, GapNotAnswered.
    """
    if not can_evaluate(reviewed_by, evaluation.subject, timezone.localdate()):
        raise NotYoursToEvaluate(subject=str(evaluation.subject))
    if not review.strip():
        raise ReviewMissing()
    with transaction.atomic():
        evaluation = _held(evaluation)
        refuse_locked(evaluation)
        if not evaluation.is_computed:
            raise FiguresNotReady()
        evaluation.state = EvaluationState.REVIEWED
        evaluation.gap_answers = answered(gaps_of(evaluation), gap_answers or {})
        evaluation.review, evaluation.reviewed_by = review.strip(), reviewed_by
        evaluation.reviewed_at = now or timezone.now()
        evaluation.save()
        log(instance=evaluation, action="mentoring.review_evaluation", user=reviewed_by)
    return evaluation


def gaps_of(evaluation: Evaluation) -> list[AskedGap]:
    """The gaps between logs and raters that a review of these figures answers."""
    return gaps_in(evaluation.figures)


def lock_evaluation(
    *, evaluation: Evaluation, seen_digest: str, locked_by: Any, now: datetime | None = None
) -> Evaluation:
    """Lock the figures under their digest, and the rounds they were computed from.

    seen_digest: of the figures the locker looked at (`digest_of`).
    Raises NotYoursToLock, LockerRatedGroup, FiguresAreLocked, FiguresNotReady,
    FiguresNotReviewed, FiguresChangedUnseen. Sends `evaluation_locked` after commit.
    """
    if not can_lock(locked_by, evaluation, timezone.localdate()):
        raise NotYoursToLock(subject=str(evaluation.subject))
    if has_own_work_in(locked_by, evaluation):
        raise LockerRatedGroup()
    with transaction.atomic():
        evaluation = _held(evaluation)
        refuse_locked(evaluation)
        _refuse_unread(evaluation, seen_digest)
        evaluation.state, evaluation.digest = EvaluationState.LOCKED, seen_digest
        evaluation.locked_by, evaluation.locked_at = locked_by, now or timezone.now()
        evaluation.save()
        _lock_rounds(evaluation)
        log(
            instance=evaluation,
            action="mentoring.lock_evaluation",
            user=locked_by,
            data={"digest": seen_digest},
        )
        transaction.on_commit(
            partial(evaluation_locked.send_robust, sender=Evaluation, evaluation=evaluation)
        )
    return evaluation


def wake_evaluations(*, now: datetime | None = None) -> int:
    """Queue again what a worker left unfinished; return how many."""
    silent = (now or timezone.now()) - timedelta(seconds=conf.stale_evaluation_seconds())
    left = Evaluation.objects.filter(state=EvaluationState.OPEN).filter(
        Q(heartbeat_at__lt=silent) | Q(heartbeat_at__isnull=True, opened_at__lt=silent)
    )
    keys = list(left.values_list("pk", flat=True))
    for key in keys:
        _queue(key)
    return len(keys)


def refuse_locked(evaluation: Evaluation) -> None:
    if evaluation.is_locked and evaluation.locked_at is not None:
        raise FiguresAreLocked(day=date_format(timezone.localtime(evaluation.locked_at)))


def _refuse_opening(subject: CycleEnrolment | Cycle, until: date, user: Any) -> None:
    if not can_evaluate(user, subject, timezone.localdate()):
        raise NotYoursToEvaluate(subject=str(subject))
    of_group = isinstance(subject, CycleEnrolment)
    today = local_today(subject.group) if of_group else timezone.localdate()
    if until > today:
        raise DayInFuture(day=date_format(until))
    if of_group and until < subject.starts_on:
        raise DayBeforeEnrolment(starts_on=date_format(subject.starts_on), day=date_format(until))
    if not of_group and not _enrolments(subject, until).exists():
        raise NothingToEvaluate(subject=str(subject), day=date_format(until))


def _refuse_unread(evaluation: Evaluation, seen_digest: str) -> None:
    if not evaluation.is_computed:
        raise FiguresNotReady()
    if evaluation.state != EvaluationState.REVIEWED:
        raise FiguresNotReviewed()
    if digest_of(evaluation.figures) != seen_digest:
        raise FiguresChangedUnseen()


def _enrolments(cycle: Cycle, until: date) -> Any:
    return CycleEnrolment.objects.filter(cycle=cycle, starts_on__lte=until)


def _with_heartbeat(facts: Iterator[GroupFacts], key: UUID) -> Iterator[GroupFacts]:
    for number, one in enumerate(facts):
        if number % _HEARTBEAT_EVERY == 0:
            Evaluation.objects.filter(pk=key, state=EvaluationState.OPEN).update(
                heartbeat_at=timezone.now()
            )
        yield one


def _lock_rounds(evaluation: Evaluation) -> None:
    """What locked figures were computed from is never replaced by a later record."""
    own = (
        {"enrolment": evaluation.enrolment_id}
        if evaluation.enrolment_id
        else {"enrolment__in": _enrolments(evaluation.cycle, evaluation.until).values("pk")}
    )
    Round.objects.filter(
        state=RoundState.SUBMITTED, happened_on__lte=evaluation.until, **own
    ).update(state=RoundState.LOCKED)


def _held(evaluation: Evaluation) -> Evaluation:
    return Evaluation.objects.select_for_update(of=("self",)).with_scope().get(pk=evaluation.pk)


def _queue(key: UUID) -> None:
    transaction.on_commit(partial(_nudge, str(key)))


def _nudge(key: str) -> None:
    # Looked up by name: services never import tasks, and eager tests still run it.
    current_app.tasks[conf.COMPUTE_EVALUATION_TASK].apply_async(args=[key])
