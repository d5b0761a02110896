"""What diagnoses, formulas and findings say of one person, and what of it goes with her.

Of the groups she was ever a member of. The proof of an agreement (a sheet with names, a
recording) goes with her: nobody can cut one name out of it.
"""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from mentoring.incubation.models import (
    AfterCheck,
    CycleEnrolment,
    Diagnosis,
    Formula,
    FormulaReadiness,
    LessonFinding,
    Problem,
)
from mentoring.private_files import delete_on_commit
from mentoring.registry.models import Person
from mentoring.sessions.forgetting import Names


def forget_in_formulas(person_ids: Collection[UUID]) -> None:
    """Take the names of these rows of one person out, while they still stand in the register."""
    names = Names(Person.objects.filter(pk__in=person_ids))
    enrolments = CycleEnrolment.objects.filter(group__memberships__person__in=person_ids).order_by()
    mine = {"enrolment__in": enrolments.values("pk")}
    _without(
        names.out_of,
        (Diagnosis.objects.filter(**mine), ("text", "evidence", "weak_case")),
        (
            Problem.objects.filter(diagnosis__enrolment__in=enrolments.values("pk")),
            ("statement", "cause", "set_aside_reason"),
        ),
        (Formula.objects.filter(**mine), ("reason", "who_was_there")),
        (
            FormulaReadiness.objects.filter(formula__enrolment__in=enrolments.values("pk")),
            ("note",),
        ),
        (AfterCheck.objects.filter(**mine), ("note",)),
        (
            LessonFinding.objects.filter(**mine),
            ("problem", "evidence", "proposal", "result"),
        ),
    )
    for formula in Formula.objects.filter(**mine).exclude(agreement=""):
        drop_agreement(formula)


def drop_agreement(formula: Formula) -> None:
    """Delete the photo or recording; that and when the group agreed stays."""
    delete_on_commit(formula.agreement)
    formula.agreement = ""
    formula.save(update_fields=["agreement"])


def _without(
    out_of: Callable[[str], str], *tables: "tuple[QuerySet[Any], tuple[str, ...]]"
) -> None:
    for rows, names in tables:
        for row in rows:
            told = {name: out_of(getattr(row, name)) for name in names}
            changed = [name for name, text in told.items() if text != getattr(row, name)]
            for name in changed:
                longest = row._meta.get_field(name).max_length
                setattr(row, name, told[name][:longest])
            if changed:
                row.save(update_fields=changed)
