"""What coordinators look at: held sessions, and visits that were told twice."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mentoring.errors import MentoringError
from mentoring.registry import phone_lists
from mentoring.sessions.forms.review_filter import ReviewFilter
from mentoring.sessions.forms.reviews import PairForm, ReviewForm
from mentoring.sessions.models import (
    MentoringSession,
    PairState,
    SessionDuplicate,
)
from mentoring.sessions.permissions import (
    can_review,
    sessions_to_review,
    sessions_under_review,
)
from mentoring.sessions.review_marks import marks_in_words, with_photo_marks
from mentoring.sessions.services.reviews import accept_sessions, credit_session, return_session
from mentoring.sessions.services.told_twice import decide_pair, reopen_pair
from mentoring.sessions.versions import differences, versions_of

PER_PAGE = 20
_HEADINGS = (
    gettext_lazy("Date"),
    gettext_lazy("Group"),
    gettext_lazy("Recorded by"),
    gettext_lazy("Kind"),
    gettext_lazy("Review"),
    gettext_lazy("Marks"),
)


@login_required
def reviews(request: HttpRequest) -> HttpResponseBase:
    """Sessions that wait, the oldest first, or others by filter; many are accepted at once.

    Filters and search stand in the address; `?format=csv` is the list as a file.
    """
    rows = sessions_under_review(request.user)
    form = ReviewFilter(request.GET, rows=rows, today=timezone.localdate())
    if request.method == "POST":
        return _accept_many(request, form.query)
    found = with_photo_marks(form.found(rows)).with_context().select_related("recorded_by")
    found = found.order_by("happened_on", "pk")
    if phone_lists.asks_for_csv(request):
        return phone_lists.as_csv(
            found,
            register=_("Sessions to look at"),
            headings=_HEADINGS,
            line=_line,
            taken_by=request.user,
        )
    pairs = SessionDuplicate.objects.visible_to(request.user).open().with_sessions()
    page = phone_lists.page_of(request, found, PER_PAGE)
    context = {
        "page": page,
        "rows": [(session, marks_in_words(session)) for session in page],
        "filter": form,
        "pairs": pairs[:PER_PAGE],
    }
    return render(request, "mentoring_sessions/reviews.html", context)


def _accept_many(request: HttpRequest, query: str) -> HttpResponse:
    chosen = list(sessions_to_review(request.user).filter(pk__in=_keys(request)))
    try:
        accept_sessions(sessions=chosen, accepted_by=request.user)
    except MentoringError as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("%(n)d session is accepted.", "%(n)d sessions are accepted.", len(chosen))
        messages.success(request, said % {"n": len(chosen)})
    address = reverse("mentoring_sessions:reviews")
    return redirect(f"{address}?{query}" if query else address)


def _line(session: Any) -> list[Any]:
    return [
        session.happened_on,
        str(session.group),
        session.recorded_by.get_full_name(),
        str(session.get_kind_display()),
        str(session.get_review_state_display()),
        ", ".join(str(mark) for mark in marks_in_words(session)),
    ]


def _keys(request: HttpRequest) -> list[Any]:
    field = MentoringSession._meta.pk
    found = []
    for said in request.POST.getlist("sesi"):
        try:
            found.append(field.to_python(said))
        except ValidationError:  # no key that any page gave out: it chooses nothing
            continue
    return found


@login_required
def review(request: HttpRequest, pk: Any) -> HttpResponse:
    """Accept one session, give it back with a comment, or let figures count it."""
    sessions = MentoringSession.objects.visible_to(request.user).with_context()
    session = get_object_or_404(sessions, pk=pk)
    if not can_review(request.user, session):
        raise PermissionDenied(_("Only the coordinator of this place does this."))
    form = ReviewForm(request.POST or None)
    if form.is_valid():
        try:
            _review(session, form.cleaned_data, request.user)
        except MentoringError as refusal:
            form.add_error("comment", str(refusal))
        else:
            messages.success(request, _("It is written down."))
            return redirect(session)
    context = {"session": session, "form": form, "remarks": session.remarks.all()}
    return render(request, "mentoring_sessions/review.html", context)


def _review(session: MentoringSession, said: dict[str, Any], user: Any) -> None:
    if said["answer"] == "return":
        return_session(session=session, comment=said["comment"], returned_by=user)
    elif said["answer"] == "credit":
        credit_session(session=session, credited_by=user)
    else:
        accept_sessions(sessions=[session], comment=said["comment"], accepted_by=user)


@login_required
def pair(request: HttpRequest, pk: Any) -> HttpResponse:
    """Two records side by side, and what somebody decides about them."""
    pairs = SessionDuplicate.objects.visible_to(request.user).with_sessions()
    found = get_object_or_404(pairs, pk=pk)
    may = can_review(request.user, found.first)
    form = PairForm(request.POST or None)
    if request.method == "POST" and not may:
        raise PermissionDenied(_("Only the coordinator of this place does this."))
    if form.is_valid():
        try:
            _decide(found, form.cleaned_data, request.user)
        except MentoringError as refusal:
            form.add_error("note", str(refusal))
        else:
            messages.success(request, _("It is written down. You can take it back here."))
            return redirect(found)
    said = versions_of([found.first, found.second])
    context = {
        "pair": found,
        "form": form,
        "may_decide": may,
        "differences": differences(said[found.first_id], said[found.second_id]),
    }
    return render(request, "mentoring_sessions/pair.html", context)


def _decide(found: SessionDuplicate, said: dict[str, Any], user: Any) -> None:
    if said["state"] == PairState.OPEN:
        reopen_pair(pair=found, reopened_by=user)
    else:
        decide_pair(pair=found, state=said["state"], note=said["note"], decided_by=user)
