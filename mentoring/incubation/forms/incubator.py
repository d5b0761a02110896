"""What people type about places of the incubator and who works there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError
from mentoring.incubation.errors.incubator import (
    CapacityBelowUse,
    IncubatorPlaceFull,
    IncubatorPlaceNameTaken,
    IncubatorPlaceNotInUse,
    IncubatorPlaceStillUsed,
    IncubatorPlaceTooFar,
    TenanciesOverlap,
    TenancyEndsAlready,
    TenancyEndsBeforeItStarts,
)
from mentoring.incubation.models import IncubatorPlaceKind
from mentoring.registry.forms import DayInput, PlaceField

# Refusal -> the field that has to be mended.
_BESIDE: dict[type[MentoringError], str] = {
    IncubatorPlaceNameTaken: "name",
    CapacityBelowUse: "capacity",
    IncubatorPlaceFull: "incubator_place",
    IncubatorPlaceNotInUse: "incubator_place",
    IncubatorPlaceTooFar: "incubator_place",
    IncubatorPlaceStillUsed: "last_day",
    TenanciesOverlap: "starts_on",
    TenancyEndsAlready: "last_day",
    TenancyEndsBeforeItStarts: "last_day",
}
_MOST_GROUPS = 99


def refuse_beside(form: forms.Form, refusal: MentoringError) -> None:
    """Put `refusal` beside the field it is about; above the form where it is about none."""
    field = _BESIDE.get(type(refusal))
    form.add_error(field if field in form.fields else None, str(refusal))


class PlaceForm(forms.Form):
    """A new room or shed of the incubator."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=IncubatorPlaceKind.choices)
    place = PlaceField(
        label=_("Place"), help_text=_("Groups of this place and inside it can work here.")
    )
    capacity = forms.IntegerField(
        label=_("Groups at the same time"), min_value=1, max_value=_MOST_GROUPS, initial=1
    )
    starts_on = forms.DateField(label=_("In use from"), widget=DayInput())


class PlaceChangeForm(forms.Form):
    """What may change of a place: its name, its room, its last day."""

    name = forms.CharField(label=_("Name"), max_length=120)
    capacity = forms.IntegerField(
        label=_("Groups at the same time"), min_value=1, max_value=_MOST_GROUPS
    )
    last_day = forms.DateField(label=_("Last day in use"), required=False, widget=DayInput())


class SettleForm(forms.Form):
    """A group moves into a place of the incubator, or is visited at home from now on."""

    starts_on = forms.DateField(label=_("First day"), widget=DayInput())
    last_day = forms.DateField(
        label=_("Last day"),
        help_text=_("Leave it empty while nobody knows."),
        required=False,
        widget=DayInput(),
    )
    field_order = ("group", "incubator_place", "starts_on", "last_day")

    def __init__(self, *args: Any, groups: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"] = forms.ModelChoiceField(
            label=_("Group"), queryset=groups, empty_label=_("Choose a group")
        )
        self.fields["incubator_place"] = forms.ModelChoiceField(
            label=_("Where it works"),
            queryset=places,
            required=False,
            empty_label=_("At home (out-wall)"),
        )
        self.order_fields(self.field_order)


class EndForm(forms.Form):
    """Until when a group works there."""

    last_day = forms.DateField(label=_("Last day"), widget=DayInput())
