"""What this room does when others tell something."""

import logging
from typing import Any

from django.db import transaction

from mentoring.errors import MentoringError
from mentoring.registry.models import MembershipProposal
from mentoring.sessions.services.attachments import attach_upload
from mentoring.sessions.services.guests import give_marks_to_member

logger = logging.getLogger(__name__)


def attach_finished_upload(sender: Any, *, upload: Any, **kwargs: Any) -> None:
    """A photograph or voice has arrived: its row gets the file, if the record is here."""
    with upload.file.open("rb") as file:
        try:
            attach_upload(upload=upload, file=file)
        except MentoringError as refusal:
            # The row stays without a file, and the coordinator sees that it never came.
            logger.warning("upload %s is of no use: %s", upload.id, refusal.code)


def mark_new_member(sender: Any, *, proposal: MembershipProposal, **kwargs: Any) -> None:
    """A guest became a member: where she was written down as a guest, the marks are hers."""
    with transaction.atomic():
        give_marks_to_member(proposal=proposal)
