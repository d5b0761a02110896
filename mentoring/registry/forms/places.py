"""Forms and choosers of places and craft centres."""

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
            "institution_in_charge",
        ]
        widgets = {"place": PlaceChooser}
