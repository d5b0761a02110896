"""What this room does when others tell something."""

import logging
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction

from mentoring.errors import MentoringError
from mentoring.registry.models import CrafterGroup, MembershipProposal
from mentoring.sessions.services.attachments import attach_upload, still_waited_for
from mentoring.sessions.services.follow_ups import hand_over_promises
from mentoring.sessions.services.guests import give_marks_to_member

logger = logging.getLogger(__name__)


def attach_finished_upload(sender: Any, *, upload: Any, **kwargs: Any) -> bool:
    """A photograph or voice has arrived: its row gets the file, if the record is here."""
    with upload.file.open("rb") as file:
        try:
            return attach_upload(upload=upload, file=file)
        except MentoringError as refusal:
            # The row stays without a file, and the coordinator sees that it never came.
            logger.warning("upload %s is of no use: %s", upload.id, refusal.code)
    return False


def claim_uploads(sender: Any, *, uploads: Collection[Any], **kwargs: Any) -> set[UUID]:
    """Which files of phones a photograph or a voice of a session still waits for."""
    return still_waited_for(uploads)


def mark_new_member(sender: Any, *, proposal: MembershipProposal, **kwargs: Any) -> None:
    """A guest became a member: where she was written down as a guest, the marks are hers."""
    with transaction.atomic():
        give_marks_to_member(proposal=proposal)


def move_promises(sender: Any, *, group: CrafterGroup, kind: str, **kwargs: Any) -> None:
    """A group was merged into another: what was promised there is promised here."""
    if kind == "merge":
        hand_over_promises(merged=group)
