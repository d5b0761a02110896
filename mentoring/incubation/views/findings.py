"""Findings about lessons: writing one down, the list, proposing a change, closing one."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mentoring.errors import MentoringError
from mentoring.incubation.forms.findings import CloseForm, FileForm, FindingForm, FindingsFilterForm
from mentoring.incubation.lessons_used import lessons_to_find
from mentoring.incubation.loop_figures import loop_figures
from mentoring.incubation.models import CycleEnrolment, Evaluation, LessonFinding, Round
from mentoring.incubation.permissions import can_note_finding
from mentoring.incubation.sent_keys import sent_keys
from mentoring.incubation.services.cycles import local_today
from mentoring.incubation.services.findings import (
    Source,
    close_finding,
    file_findings,
    note_finding,
)
from mentoring.incubation.views.enrolments import find_enrolment
from mentoring.sessions.models import MentoringSession
from mentoring.sessions.proposals import somebody_takes_proposals

PER_PAGE = 50
SESSION, ROUND, EVALUATION = "pertemuan", "penilaian", "evaluasi"
_STATES = {
    "open": Q(closed_on__isnull=True, request_key__isnull=True),
    "asked": Q(closed_on__isnull=True, request_key__isnull=False),
    "closed": Q(closed_on__isnull=False),
}


@login_required
def note(
    request: HttpRequest, pk: uuid.UUID, seen_at: str = "", source: uuid.UUID | None = None
) -> HttpResponse:
    """What a lesson should do differently, seen at a session, a round or an evaluation."""
    enrolment = find_enrolment(request, pk)
    if not can_note_finding(request.user, enrolment.group, local_today(enrolment.group)):
        raise PermissionDenied(_("Only those who accompany or judge this group do this."))
    found = _source(request, enrolment, seen_at, source) if source else None
    session = found if isinstance(found, MentoringSession) else None
    lessons = lessons_to_find(enrolment, session).values()
    form = FindingForm(_sent_data(request), lessons=lessons, initial={"finding_id": uuid.uuid4()})
    if form.is_valid():
        try:
            made = note_finding(
                enrolment=enrolment,
                told=form.told(),
                recorded_by=request.user,
                source=found,
                finding_id=form.cleaned_data["finding_id"],
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The finding is written down."))
            return redirect(made)
    context = {"enrolment": enrolment, "form": form, "source": found, "session": session}
    return render(request, "mentoring_incubation/finding_form.html", context)


def _sent_data(request: HttpRequest) -> Any:
    """What was sent, even if it is nothing; None while the page is only looked at."""
    return request.POST if request.method == "POST" else None


def _source(
    request: HttpRequest, enrolment: CycleEnrolment, seen_at: str, key: uuid.UUID
) -> Source:
    """What the address names, of this very group; 404 for anything else."""
    rows: Any
    if seen_at == SESSION:
        rows = MentoringSession.objects.filter(group=enrolment.group_id)
    elif seen_at in (ROUND, EVALUATION):
        model = Round if seen_at == ROUND else Evaluation
        rows = model.objects.filter(enrolment=enrolment)
    else:
        raise Http404
    found: Source = get_object_or_404(rows.visible_to(request.user), pk=key)
    return found


@login_required
def findings(request: HttpRequest) -> HttpResponse:
    """Every finding this user may read, by lesson, with the figures of the loop."""
    form = FindingsFilterForm(request.GET)
    chosen: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    mine = LessonFinding.objects.visible_to(request.user)
    rows = mine.filter(_STATES.get(chosen.get("state") or "", Q()))
    number = chosen.get("page") or 1
    shown = list(
        rows.select_related("enrolment__group")[(number - 1) * PER_PAGE : number * PER_PAGE + 1]
    )
    context = {
        "form": form,
        "state": chosen.get("state") or "",
        "rows": shown[:PER_PAGE],
        "previous_page": number - 1,
        "next_page": number + 1 if len(shown) > PER_PAGE else None,
        "loop": loop_figures(mine.only("happened_on", "closed_on", "answered_release")),
        "lessons": _waiting_lessons(mine),
        "somebody_keeps_lessons": somebody_takes_proposals(),
    }
    return render(request, "mentoring_incubation/findings.html", context)


def _waiting_lessons(mine: Any) -> list[dict[str, Any]]:
    """Lessons with findings nobody has proposed yet, the most findings first."""
    waiting = mine.to_file().order_by().values("page", "code", "title")
    return list(waiting.annotate(count=Count("pk", distinct=True)).order_by("-count", "code"))


def find_finding(request: HttpRequest, pk: uuid.UUID) -> LessonFinding:
    rows = LessonFinding.objects.visible_to(request.user).select_related(
        "enrolment__group__sentra", "item__problem", "session", "round", "evaluation", "recorded_by"
    )
    return get_object_or_404(rows, pk=pk)


@login_required
def finding(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    return _finding_page(request, find_finding(request, pk), CloseForm())


def _finding_page(request: HttpRequest, found: LessonFinding, form: CloseForm) -> HttpResponse:
    group = found.enrolment.group
    may = found.is_open and can_note_finding(request.user, group, local_today(group))
    waits = found.request_key is not None
    together = LessonFinding.objects.filter(request_key=found.request_key) if waits else None
    context = {
        "finding": found,
        "enrolment": found.enrolment,
        "form": form,
        "can_close": may and not waits,
        "can_file": may and not waits and found.page_id and somebody_takes_proposals(),
        "together": together.count() if together is not None else 0,
        "somebody_keeps_lessons": somebody_takes_proposals(),
    }
    return render(request, "mentoring_incubation/finding.html", context)


@login_required
@require_POST
def close(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = find_finding(request, pk)
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            close_finding(finding=found, closed_by=request.user, **form.cleaned_data)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The finding is closed."))
            return redirect(found)
    return _finding_page(request, found, form)


@login_required
def file_lesson(request: HttpRequest, page: int) -> HttpResponse:
    """Findings of one lesson, of every group this user follows, become one proposed change."""
    rows = _to_choose_from(request, page)
    first = rows.first()
    if first is None:
        raise Http404
    if not can_note_finding(
        request.user, first.enrolment.group, local_today(first.enrolment.group)
    ):
        raise PermissionDenied(_("Only those who accompany or judge these groups do this."))
    form = FileForm(_sent_data(request), rows=rows, initial=_file_initial(rows))
    if form.is_valid():
        said = form.cleaned_data
        try:
            file_findings(filed_by=request.user, **said)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            count = len(said["findings"])
            messages.success(request, _sent(count))
            return redirect("mentoring_incubation:findings")
    context = {
        "lesson": first.lesson,
        "form": form,
        "somebody_keeps_lessons": somebody_takes_proposals(),
    }
    return render(request, "mentoring_incubation/findings_file.html", context)


def _to_choose_from(request: HttpRequest, page: int) -> Any:
    """What waits; and what was chosen while it still did, so that nothing typed is lost when a
    colleague was quicker: the service says who is late."""
    rows = LessonFinding.objects.visible_to(request.user).filter(page=page)
    waiting = Q(closed_on__isnull=True, request_key__isnull=True)
    if request.method == "POST":
        waiting |= Q(pk__in=sent_keys(request.POST.getlist("findings")))
    return rows.filter(waiting).select_related("enrolment__group__sentra")


def _file_initial(rows: Any) -> dict[str, Any]:
    """Every finding ticked, and what their writers proposed, one below the other."""
    told = list(rows)
    proposals = "\n".join(dict.fromkeys(one.proposal for one in told if one.proposal))
    return {"findings": [one.pk for one in told], "proposal": proposals[:1000]}


def _sent(count: int) -> str:
    return ngettext(
        "%(count)d finding went to the keepers of the lesson. Their answer comes back here.",
        "%(count)d findings went to the keepers of the lesson. Their answer comes back here.",
        count,
    ) % {"count": count}
