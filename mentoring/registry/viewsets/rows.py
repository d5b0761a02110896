"""What every register and chooser has alike."""

from typing import Any

from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from mentoring.registry.models import (
    CrafterGroup,
    Sentra,
)
from mentoring.registry.views import rows


class DayColumn(Column):
    """A day as people write it; Wagtail's own date column says "eight months ago"."""

    def get_value(self, instance: Any) -> str:
        day = super().get_value(instance)
        return date_format(day, "j M Y") if day else ""


class RowViewSet(ModelViewSet):
    """A register whose rows follow `visible_to`; rooms below build theirs on it too."""

    index_view_class = rows.RowIndexView
    delete_view_class = rows.RowDeleteView
    inspect_view_class = rows.RowInspectView
    history_view_class = rows.RowHistoryView
    usage_view_class = rows.RowUsageView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    form_class: Any = None
    list_per_page = 30

    def get_form_class(self, for_update: bool = False) -> Any:
        return self.form_class


def visible_sentra(request: Any) -> Any:
    return Sentra.objects.visible_to(request.user)


def visible_groups(request: Any) -> Any:
    return CrafterGroup.objects.visible_to(request.user)


class RowChooserViewSet(ChooserViewSet):
    choose_view_class = rows.RowChooseView
    choose_results_view_class = rows.RowChooseResultsView
    chosen_view_class = rows.RowChosenView
    chosen_multiple_view_class = rows.RowChosenMultipleView
    create_view_class = rows.NoCreateView
    register_widget = False
