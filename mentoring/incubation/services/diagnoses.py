"""Writing down what holds a group back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.incubation.errors.formulas import (
    NotYoursToDiagnose,
    ProblemInFormula,
    ProblemsMissing,
)
from mentoring.incubation.models import CycleEnrolment, Diagnosis, Problem
from mentoring.incubation.permissions import can_draft_formula
from mentoring.incubation.services.cycles import local_today, locked_enrolment, refuse_future
from mentoring.registry.models import Stratum


@dataclass(frozen=True)
class ProblemTold:
    """One problem as it is written now. id: of one that stands there already."""

    statement: str
    cause: str = ""
    set_aside_reason: str = ""
    id: UUID | None = None


def record_diagnosis(
    *,
    enrolment: CycleEnrolment,
    happened_on: date,
    text: str,
    problems: Sequence[ProblemTold],
    recorded_by: Any,
    evidence: str = "",
    strata: Collection[str] = (),
    weak_case: str = "",
    now: datetime | None = None,
) -> Diagnosis:
    """Return the diagnosis of `enrolment`, written for the first time or written anew.

    problems: all of them, in their order; one that is no longer told is taken out, unless a
    formula answers it. strata: codes of `Stratum`. happened_on: not in the future.
    Raises NotYoursToDiagnose, DayInFuture, ProblemsMissing, ProblemInFormula, EnrolmentEnded.
    """
    if not can_draft_formula(recorded_by, enrolment.group, local_today(enrolment.group)):
        raise NotYoursToDiagnose(group=str(enrolment.group))
    refuse_future(enrolment.group, happened_on)
    told = [one for one in problems if one.statement.strip()]
    if not told:
        raise ProblemsMissing()
    if unknown := set(strata) - set(Stratum.values):
        raise ValueError(f"unknown strata: {sorted(unknown)}")
    with transaction.atomic():
        enrolment = locked_enrolment(enrolment)
        diagnosis, is_new = Diagnosis.objects.update_or_create(
            enrolment=enrolment,
            defaults={
                "happened_on": happened_on,
                "text": text.strip(),
                "evidence": evidence.strip(),
                "strata": [code for code in Stratum.values if code in strata],
                "weak_case": weak_case.strip(),
                "recorded_by": recorded_by,
                "recorded_at": now or timezone.now(),
            },
        )
        _write_problems(diagnosis, told)
        action = "wagtail.create" if is_new else "wagtail.edit"
        log(instance=diagnosis, action=action, user=recorded_by)
    return diagnosis


def _write_problems(diagnosis: Diagnosis, told: Sequence[ProblemTold]) -> None:
    standing = {one.pk: one for one in diagnosis.problems.all()}
    kept = {one.id for one in told}
    for gone in (one for key, one in standing.items() if key not in kept):
        if gone.items.exists():
            raise ProblemInFormula(problem=gone.statement)
        gone.delete()
    # Away from the places the new order wants: the database watches them one by one.
    for number, row in enumerate(one for one in standing.values() if one.pk in kept):
        Problem.objects.filter(pk=row.pk).update(position=1000 + number)
    for position, one in enumerate(told):
        facts = {
            "position": position,
            "statement": one.statement.strip(),
            "cause": one.cause.strip(),
            "set_aside_reason": one.set_aside_reason.strip(),
        }
        if one.id in standing:
            Problem.objects.filter(pk=one.id).update(**facts)
        else:
            Problem.objects.create(diagnosis=diagnosis, **facts)
