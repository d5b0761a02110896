"""What workers do for this room; every task is safe to run twice."""

from celery import shared_task
from django.utils import timezone

from mentoring.sessions import conf
from mentoring.sessions.services import note_dormancy


@shared_task(name=conf.NOTE_DORMANCY_TASK)
def note_dormancy_task() -> int:
    return note_dormancy(today=timezone.localdate())
