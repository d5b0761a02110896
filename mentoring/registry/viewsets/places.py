"""The registers of craft centres and places, and the chooser of places."""

from typing import Any

import django_filters
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn

from mentoring.registry import forms
from mentoring.registry.models import (
    Place,
    Sentra,
    TimeZone,
)
from mentoring.registry.place_search import full_path
from mentoring.registry.views import place_register, places, rows
from mentoring.registry.viewsets.rows import RowChooserViewSet, RowViewSet


class SentraFilterSet(WagtailFilterSet):
    time_zone = django_filters.ChoiceFilter(label=_("Time zone"), choices=TimeZone.choices)

    class Meta:
        model = Sentra
        fields: list[str] = []


class SentraViewSet(RowViewSet):
    model = Sentra
    name = "mentoring_sentra"
    ordering = "name"
    icon = "site"
    menu_label = _("Craft centres")
    form_class = forms.SentraForm
    index_view_class = places.SentraIndexView
    add_view_class = places.SentraCreateView
    edit_view_class = places.SentraEditView
    inspect_view_class = places.SentraInspectView
    inspect_view_fields = [
        "craft",
        "products",
        "place",
        "time_zone",
        "business_units",
        "institution_in_charge",
    ]
    list_display = [
        "name",
        "craft",
        Column("place", label=_("Village"), accessor="place.name", sort_key="place__name"),
        NumberColumn(
            "group_count", label=pgettext_lazy("crafters", "Groups"), sort_key="group_count"
        ),
    ]
    search_fields = ["name", "craft", "products", "place__name"]
    filterset_class = SentraFilterSet
    list_export = ["name", "craft", "products", "place", "time_zone", "business_units"]
    export_filename = "sentra"


class PlaceFilterSet(WagtailFilterSet):
    in_use = django_filters.BooleanFilter(
        label=_("In use"), field_name="valid_to", lookup_expr="isnull"
    )

    class Meta:
        model = Place
        fields: list[str] = []


class PlaceViewSet(RowViewSet):
    model = Place
    name = "mentoring_place"
    ordering = "code"
    icon = "globe"
    menu_label = _("Places")
    form_class = forms.PlaceForm
    index_view_class = place_register.PlaceIndexView
    add_view_class = place_register.PlaceCreateView
    edit_view_class = place_register.PlaceEditView
    inspect_view_class = place_register.PlaceInspectView
    inspect_view_fields = ["code", "bps_code", "valid_from", "valid_to"]
    list_display = [
        "name",
        Column("code", label=_("Code"), accessor="code", sort_key="code"),
        Column(
            "within",
            label=_("Lies in"),
            accessor=lambda place: full_path(place.parent) if place.parent else "",
        ),
    ]
    search_fields = ["name"]
    filterset_class = PlaceFilterSet
    list_export = ["code", "name", "bps_code", "valid_from", "valid_to"]
    export_filename = "tempat"

    def get_form_class(self, for_update: bool = False) -> Any:
        return forms.PlaceCorrectionForm if for_update else forms.PlaceForm

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("<str:pk>/rename/", place_register.RenamePlaceView.as_view(), name="rename"),
            path("<str:pk>/replace/", place_register.ReplacePlaceView.as_view(), name="replace"),
        ]


class WithPath:
    """Adds where each place lies: many villages have one name."""

    columns: list[Column]

    @property
    def columns(self) -> list[Column]:  # type: ignore[no-redef]
        within = Column(
            "within",
            label=_("Lies in"),
            accessor=lambda place: full_path(place.parent) if place.parent else "",
        )
        return [*super().columns, within]  # type: ignore[misc]


class ChoosePlace(WithPath, rows.RowChooseView):
    filter_form_class = forms.PlaceSearchForm


class ChoosePlaceResults(WithPath, rows.RowChooseResultsView):
    filter_form_class = forms.PlaceSearchForm


class PlaceChooserViewSet(RowChooserViewSet):
    model = Place
    name = "mentoring_place_chooser"
    icon = "site"
    choose_one_text = _("Choose a place")
    choose_view_class = ChoosePlace
    choose_results_view_class = ChoosePlaceResults
