"""The registers of facilitators and assignments as Wagtail admin screens."""

from typing import Any

import django_filters
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn

from mentoring.accounts import name_columns
from mentoring.assignments import forms
from mentoring.assignments.models import (
    Assignment,
    AssignmentKind,
    AssignmentState,
    Facilitator,
)
from mentoring.assignments.views import registers, steps
from mentoring.registry.viewsets import DayColumn, RowViewSet, visible_sentra


class FacilitatorFilterSet(WagtailFilterSet):
    class Meta:
        model = Facilitator
        fields: list[str] = []


class FacilitatorViewSet(RowViewSet):
    model = Facilitator
    name = "mentoring_facilitator"
    icon = "user"
    menu_label = _("Facilitators")
    menu_hook = "register_mentoring_menu_item"
    menu_order = 20
    form_class = forms.FacilitatorForm
    index_view_class = registers.FacilitatorIndexView
    add_view_class = registers.FacilitatorCreateView
    edit_view_class = registers.FacilitatorEditView
    inspect_view_class = registers.FacilitatorInspectView
    inspect_view_fields = ["home_place", "language_names", "load_cap"]
    ordering = name_columns("user__")[0]
    list_display = [
        "__str__",
        Column("home_place", label=_("Home village"), accessor="home_place.name"),
        NumberColumn(
            "group_count", label=pgettext_lazy("crafters", "Groups"), sort_key="group_count"
        ),
    ]
    search_fields = [*name_columns("user__"), "home_place__name"]
    list_export = ["user", "home_place", "language_names", "load_cap", "group_count"]
    export_headings = {
        "group_count": pgettext_lazy("crafters", "Groups"),
        "language_names": _("Languages"),
    }
    export_filename = "pendamping"

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/training/", steps.RecordTrainingView.as_view(), name="training"),
            path("<int:pk>/waiver/", steps.WaiveTrainingView.as_view(), name="waiver"),
            path("<int:pk>/leave/", steps.RecordLeaveView.as_view(), name="leave"),
        ]


class AssignmentFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=AssignmentState.choices)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=AssignmentKind.choices)
    sentra = django_filters.ModelChoiceFilter(
        label=_("Craft centre"), field_name="group__sentra", queryset=visible_sentra
    )

    class Meta:
        model = Assignment
        fields: list[str] = []


def state_today(assignment: Assignment) -> str:
    return assignment.state_on(timezone.localdate())


class AssignmentViewSet(RowViewSet):
    model = Assignment
    name = "mentoring_assignment"
    icon = "link"
    menu_label = _("Assignments")
    menu_hook = "register_mentoring_menu_item"
    menu_order = 30
    ordering = "-starts_on"
    form_class = forms.ProposalForm
    index_view_class = registers.AssignmentIndexView
    add_view_class = registers.ProposeView
    inspect_view_class = registers.AssignmentInspectView
    inspect_view_fields = [
        "kind",
        "starts_on",
        "last_day",
        "proposed_by",
        "answered_at",
        "reason",
        "travel_minutes",
        "handover_since",
        "handover_note",
    ]
    list_display = [
        "__str__",
        Column("state", label=_("State"), accessor=state_today),
        DayColumn("starts_on", label=_("First day"), sort_key="starts_on"),
    ]
    search_fields = ["group__name", "group__name_key", *name_columns("facilitator__user__")]
    filterset_class = AssignmentFilterSet
    list_export = ["group", "facilitator", "kind", "state", "starts_on", "last_day", "reason"]
    export_headings = {"last_day": _("Last day")}
    export_filename = "penugasan"

    def get_urlpatterns(self) -> list[Any]:
        # Assignments move by steps and are never rewritten or deleted.
        kept = [
            pattern
            for pattern in super().get_urlpatterns()
            if pattern.name not in ("edit", "delete")
        ]
        steps_by_name = {
            "end": steps.EndAssignmentView,
            "withdraw": steps.WithdrawAssignmentView,
            "suspend": steps.SuspendAssignmentView,
            "resume": steps.ResumeAssignmentView,
            "hand_over": steps.HandOverView,
            "finish": steps.FinishHandoverView,
        }
        return [
            *kept,
            *(
                path(f"<uuid:pk>/{name.replace('_', '-')}/", view.as_view(), name=name)
                for name, view in steps_by_name.items()
            ),
        ]
