"""What people type on the way from diagnosis to formula."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.incubation.models import AgreementKind, Diagnosis, FormulaReadiness, LineKind
from mentoring.incubation.services.diagnoses import ProblemTold
from mentoring.incubation.services.formulas import LineTold, ReadyTold
from mentoring.registry.forms import DayInput
from mentoring.registry.models import Stratum
from mentoring.sessions.models import OwnerKind

EMPTY_PROBLEMS = 3


class ProblemForm(forms.Form):
    """One problem; a row left empty is none."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    statement = forms.CharField(label=_("Problem"), required=False, max_length=300)
    cause = forms.CharField(label=_("Where it comes from"), required=False, max_length=300)
    set_aside_reason = forms.CharField(
        label=_("Left for later, because"), required=False, max_length=300
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("statement") and (
            cleaned.get("cause") or cleaned.get("set_aside_reason")
        ):
            self.add_error("statement", _("Write the problem itself, too."))
        return cleaned


ProblemFormSet = forms.formset_factory(ProblemForm, extra=EMPTY_PROBLEMS)


class DiagnosisForm(forms.Form):
    """The case file without its problems, which stand in `ProblemFormSet`."""

    happened_on = forms.DateField(
        label=_("Day"), help_text=_("The day you sat together with the group."), widget=DayInput()
    )
    text = forms.CharField(
        label=_("What did you find?"),
        help_text=_("How the group works, sells and decides, in its own words."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    evidence = forms.CharField(
        label=_("What shows it?"),
        help_text=_("Notes of sales, books, photos, what several people said."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    strata = forms.MultipleChoiceField(
        label=_("Who was heard?"),
        choices=Stratum.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    weak_case = forms.CharField(
        label=_("How does one of the weakest live and work?"),
        help_text=_("Without her name."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def facts(self, problems: forms.BaseFormSet) -> dict[str, Any]:
        """What `record_diagnosis` takes of both forms."""
        told = [
            ProblemTold(
                row["statement"], row["cause"], row["set_aside_reason"], id=row.get("id") or None
            )
            for row in problems.cleaned_data
            if row.get("statement")
        ]
        return {**self.cleaned_data, "problems": told}


def standing(diagnosis: Diagnosis | None) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What both forms show at first: of the diagnosis, and of its problems."""
    if diagnosis is None:
        return {"happened_on": timezone.localdate()}, []
    names = ("happened_on", "text", "evidence", "strata", "weak_case")
    rows = ("id", "statement", "cause", "set_aside_reason")
    return (
        {name: getattr(diagnosis, name) for name in names},
        list(diagnosis.problems.values(*rows)),
    )


class DraftForm(forms.Form):
    """Why there is a new version."""

    reason = forms.CharField(
        label=_("Why a new version?"), required=False, max_length=300, widget=forms.TextInput
    )


class LineForm(forms.Form):
    """One line: which problem, what is done, how often, and who sees to it."""

    kind = forms.ChoiceField(label=_("What is done?"), choices=LineKind.choices)
    activity = forms.CharField(
        label=_("In a few words"),
        help_text=_("Needed unless it is a lesson."),
        required=False,
        max_length=300,
    )
    dose_planned = forms.IntegerField(label=_("How many sessions?"), initial=1)
    responsible = forms.ChoiceField(
        label=_("Who sees to it?"), choices=OwnerKind.choices, initial=OwnerKind.FACILITATOR
    )
    field_order = ("problem", "kind", "page_id", "activity", "dose_planned", "responsible")

    def __init__(self, *args: Any, problems: Any, lessons: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["problem"] = forms.ModelChoiceField(
            label=_("Which problem does it answer?"),
            queryset=problems,
            empty_label=_("Choose a problem"),
        )
        self.fields["page_id"] = forms.TypedChoiceField(
            label=_("Lesson"),
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", _("No lesson")), *((one.page_id, _named(one)) for one in lessons)],
        )
        self.order_fields(self.field_order)

    def told(self) -> LineTold:
        return LineTold(**self.cleaned_data)


def _named(lesson: Any) -> str:
    return f"{lesson.code} {lesson.title}".strip()


class VersionForm(forms.Form):
    """Which version of a lesson the group goes on with."""

    release = forms.IntegerField(min_value=1)
    choice = forms.ChoiceField(choices=[("new", "new"), ("old", "old")])

    def told(self) -> dict[str, Any]:
        takes_new = self.cleaned_data["choice"] == "new"
        return {"release": self.cleaned_data["release"], "takes_new": takes_new}


class ReadinessForm(forms.Form):
    """Each thing a formula needs: there, not there, or not answered; and a note."""

    YES, NO, OPEN = "yes", "no", ""

    def __init__(self, *args: Any, rows: Iterable[FormulaReadiness], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(rows)
        said = {True: self.YES, False: self.NO, None: self.OPEN}
        for row in self.lines:
            self.fields[row.line] = forms.ChoiceField(
                label=row.get_line_display(),
                required=False,
                initial=said[row.is_ready],
                choices=[
                    (self.YES, _("In order")),
                    (self.NO, _("Not yet")),
                    (self.OPEN, _("Not answered")),
                ],
                widget=forms.RadioSelect,
            )
            self.fields[f"{row.line}_note"] = forms.CharField(
                label=_("Note"), required=False, max_length=200, initial=row.note
            )

    def rows(self) -> Iterator[dict[str, Any]]:
        for row in self.lines:
            yield {"row": row, "choice": self[row.line], "note": self[f"{row.line}_note"]}

    def answers(self) -> dict[str, ReadyTold]:
        verdicts = {self.YES: True, self.NO: False}
        return {
            row.line: ReadyTold(
                verdicts.get(self.cleaned_data[row.line]), self.cleaned_data[f"{row.line}_note"]
            )
            for row in self.lines
        }


class AgreementForm(forms.Form):
    """When and how the group said yes, who was there, and the proof."""

    agreed_on = forms.DateField(label=_("Day"), widget=DayInput())
    kind = forms.ChoiceField(
        label=_("How did the group agree?"),
        choices=AgreementKind.choices,
        initial=AgreementKind.SIGNED,
        widget=forms.RadioSelect,
    )
    who_was_there = forms.CharField(
        label=_("Who was there?"),
        help_text=_("How many, and the officers. For example: 12 members, chair and treasurer."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    evidence = forms.FileField(
        label=_("Photo of the signed sheet, or recording"),
        widget=forms.FileInput(attrs={"accept": "image/*,audio/*"}),
    )


class SessionLinesForm(forms.Form):
    """Which lines of the formula a session was about."""

    lines = forms.ModelMultipleChoiceField(
        label=_("Which lines of the formula was it about?"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, lines: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].queryset = lines
