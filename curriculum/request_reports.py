"""Proposed changes that wait, module by module, as a report."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from curriculum.models import ModuleChangeRequest, ModuleRelease, RequestState
from curriculum.reports import BarColumn, LessonReport, whole_percent


def waiting_by_module() -> "QuerySet[Any]":
    """One row per module with open requests: module_id, proposed, accepted, waiting, oldest."""
    counted = ModuleChangeRequest.objects.open().order_by().values("module_id")
    return counted.annotate(
        waiting=Count("pk"),
        proposed=Count("pk", filter=Q(state=RequestState.PROPOSED)),
        accepted=Count("pk", filter=Q(state=RequestState.ACCEPTED)),
        oldest=Min("filed_at"),
    )


class OpenRequestsReport(LessonReport):
    """Which modules wait for a change, and how long the oldest proposal has waited."""

    index_url_name = "curriculum_reports:open_requests"
    index_results_url_name = "curriculum_reports:open_requests_results"
    page_title = _("Proposed changes that wait")
    default_ordering = ("oldest", "module_id")
    columns = [
        Column("code", label=_("Code")),
        Column("title", label=_("Title")),
        Column("waiting", label=_("Waiting"), sort_key="waiting"),
        Column("proposed", label=_("Not decided yet"), sort_key="proposed"),
        BarColumn("accepted_share", label=_("Accepted, not done yet")),
        Column("days", label=_("Oldest, in days"), sort_key="oldest"),
    ]
    list_export = ["code", "title", "waiting", "proposed", "accepted", "days"]
    export_headings = {
        "code": _("Code"),
        "title": _("Title"),
        "waiting": _("Waiting"),
        "proposed": _("Not decided yet"),
        "accepted": _("Accepted, not done yet"),
        "days": _("Oldest, in days"),
    }

    def get_base_queryset(self) -> "QuerySet[Any]":
        return waiting_by_module()

    def decorate_paginated_queryset(self, object_list: Iterable[Any]) -> list[Any]:
        rows = list(object_list)
        found = _latest({row["module_id"] for row in rows})
        now = timezone.now()
        for row in rows:
            release = found.get(row["module_id"])
            row["code"] = release.code if release else ""
            row["title"] = release.title if release else ""
            row["days"] = (now - row["oldest"]).days
            row["accepted_share"] = whole_percent(row["accepted"], row["waiting"])
        return rows


def _latest(page_ids: set[int]) -> dict[int, ModuleRelease]:
    """Page key -> the newest release, also of modules that were taken back."""
    releases = ModuleRelease.objects.filter(page_id__in=page_ids).order_by("number")
    return {each.page_id: each for each in releases.defer("manifest", "face")}
