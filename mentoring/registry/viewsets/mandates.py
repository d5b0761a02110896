"""The register of mandates."""

from typing import Any

import django_filters
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from mentoring.accounts import name_columns
from mentoring.registry import forms
from mentoring.registry.models import (
    Mandate,
    MandateRole,
)
from mentoring.registry.views import mandates
from mentoring.registry.viewsets.rows import DayColumn, RowViewSet


class MandateFilterSet(WagtailFilterSet):
    role = django_filters.ChoiceFilter(label=_("Role"), choices=MandateRole.choices)

    class Meta:
        model = Mandate
        fields: list[str] = []


class MandateViewSet(RowViewSet):
    model = Mandate
    name = "mentoring_mandate"
    ordering = "-starts_on"
    icon = "key"
    menu_label = _("Mandates")
    form_class = forms.MandateForm
    index_view_class = mandates.MandateIndexView
    add_view_class = mandates.MandateCreateView
    inspect_view_class = mandates.MandateInspectView
    inspect_view_fields = ["user", "role", "place", "starts_on", "last_day"]
    list_display = [
        "__str__",
        DayColumn("starts_on", label=_("First day"), sort_key="starts_on"),
        DayColumn("last_day", label=_("Last day")),
    ]
    search_fields = [*name_columns("user__"), "place__name", "place__code"]
    filterset_class = MandateFilterSet
    list_export = ["user", "role", "place", "starts_on", "last_day"]
    export_headings = {"last_day": _("Last day")}
    export_filename = "mandat"
    menu_order = 900

    def get_urlpatterns(self) -> list[Any]:
        # Mandates are ended, never edited, copied or deleted: they explain what people did.
        kept = [
            pattern
            for pattern in super().get_urlpatterns()
            if pattern.name not in ("edit", "delete")
        ]
        return [*kept, path("end/<int:pk>/", mandates.MandateEndView.as_view(), name="end")]
