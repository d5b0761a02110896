"""Settle a record that could not be counted: somebody looked at it and says what came of it."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from curriculum.errors import NoteMissing, SettledAlready
from curriculum.models import EventForReview

SETTLED = "curriculum.settled"


@transaction.atomic
def settle_record(*, record: EventForReview, note: str, settled_by: Any) -> EventForReview:
    """Note what came of `record`, once; what the phone sent stays as it is.

    The same words again change nothing. Raises NoteMissing, SettledAlready.
    """
    note = note.strip()
    if not note:
        raise NoteMissing()
    kept = EventForReview.objects.select_for_update().get(pk=record.pk)
    if kept.settled_at is not None:
        if kept.note == note:
            return kept
        raise SettledAlready(note=kept.note)
    kept.note, kept.settled_at, kept.settled_by = note, timezone.now(), settled_by
    kept.save(update_fields=["note", "settled_at", "settled_by"])
    log(instance=kept, action=SETTLED, user=settled_by, data={"note": note})
    return kept
