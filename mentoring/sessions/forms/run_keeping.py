"""Forms about a run and its people: deciding, leaving, numbers and marks, readiness, minutes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseModelFormSet, modelformset_factory
from django.utils.translation import gettext_lazy as _

from mentoring.assignments.models import Facilitator
from mentoring.registry.forms import DayInput
from mentoring.sessions.models import (
    RunMaterial,
    RunParticipant,
    RunReadiness,
    RunReadinessLine,
    TrainingRun,
)
from mentoring.sessions.services import ParticipantFacts, ReadinessAnswer


class DecideRunForm(forms.Form):
    """Yes or no to a proposed training."""

    is_agreed = forms.TypedChoiceField(
        label=_("Your decision"),
        choices=[("yes", _("We hold this training")), ("no", _("Not this time"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed when it is declined. Whoever proposed it reads this."),
    )


class LeaveForm(forms.Form):
    left_on = forms.DateField(
        label=_("First day she is not expected any more"),
        widget=DayInput,
    )
    reason = forms.CharField(
        label=_("Why she leaves"),
        max_length=200,
        help_text=_("For example: ill, moved away, found work."),
    )


class FacilitatorTraineesForm(forms.Form):
    """Facilitators who are trained themselves, beside the crafters."""

    facilitators = forms.ModelMultipleChoiceField(
        label=_("Facilitators"),
        queryset=Facilitator.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )

    def __init__(self, *args: Any, facilitators: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facilitators"].queryset = facilitators


class _MarksForm(forms.Form):
    number = forms.CharField(label=_("Number"), max_length=24)
    pre_test = forms.DecimalField(
        label=_("Test before"),
        min_value=0,
        max_value=100,
        decimal_places=1,
        required=False,
        localize=True,
    )
    post_test = forms.DecimalField(
        label=_("Test after"),
        min_value=0,
        max_value=100,
        decimal_places=1,
        required=False,
        localize=True,
    )


class MarksSheet:
    """Numbers and marks of all participants: one form for each, on one page."""

    def __init__(self, said: Any, *, places: Sequence[RunParticipant]) -> None:
        self.rows = [
            (
                place,
                _MarksForm(
                    said,
                    prefix=str(place.pk),
                    initial={
                        "number": place.participant_number,
                        "pre_test": place.pre_test,
                        "post_test": place.post_test,
                    },
                ),
            )
            for place in places
        ]
        for place, form in self.rows:
            for field in form.fields.values():
                field.widget.attrs["aria-label"] = f"{field.label}, {place.person.full_name}"
        self.refusal = ""

    def is_valid(self) -> bool:
        """Every line is looked at, so that all mistakes show at once."""
        wrong = [form for _place, form in self.rows if not form.is_valid()]
        return not wrong

    def facts(self) -> dict[RunParticipant, ParticipantFacts]:
        return {
            place: ParticipantFacts(
                form.cleaned_data["number"],
                form.cleaned_data["pre_test"],
                form.cleaned_data["post_test"],
            )
            for place, form in self.rows
        }


class ReadinessForm(forms.Form):
    """Each line: ready, not ready, or not answered yet; with a note."""

    CHOICES = [("", _("not answered")), ("yes", _("ready")), ("no", _("not ready"))]

    def __init__(self, *args: Any, run: TrainingRun, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {answer.line: answer for answer in RunReadiness.objects.filter(run=run)}
        for line, label in RunReadinessLine.choices:
            answer = known.get(line)
            said = "" if answer is None else ("yes" if answer.is_ready else "no")
            self.fields[line] = forms.ChoiceField(
                label=label, choices=self.CHOICES, initial=said, required=False
            )
            self.fields[f"{line}_note"] = forms.CharField(
                label=_("Note on %(line)s") % {"line": label},
                max_length=200,
                required=False,
                initial=answer.note if answer else "",
            )

    def lines(self) -> list[tuple[Any, Any]]:
        return [(self[line], self[f"{line}_note"]) for line in RunReadinessLine.values]

    def answers(self) -> dict[str, ReadinessAnswer | None]:
        said = self.cleaned_data
        return {
            line: ReadinessAnswer(said[line] == "yes", said[f"{line}_note"]) if said[line] else None
            for line in RunReadinessLine.values
        }


class MinutesForm(forms.Form):
    minutes_text = forms.CharField(
        label=_("Minutes (berita acara)"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("What was done, what was not, what comes next. It is printed as it stands."),
    )


class _Materials(BaseModelFormSet):
    def __init__(self, *args: Any, run: TrainingRun, **kwargs: Any) -> None:
        super().__init__(*args, queryset=RunMaterial.objects.filter(run=run), **kwargs)


MaterialsFormSet = modelformset_factory(
    RunMaterial,
    formset=_Materials,
    fields=["name", "quantity", "unit", "is_there"],
    extra=3,
    max_num=60,
    can_delete=True,
    localized_fields=["quantity"],
)
