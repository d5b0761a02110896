"""What workers do for this room; every task is safe to run twice, also at once."""

from celery import current_app, shared_task
from django.utils import timezone

from mentoring.reminders import conf
from mentoring.reminders.services import make_reminders, send_reminders


@shared_task(name=conf.MAKE_TASK, acks_late=True, reject_on_worker_lost=True)
def make_reminders_task() -> int:
    """Ask every room what is due; how many messages are new."""
    made = make_reminders(now=timezone.now()).new
    if made:
        current_app.tasks[conf.SEND_TASK].apply_async()
    return made


@shared_task(name=conf.SEND_TASK, acks_late=True, reject_on_worker_lost=True)
def send_reminders_task() -> int:
    """Send one batch; the rest by another task, so that nothing else waits behind it."""
    batch = send_reminders(now=timezone.now())
    if batch.may_be_more:
        current_app.tasks[conf.SEND_TASK].apply_async()
    return batch.sent
