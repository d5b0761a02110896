"""A training that starts tomorrow."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from mentoring.reminder_kinds import Audience, Due, ReminderKind, hour_in_key, on_local_days
from mentoring.sessions.models import (
    MentoringSession,
    RunParticipant,
    SessionState,
    TrainingRun,
)


def _first_sessions(now: datetime) -> list[MentoringSession]:
    """The first session of each agreed run that begins tomorrow, or later today. One query."""
    soon = on_local_days(now, zone="run__time_zone", day="happened_on", days=(0, 1))
    of_run = MentoringSession.objects.counting().filter(run=OuterRef("run"))
    first = of_run.order_by("happened_on", "starts_at", "pk").values("pk")[:1]
    to_come = Q(starts_at__isnull=True) | Q(starts_at__gt=now)
    rows = MentoringSession.objects.filter(
        soon,
        to_come,
        state=SessionState.PLANNED,
        pk=Subquery(first),
        run__in=TrainingRun.objects.open(),
    )
    return list(rows.select_related("run"))


def _starting(now: datetime) -> Iterator[Due]:
    """To everybody who has a seat; reserves stay at home."""
    by_run = {each.run_id: each for each in _first_sessions(now)}
    people: dict[UUID, list[RunParticipant]] = defaultdict(list)
    for seat in RunParticipant.objects.seated().filter(run__in=list(by_run)).order_by("pk"):
        people[seat.run_id].append(seat)
    for run_id, session in by_run.items():
        begins = session.starts_at.astimezone(session.zone).time() if session.starts_at else None
        for seat in people[run_id]:
            yield Due(
                key=f"{session.pk.hex}:{session.happened_on}{hour_in_key(begins)}",
                person_id=seat.person_id,
                group_id=seat.group_id,
                facts={"run": session.run, "day": session.happened_on, "time": begins},
                time_zone=session.run.time_zone if session.run else "",
            )


TRAINING_STARTS = ReminderKind(
    name="training_starts",
    title=_("A training starts tomorrow"),
    audience=Audience.CRAFTER,
    subject=_("Your training starts: {day}"),
    body=_("{name}, the training {run} starts on {day} {time}. Please come in time."),
    facts=("run", "day", "time"),
    due=_starting,
)
