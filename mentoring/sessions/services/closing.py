"""Closing a training: nothing about it changes any more."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from mentoring.sessions.closing import held_without_marks
from mentoring.sessions.errors import AttendanceMissing, RunNotAgreed, SessionsStillOpen
from mentoring.sessions.models import RunState, SessionState, TrainingRun
from mentoring.sessions.services.clock import moment
from mentoring.sessions.signals import run_closed


@transaction.atomic
def close_run(*, run: TrainingRun, closed_by: Any, now: datetime | None = None) -> TrainingRun:
    """Close `run`: its sessions and attendance are final. Closing twice is fine.

    Sends `run_closed`. Raises SessionsStillOpen (planned sessions without an outcome),
    AttendanceMissing (a held session where a participant is not marked), RunNotAgreed.
    """
    locked = TrainingRun.objects.select_for_update().get(pk=run.pk)
    if locked.is_closed:
        return locked
    if locked.is_proposed or locked.is_declined:
        raise RunNotAgreed(run=locked)
    still_open = locked.sessions.filter(state=SessionState.PLANNED).order_by("happened_on")
    count = len(still_open)
    if count:
        raise SessionsStillOpen(count=count, day=still_open[0].happened_on)
    for session, missing in held_without_marks(locked):
        raise AttendanceMissing(day=session.happened_on, count=missing)
    locked.state = RunState.CLOSED
    locked.closed_at = moment(now)
    locked.save(update_fields=["state", "closed_at"])
    log(instance=locked, action="mentoring.close", user=closed_by)
    transaction.on_commit(partial(run_closed.send_robust, sender=TrainingRun, run=locked))
    return locked
