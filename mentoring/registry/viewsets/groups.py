"""The register of groups."""

from typing import Any

import django_filters
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn

from mentoring.registry import forms
from mentoring.registry.models import (
    CrafterGroup,
    GroupStatus,
    Tenancy,
    Tier,
)
from mentoring.registry.views import documents, groups, lineage
from mentoring.registry.viewsets.rows import RowViewSet, visible_sentra


class GroupFilterSet(WagtailFilterSet):
    sentra = django_filters.ModelChoiceFilter(label=_("Craft centre"), queryset=visible_sentra)
    tier = django_filters.ChoiceFilter(label=_("Tier"), choices=Tier.choices)
    tenancy = django_filters.ChoiceFilter(label=_("Incubated"), choices=Tenancy.choices)
    status = django_filters.ChoiceFilter(label=_("Status"), choices=GroupStatus.choices)

    class Meta:
        model = CrafterGroup
        fields: list[str] = []


class GroupViewSet(RowViewSet):
    model = CrafterGroup
    name = "mentoring_group"
    ordering = "name"
    icon = "group"
    menu_label = pgettext_lazy("crafters", "Groups")
    form_class = forms.GroupForm
    index_view_class = groups.GroupIndexView
    add_view_class = groups.GroupCreateView
    edit_view_class = groups.GroupEditView
    inspect_view_class = groups.GroupInspectView
    inspect_view_fields = [
        "sentra",
        "hamlet",
        "founded_on",
        "status",
        "status_since",
        "tenancy",
        "tier",
        "story",
    ]
    list_display = [
        "name",
        Column("sentra", label=_("Craft centre"), accessor="sentra.name", sort_key="sentra__name"),
        NumberColumn("member_count", label=_("Members"), sort_key="member_count"),
    ]
    search_fields = ["name", "name_key", "hamlet", "sentra__name"]
    filterset_class = GroupFilterSet
    list_export = ["name", "sentra", "hamlet", "founded_on", "tenancy", "tier", "member_count"]
    export_headings = {"member_count": _("Members")}
    export_filename = "kelompok"

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("<uuid:pk>/members/add/", groups.AddMemberView.as_view(), name="add_member"),
            path(
                "<uuid:pk>/members/new/",
                groups.EnrolNewPersonView.as_view(),
                name="enrol_new_person",
            ),
            path(
                "members/<uuid:pk>/end/",
                groups.EndMembershipView.as_view(),
                name="end_membership",
            ),
            path("<uuid:pk>/rename/", lineage.RenameGroupView.as_view(), name="rename"),
            path("<uuid:pk>/split/", lineage.SplitGroupView.as_view(), name="split"),
            path("<uuid:pk>/merge/", lineage.MergeGroupView.as_view(), name="merge"),
            path("<uuid:pk>/reform/", lineage.ReformGroupView.as_view(), name="reform"),
            path("<uuid:pk>/dissolve/", lineage.DissolveGroupView.as_view(), name="dissolve"),
            path(
                "<uuid:pk>/papers/new/",
                documents.KeepGroupDocumentView.as_view(),
                name="keep_document",
            ),
        ]
