"""Lists that leave as CSV or XLSX: line by line, harmless, kept, and with names for a reason."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError
from mentoring.registry.forms.exports import ReasonForm
from mentoring.registry.services.exports import note_export
from mentoring.registry.spreadsheets import harmless

# What a sheet of a workbook holds beside its headings; more goes out as CSV.
MOST_SHEET_ROWS = 1_048_575
_READ_AT_ONCE = 2000


class Streamed:
    """The rows of a queryset, read part by part: a province's list is never whole in memory."""

    def __init__(self, rows: Any) -> None:
        self.rows, self.model = rows, rows.model

    def __iter__(self) -> Iterator[Any]:
        return self.rows.iterator(chunk_size=_READ_AT_ONCE)


class LoggedExport:
    """Stands before one of Wagtail's lists with exports.

    exports_names: whether its lines name people. Then a link asks for a reason first, and
    only the answer to that hands the list out.
    """

    exports_names = True
    request: HttpRequest
    is_export: bool
    model: Any
    FORMAT_CSV: str
    _reason = ""
    _may_leave = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.is_export and self.exports_names and not self._may_leave:
            return self._ask(ReasonForm())
        return super().get(request, *args, **kwargs)  # type: ignore[misc]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (self.is_export and self.exports_names):
            return HttpResponseNotAllowed(["GET"])
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self._ask(form)
        self._reason, self._may_leave = form.cleaned_data["reason"], True
        try:
            return self.get(request, *args, **kwargs)
        except MentoringError as refusal:
            form.add_error("reason", str(refusal))
            return self._ask(form)

    def as_spreadsheet(self, rows: Any, spreadsheet_format: str) -> HttpResponseBase:
        count = rows.count()
        if count > MOST_SHEET_ROWS:
            spreadsheet_format = self.FORMAT_CSV
        note_export(
            register=capfirst(str(self.model._meta.verbose_name_plural)),
            format=spreadsheet_format,
            has_names=self.exports_names,
            row_count=count,
            reason=self._reason,
            exported_by=self.request.user,
        )
        return super().as_spreadsheet(Streamed(rows), spreadsheet_format)  # type: ignore[misc]

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Spreadsheets run text that looks like a formula: in CSV it gets a quote before it."""
        value = super().preprocess_field_value(field, value, export_format)  # type: ignore[misc]
        return harmless(value) if export_format == self.FORMAT_CSV else value

    def _ask(self, form: ReasonForm) -> HttpResponse:
        query = self.request.GET.copy()
        query.pop("export")
        context = {
            "form": form,
            "header_title": _("Take out a list"),
            "register": capfirst(str(self.model._meta.verbose_name_plural)),
            "back_url": f"{self.request.path}?{query.urlencode()}",
            "breadcrumbs_items": self.get_breadcrumbs_items(),  # type: ignore[attr-defined]
        }
        return render(self.request, "mentoring_registry/admin/export_reason.html", context)
