"""Who read, changed and exported what: one report over Wagtail's log.

The log only grows: there is no form, address or permission of any role to change or
delete a line of it. What a line's `data` may hold is listed here; a test reads the
source of every part for anything else, because a name or number in the log would stay.
"""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Replace
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.log_actions import log
from wagtail.log_actions import registry as log_actions
from wagtail.models import ModelLogEntry

from balai.privacy.permissions import can_see_audit
from mentoring.registry.models import Complaint

# What a line of the log may say beside who, what and when. "reason" and "note" are what
# somebody answered when asked why; everything else is a code, a key or a count.
DATA_MAY_SAY = {
    "approved",
    "as",
    "chosen",  # field -> "server" or "device"
    "cycle",
    "digest",
    "drawn",
    "field",
    "fields",
    "files",
    "findings",
    "format",
    "from",
    "kid",  # id of a public key
    "kind",
    "left_out",
    "left_on",
    "lines",
    "marks",
    "merge",
    "minutes",
    "missing",
    "mode",
    "moved_up",  # keys of people
    "note",
    "own",
    "participants_added",
    "passed_over",  # keys of people
    "person",
    "purpose",
    "ranks",
    "reason",
    "records",
    "refused",
    "registration",
    "resolution",
    "rows",
    "seed",
    "session",  # key of a session
    "sessions",
    "since",
    "state",
    "status",
    "title",
    "to",
    "told",
    "version",
    "waived",
    "was",  # owner of a promise before: kind, and key of a person
}

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

READING, EXPORT, CHANGE, SIGN_IN = "reading", "export", "change", "sign_in"
KINDS = {
    READING: _("Reading of sensitive data"),
    EXPORT: _("Exports"),
    CHANGE: _("Changes"),
    SIGN_IN: _("Sign-in and accounts"),
}


def kind_of(action: str) -> str:
    """Which of KINDS an action of the log is, by its name."""
    words = action.rpartition(".")[2]
    if action.startswith("accounts."):
        return SIGN_IN
    if "export" in words or "download" in words or "copy" in words:
        return EXPORT
    if any(word in words for word in ("reveal", "read", "view", "seen", "opened")):
        return READING
    return CHANGE


def _actions(kind: str) -> list[str]:
    return [name for name, _label in log_actions.get_choices() if kind_of(name) == kind]


def lines_for(user: Any) -> "QuerySet[ModelLogEntry]":
    """The lines of the log that are about a row, the newest first.

    Whoever a complaint is about is not told that it is there, not by its number either.
    """
    rows = ModelLogEntry.objects.select_related("user", "content_type")
    hidden = Q(content_type=ContentType.objects.get_for_model(Complaint))
    seen = Complaint.objects.visible_to(user).values(number=_bare(Cast("pk", CharField())))
    hidden &= ~Q(number__in=seen.order_by())
    return rows.alias(number=_bare("object_id")).exclude(hidden).order_by("-timestamp", "-pk")


def _bare(number: Any) -> Replace:
    """Without hyphens: not every database keeps a UUID with them."""
    return Replace(number, Value("-"), Value(""))


class AuditFilters(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(
        label=pgettext_lazy("log", "kind"), choices=list(KINDS.items()), method="of_kind"
    )
    action = django_filters.ChoiceFilter(label=_("What"), choices=log_actions.get_choices)
    who = django_filters.CharFilter(label=_("Who"), method="by_name")
    content_type = django_filters.ModelChoiceFilter(
        label=_("About"),
        queryset=lambda request: ContentType.objects.filter(
            pk__in=ModelLogEntry.objects.order_by().values("content_type").distinct()
        ),
    )
    object_id = django_filters.CharFilter(label=_("Number of the row"), lookup_expr="exact")
    timestamp = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)

    class Meta:
        model = ModelLogEntry
        fields = ["kind", "action", "who", "content_type", "object_id", "timestamp"]

    def of_kind(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        return rows.filter(action__in=_actions(value))

    def by_name(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        """By account: log lines of accounts that were deleted keep their number only."""
        named = Q(full_name__icontains=value) | Q(username__icontains=value)
        users = get_user_model().objects.filter(named)
        return rows.filter(user_id__in=users.values("pk"))


class MomentColumn(Column):
    """A moment to the minute; Wagtail's own date column says "two months ago"."""

    def get_value(self, instance: Any) -> str:
        return date_format(timezone.localtime(super().get_value(instance)), "j M Y, H.i")


class AuditReport(ReportView):
    """On the screen with the object's name; the file that leaves the site has its number only."""

    index_url_name = "privacy_reports:audit"
    index_results_url_name = "privacy_reports:audit_results"
    page_title = _("Who read, changed and exported what")
    header_icon = "history"
    filterset_class = AuditFilters
    default_ordering = "-timestamp"
    is_searchable = False
    columns = [
        MomentColumn("timestamp", label=_("When")),
        Column("user_display_name", label=_("Who")),
        Column("action_said", label=_("What")),
        Column("object_said", label=_("About")),
        Column("reason", label=_("Reason")),
    ]
    list_export = [
        "timestamp",
        "user_display_name",
        "action",
        "object_type",
        "object_id",
        "reason",
    ]
    export_headings = {
        "timestamp": _("When"),
        "user_display_name": _("Who"),
        "action": _("What"),
        "object_type": _("About"),
        "object_id": _("Number of the row"),
        "reason": _("Reason"),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_see_audit(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_filename(self) -> str:
        return "audit"

    def get_base_queryset(self) -> "QuerySet[ModelLogEntry]":
        return lines_for(self.request.user)

    def get_queryset(self) -> "QuerySet[ModelLogEntry]":
        return lines_for(self.request.user)

    def decorate_paginated_queryset(self, object_list: Iterable[Any]) -> list[Any]:
        return [_said(line) for line in object_list]

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Spreadsheets run text that looks like a formula: in CSV it gets a quote before it."""
        value = super().preprocess_field_value(field, value, export_format)
        if isinstance(value, str) and export_format == self.FORMAT_CSV:
            return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
        return value

    def to_row_dict(self, item: Any) -> Any:
        return super().to_row_dict(_said(item))

    def render_to_response(self, context: Any, **kwargs: Any) -> HttpResponse:
        if self.is_export:
            log(self.request.user, "privacy.audit_exported", user=self.request.user)
        return super().render_to_response(context, **kwargs)


def _said(line: ModelLogEntry) -> ModelLogEntry:
    """The line with its codes in words: action_said, object_type, object_said, reason."""
    data = line.data or {}
    # Asked first whether it is known: that reads the registered actions, which a fresh process
    # has not done yet, and an action of a plugin that is gone has no label any more.
    known = log_actions.action_exists(line.action)
    line.action_said = log_actions.get_action_label(line.action) if known else line.action
    line.object_type = line.content_type.name if line.content_type else ""
    line.object_said = f"{line.object_type}: {line.label}"
    line.reason = data.get("reason") or data.get("note") or ""
    return line
