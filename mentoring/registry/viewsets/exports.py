"""Lists that were taken out, to read only."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, NumberColumn

from mentoring.registry.forms.exports import ReasonForm
from mentoring.registry.models import ExportLog
from mentoring.registry.views.rows import RowIndexView
from mentoring.registry.viewsets.rows import DayColumn, RowViewSet


class ExportIndexView(RowIndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("exported_by")

    def get_add_url(self) -> None:
        return None


class ExportViewSet(RowViewSet):
    """One's own for everybody, all for those who watch over it."""

    model = ExportLog
    name = "mentoring_export"
    icon = "download"
    menu_label = _("Lists taken out")
    menu_hook = "register_mentoring_menu_item"
    menu_order = 820
    index_view_class = ExportIndexView
    inspect_view_enabled = False
    list_display = [
        "register",
        Column("exported_by", label=_("Taken by")),
        Column("reason", label=_("Reason")),
        NumberColumn("row_count", label=_("Lines")),
        DayColumn("exported_at", label=_("Taken on"), sort_key="exported_at"),
    ]
    search_fields = ["register", "reason"]

    def get_form_class(self, for_update: bool = False) -> Any:
        return ReasonForm

    def get_urlpatterns(self) -> list[Any]:
        kept = ("index", "index_results")
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in kept]
