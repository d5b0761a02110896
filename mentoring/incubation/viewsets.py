"""Cycles and instruments as Wagtail admin screens, described as data."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column, NumberColumn

from mentoring.incubation import forms
from mentoring.incubation.models import Cycle, InstrumentVersion
from mentoring.incubation.views import cycle_rules, instruments, registers
from mentoring.registry.viewsets import RowViewSet


class CycleViewSet(RowViewSet):
    model = Cycle
    name = "mentoring_cycle"
    icon = "rotate"
    menu_label = _("Cycles")
    menu_hook = "register_mentoring_menu_item"
    menu_order = 60
    ordering = "-starts_on"
    index_view_class = registers.CycleIndexView
    add_view_class = registers.CycleCreateView
    edit_view_class = registers.CycleEditView
    inspect_view_class = registers.CycleInspectView
    inspect_view_fields = ["place", "starts_on", "months", "closed_on", "instrument_version"]
    list_display = [
        "name",
        Column("place", label=_("Place"), accessor="place.name", sort_key="place__name"),
        NumberColumn(
            "group_count", label=pgettext_lazy("crafters", "Groups"), sort_key="group_count"
        ),
    ]
    search_fields = ["name", "place__name"]
    list_export = ["name", "place", "starts_on", "months", "closed_on", "group_count"]
    export_headings = {"group_count": pgettext_lazy("crafters", "Groups")}
    export_filename = "siklus"

    def get_form_class(self, for_update: bool = False) -> Any:
        return forms.CycleChangeForm if for_update else forms.CycleForm

    def get_urlpatterns(self) -> list[Any]:
        # What groups went through explains itself by its cycle, so cycles are closed.
        return [
            *(pattern for pattern in super().get_urlpatterns() if pattern.name != "delete"),
            path("<int:pk>/instruments/", instruments.ChooseView.as_view(), name="instruments"),
            path("<int:pk>/stage/<int:row>/", cycle_rules.StageView.as_view(), name="stage"),
            path(
                "<int:pk>/criterion/<int:row>/",
                cycle_rules.CriterionView.as_view(),
                name="criterion",
            ),
        ]


class InstrumentVersionViewSet(RowViewSet):
    """To read; drafts are written by pages of their own, published versions never."""

    model = InstrumentVersion
    name = "mentoring_instrument"
    icon = "form"
    menu_label = _("Instruments")
    menu_hook = "register_mentoring_menu_item"
    menu_order = 70
    index_view_class = registers.InstrumentVersionIndexView
    inspect_view_class = registers.InstrumentVersionInspectView
    inspect_view_fields = ["number", "answered_percent", "classes_above_lowest"]
    list_display = ["__str__"]
    search_fields = ["instrument__code"]

    def get_form_class(self, for_update: bool = False) -> Any:
        return forms.NoForm

    def get_urlpatterns(self) -> list[Any]:
        kept = ("index", "index_results", "inspect")
        return [
            *(pattern for pattern in super().get_urlpatterns() if pattern.name in kept),
            path("import/", instruments.ImportView.as_view(), name="import"),
            path("<int:pk>/xlsform/", instruments.xlsform, name="xlsform"),
            path("<int:pk>/preview/", instruments.preview, name="preview"),
            path("<int:pk>/new/", instruments.NewVersionView.as_view(), name="new_version"),
            path("<int:pk>/publish/", instruments.PublishView.as_view(), name="publish"),
            path("<int:pk>/rules/", instruments.RulesView.as_view(), name="rules"),
            path("<int:pk>/section/", instruments.SectionView.as_view(), name="add_section"),
            path("<int:pk>/section/<str:code>/", instruments.SectionView.as_view(), name="section"),
            path("<int:pk>/item/", instruments.ItemView.as_view(), name="add_item"),
            path("<int:pk>/item/<str:code>/", instruments.ItemView.as_view(), name="item"),
        ]
