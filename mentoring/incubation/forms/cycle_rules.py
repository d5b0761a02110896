"""What a programme manager changes of a cycle before its first baseline."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.incubation.errors.cycle_rules import StageOutOfOrder, ThresholdOutOfRange
from mentoring.incubation.models import CycleStage, GateCriterion
from mentoring.incubation.services.cycle_rules import (
    LONGEST_INTERVAL,
    refuse_out_of_order,
    refuse_out_of_range,
    takes_threshold,
)


def _days_field(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=LONGEST_INTERVAL,
        help_text=_("Empty: as before this stage."),
    )


class StageForm(forms.Form):
    """From which month a stage is planned, and how often its groups are visited."""

    starts_month = forms.IntegerField(
        label=_("planned month"),
        min_value=0,
        max_value=120,
        help_text=_("Months after the cycle begins."),
    )
    weak_interval_days = _days_field(_("days between visits, left-behind groups"))
    interval_days = _days_field(_("days between visits, other groups"))

    def __init__(self, *args: Any, stage: CycleStage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stage = stage

    def clean_starts_month(self) -> int:
        month: int = self.cleaned_data["starts_month"]
        try:
            refuse_out_of_order(self.stage, month)
        except StageOutOfOrder as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return month


class CriterionForm(forms.Form):
    """How one criterion is asked; whether it is measured, and from which figure on it is met."""

    question_id = forms.CharField(
        label=_("Question (Indonesian)"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    question_en = forms.CharField(
        label=_("Question (English)"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_required = forms.BooleanField(label=_("required"), required=False)
    accepts_reason = forms.BooleanField(label=_("a reason may stand in"), required=False)
    measure = forms.ChoiceField(label=_("measured"), required=False)
    threshold = forms.DecimalField(
        label=_("threshold"),
        required=False,
        max_digits=5,
        decimal_places=2,
        localize=True,
        help_text=_("The least figure with which it is met."),
    )
    taken_out_reason = forms.CharField(
        label=_("not measured here because"),
        max_length=200,
        required=False,
        help_text=_("Takes the criterion out. Everybody who reads the gate reads why."),
    )

    def __init__(self, *args: Any, criterion: GateCriterion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criterion = criterion
        choices = [("", _("The programme manager answers it."))]
        if criterion.measure:
            choices.insert(0, (criterion.measure, criterion.get_measure_display()))
        self.fields["measure"].choices = choices
        if not takes_threshold(criterion.measure):
            del self.fields["threshold"]

    def clean_threshold(self) -> Decimal | None:
        threshold: Decimal | None = self.cleaned_data["threshold"]
        if not self.cleaned_data.get("measure"):
            return None
        try:
            refuse_out_of_range(self.criterion.measure, threshold)
        except ThresholdOutOfRange as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return threshold

    def changes(self) -> dict[str, Any]:
        """What `change_criterion` takes."""
        said = dict(self.cleaned_data)
        wording = {"id": said.pop("question_id"), "en": said.pop("question_en")}
        return {**said, "wording": {code: text for code, text in wording.items() if text}}
