"""Files that arrived are offered to the rooms until one of them took them to its record."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from mentoring.field.models import Envelope, EnvelopeState, Upload, UploadState
from mentoring.field.signals import upload_finished

_AT_ONCE = 200
_A_DAY = 5000
# Whoever finished it is still at it for so long; after so long once a day is enough.
_SOON, _LONG = timedelta(minutes=2), timedelta(days=2)


def offer(upload: Upload) -> bool:
    """Tell the rooms that `upload` is whole; whether one gave it to its record."""
    answers = upload_finished.send_robust(sender=Upload, upload=upload)
    is_taken = any(answer is True for _receiver, answer in answers)
    if is_taken:
        note_attached([upload.pk], now=timezone.now())
    return is_taken


def note_attached(uploads: Collection[Any], *, now: datetime) -> None:
    """Their records have `uploads` (primary keys); what came is of no more use, soon."""
    Upload.objects.filter(pk__in=uploads, attached_at=None).update(attached_at=now)


def offer_again(*, now: datetime) -> int:
    """Offer what arrived lately and nobody took although its record is here; return how many.

    The process that finished it may have been killed before it could tell the rooms.
    """
    return _offer(_untaken().filter(finished_at__range=(now - _LONG, now - _SOON)), _AT_ONCE)


def offer_old_ones_again(*, now: datetime) -> int:
    """As `offer_again`, of everything older, to be asked once a day; without an end.

    A room may fail for weeks (storage full, a library broken by an update), and the phone has
    deleted its own by then.
    """
    return _offer(_untaken().filter(finished_at__lt=now - _LONG), _A_DAY)


def _untaken() -> "QuerySet[Upload]":
    taken_over = Envelope.objects.filter(
        record=OuterRef("record"), device=OuterRef("device"), state=EnvelopeState.SETTLED
    )
    waiting = Upload.objects.filter(state=UploadState.FINISHED, attached_at=None)
    return waiting.filter(Exists(taken_over)).select_related("device")


def _offer(uploads: "QuerySet[Upload]", at_most: int) -> int:
    # In any order, so that those nobody wants block no other.
    return sum(offer(each) for each in uploads.order_by("?")[:at_most])
