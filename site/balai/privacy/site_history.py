"""Wagtail's report of everything that was done, narrowed to pages.

What is done to people, groups and complaints follows rows that Wagtail's report does not know;
it is in our own report (`audit.py`), which asks who reads it.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import IntegerField, QuerySet, Value
from wagtail.admin.views.reports.audit_logging import LogEntriesView, SiteHistoryReportFilterSet
from wagtail.models import PageLogEntry


class PageHistoryFilters(SiteHistoryReportFilterSet):
    """Wagtail's own offers everybody who ever did anything, and every kind of row."""

    object_type = None

    def get_user_choices(self) -> "QuerySet[Any]":
        seen = PageLogEntry.objects.viewable_by_user(self.request.user)
        return get_user_model().objects.filter(pk__in=seen.get_user_ids()).order_by("username")


class SiteHistory(LogEntriesView):
    filterset_class = PageHistoryFilters

    def get_filtered_queryset(self) -> "QuerySet[Any]":
        self.log_models = [PageLogEntry]
        seen = PageLogEntry.objects.viewable_by_user(self.request.user)
        lines = seen.values("pk", "timestamp").annotate(
            log_model_index=Value(0, output_field=IntegerField())
        )
        return self.filter_queryset(lines).order_by("-timestamp")
