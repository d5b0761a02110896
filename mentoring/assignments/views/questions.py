"""Asking whoever accompanies one's group, and answering."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from mentoring.assignments.forms import QuestionForm, SaidForm
from mentoring.assignments.models import Assignment, Question
from mentoring.assignments.models.questions import Said
from mentoring.assignments.permissions import (
    can_answer_question,
    can_withdraw_question,
)
from mentoring.assignments.services import (
    answer_question,
    ask_question,
    note_answers_read,
    withdraw_question,
)
from mentoring.errors import MentoringError
from mentoring.registry.permissions import own_groups

SHOWN = 20


@login_required
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """A form, and what came of the questions asked so far."""
    groups = own_groups(request.user, timezone.localdate())
    form = QuestionForm(request.POST or None, request.FILES or None, groups=groups)
    if form.is_valid():
        try:
            ask_question(asked_by=request.user, **form.cleaned_data)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your question is on its way. The answer comes here."))
            return redirect("mentoring_assignments:ask")
    asked = Question.objects.kept().filter(asked_by=request.user).with_names()[:SHOWN]
    context = {
        "form": form,
        "groups": groups,
        "companions": _companions(groups),
        "questions": list(asked),
        "voice_is_lost": bool(form.is_bound and request.FILES),
    }
    if any(question.reply and question.reply.read_at is None for question in context["questions"]):
        note_answers_read(reader=request.user)
    return render(request, "mentoring_assignments/ask.html", context)


def _companions(groups: Any) -> list[Any]:
    """The users who accompany these groups today."""
    if not groups:
        return []
    running = Assignment.objects.responsible_on(timezone.localdate()).filter(group__in=groups)
    return list({each.facilitator.user: None for each in running.with_names()})


@login_required
@never_cache
def question_list(request: HttpRequest) -> HttpResponse:
    """Open ones first of all; those with an answer behind a link."""
    is_answered = request.GET.get("dijawab") == "1"
    questions = Question.objects.visible_to(request.user).exclude(asked_by=request.user)
    # The one that waits longest comes first; of the answered ones the newest.
    shown = (
        questions.kept().filter(answer__isnull=False)
        if is_answered
        else questions.open().order_by("asked_at", "pk")
    )
    page = Paginator(shown.with_names(), SHOWN).get_page(request.GET.get("halaman"))
    context = {"page": page, "is_answered": is_answered}
    return render(request, "mentoring_assignments/questions.html", context)


def find_question(request: HttpRequest, pk: Any) -> Question:
    questions = Question.objects.visible_to(request.user).kept().with_names()
    return get_object_or_404(questions.select_related("group__sentra"), pk=pk)


@login_required
@never_cache
def question(request: HttpRequest, pk: Any) -> HttpResponse:
    found = find_question(request, pk)
    may = can_answer_question(request.user, found, timezone.localdate())
    if request.method == "POST" and found.is_open and not may:
        raise PermissionDenied(_("Only who accompanies this group answers."))
    form = SaidForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            answer_question(question=found, answered_by=request.user, **form.cleaned_data)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your answer is on its way."))
            return redirect("mentoring_assignments:questions")
    context = {
        "question": found,
        "form": form,
        "can_answer": may,
        "voice_is_lost": bool(form.is_bound and request.FILES),
    }
    return render(request, "mentoring_assignments/question.html", context)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: Any) -> HttpResponse:
    found = find_question(request, pk)
    if found.is_open and not can_withdraw_question(request.user, found):
        raise PermissionDenied(_("Only who asked takes a question back."))
    try:
        withdraw_question(question=found)
    except MentoringError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The question is taken back. Nobody can read it any more."))
    return redirect("mentoring_assignments:ask")


@login_required
@require_GET
def voice(request: HttpRequest, pk: Any) -> FileResponse:
    return _play(find_question(request, pk))


@login_required
@require_GET
def answer_voice(request: HttpRequest, pk: Any) -> FileResponse:
    return _play(find_question(request, pk).reply)


def _play(said: Said | None) -> FileResponse:
    """The recording itself; it has no other address, and no cache between may keep it."""
    if said is None or not said.voice:
        raise Http404
    response = FileResponse(said.voice.open(), content_type=said.voice_type)
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    return response
