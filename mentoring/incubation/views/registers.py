"""The registers of cycles and instruments in the admin."""

from itertools import groupby
from typing import Any

from django.db.models import Count
from django.urls import reverse

from mentoring.incubation.models import Cycle, Gate, in_language
from mentoring.incubation.services import change_cycle, open_cycle
from mentoring.registry.views.rows import (
    RowCreateView,
    RowEditView,
    RowIndexView,
    RowInspectView,
)


class CycleIndexView(RowIndexView):
    exports_names = False

    def get_base_queryset(self) -> Any:
        return (
            super()
            .get_base_queryset()
            .select_related("place")
            .annotate(group_count=Count("enrolments", distinct=True))
        )


class CycleCreateView(RowCreateView):
    def save_instance(self) -> Cycle:
        return open_cycle(opened_by=self.request.user, **self.form.cleaned_data)


class CycleEditView(RowEditView):
    def save_instance(self) -> Cycle:
        return change_cycle(
            cycle=self.object, changes=self.form.cleaned_data, changed_by=self.request.user
        )


class CycleInspectView(RowInspectView):
    template_name = "mentoring_incubation/admin/cycle.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        criteria = self.object.criteria.order_by("gate", "order")
        return super().get_context_data(
            **kwargs,
            can_change=self.can_change,
            stages=self.object.stages.order_by("order"),
            gates=[
                (Gate(gate).label, list(rows)) for gate, rows in groupby(criteria, lambda c: c.gate)
            ],
            group_count=self.object.enrolments.count(),
            board_url=reverse("mentoring_incubation:board"),
        )


class InstrumentVersionIndexView(RowIndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("instrument")


class InstrumentVersionInspectView(RowInspectView):
    template_name = "mentoring_incubation/admin/instrument_version.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.object
        return super().get_context_data(
            **kwargs,
            introduction=in_language(version.introduction),
            classes=[(in_language(one["name"]), one["starts_at"]) for one in version.classes],
            dimensions=[(one, in_language(one.meaning)) for one in version.with_items()],
            is_used=version.is_used(),
        )
