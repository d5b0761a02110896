"""What this room answers to those who issue certificates: which runs, and who attended how much.

Hook `register_certificate_occasions` gets `RunOccasions`, hook
`register_certificate_evidence` gets `AttendanceEvidence`. Everything handed over is
frozen plain data; the askers' own protocols say what they read of it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from mentoring.sessions.figures import (
    AttendedShare,
    RunPlan,
    attended_shares,
    planned_minutes_of,
)
from mentoring.sessions.models import RunParticipant, TrainingRun

RUN_PREFIX = "run:"


@dataclass(frozen=True)
class Participant:
    user_id: int
    number: str
    group_label: str


@dataclass(frozen=True)
class Occasion:
    """One training run. ends_on: the first day no longer included. Minutes are whole."""

    key: str
    title: str
    programme: Mapping[str, Any]
    issuer_code: str
    starts_on: date
    ends_on: date
    place: str
    time_zone: str
    vocation: str
    fund_source: str
    delivery: str
    decree_number: str
    decree_on: date | None
    instructors: tuple[str, ...]
    planned_minutes: int
    planned_sessions: int
    is_closed: bool
    participants: tuple[Participant, ...]


@dataclass(frozen=True)
class Fact:
    """One figure of one person: `value` of `of`; where `of` is 0 it cannot be computed."""

    kind: str
    value: int
    of: int
    as_of: datetime
    detail: Mapping[str, Any] = field(default_factory=dict)


class RunOccasions:
    """Training runs as occasions for certificates; four queries however many there are."""

    def visible_to(self, user: Any) -> list[Occasion]:
        return _occasions(TrainingRun.objects.agreed().visible_to(user))

    def by_key(self, key: str) -> Occasion | None:
        """The run behind `key`, whoever asks; None for a key of somebody else's, and for a
        run nobody agreed to."""
        run_id = _run_id(key)
        if run_id is None:
            return None
        return next(iter(_occasions(TrainingRun.objects.agreed().filter(pk=run_id))), None)


class AttendanceEvidence:
    """Attended minutes of planned minutes, for every person asked for."""

    name = "mentoring.sessions"

    def facts_for(
        self, *, user_ids: Collection[int], occasion: Any
    ) -> Mapping[int, Sequence[Fact]]:
        """One "attended_minutes" fact per asked user; nothing for an occasion of others.

        Somebody who is no participant attended 0 minutes. Constant queries.
        """
        run_id = _run_id(occasion.key)
        run = TrainingRun.objects.filter(pk=run_id).first() if run_id else None
        if run is None:
            return {}
        shares = attended_shares(run)
        by_user = {
            user_id: shares[person_id]
            for user_id, person_id in run.participants.values_list("person__user", "person")
        }
        plan = planned_minutes_of([run.pk])[run.pk]
        nothing = AttendedShare(planned=plan.minutes)
        as_of = timezone.now()
        return {
            user_id: (_fact(by_user.get(user_id, nothing), plan.sessions, plan.held, as_of),)
            for user_id in user_ids
        }


def _fact(share: AttendedShare, planned: int, held: int, as_of: datetime) -> Fact:
    return Fact(
        kind="attended_minutes",
        value=share.attended,
        of=share.planned,
        as_of=as_of,
        detail={
            "sessions_planned": planned,
            "sessions_held": held,
            "sessions_attended": share.sessions_attended,
            "minutes_izin": share.izin,
            "minutes_sakit": share.sakit,
            "minutes_alpa": share.alpa,
        },
    )


def _run_id(key: str) -> UUID | None:
    if not key.startswith(RUN_PREFIX):
        return None
    try:
        return UUID(key.removeprefix(RUN_PREFIX))
    except ValueError:
        return None


def occasion_key(run: TrainingRun) -> str:
    return f"{RUN_PREFIX}{run.pk}"


def _occasions(runs: QuerySet[TrainingRun]) -> list[Occasion]:
    found = list(runs.prefetch_related("instructors"))
    keys = [run.pk for run in found]
    plans, participants = planned_minutes_of(keys), _participants_of(keys)
    return [_occasion(run, plans[run.pk], participants[run.pk]) for run in found]


def _participants_of(run_ids: Collection[UUID]) -> dict[UUID, list[Participant]]:
    """Run key -> who has a seat and an account, by number. One query.

    Reserves and people who left are none of them. A facilitator who is trained has no
    group. Rows, not model objects: a training centre's list of runs names thousands of people.
    """
    found: dict[UUID, list[Participant]] = defaultdict(list)
    places = RunParticipant.objects.seated().filter(run__in=run_ids, person__user__isnull=False)
    for run_id, user_id, number, group in places.order_by("participant_number", "pk").values_list(
        "run", "person__user", "participant_number", "group__name"
    ):
        found[run_id].append(Participant(user_id, number, group or gettext("facilitator")))
    return found


def _occasion(run: TrainingRun, plan: RunPlan, participants: list[Participant]) -> Occasion:
    return Occasion(
        key=occasion_key(run),
        title=str(run),
        programme=run.programme,
        issuer_code=run.issuer_code,
        starts_on=run.starts_on,
        ends_on=run.ends_on,
        place=run.venue,
        time_zone=run.time_zone,
        vocation=run.vocation,
        fund_source=run.fund_source,
        delivery=run.delivery,
        decree_number=run.decree_number,
        decree_on=run.decree_on,
        instructors=tuple(user.get_full_name() for user in run.instructors.all()),
        planned_minutes=plan.minutes,
        planned_sessions=plan.sessions,
        is_closed=run.is_closed,
        participants=tuple(participants),
    )
