"""Forms of business clusters, their groups and boards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.registry.forms.people import PersonChooser
from mentoring.registry.forms.place_field import PlaceField
from mentoring.registry.forms.rows import DayInput, DaysForm, RowForm, offer
from mentoring.registry.models import BoardRole, BusinessCluster, CrafterGroup, Person


class ClusterEditForm(RowForm):
    place = PlaceField(
        label=_("Place"),
        help_text=_("Name or code of a village, district, regency or province."),
    )

    class Meta:
        model = BusinessCluster
        fields = ["name", "form", "craft", "place", "time_zone", "founded_on", "story"]
        widgets = {
            "form": forms.RadioSelect,
            "founded_on": DayInput,
            "story": forms.Textarea(attrs={"rows": 3}),
        }


class ClusterGroupForm(DaysForm):
    """A group becomes part of a cluster."""

    group = forms.ModelChoiceField(
        CrafterGroup.objects.none(), label=pgettext_lazy("crafters", "Group")
    )
    field_order = ("group", "starts_on", "last_day")

    def __init__(self, *args: Any, for_user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["group"], for_user)
        self.fields["group"].queryset = self.fields["group"].queryset.standing()


class SeatForm(DaysForm):
    """Somebody gets a seat on the board."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Person"), widget=PersonChooser)
    role = forms.ChoiceField(label=_("Role"), choices=BoardRole.choices)
    field_order = ("person", "role", "starts_on", "last_day")

    def __init__(self, *args: Any, for_user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["person"], for_user)


class EndSeatForm(forms.Form):
    last_day = forms.DateField(
        label=_("Last day"), widget=DayInput, help_text=_("This day still counts.")
    )
