"""What workers do for this room; every task is safe to run twice."""

from uuid import UUID

from celery import shared_task

from mentoring.incubation import conf
from mentoring.incubation.services.amendments import prepare_amendment, wake_amendments
from mentoring.incubation.services.evaluation_papers import (
    make_evaluation_paper,
    tidy_evaluation_papers,
)
from mentoring.incubation.services.evaluations import compute_evaluation, wake_evaluations
from mentoring.incubation.services.findings import take_in_answers
from mentoring.incubation.services.gate_standings import look_at_gates, look_at_moved
from mentoring.incubation.services.planned_checks import plan_missing_checks
from mentoring.incubation.services.tapers import keep_tapers


@shared_task(name=conf.COMPUTE_EVALUATION_TASK, acks_late=True, reject_on_worker_lost=True)
def compute_evaluation_task(evaluation_id: str) -> bool:
    return compute_evaluation(evaluation_id=UUID(evaluation_id))


@shared_task(name=conf.PREPARE_AMENDMENT_TASK, acks_late=True, reject_on_worker_lost=True)
def prepare_amendment_task(amendment_id: str) -> bool:
    return prepare_amendment(amendment_id=UUID(amendment_id))


@shared_task(name=conf.LOOK_AT_GATES_TASK)
def look_at_gates_task() -> int:
    plan_missing_checks()
    return look_at_gates()


@shared_task(name=conf.LOOK_AT_MOVED_TASK)
def look_at_moved_task() -> int:
    """For groups that entered another stage since the night."""
    return look_at_moved()


@shared_task(name=conf.WAKE_EVALUATIONS_TASK)
def wake_evaluations_task() -> int:
    """For what a dead worker left, and for messages that were lost."""
    return wake_evaluations() + wake_amendments()


@shared_task(name=conf.MAKE_EVALUATION_PAPER_TASK, acks_late=True, reject_on_worker_lost=True)
def make_evaluation_paper_task(paper_id: str) -> bool:
    return make_evaluation_paper(paper_id=UUID(paper_id))


@shared_task(name=conf.TIDY_EVALUATION_PAPERS_TASK)
def tidy_evaluation_papers_task() -> int:
    return tidy_evaluation_papers()


@shared_task(name=conf.KEEP_TAPERS_TASK)
def keep_tapers_task() -> int:
    """For groups whose tier changed, and stages nobody was told of."""
    return keep_tapers()


@shared_task(name=conf.TAKE_IN_ANSWERS_TASK)
def take_in_answers_task() -> int:
    """For answers of keepers of lessons that nobody was told of."""
    return take_in_answers()
