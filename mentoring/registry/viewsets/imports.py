"""Imports in the admin."""

from typing import Any

import django_filters
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn

from mentoring.registry.forms.imports import UploadForm
from mentoring.registry.models import ImportBatch, ImportState, import_kinds
from mentoring.registry.views import imports
from mentoring.registry.viewsets.rows import DayColumn, RowViewSet


class ImportFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(label=_("What it lists"), choices=import_kinds)
    state = django_filters.ChoiceFilter(label=_("State"), choices=ImportState.choices)

    class Meta:
        model = ImportBatch
        fields: list[str] = []


class ImportViewSet(RowViewSet):
    model = ImportBatch
    name = "mentoring_import"
    icon = "upload"
    menu_label = _("Imports")
    menu_hook = "register_mentoring_menu_item"
    menu_order = 810
    ordering = "-uploaded_at"
    index_view_class = imports.ImportIndexView
    inspect_view_class = imports.ImportInspectView
    inspect_view_fields = ["kind", "state", "rows_total", "rows_wrong", "uploaded_by"]
    list_display = [
        "file_name",
        Column("kind", label=_("What it lists"), accessor="get_kind_display"),
        Column("state", label=_("State"), accessor="get_state_display"),
        NumberColumn("rows_total", label=_("Lines")),
        DayColumn("uploaded_at", label=_("Sent on"), sort_key="uploaded_at"),
    ]
    search_fields = ["file_name"]
    filterset_class = ImportFilterSet

    def get_form_class(self, for_update: bool = False) -> Any:
        return UploadForm

    def get_urlpatterns(self) -> list[Any]:
        kept = ("index", "index_results", "inspect")
        report = imports.ReportView.as_view(model=ImportBatch)
        return [
            *(pattern for pattern in super().get_urlpatterns() if pattern.name in kept),
            path("template/<str:kind>/", imports.TemplateView.as_view(), name="template"),
            path("send/", imports.UploadView.as_view(), name="upload"),
            path("<uuid:pk>/columns/", imports.ColumnsView.as_view(), name="columns"),
            path("<uuid:pk>/suggestions/", imports.SuggestionsView.as_view(), name="suggestions"),
            path("<uuid:pk>/write/", imports.WriteView.as_view(), name="write"),
            path("<uuid:pk>/back/", imports.TakeBackView.as_view(), name="take_back"),
            path("<uuid:pk>/again/", imports.TryAgainView.as_view(), name="try_again"),
            path("<uuid:pk>/report.csv", report, name="report"),
        ]
