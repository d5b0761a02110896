"""Whose practice an instructor assesses (hook `register_assessed_occasions`)."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from mentoring.sessions import conf
from mentoring.sessions.models import RunParticipant, TrainingRun

_RUN = "run:"


@dataclass(frozen=True)
class AssessedRun:
    """key: "run:<uuid>". ends_on: the first day no longer included."""

    key: str
    label: str
    starts_on: date
    ends_on: date
    is_closed: bool
    unit_codes: tuple[str, ...]


@dataclass(frozen=True)
class Candidate:
    user_id: int
    name: str
    group: str


class AssessedRuns:
    """The training runs somebody teaches, while the role of an instructor is hers.

    Seeing a run, as coordinators and facilitators do, gives no such right: who says what
    hands have shown has to have seen them. A closed run stays in her sight for half a year
    (`MENTORING_RESULTS_SEEN_DAYS`), as long as certificates and objections may need; what
    is said of people after that is no longer her work.
    """

    def taught_by(self, user: Any) -> list[AssessedRun]:
        return [_of_run(run) for run in _taught(user)]

    def find(self, user: Any, key: str) -> AssessedRun | None:
        run = _taught(user).filter(pk=_run_id(key)).first()
        return None if run is None else _of_run(run)

    def candidates(self, key: str) -> Sequence[Candidate]:
        """By participant number; whoever takes part has an account."""
        places = RunParticipant.objects.seated().filter(
            run=_run_id(key), person__user__isnull=False
        )
        return [
            Candidate(place.person.user_id, place.person.full_name, place.from_where)
            for place in places.select_related("person", "group")
        ]


def teaches_run(user: Any, run: TrainingRun) -> bool:
    """The same question about one run; only an instructor costs a query."""
    return _taught(user).filter(pk=run.pk).exists()


def _taught(user: Any) -> "QuerySet[TrainingRun]":
    if not user.is_active or not user.has_perm("mentoring_sessions.teach_trainingrun"):
        return TrainingRun.objects.none()
    since = timezone.now() - timedelta(days=conf.results_seen_days())
    in_sight = Q(closed_at__isnull=True) | Q(closed_at__gt=since)
    return TrainingRun.objects.filter(in_sight, instructors=user)


def _run_id(key: str) -> UUID | None:
    if key.startswith(_RUN):
        with suppress(ValueError):
            return UUID(key.removeprefix(_RUN))
    return None


def _of_run(run: TrainingRun) -> AssessedRun:
    codes = tuple(unit["code"] for unit in run.programme.get("units", ()))
    return AssessedRun(
        f"{_RUN}{run.pk}", str(run), run.starts_on, run.ends_on, run.is_closed, codes
    )
