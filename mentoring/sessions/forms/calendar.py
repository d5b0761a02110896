"""Visits planned once or in a row, moved, and the days that stand in the way."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.intervals import day_after
from mentoring.registry.forms import DayInput
from mentoring.registry.forms.place_field import PlaceField
from mentoring.registry.models import Sentra
from mentoring.sessions.forms.clock import ClockInput, at_clock
from mentoring.sessions.forms.plans import PlanVisitForm
from mentoring.sessions.models import ReadinessLine, Rhythm, SeasonKind
from mentoring.sessions.services import SeriesPlan

ONCE = "once"


class PlanRowForm(PlanVisitForm):
    """One visit, or a row of them; `session_id` is the key of either."""

    start_time = forms.TimeField(label=_("Starts at"), required=False, widget=ClockInput)
    planned_minutes = forms.IntegerField(
        label=_("How many minutes"), required=False, min_value=1, max_value=720
    )
    rhythm = forms.ChoiceField(
        label=_("How often?"),
        choices=[(ONCE, _("once")), *Rhythm.choices],
        initial=ONCE,
        required=False,
    )
    last_on = forms.DateField(
        label=_("Until which day?"),
        help_text=_("Only for visits that come again."),
        required=False,
        widget=DayInput,
    )

    ready = forms.MultipleChoiceField(
        label=_("What is arranged already?"),
        help_text=_("The rest is asked again when the visit is written down."),
        choices=ReadinessLine.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.comes_again and not said.get("last_on") and "last_on" not in self.errors:
            self.add_error("last_on", _("Say until which day the visits come again."))
        return said

    @property
    def comes_again(self) -> bool:
        return self.cleaned_data.get("rhythm") not in (None, "", ONCE)

    def visit(self, zone: ZoneInfo) -> dict[str, Any]:
        """What `plan_visit` takes, of a visit that does not come again."""
        said = self.cleaned_data
        names = ("session_id", "planned_on", "kind")
        return {name: said[name] for name in names} | {
            "starts_at": at_clock(said["planned_on"], said["start_time"], zone),
            "planned_minutes": said["planned_minutes"] or 0,
            "ready": said["ready"],
        }

    def series_plan(self) -> SeriesPlan:
        said = self.cleaned_data
        return SeriesPlan(
            kind=said["kind"],
            rhythm=said["rhythm"],
            first_on=said["planned_on"],
            last_on=said["last_on"],
            starts_at=said["start_time"],
            planned_minutes=said["planned_minutes"] or 0,
            ready=tuple(said["ready"]),
        )


class MoveForm(forms.Form):
    planned_on = forms.DateField(label=_("New date"), widget=DayInput)
    starts_at = forms.TimeField(label=_("Starts at"), required=False, widget=ClockInput)
    reason = forms.CharField(label=_("Why"), max_length=200)


class CallOffRestForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=200)


class SeasonForm(forms.Form):
    """Days of a craft centre or of everybody in a place; the last day is included."""

    kind = forms.ChoiceField(label=_("Kind"), choices=SeasonKind.choices)
    title = forms.CharField(label=_("What"), max_length=80)
    sentra = forms.ModelChoiceField(
        label=_("Craft centre"),
        queryset=Sentra.objects.none(),
        required=False,
        empty_label=_("For a whole place"),
    )
    place = PlaceField(
        label=_("Place"),
        required=False,
        help_text=_("Only without a craft centre: a village, district, regency or province."),
    )
    starts_on = forms.DateField(label=_("First day"), widget=DayInput)
    last_on = forms.DateField(label=_("Last day"), widget=DayInput)

    def __init__(self, *args: Any, sentra: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sentra"].queryset = sentra

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("starts_on") and said.get("last_on") and said["last_on"] < said["starts_on"]:
            self.add_error("last_on", _("The last day lies before the first one."))
        return said

    def season(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        said["ends_on"] = day_after(said.pop("last_on"))
        return said
