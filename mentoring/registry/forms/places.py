"""Forms and choosers of places and craft centres."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.registry.forms.rows import DayInput, RowChooser, RowForm, SearchForm
from mentoring.registry.models import (
    Place,
    Sentra,
)
from mentoring.registry.place_search import places_matching


class PlaceChooser(RowChooser):
    model = Place
    chooser_modal_url_name = "mentoring_place_chooser:choose"
    choose_one_text = _("Choose a place")
    choose_another_text = _("Choose another place")
    icon = "site"


class PlaceSearchForm(SearchForm):
    """Finds by name, by a name and the places above it, and by a code however it is written."""

    def filter(self, objects: QuerySet) -> QuerySet:
        wanted = self.cleaned_data.get("q")
        if not wanted:
            return objects.select_related("parent__parent__parent")
        self.is_searching, self.search_query = True, wanted
        return places_matching(wanted, objects)


class PlaceListForm(forms.Form):
    """The national list as a file."""

    file = forms.FileField(
        label=_("File"), widget=forms.FileInput(attrs={"accept": ".csv,text/csv"})
    )
    happened_on = forms.DateField(
        label=_("New names since"), widget=DayInput, initial=timezone.localdate
    )
    source = forms.CharField(
        label=_("Where the list is from"),
        max_length=200,
        required=False,
        help_text=_("For example the number of the decree."),
    )


class SentraForm(RowForm):
    class Meta:
        model = Sentra
        fields = [
            "name",
            "craft",
            "products",
            "place",
            "time_zone",
            "business_units",
            "is_womens_craft",
            "institution_in_charge",
            "latitude",
            "longitude",
        ]
        widgets = {"place": PlaceChooser}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        # A field that was refused itself needs no second sentence.
        given = [said.get(name) is not None for name in ("latitude", "longitude")]
        if len(set(given)) > 1 and not {"latitude", "longitude"} & set(self.errors):
            missing = "longitude" if given[0] else "latitude"
            self.add_error(missing, _("A point on the map needs both numbers, or none."))
        return said
