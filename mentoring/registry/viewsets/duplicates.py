"""Probable duplicates in the admin."""

from typing import Any

import django_filters
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn

from mentoring.registry.forms.duplicates import DecisionForm
from mentoring.registry.models import DuplicateCase, DuplicateState, Likeness
from mentoring.registry.views import duplicates
from mentoring.registry.viewsets.rows import RowViewSet


class DuplicateFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=DuplicateState.choices)
    reason = django_filters.ChoiceFilter(label=_("Likeness"), choices=Likeness.choices)

    class Meta:
        model = DuplicateCase
        fields: list[str] = []


class DuplicateViewSet(RowViewSet):
    """Nothing is added or edited here: pairs are found, and decided on their page."""

    model = DuplicateCase
    name = "mentoring_duplicate"
    icon = "copy"
    menu_label = _("Duplicates")
    menu_hook = "register_mentoring_menu_item"
    menu_order = 800
    index_view_class = duplicates.DuplicateIndexView
    inspect_view_class = duplicates.DuplicateInspectView
    inspect_view_fields = ["reason", "score", "state", "note", "decided_by", "decided_at"]
    list_display = [
        "__str__",
        Column("hamlet", label=_("Hamlet"), accessor="person_a.hamlet"),
        Column("reason", label=_("Likeness"), accessor="get_reason_display"),
        NumberColumn("score", label=_("How sure"), sort_key="score"),
    ]
    search_fields = [
        *("person_a__full_name", "person_a__name_key", "person_a__hamlet"),
        *("person_b__full_name", "person_b__name_key"),
    ]
    filterset_class = DuplicateFilterSet

    def get_form_class(self, for_update: bool = False) -> Any:
        return DecisionForm

    def get_urlpatterns(self) -> list[Any]:
        kept = ("index", "index_results", "inspect")
        return [
            *(pattern for pattern in super().get_urlpatterns() if pattern.name in kept),
            path("search/", duplicates.StartScanView.as_view(), name="search"),
            path("<uuid:pk>/decide/", duplicates.DecideView.as_view(), name="decide"),
            path("<uuid:pk>/undo/", duplicates.UndoMergeView.as_view(), name="undo"),
            path("<uuid:pk>/again/", duplicates.LookAgainView.as_view(), name="again"),
        ]
