"""A session and the formula: what its page shows, and saying what it was about."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.ui.components import Component

from mentoring.errors import MentoringError
from mentoring.incubation.forms.formulas import SessionLinesForm
from mentoring.incubation.models import FormulaItem
from mentoring.incubation.permissions import can_link_session, can_note_finding
from mentoring.incubation.services.formula_sessions import lines_in_force, link_session
from mentoring.incubation.views.findings import SESSION
from mentoring.sessions.models import MentoringSession


class SessionLinesSection(Component):
    """Lines a session was about; a warning where it was about none; the way to say so."""

    template_name = "mentoring_incubation/_session_lines.html"
    order = 50

    def __init__(
        self,
        session: MentoringSession,
        chosen: list[FormulaItem],
        form: Any,
        note_url: str = "",
    ) -> None:
        self.session, self.chosen, self.form = session, chosen, form
        self.note_url = note_url

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {
            "session": self.session,
            "chosen": self.chosen,
            "form": self.form,
            "note_url": self.note_url,
            "csrf": get_token(parent_context["request"]),
        }


def session_lines(user: Any, session: MentoringSession, today: date) -> list[SessionLinesSection]:
    """The box for `session`; nothing for groups without a formula in force and no link."""
    if session.group_id is None:
        return []
    chosen = list(
        FormulaItem.objects.filter(session_links__session=session).select_related(
            "problem", "formula"
        )
    )
    form = _form(session, chosen) if can_link_session(user, session) else None
    known = chosen or lines_in_force(session)
    if not known:
        return []
    return [SessionLinesSection(session, chosen, form, _note_url(user, session, known[0]))]


def _note_url(user: Any, session: MentoringSession, line: FormulaItem) -> str:
    """Where a finding of `session` is written down; empty for those who may not."""
    if session.group is None or not can_note_finding(user, session.group, session.happened_on):
        return ""
    keys = (line.formula.enrolment_id, SESSION, session.pk)
    return reverse("mentoring_incubation:note_finding_at", args=keys)


def _form(
    session: MentoringSession, chosen: list[FormulaItem], data: Any = None
) -> SessionLinesForm:
    mine = [line.pk for line in lines_in_force(session)]
    lines = FormulaItem.objects.filter(pk__in=mine)
    return SessionLinesForm(
        data, lines=lines, initial={"lines": [line.pk for line in chosen if line.pk in mine]}
    )


@login_required
@require_POST
def link(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    sessions = MentoringSession.objects.visible_to(request.user).select_related("group__sentra")
    session = get_object_or_404(sessions, pk=pk)
    if not can_link_session(request.user, session):
        raise PermissionDenied(_("Only who led or recorded this session does this."))
    form = _form(session, [], request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose lines of the formula that is in force."))
        return redirect(session)
    try:
        link_session(session=session, items=form.cleaned_data["lines"], linked_by=request.user)
    except MentoringError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is written down."))
    return redirect(session)
