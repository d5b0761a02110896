"""Files of phones go when nobody needs them any more as they came."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from mentoring.field import conf
from mentoring.field.models import Envelope, EnvelopeState, Upload, UploadState
from mentoring.field.services.uploads import forget_pieces
from mentoring.field.signals import uploads_unclaimed
from mentoring.private_files import delete_on_commit

_AT_ONCE = 500
_UNDECIDED = (EnvelopeState.HELD, EnvelopeState.RETURNED, EnvelopeState.WAITING)


def tidy_uploads(*, now: datetime) -> int:
    """Delete what never became whole, what its record has, and what no record took; how many.

    A file whose record waits, is held or differs from what the office has is kept: whoever
    decides may still take it over. So is one that a record of a room still waits for.
    """
    forgotten = forget_uploads(_served(now))
    keys = list(_unattached(now).values_list("pk", flat=True))
    for start in range(0, len(keys), _AT_ONCE):
        rows = Upload.objects.select_related("device").filter(pk__in=keys[start : start + _AT_ONCE])
        forgotten += forget_uploads(rows.exclude(pk__in=_claimed(rows)).order_by())
    return forgotten


def _claimed(uploads: "QuerySet[Upload]") -> set[UUID]:
    """The ids of those that a room still waits for; all of them when one could not say."""
    rows = list(uploads)
    claimed: set[UUID] = set()
    for _receiver, answer in uploads_unclaimed.send_robust(sender=Upload, uploads=rows):
        failed = isinstance(answer, Exception)
        claimed.update((each.pk for each in rows) if failed else answer or ())
    return claimed


def forget_uploads(uploads: "QuerySet[Upload]") -> int:
    """Delete `uploads` with what lies in the storage; how many."""
    forgotten = 0
    for upload in uploads.iterator(chunk_size=500):
        with transaction.atomic():
            forget_pieces(upload)
            delete_on_commit(upload.file)
            upload.delete()
        forgotten += 1
    return forgotten


def _served(now: datetime) -> "QuerySet[Upload]":
    """What never became whole, and what its record has had for a while."""
    finished = Q(state=UploadState.FINISHED)
    never_whole = ~finished & Q(last_piece_at__lt=now - timedelta(days=conf.upload_days()))
    attached = finished & Q(attached_at__lt=now - timedelta(days=conf.attached_upload_days()))
    return Upload.objects.filter(never_whole | attached).order_by()


def _unattached(now: datetime) -> "QuerySet[Upload]":
    """What no record took for a while, though nobody has to decide about one any more."""
    undecided = Envelope.objects.filter(
        Q(state__in=_UNDECIDED) | Q(conflict__isnull=False, conflict__resolved_at=None),
        record=OuterRef("record"),
        device=OuterRef("device"),
    )
    return Upload.objects.filter(
        ~Exists(undecided),
        state=UploadState.FINISHED,
        attached_at=None,
        finished_at__lt=now - timedelta(days=conf.unattached_upload_days()),
    ).order_by()
