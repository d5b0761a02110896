"""Recording a visit, and looking at a session."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mentoring.errors import MentoringError
from mentoring.registry.models import CrafterGroup, Membership
from mentoring.sessions.audiences import key_of_group
from mentoring.sessions.contributions import session_page_sections
from mentoring.sessions.errors import SessionAlreadyLogged
from mentoring.sessions.forms.lesson_changes import ProposalForm
from mentoring.sessions.forms.plans import SettleForm
from mentoring.sessions.forms.visits import VisitForm
from mentoring.sessions.history import changes_of
from mentoring.sessions.ineligible import ineligible_names
from mentoring.sessions.models import Evidence, MentoringSession, SessionState, VoiceNote
from mentoring.sessions.permissions import (
    can_log_visit,
    can_propose_change,
    can_record,
    can_review,
    can_settle,
    can_take_papers_of_session,
    may_read_confidential,
    may_read_notes,
)
from mentoring.sessions.photo_marks import words_of
from mentoring.sessions.programmes import teaching_modules
from mentoring.sessions.proposals import propose_change, somebody_takes_proposals
from mentoring.sessions.services import cancel_session, mark_not_held
from mentoring.sessions.services.visit_topics import log_visit_about
from mentoring.sessions.topics import topics_of
from mentoring.sessions.views.groups import find_group

_SETTLE = {SessionState.NOT_HELD: mark_not_held, SessionState.CANCELLED: cancel_session}


@login_required
def log_visit(request: HttpRequest, pk: Any) -> HttpResponse:
    group = find_group(request, pk)
    day = _day(request)
    if request.method == "GET" and not can_log_visit(request.user, group, day):
        raise PermissionDenied(_("Only the facilitator of this group does this."))
    form = VisitForm(
        request.POST or None,
        request.FILES or None,
        initial=_initial(request, group, day),
        group=group,
        roster=list(Membership.objects.roster(day).filter(group=group)),
        modules=teaching_modules(key_of_group(group)),
        topics=topics_of(group),
    )
    saved = None
    if form.is_valid():
        try:
            session = log_visit_about(visit=form.visit_log(), recorded_by=request.user)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
            saved = refusal.facts["session"] if isinstance(refusal, SessionAlreadyLogged) else None
        else:
            messages.success(request, _("The visit is saved."))
            if form.is_about_nothing():
                messages.warning(
                    request, _("It is tied to no line of the formula, so it does not count there.")
                )
            return redirect(session)
    context = {
        "group": group,
        "form": form,
        "already_saved": saved,
        "photo_is_lost": bool(form.is_bound and request.FILES),
    }
    return render(request, "mentoring_sessions/log_visit.html", context)


def _day(request: HttpRequest) -> date:
    """The day whose list of members is shown: as posted, or as asked for, or today."""
    asked = request.POST.get("happened_on") or request.GET.get("tanggal") or ""
    try:
        return parse_date(asked) or timezone.localdate()
    except ValueError:
        return timezone.localdate()


def _initial(request: HttpRequest, group: CrafterGroup, day: date) -> dict[str, Any]:
    """A new record, or the planned visit that `?rencana=` names."""
    initial: dict[str, Any] = {"session_id": uuid.uuid4(), "happened_on": day}
    try:
        planned_id = uuid.UUID(request.GET.get("rencana", ""))
    except ValueError:
        return initial
    planned = group.sessions.filter(pk=planned_id, state=SessionState.PLANNED).first()
    if planned is not None:
        missing = planned.readiness.filter(is_ready=False).values_list("line", flat=True)
        initial |= {"session_id": planned.pk, "kind": planned.kind, "missing": list(missing)}
    return initial


def find_session(request: HttpRequest, pk: Any) -> MentoringSession:
    sessions = MentoringSession.objects.visible_to(request.user).with_context()
    sessions = sessions.select_related("series_day__series", "led_by")
    return get_object_or_404(sessions, pk=pk)


@login_required
def session_page(request: HttpRequest, pk: Any) -> HttpResponse:
    session, user = find_session(request, pk), request.user
    attendances = session.attendances.select_related("person")
    reads_notes = may_read_notes(user, session)
    photos = list(session.evidence.visible_to(user))
    today = timezone.localdate(timezone=session.zone)
    context = {
        "session": session,
        "sections": session_page_sections(request, session, today),
        "attendances": attendances,
        "ineligible": ineligible_names(session, attendances, user),
        "notes": session.notes if reads_notes else "",
        "voices": session.voices.visible_to(user) if reads_notes else [],
        "lessons": list(session.lessons.all()),
        "missing": session.readiness.filter(is_ready=False),
        "photos": [(photo, words_of(photo)) for photo in photos],
        "promises": session.follow_ups.select_related("owner_person"),
        "changes": session.plan_changes.all(),
        "version_count": session.revisions.count(),
        "can_settle": can_settle(user, session),
        "can_record": can_record(user, session),
        "can_take_papers": can_take_papers_of_session(user, session),
        "can_review": session.is_held and can_review(user, session),
        "can_propose": can_propose_change(user, session) and somebody_takes_proposals(),
        "today": today,
    }
    return render(request, "mentoring_sessions/session.html", context)


@login_required
def versions(request: HttpRequest, pk: Any) -> HttpResponse:
    """What the session said before, side by side with what it said next."""
    session = find_session(request, pk)
    if session.group_id is None:
        raise Http404
    context = {
        "session": session,
        "changes": changes_of(
            session, reads_confidential=may_read_confidential(request.user, session)
        ),
    }
    return render(request, "mentoring_sessions/versions.html", context)


@login_required
def settle(request: HttpRequest, pk: Any) -> HttpResponse:
    session = find_session(request, pk)
    if not can_settle(request.user, session):
        raise PermissionDenied(_("Only whoever leads this session does this."))
    form = SettleForm(request.POST or None)
    if form.is_valid():
        verb = _SETTLE[SessionState(form.cleaned_data["outcome"])]
        try:
            verb(session=session, reason=form.cleaned_data["reason"], said_by=request.user)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is written down."))
            return redirect(session.owner)
    return render(request, "mentoring_sessions/settle.html", {"session": session, "form": form})


@login_required
def propose(request: HttpRequest, pk: Any) -> HttpResponse:
    session = find_session(request, pk)
    if not can_propose_change(request.user, session) or not somebody_takes_proposals():
        raise PermissionDenied(_("Only whoever led or recorded this session does this."))
    form = ProposalForm(request.POST or None, initial={"proposal_id": uuid.uuid4()})
    if form.is_valid():
        try:
            propose_change(session=session, proposed_by=request.user, **form.cleaned_data)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you. The people who write the lessons read it."))
            return redirect(session)
    return render(request, "mentoring_sessions/propose.html", {"session": session, "form": form})


@login_required
@require_GET
def photo(request: HttpRequest, pk: Any) -> FileResponse:
    """The photograph itself; it has no other address, and no cache between may keep it."""
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user).arrived(), pk=pk)
    response = FileResponse(evidence.photo.open(), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    return response


@login_required
@require_GET
def voice(request: HttpRequest, pk: Any) -> FileResponse:
    """A spoken note itself, for those who may read the notes of its session."""
    rows = VoiceNote.objects.visible_to(request.user).arrived()
    rows = rows.select_related("session__group__sentra", "session__run")
    note = get_object_or_404(rows, pk=pk)
    if not may_read_notes(request.user, note.session):
        raise Http404
    response = FileResponse(note.recording.open(), content_type=note.media_type or "audio/ogg")
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    return response
