"""What people type: proposals, answers of one dimension, decisions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from mentoring.incubation.models import (
    OUTCOME_MEANINGS,
    Cycle,
    EmptyKind,
    EnrolmentState,
    InstrumentVersion,
    Item,
    Outcome,
    Response,
)
from mentoring.incubation.services import Answer, CriterionInput, CriterionView
from mentoring.registry.forms import DayInput, PlaceField, RowForm

# "Not asked" is what the platform writes for a gap; nobody chooses it.
OFFERED_EMPTIES = (EmptyKind.NOT_APPLICABLE, EmptyKind.REFUSED, EmptyKind.SKIPPED)


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, help_text=help_text, widget=DayInput())


class BoardFilterForm(forms.Form):
    """What the board shows: one stage, or what waits for the asker."""

    stage = forms.ChoiceField(
        label=_("Stage"),
        required=False,
        choices=[("", _("All stages")), *EnrolmentState.choices],
    )
    work = forms.ChoiceField(
        required=False, choices=[("rate", ""), ("decide", "")], widget=forms.HiddenInput
    )
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)


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
        latest = InstrumentVersion.objects.order_by("instrument", "-number").first()
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


@dataclass(frozen=True)
class Question:
    """One item on the page: its two fields, and its choices in two kinds."""

    item: Item
    choice: BoundField
    note: BoundField
    levels: list[Any]
    empties: list[Any]

    @property
    def has_empty(self) -> bool:
        """Whether a kind of empty is chosen: then its choices are shown unfolded."""
        return self.choice.value() in OFFERED_EMPTIES


class DimensionForm(forms.Form):
    """The items of one dimension: a level or a kind of empty, and what shows it.

    An item without a choice stays unanswered; a note alone is sent back with a sentence.
    """

    def __init__(
        self, *args: Any, items: Iterable[Item], given: dict[str, Response], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(items)
        for item in self.items:
            response = given.get(item.code)
            self.fields[item.code] = forms.ChoiceField(
                label=item.question,
                required=False,
                choices=[
                    *((str(level), anchor) for level, anchor in enumerate(item.anchors)),
                    *((kind.value, kind.label) for kind in OFFERED_EMPTIES),
                ],
                widget=forms.RadioSelect,
                initial=_chosen(response),
            )
            self.fields[f"{item.code}_note"] = forms.CharField(
                label=_("What shows it"),
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=response.note if response else "",
            )

    def questions(self) -> Iterator[Question]:
        for item in self.items:
            choice = self[item.code]
            radios = list(choice)
            yield Question(
                item=item,
                choice=choice,
                note=self[f"{item.code}_note"],
                levels=radios[: len(item.anchors)],
                empties=radios[len(item.anchors) :],
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for item in self.items:
            note_alone = cleaned.get(f"{item.code}_note") and cleaned.get(item.code) == ""
            if note_alone:
                self.add_error(
                    item.code, _("Choose a level for this note. The note itself is still here.")
                )
        return cleaned

    def answers(self) -> dict[str, Answer]:
        """Item code -> Answer, for the items that were answered."""
        answers = {}
        for item in self.items:
            chosen = self.cleaned_data[item.code]
            if not chosen:
                continue
            note = self.cleaned_data[f"{item.code}_note"]
            answers[item.code] = (
                Answer(level=int(chosen), note=note)
                if chosen.isdigit()
                else Answer(empty=chosen, note=note)
            )
        return answers


class GateForm(forms.Form):
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


def _chosen(response: Response | None) -> str:
    if response is None or response.empty == EmptyKind.NOT_ASKED:
        return ""
    return response.empty or str(response.level)
