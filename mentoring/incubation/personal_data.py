"""What incubation keeps about one person: what she answered when she was asked alone."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mentoring.incubation.forgetting import forget_in_formulas
from mentoring.incubation.forgetting_decisions import forget_in_decisions
from mentoring.incubation.models import EmptyKind, ItemKind, Response
from mentoring.personal_data import Section, Subject
from mentoring.private_files import delete_on_commit


class IncubationData:
    """This room's answer to the hook `register_personal_data`."""

    name = "mentoring.incubation"

    def describe(self) -> list[str]:
        return [
            _("How strong your group is. No answer of your group is kept under your name."),
            _("What you answered when you were asked alone, as long as figures need it."),
            _("What holds your group back, and what it agreed to, as it was written down."),
        ]

    def export(self, subject: Subject) -> list[Section]:
        rows = _answers_of(subject).order_by("round__happened_on", "item__order")
        return [
            Section(
                key="answers",
                title=_("What I answered"),
                labels={
                    "day": _("Day"),
                    "question": _("Question"),
                    "answer": _("Answer"),
                    "note": _("What shows it"),
                },
                rows=[
                    {
                        "day": one.round.happened_on.isoformat(),
                        "question": one.item.question,
                        "answer": one.shown() or str(one.get_empty_display()),
                        "note": one.note,
                    }
                    for one in rows
                ],
            )
        ]

    def erase(self, subject: Subject, *, now: datetime) -> Sequence[str]:
        """Words, notes and photos go; levels and numbers stay without a name to them."""
        for response in _answers_of(subject).exclude(text="", note="", file=""):
            delete_on_commit(response.file)
            if response.text or (response.file and response.item.kind == ItemKind.PHOTO):
                response.empty = response.empty or EmptyKind.SKIPPED
            response.text, response.note, response.file = "", "", ""
            response.save(update_fields=["text", "note", "file", "empty"])
        forget_in_formulas(subject.person_ids)
        return [
            *forget_in_decisions(subject.person_ids),
            _("What your group achieved stays, without names."),
            _("What its diagnosis and formula say stays, without your name."),
        ]


def _answers_of(subject: Subject) -> QuerySet[Response]:
    rows = Response.objects.filter(round__person__in=subject.person_ids)
    return rows.select_related("round", "item")
