"""What people type: proposals, cycles, rounds that begin, decisions."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.incubation.forms.gaps import GapAnswersMixin
from mentoring.incubation.models import (
    OUTCOME_MEANINGS,
    Cycle,
    EnrolmentState,
    ExitReason,
    InstrumentVersion,
    Outcome,
    RoundKind,
    Subject,
)
from mentoring.incubation.services import CriterionInput, CriterionView
from mentoring.registry.forms import DayInput, PlaceField, RowForm
from mentoring.registry.models import Tier

# Further on nobody leafs; a larger number is none a database can skip to.
FURTHEST_PAGE = 10_000


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, help_text=help_text, widget=DayInput())


class BoardFilterForm(forms.Form):
    """What the board shows: a stage, a tier, a place, what is late, alarms, or what waits for
    the asker."""

    stage = forms.ChoiceField(
        label=_("Stage"),
        required=False,
        choices=[("", _("All stages")), *EnrolmentState.choices],
    )
    tier = forms.ChoiceField(
        label=pgettext_lazy("crafters", "Groups"),
        required=False,
        choices=[("", _("All groups")), *Tier.choices],
    )
    place = PlaceField(
        label=_("Place"), help_text=_("Name or code, with all inside it."), required=False
    )
    overdue = forms.BooleanField(label=_("Only past the plan"), required=False)
    alarm = forms.BooleanField(label=_("Only with an alarm"), required=False)
    work = forms.ChoiceField(
        required=False, choices=[("rate", ""), ("decide", "")], widget=forms.HiddenInput
    )
    page = forms.IntegerField(
        required=False, min_value=1, max_value=FURTHEST_PAGE, widget=forms.HiddenInput
    )


class ProposeForm(forms.Form):
    """A group, the cycle it should enter, from which day, and why."""

    starts_on = day_field(_("From"), _("The day the group entered. Not a day in the future."))
    reason = forms.CharField(
        label=_("Why this group"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ("group", "cycle", "starts_on", "reason")

    def __init__(self, *args: Any, groups: Any, cycles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"] = forms.ModelChoiceField(
            label=_("Group"), queryset=groups, empty_label=_("Choose a group")
        )
        self.fields["cycle"] = forms.ModelChoiceField(
            label=_("Cycle"), queryset=cycles, empty_label=_("Choose a cycle")
        )
        self.order_fields(self.field_order)


class CycleForm(RowForm):
    """A new cycle: where, from when, and with what instrument."""

    place = PlaceField(
        label=_("Place"),
        help_text=_("Name or code of a village, district, regency or province."),
    )

    class Meta:
        model = Cycle
        fields = ["name", "place", "starts_on", "months", "instrument_version"]
        widgets = {"starts_on": DayInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = InstrumentVersion.objects.published().about(Subject.GROUP)
        self.fields["instrument_version"].queryset = versions.select_related("instrument")
        latest = versions.order_by("instrument", "-number").first()
        self.initial.setdefault("instrument_version", latest and latest.pk)


class CycleChangeForm(RowForm):
    """What may change of a cycle that groups already entered."""

    class Meta:
        model = Cycle
        fields = ["name", "months", "closed_on"]
        widgets = {"closed_on": DayInput}


class NoForm(RowForm):
    """For registers that are only read."""

    class Meta:
        model = InstrumentVersion
        fields: list[str] = []


class DayForm(forms.Form):
    """One day."""

    day = day_field(_("Day"))


class StartRoundForm(DayForm):
    """When the group was scored."""

    day = day_field(_("Day of the scoring"), _("The day you sat together with the group."))


class AskForm(forms.Form):
    """A further instrument of the cycle: which, of whom, for which round, and when."""

    kind = forms.ChoiceField(label=_("Which round"))
    day = day_field(_("Day"), _("The day you asked."))
    field_order = ("version", "person", "kind", "day")

    def __init__(
        self, *args: Any, versions: Any, people: Any, kinds: Iterable[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"] = forms.ModelChoiceField(
            label=_("What you ask"), queryset=versions, empty_label=_("Choose the questions")
        )
        self.fields["person"] = forms.ModelChoiceField(
            label=_("Which member"),
            queryset=people,
            required=False,
            empty_label=_("Nobody: the group as a whole"),
        )
        self.fields["kind"].choices = [(kind, RoundKind(kind).label) for kind in kinds]
        self.order_fields(self.field_order)


class GateForm(GapAnswersMixin):
    """The criteria that are not measured, the decision, and the memo."""

    YES, NO, OPEN = "yes", "no", ""

    outcome = forms.ChoiceField(
        label=_("Decision"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    memo = forms.CharField(
        label=_("Memo"),
        help_text=_(
            "Why you decide so, in a few sentences. Everybody who follows the group reads it."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    decided_on = day_field(_("Day of the decision"))
    extended_until = forms.DateField(
        label=_("Extended until"),
        help_text=_("Only if you extend. At most six months; empty means six months."),
        required=False,
        widget=DayInput(),
    )
    exit_reason = forms.ChoiceField(
        label=_("Why it leaves"),
        help_text=_("Only if the group leaves."),
        required=False,
        choices=[("", _("Choose")), *ExitReason.choices],
    )

    def __init__(self, *args: Any, criteria: Iterable[CriterionView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        for view in self.criteria:
            code = view.criterion.code
            if not view.is_measured:
                self.fields[f"met-{code}"] = forms.ChoiceField(
                    label=view.criterion.question,
                    required=False,
                    initial=self.OPEN,
                    choices=[
                        (self.YES, _("Yes")),
                        (self.NO, _("No")),
                        (self.OPEN, _("Not answered")),
                    ],
                    widget=forms.RadioSelect,
                )
            self.fields[f"note-{code}"] = forms.CharField(
                label=_("What shows it"), required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    def outcomes(self) -> Iterator[dict[str, Any]]:
        """The outcomes in order: radio and what it does to the group."""
        for radio in self["outcome"]:
            yield {"radio": radio, "meaning": OUTCOME_MEANINGS[radio.data["value"]]}

    def rows(self) -> Iterator[dict[str, Any]]:
        """The criteria in order, each with its fields: view, met (None if measured), note."""
        for view in self.criteria:
            code = view.criterion.code
            yield {
                "view": view,
                "met": None if view.is_measured else self[f"met-{code}"],
                "note": self[f"note-{code}"],
            }

    def answers(self) -> dict[str, CriterionInput]:
        """Criterion code -> input; "not answered" is None."""
        verdicts = {self.YES: True, self.NO: False}
        return {
            code: CriterionInput(
                is_met=verdicts.get(self.cleaned_data.get(f"met-{code}", self.OPEN)),
                note=self.cleaned_data[f"note-{code}"],
            )
            for code in (view.criterion.code for view in self.criteria)
        }
