"""Participants typed in one grid, or sent as a file that is checked before it is written."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from mentoring.errors import MentoringError
from mentoring.registry.importing.lines import CheckedLine, check_lines
from mentoring.registry.importing.templates import write_template
from mentoring.registry.models import ImportBatch
from mentoring.registry.permissions import can_import
from mentoring.registry.services.imports import check_list, take_in_list
from mentoring.sessions.forms.trainee_lists import TraineeFileForm, TraineeGrid
from mentoring.sessions.models import TrainingRun
from mentoring.sessions.trainee_lists import LIST, TRAINEES, KnownRun
from mentoring.sessions.views.runs import find_run_to_change

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LISTS_SHOWN = 5


@login_required
def grid(request: HttpRequest, pk: Any) -> HttpResponse:
    """Many lines on one page. Right lines are kept, wrong ones stay as they were typed."""
    run = find_run_to_change(request, pk)
    known = _known(request, run)
    said = request.POST if request.method == "POST" else None
    names = sorted({group.name for groups in known.groups.values() for group in groups})
    sheet = TraineeGrid(said, groups=names, free=known.free.total)
    if said is not None and not (lines := sheet.lines()):
        sheet.refusal = _("The grid is empty. Write at least one name.")
    elif said is not None:
        check_lines(LIST, lines, known)
        right = [line for line in lines if not line.problems]
        wrong = [line for line in lines if line.problems and not _is_there(line)]
        try:
            LIST.write([line.values for line in right], known, "")
        except MentoringError as refusal:
            sheet.refusal = str(refusal)
        else:
            messages.success(request, _said(len(lines) - len(wrong)))
            if not wrong:
                return redirect(run)
            sheet.keep(wrong)
    context = {"run": run, "sheet": sheet, "free": known.free}
    return render(request, "mentoring_sessions/trainee_grid.html", context)


def _known(request: HttpRequest, run: TrainingRun) -> KnownRun:
    return KnownRun(user=request.user, today=timezone.localdate(), about=str(run.pk))


def _is_there(line: CheckedLine) -> bool:
    """Sent twice, a grid says of somebody that she takes part: that is what was wanted."""
    return [problem["code"] for problem in line.problems] == ["takes_part_already"]


def _said(count: int) -> str:
    said = ngettext("%(count)d person takes part.", "%(count)d people take part.", count)
    return said % {"count": count}


def _find(request: HttpRequest, pk: Any) -> TrainingRun:
    run = find_run_to_change(request, pk)
    if not can_import(request.user):
        raise PermissionDenied(_("Lists are sent by whoever keeps the registers."))
    return run


@login_required
def upload(request: HttpRequest, pk: Any) -> HttpResponse:
    """A file of participants: it is checked line by line, and nothing is written yet."""
    run = _find(request, pk)
    form = TraineeFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = take_in_list(
                kind=TRAINEES,
                about=str(run.pk),
                file=file,
                file_name=file.name,
                uploaded_by=request.user,
            )
            if "full_name" not in batch.columns:
                return redirect("mentoring_import:columns", batch.pk)
            check_list(batch=batch, columns=batch.columns, asked_by=request.user)
        except MentoringError as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(batch)
    sent = ImportBatch.objects.visible_to(request.user).filter(kind=TRAINEES, about=str(run.pk))
    context = {"run": run, "form": form, "sent": sent[:_LISTS_SHOWN]}
    return render(request, "mentoring_sessions/trainee_file.html", context)


@login_required
def template(request: HttpRequest, pk: Any) -> HttpResponseBase:
    """The empty table, with the groups of whoever asks for it as drop-downs."""
    run = _find(request, pk)
    output = BytesIO()
    write_template(TRAINEES, _known(request, run), get_language() or "id", output)
    output.seek(0)
    return FileResponse(output, as_attachment=True, content_type=XLSX, filename="peserta.xlsx")
