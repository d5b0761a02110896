"""What every service of the registers does alike: order of days, change, delete, tell."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import ProtectedError
from wagtail.log_actions import log

from mentoring.registry.errors import (
    EndsBeforeItStarts,
    StillInUse,
)

Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def delete_unused(*, row: models.Model, deleted_by: Any) -> None:
    """Delete a row entered by mistake. Raises StillInUse when any record names it."""
    log(instance=row, action="wagtail.delete", user=deleted_by, deleted=True)
    try:
        row.delete()
    except ProtectedError as named:
        raise StillInUse(row=row) from named


def require_order(starts_on: date, ends_on: date | None) -> None:
    """Raise EndsBeforeItStarts unless the interval holds at least one day."""
    if ends_on is not None and ends_on <= starts_on:
        raise EndsBeforeItStarts(starts_on=starts_on, last_day=ends_on - timedelta(days=1))


def save_changes(row: Row, changes: Mapping[str, Any], changed_by: Any) -> Row:
    for field, value in changes.items():
        setattr(row, field, value)
    row.save()
    log(instance=row, action="wagtail.edit", user=changed_by, content_changed=True)
    return row


def tell_after_commit(signal: Any, sender: type[models.Model], **arguments: Any) -> None:
    transaction.on_commit(partial(signal.send_robust, sender=sender, **arguments))
