"""What all readers together know, by competency unit, as a report."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column

from curriculum.models import CompetencyUnit
from curriculum.reports import BarColumn, LessonReport, whole_percent
from curriculum.unit_results import Share, UnitShares, shares_by_unit

SHARES = {
    "before": _("Before the lessons"),
    "first_try": _("Right at the first try"),
    "in_the_end": _("Right in the end"),
    "after": _("After the lessons"),
}
_NOTHING = UnitShares(0, *(Share() for _share in SHARES))


class UnitReport(LessonReport):
    """Checks by competency unit: known before, at the first try, in the end, and after."""

    model = CompetencyUnit
    index_url_name = "curriculum_reports:units"
    index_results_url_name = "curriculum_reports:units_results"
    page_title = _("Checks by competency unit")
    default_ordering = "code"
    columns = [
        Column("code", label=_("Code"), sort_key="code"),
        Column("title", label=_("Competency unit")),
        Column("checks", label=pgettext_lazy("of understanding", "Checks")),
        Column("answered", label=_("Answered, person by person")),
        *(BarColumn(name, label=label) for name, label in SHARES.items()),
    ]
    list_export = ["code", "title_id", "title_en", "checks", "answered", *SHARES]
    export_headings = {
        "checks": pgettext_lazy("of understanding", "Checks"),
        "answered": _("Answered, person by person"),
        **SHARES,
    }

    def decorate_paginated_queryset(self, object_list: Iterable[Any]) -> list[Any]:
        rows, found = list(object_list), shares_by_unit()
        for unit in rows:
            shares = found.get(unit.pk, _NOTHING)
            unit.checks, unit.answered = shares.checks, shares.in_the_end.of
            for name in SHARES:
                share = getattr(shares, name)
                setattr(unit, name, whole_percent(share.right, share.of))
        return rows
