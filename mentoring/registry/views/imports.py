"""Lists that come as a file: send, choose columns, look at lines, write, take back."""

import csv
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from mentoring.errors import MentoringError
from mentoring.registry import services
from mentoring.registry.errors import TakingBackKeepsStopping
from mentoring.registry.forms.imports import ColumnsForm, UploadForm
from mentoring.registry.importing.kinds import KINDS
from mentoring.registry.importing.lines import Known, ListKind
from mentoring.registry.importing.problems import sentence, why_it_ended
from mentoring.registry.importing.templates import write_template
from mentoring.registry.models import ImportBatch, ImportKind, ImportRow, ImportState, RowState
from mentoring.registry.permissions import can_import
from mentoring.registry.spreadsheets import Echo, harmless
from mentoring.registry.views.rows import ActionView, RowIndexView, RowInspectView

LINES_ON_A_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ImportIndexView(RowIndexView):
    template_name = "mentoring_registry/admin/imports.html"

    def get_add_url(self) -> None:
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = [
            (label, reverse("mentoring_import:template", args=[kind]))
            for kind, label in ImportKind.choices
        ]
        may = can_import(self.request.user)
        return super().get_context_data(**kwargs, can_import=may, kinds=kinds)


class TemplateView(View):
    """The empty table of a kind, with the drop-downs of whoever asks for it."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        if not can_import(request.user):
            raise PermissionDenied
        if kind not in ImportKind.values:
            raise Http404
        output = BytesIO()
        known = Known(user=request.user, today=timezone.localdate())
        write_template(kind, known, get_language() or "id", output)
        output.seek(0)
        return FileResponse(
            output, as_attachment=True, content_type=XLSX, filename=f"impor-{kind}.xlsx"
        )


class UploadView(WagtailAdminTemplateMixin, FormView):
    form_class = UploadForm
    page_title = _("Send a list")
    template_name = "mentoring_registry/admin/upload_list.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        file = form.cleaned_data["file"]
        try:
            self.batch = services.take_in_list(
                kind=form.cleaned_data["kind"],
                file=file,
                file_name=file.name,
                uploaded_by=self.request.user,
            )
        except MentoringError as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)
        return super().form_valid(form)

    def get_success_url(self) -> str:
        return reverse("mentoring_import:columns", args=[self.batch.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("mentoring_import:index"), "label": gettext("Imports")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            object="",
            submit_label=_("Go on"),
            back_url=reverse("mentoring_import:index"),
        )


class ImportActionView(ActionView):
    """A step of one import; only whoever sent the list, or may see every one, finds it."""

    model = ImportBatch
    form_class = Form
    viewset_name = "mentoring_import"

    def may(self) -> bool:
        return can_import(self.request.user)


class ColumnsView(ImportActionView):
    form_class = ColumnsForm
    page_title = _("Choose the columns")
    submit_label = _("Check the lines")
    template_name = "mentoring_registry/admin/import_columns.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "batch": self.object}

    def act(self, form: Any) -> None:
        services.check_list(batch=self.object, columns=form.columns(), asked_by=self.request.user)

    def done(self) -> str:
        return gettext("The lines are being checked. Nothing is written yet.")


class SuggestionsView(ImportActionView):
    page_title = _("Take over the suggestions")
    submit_label = _("Take over and check again")

    def act(self, form: Any) -> None:
        services.take_over_suggestions(batch=self.object, asked_by=self.request.user)

    def done(self) -> str:
        return gettext("The lines are being checked. Nothing is written yet.")


class WriteView(ImportActionView):
    page_title = _("Write the list")
    submit_label = _("Write all lines")

    def act(self, form: Any) -> None:
        services.write_list(batch=self.object, written_by=self.request.user)

    def done(self) -> str:
        return gettext("The list is being written. You may leave this page.")


class TakeBackView(ImportActionView):
    page_title = _("Take the list back")
    submit_label = _("Delete what was written")

    def act(self, form: Any) -> None:
        services.take_back_list(batch=self.object, taken_back_by=self.request.user)

    def done(self) -> str:
        return gettext("The list is being taken back. You may leave this page.")


class TryAgainView(ImportActionView):
    page_title = _("Try again")
    submit_label = _("Try again")

    def act(self, form: Any) -> None:
        services.try_again(batch=self.object, asked_by=self.request.user)

    def done(self) -> str:
        return gettext("The work on the list begins once more. You may leave this page.")


class ImportInspectView(RowInspectView):
    """Where an import stands, what is wrong with its lines, and what can be done next."""

    template_name = "mentoring_registry/admin/import.html"
    page_title = _("Import")

    def get_edit_url(self) -> None:
        return None

    def get_delete_url(self) -> None:
        return None

    @cached_property
    def labels(self) -> dict[str, Any]:
        return {column.name: column.label for column in self.kind.columns}

    @cached_property
    def kind(self) -> ListKind:
        return KINDS[self.object.kind]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = self.object
        rows = batch.rows.filter(state__in=[RowState.WRONG, RowState.KEPT])
        page = Paginator(rows, LINES_ON_A_PAGE).get_page(self.request.GET.get("p"))
        for row in page.object_list:
            row.who = row.said.get("full_name") or row.said.get("name", "")
            row.sentences = [
                (sentence(each, self.labels, self.kind.sentences), each["suggestion"])
                for each in row.problems
            ]
        steps = _steps(batch) if can_import(self.request.user) else []
        return super().get_context_data(
            **kwargs,
            steps=steps,
            wrong=page,
            trouble=why_it_ended(batch.error_code),
            belongs_at=self.kind.page(batch.about),
        )


def _steps(batch: ImportBatch) -> list[tuple[Any, str]]:
    """(label, address) of what can be done next, the likeliest first."""
    columns = [(_("Choose the columns"), "columns")] if batch.file else []
    steps = {
        ImportState.MAPPING: columns,
        ImportState.FAILED: columns,
        ImportState.CHECKED: [(_("Write the list"), "write"), *columns],
    }.get(ImportState(batch.state), [])
    if batch.state == ImportState.WRITTEN and batch.can_be_taken_back(timezone.now()):
        steps = [(_("Take the list back"), "take_back")]
    if batch.came_to_nothing:
        steps = [(_("Try again"), "try_again")]
        if batch.error_code != TakingBackKeepsStopping.code:
            steps += columns
    if batch.state == ImportState.CHECKED and batch.rows_wrong:
        steps[0] = (_("Take over the suggestions"), "suggestions")
    return [(label, reverse(f"mentoring_import:{name}", args=[batch.pk])) for label, name in steps]


class ReportView(RowInspectView):
    """Lines to correct as CSV, each with what is wrong: to be mended in the file itself."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        batch = self.get_object()
        response = StreamingHttpResponse(_report(batch), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="perlu-diperbaiki.csv"'
        return response


def _report(batch: ImportBatch) -> Iterator[bytes]:
    kind = KINDS[batch.kind]
    columns = kind.columns
    labels = {column.name: column.label for column in columns}
    writer = csv.writer(Echo())
    headings = [gettext("Line"), *(str(column.label) for column in columns)]
    # Spreadsheet programs take a file without this mark for another encoding.
    yield b"\xef\xbb\xbf"
    yield writer.writerow([*headings, gettext("To correct")])
    rows: Iterator[ImportRow] = batch.rows.filter(state=RowState.WRONG).iterator(500)
    for row in rows:
        said = [harmless(row.said.get(column.name, "")) for column in columns]
        wrong = " ".join(sentence(each, labels, kind.sentences) for each in row.problems)
        yield writer.writerow([row.number, *said, wrong])
