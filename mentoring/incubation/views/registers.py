"""The registers of cycles and instruments in the admin."""

from itertools import groupby
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import HeaderButton

from mentoring.incubation.models import Cycle, Gate, in_language
from mentoring.incubation.permissions import can_author, can_open_cycle
from mentoring.incubation.services import change_cycle, open_cycle
from mentoring.incubation.services.criteria import is_used
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
        further = self.object.instruments
        criteria = self.object.criteria.order_by("gate", "order")
        return super().get_context_data(
            **kwargs,
            can_change=self.can_change,
            can_change_rules=can_open_cycle(self.request.user, self.object.place)
            and not is_used(self.object),
            stages=self.object.stages.order_by("order"),
            gates=[
                (Gate(gate).label, list(rows)) for gate, rows in groupby(criteria, lambda c: c.gate)
            ],
            instruments=[one.version for one in further.select_related("version__instrument")],
            group_count=self.object.enrolments.count(),
            board_url=reverse("mentoring_incubation:board"),
        )


class InstrumentVersionIndexView(RowIndexView):
    @property
    def header_buttons(self) -> list[Any]:
        buttons = list(super().header_buttons)
        if can_author(self.request.user):
            address = reverse("mentoring_instrument:import")
            buttons.append(HeaderButton(_("Bring in an XLSForm"), address, icon_name="download"))
        return buttons

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("instrument")


class InstrumentVersionInspectView(RowInspectView):
    template_name = "mentoring_incubation/admin/instrument_version.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.object
        return super().get_context_data(
            **kwargs,
            introduction=in_language(version.introduction),
            caution=in_language(version.caution),
            classes=[(in_language(one["name"]), one["starts_at"]) for one in version.classes],
            dimensions=[(one, in_language(one.meaning)) for one in version.with_items()],
            is_used=version.is_used(),
            can_author=can_author(self.request.user),
        )
