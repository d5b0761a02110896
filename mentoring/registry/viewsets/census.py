"""The census as a register in the admin: found, narrowed, corrected, taken out as a list."""

from typing import Any

import django_filters
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from mentoring.registry.models import CensusEntry, ReachedThrough, Stratum
from mentoring.registry.views import census_register
from mentoring.registry.viewsets.rows import RowViewSet, visible_sentra


class CensusFilterSet(WagtailFilterSet):
    sentra = django_filters.ModelChoiceFilter(label=_("Craft centre"), queryset=visible_sentra)
    stratum = django_filters.ChoiceFilter(label=_("Stratum"), choices=Stratum.choices)
    reached_through = django_filters.ChoiceFilter(
        label=_("Reached through"), choices=ReachedThrough.choices
    )
    enrolled = django_filters.BooleanFilter(
        field_name="person", lookup_expr="isnull", exclude=True, label=_("Enrolled")
    )

    class Meta:
        model = CensusEntry
        fields: list[str] = []


class CensusViewSet(RowViewSet):
    """New lines come from sheets (`sensus/lembar/`) and imports, not from a form here."""

    model = CensusEntry
    name = "mentoring_census"
    menu_hook = "register_mentoring_menu_item"
    menu_order = 250
    ordering = "name"
    icon = "list-ul"
    menu_label = _("Census")
    form_class = census_register.EntryForm
    index_view_class = census_register.CensusIndexView
    edit_view_class = census_register.CensusEditView
    inspect_view_fields = [
        "sentra",
        "place",
        "hamlet",
        "sex",
        "craft",
        "stratum",
        "consent_level",
        "reached_through",
        "referred_by",
        "wave",
        "seen_on",
        "person",
    ]
    list_display = [
        "name",
        Column("hamlet", label=_("Hamlet"), sort_key="hamlet"),
        Column("sentra", label=_("Craft centre"), accessor="sentra.name", sort_key="sentra__name"),
        Column("stratum", label=_("Stratum"), accessor="get_stratum_display", sort_key="stratum"),
    ]
    search_fields = ["name_key", "hamlet", "craft"]
    filterset_class = CensusFilterSet
    list_export = ["name", "sex", "hamlet", "sentra", "craft", "stratum", "consent_level"]
    export_filename = "sensus"

    def get_urlpatterns(self) -> list[Any]:
        """ "Add" leads to the sheet of many lines."""
        kept = [pattern for pattern in super().get_urlpatterns() if pattern.name != "add"]
        sheet = RedirectView.as_view(pattern_name="mentoring_registry:census_sheet")
        return [path("new/", sheet, name="add"), *kept]
