"""Files of phones that came before the record that announced them: each is offered to its room."""

import logging
from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from django.apps import apps
from django.utils import timezone

from mentoring.errors import MentoringError

logger = logging.getLogger(__name__)


def attach_arrived(uploads: Collection[UUID], attach: Callable[..., bool]) -> None:
    """Attach those of `uploads` that are here already.

    attach(upload=, file=): what the room does with one; whether any of its records waited for
    it. One that cannot be read or kept now harms no other; phones' files are offered again
    until their record has them. Nothing to do without `mentoring.field`.
    """
    if not uploads or not apps.is_installed("mentoring.field"):
        return
    done: Any = apps.get_model("mentoring_field", "Upload").objects.filter(
        pk__in=uploads, finished_at__isnull=False
    )
    attached = []
    for upload in done.select_related("device"):
        try:
            with upload.file.open("rb") as file:
                if attach(upload=upload, file=file):
                    attached.append(upload.pk)
        except MentoringError as refusal:
            logger.warning("upload %s is of no use: %s", upload.pk, refusal.code)
        except Exception:
            # Its file is gone, the storage is full, a library broke: nothing about the others.
            # The log tells the operator; the phone is told that its file is still waited for.
            logger.exception("upload %s could not be attached", upload.pk)
    if attached:
        done.filter(pk__in=attached).update(attached_at=timezone.now())
