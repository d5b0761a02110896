"""What workers do for this room; every task is safe to run twice."""

from celery import shared_task
from django.utils import timezone

from mentoring.sessions import conf
from mentoring.sessions.services import keep_all_plans, note_dormancy


@shared_task(name=conf.NOTE_DORMANCY_TASK)
def note_dormancy_task() -> int:
    return note_dormancy(today=timezone.localdate())


@shared_task(name=conf.KEEP_PLANS_TASK)
def keep_plans_task() -> int:
    """For what ended without a signal, and for days that came since."""
    return keep_all_plans(today=timezone.localdate(), now=timezone.now())
