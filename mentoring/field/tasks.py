"""What workers do for this room; every task is safe to run twice."""

from datetime import datetime, timedelta

from celery import shared_task
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mentoring.field import conf
from mentoring.field.errors import HELD
from mentoring.field.models import Envelope, EnvelopeState
from mentoring.field.services import offer_again, offer_old_ones_again, tidy_uploads, try_again
from mentoring.field.services.taking_over import has_arrived
from mentoring.offline_records import Answer

_AT_ONCE = 200
# Held for reasons that a newer version of a room, or its parent, may take away.
TRIED_AGAIN = ("type_unknown", "version_unknown", "room_failed", "waited_too_long")


@shared_task(name=conf.TIDY_UPLOADS_TASK)
def tidy_uploads_task() -> int:
    """Offer old files once more; delete what never became whole, what its record has, and what
    nobody waits for."""
    offer_old_ones_again(now=timezone.now())
    return tidy_uploads(now=timezone.now())


@shared_task(name=conf.TRY_WAITING_TASK)
def try_waiting_task() -> int:
    """Ask the rooms once more about what waits, what no room could take, and files nobody took.

    Its parent may have come by another way, or a newer version of the room was installed.
    Returns how many need nobody any more. In any order, so that hopeless ones block no other.
    """
    with transaction.atomic():
        waits = Q(state=EnvelopeState.WAITING)
        rows = Envelope.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            waits | Q(state=EnvelopeState.HELD, code__in=TRIED_AGAIN)
        )
        asked = list(rows.select_related("device__user").order_by("?")[:_AT_ONCE])
        asked = [each for each in asked if each.device.is_in_use and each.device.user.is_active]
        settled = sum(has_arrived(each) for each in try_again(asked))
        _give_up_waiting(timezone.now() - timedelta(days=conf.silent_after_days()))
    offer_again(now=timezone.now())
    return settled


def _give_up_waiting(since: datetime) -> None:
    """What waits for so long is shown to somebody; it is still tried again."""
    Envelope.objects.filter(state=EnvelopeState.WAITING, received_at__lt=since).update(
        state=EnvelopeState.HELD,
        answer=Answer.HELD,
        code="waited_too_long",
        sentence=str(HELD["waited_too_long"]),
    )
