"""Changes asked for sessions whose figures are locked: somebody decides, and says why."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.sessions.errors import (
    CorrectionDecided,
    CorrectionNotYours,
    ReasonMissing,
    SessionChangedSince,
)
from mentoring.sessions.models import CorrectionState, SessionCorrection
from mentoring.sessions.permissions import can_decide_correction
from mentoring.sessions.services.resolving import write_decided


@transaction.atomic
def decide_correction(
    *, correction: SessionCorrection, approve: bool, answer: str, decided_by: Any
) -> SessionCorrection:
    """Change a locked session as was asked, or leave it; locked figures keep their snapshot.

    Raises ReasonMissing, CorrectionDecided, CorrectionNotYours, and for a yes
    SessionChangedSince where the session says something else than when it was asked.
    """
    if not answer.strip():
        raise ReasonMissing
    rows = SessionCorrection.objects.select_for_update(of=("self",)).select_related("session")
    correction = rows.get(pk=correction.pk)
    if correction.state != CorrectionState.OPEN:
        raise CorrectionDecided(state=correction.get_state_display())
    if not can_decide_correction(decided_by, correction):
        raise CorrectionNotYours
    if approve:
        _carry_out(correction, decided_by)
    correction.state = CorrectionState.APPROVED if approve else CorrectionState.DECLINED
    correction.answer, correction.decided_by = answer.strip()[:300], decided_by
    correction.decided_at = timezone.now()
    correction.save()
    log(
        instance=correction,
        action="mentoring.decide_correction",
        user=decided_by,
        data={"approved": approve, "session": str(correction.session_id)},
    )
    return correction


def _carry_out(correction: SessionCorrection, by: Any) -> None:
    session = correction.session
    if correction.base_digest and correction.base_digest != session.content_digest:
        raise SessionChangedSince
    write_decided(
        session.pk,
        correction.after,
        session,
        by,
        correction.reason,
        replaces=session.content_digest,
        digest=correction.digest,
    )
