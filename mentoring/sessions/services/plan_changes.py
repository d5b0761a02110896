"""Keeping how a planned session stood before it was changed."""

from datetime import datetime
from typing import Any

from mentoring.sessions.models import MentoringSession, PlanChange


def note_change(
    session: MentoringSession, kind: str, reason: str, by: Any, now: datetime
) -> PlanChange:
    """Keep how `session` stands now; call it before anything is changed.

    What a phone planned before no longer stands: its next version is shown beside this one.
    """
    if session.plan_digest:
        session.plan_digest = ""
        session.save(update_fields=["plan_digest"])
    return PlanChange.objects.create(
        session=session,
        kind=kind,
        day_before=session.happened_on,
        starts_before=session.starts_at,
        led_before=session.led_by,
        reason=reason[:200],
        changed_by=by,
        changed_at=now,
    )
