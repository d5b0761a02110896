"""The register of business clusters."""

from typing import Any

import django_filters
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn

from mentoring.registry import forms
from mentoring.registry.models import BusinessCluster, ClusterForm
from mentoring.registry.views import clusters, documents
from mentoring.registry.viewsets.rows import RowViewSet


class ClusterFilterSet(WagtailFilterSet):
    form = django_filters.ChoiceFilter(label=_("Form"), choices=ClusterForm.choices)

    class Meta:
        model = BusinessCluster
        fields: list[str] = []


class ClusterViewSet(RowViewSet):
    model = BusinessCluster
    name = "mentoring_cluster"
    ordering = "name"
    icon = "group"
    menu_label = _("Business clusters")
    form_class = forms.ClusterEditForm
    index_view_class = clusters.ClusterIndexView
    add_view_class = clusters.ClusterCreateView
    edit_view_class = clusters.ClusterEditView
    inspect_view_class = clusters.ClusterInspectView
    inspect_view_fields = ["form", "craft", "place", "time_zone", "founded_on", "story"]
    list_display = [
        "name",
        Column("form", label=_("Form"), accessor="get_form_display"),
        Column("place", label=_("Place"), accessor="place.name", sort_key="place__name"),
        NumberColumn(
            "group_count", label=pgettext_lazy("crafters", "Groups"), sort_key="group_count"
        ),
    ]
    search_fields = ["name", "craft", "place__name"]
    filterset_class = ClusterFilterSet
    list_export = ["name", "form", "craft", "place", "founded_on"]
    export_filename = "gugus-usaha"

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path(
                "<uuid:pk>/groups/add/", clusters.AddGroupToClusterView.as_view(), name="add_group"
            ),
            path(
                "groups/<uuid:pk>/end/",
                clusters.EndClusterMembershipView.as_view(),
                name="end_membership",
            ),
            path("<uuid:pk>/board/add/", clusters.SeatOnBoardView.as_view(), name="seat"),
            path("board/<uuid:pk>/end/", clusters.EndSeatView.as_view(), name="end_seat"),
            path(
                "<uuid:pk>/papers/new/",
                documents.KeepClusterDocumentView.as_view(),
                name="keep_document",
            ),
        ]
