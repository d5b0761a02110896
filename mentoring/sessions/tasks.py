"""What workers do for this room; every task is safe to run twice."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from mentoring.sessions import conf
from mentoring.sessions.services import keep_all_plans, note_dormancy
from mentoring.sessions.services.papers import make_paper, tidy_papers


@shared_task(name=conf.NOTE_DORMANCY_TASK)
def note_dormancy_task() -> int:
    return note_dormancy(today=timezone.localdate())


@shared_task(name=conf.KEEP_PLANS_TASK)
def keep_plans_task() -> int:
    """For what ended without a signal, and for days that came since."""
    return keep_all_plans(today=timezone.localdate(), now=timezone.now())


@shared_task(name=conf.MAKE_PAPER_TASK, acks_late=True, reject_on_worker_lost=True)
def make_attendance_paper_task(paper_id: str) -> bool:
    return make_paper(paper_id=UUID(paper_id))


@shared_task(name=conf.TIDY_PAPERS_TASK)
def tidy_attendance_papers_task() -> int:
    return tidy_papers()
