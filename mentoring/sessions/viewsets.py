"""The register of training runs as Wagtail admin screens."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn

from mentoring.registry.viewsets import DayColumn, RowViewSet
from mentoring.sessions.forms.runs import TrainingRunForm
from mentoring.sessions.models import RunState, TrainingRun
from mentoring.sessions.views import registers


class TrainingRunFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=RunState.choices)

    class Meta:
        model = TrainingRun
        fields: list[str] = []


class TrainingRunViewSet(RowViewSet):
    model = TrainingRun
    name = "mentoring_training_run"
    icon = "calendar-alt"
    menu_label = _("Training runs")
    menu_hook = "register_mentoring_menu_item"
    menu_order = 40
    form_class = TrainingRunForm
    index_view_class = registers.RunIndexView
    add_view_class = registers.RunCreateView
    edit_view_class = registers.RunEditView
    inspect_view_class = registers.RunInspectView
    inspect_view_fields = [
        "number",
        "wave",
        "issuer_code",
        "venue",
        "delivery",
        "vocation",
        "fund_source",
        "decree_number",
        "state",
    ]
    list_display = [
        "__str__",
        Column("wave", label=_("Wave"), sort_key="wave"),
        DayColumn("starts_on", label=_("First day"), sort_key="starts_on"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        NumberColumn("participant_count", label=_("Participants"), sort_key="participant_count"),
    ]
    search_fields = ["number", "wave", "programme_code", "venue", "vocation", "decree_number"]
    filterset_class = TrainingRunFilterSet
    list_export = [
        "programme_code",
        "number",
        "wave",
        "issuer_code",
        "venue",
        "starts_on",
        "last_day",
        "state",
        "participant_count",
    ]
    export_headings = {"participant_count": _("Participants"), "last_day": _("Last day")}
    export_filename = "pelatihan"
