"""Forms and choosers of places and craft centres."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mentoring.registry.forms.rows import RowChooser, RowForm, SearchForm
from mentoring.registry.models import (
    Place,
    Sentra,
)


class PlaceChooser(RowChooser):
    model = Place
    chooser_modal_url_name = "mentoring_place_chooser:choose"
    choose_one_text = _("Choose a place")
    choose_another_text = _("Choose another place")
    icon = "site"


class PlaceSearchForm(SearchForm):
    columns = ("name", "code")


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
