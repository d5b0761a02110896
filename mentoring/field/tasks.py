"""What workers do for this room; every task is safe to run twice."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from mentoring.field import conf
from mentoring.field.models import Envelope, EnvelopeState
from mentoring.field.services import tidy_uploads, try_again

_AT_ONCE = 200


@shared_task(name=conf.TIDY_UPLOADS_TASK)
def tidy_uploads_task() -> int:
    """Delete files that never became whole."""
    return tidy_uploads(now=timezone.now())


@shared_task(name=conf.TRY_WAITING_TASK)
def try_waiting_task() -> int:
    """Ask the rooms once more about what waits: its parent may have come by another way, or
    the room that knows it was installed. Returns how many wait no longer."""
    with transaction.atomic():
        waiting = Envelope.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            state=EnvelopeState.WAITING
        )
        asked = list(waiting.select_related("device__user").order_by("pk")[:_AT_ONCE])
        return sum(each.state != EnvelopeState.WAITING for each in try_again(asked))
