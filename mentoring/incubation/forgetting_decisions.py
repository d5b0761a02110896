"""What decisions, reviews and notes about her groups say of one person who is erased.

Her name goes wherever it was typed. What tells of her without naming her no program finds:
those texts are listed, group by group, for whoever carries out the erasure to read by hand.
"""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentoring.incubation.models import (
    Amendment,
    CriterionAnswer,
    CycleEnrolment,
    Evaluation,
    EvaluationPaper,
    GateDecision,
    Response,
)
from mentoring.private_files import delete_on_commit
from mentoring.registry.models import Person
from mentoring.sessions.forgetting import Names

_AT_ONCE = 500


def forget_in_decisions(person_ids: Collection[UUID]) -> list[str]:
    """Take her name out while it still stands in the register; return what is to be read by
    hand, one sentence for each group she was ever a member of that has such texts.

    Figures and digests never change: a snapshot names no person.
    """
    names = Names(Person.objects.filter(pk__in=person_ids))
    enrolments = list(
        CycleEnrolment.objects.filter(group__memberships__person__in=person_ids)
        .select_related("group")
        .order_by("group__name", "starts_on")
        .distinct()
    )
    keys = [one.pk for one in enrolments]
    _rewrite(CycleEnrolment.objects.filter(pk__in=keys), names.out_of, "reason")
    decisions = GateDecision.objects.filter(enrolment__in=keys)
    _rewrite(decisions, names.out_of, "memo", "gap_answers")
    notes = CriterionAnswer.objects.filter(decision__enrolment__in=keys).exclude(note="")
    _rewrite(notes, names.out_of, "note")
    evaluations = _evaluations_of(enrolments)
    for changed in _rewrite(evaluations, names.out_of, "review", "gap_answers"):
        _drop_papers(changed)
    amendments = Amendment.objects.filter(evaluation__in=evaluations.values("pk"))
    _rewrite(amendments, names.out_of, "reason", "decision_note")
    of_groups = Response.objects.filter(round__enrolment__in=keys, round__person__isnull=True)
    _rewrite(of_groups.exclude(note=""), names.out_of, "note")
    return _to_read_by_hand(enrolments, decisions, evaluations)


def _evaluations_of(enrolments: Collection[CycleEnrolment]) -> "QuerySet[Evaluation]":
    """Of the groups, and of the cycles they were in."""
    about = Q(enrolment__in=[one.pk for one in enrolments])
    return Evaluation.objects.filter(about | Q(cycle__in={one.cycle_id for one in enrolments}))


def _drop_papers(evaluation: Evaluation) -> None:
    """A file that was made before says the old words; it is asked for anew."""
    for paper in EvaluationPaper.objects.filter(evaluation=evaluation):
        delete_on_commit(paper.file)
        paper.delete()


def _rewrite(rows: "QuerySet[Any]", out_of: Callable[[str], str], *names: str) -> list[Any]:
    """Write those of `rows` anew in which she was named; return them."""
    changed = []
    for row in rows.order_by("pk").only("pk", *names).iterator(chunk_size=_AT_ONCE):
        told = {name: _told(getattr(row, name), out_of) for name in names}
        if any(getattr(row, name) != value for name, value in told.items()):
            for name, value in told.items():
                setattr(row, name, value)
            changed.append(row)
    rows.model._base_manager.bulk_update(changed, list(names), batch_size=_AT_ONCE)
    return changed


def _told(value: Any, out_of: Callable[[str], str]) -> Any:
    """`value` without her: words, or answers to gaps."""
    if isinstance(value, str):
        return out_of(value)
    return [{**one, "answer": out_of(one.get("answer", ""))} for one in value]


def _to_read_by_hand(
    enrolments: list[CycleEnrolment],
    decisions: "QuerySet[GateDecision]",
    evaluations: "QuerySet[Evaluation]",
) -> list[str]:
    texts: dict[UUID, list[str]] = {one.pk: [] for one in enrolments}
    for decision in decisions.only("enrolment", "gate", "decided_on").order_by("decided_on"):
        day = date_format(decision.decided_on, "j F Y")
        memo = _("memo of gate %(gate)s (%(day)s)") % {"gate": decision.gate, "day": day}
        texts[decision.enrolment_id].append(memo)
    reviewed = evaluations.exclude(review="").only("enrolment", "cycle", "until")
    for evaluation in reviewed.order_by("until"):
        day = date_format(evaluation.until, "j F Y")
        for one in enrolments:
            if evaluation.enrolment_id == one.pk:
                texts[one.pk].append(_("review of the figures up to %(day)s") % {"day": day})
            elif evaluation.cycle_id and evaluation.cycle_id == one.cycle_id:
                texts[one.pk].append(_("review of the whole cycle up to %(day)s") % {"day": day})
    return [
        _("Read by hand whether these tell of her without her name, in “%(group)s”: %(texts)s.")
        % {"group": one.group.name, "texts": "; ".join(texts[one.pk])}
        for one in enrolments
        if texts[one.pk]
    ]
