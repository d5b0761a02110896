"""Study visits: the public request, the coordinator's answer, and what came of a visit."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from mentoring.errors import MentoringError
from mentoring.registry.models import CrafterGroup, Person, Sentra
from mentoring.registry.models.made_papers import MadePaperFormat
from mentoring.registry.views.complaints import address_of, private
from mentoring.sessions.forms import study_visits as forms
from mentoring.sessions.host_rotation import hosts_in_turn, shares_of_hosts, weak_never_taken
from mentoring.sessions.models import PaperKind, PracticeCheck, StudyVisit
from mentoring.sessions.permissions import (
    can_decide_study_visit,
    can_tell_of_study_visit,
    groups_worked_with,
)
from mentoring.sessions.rupiah import in_words, written
from mentoring.sessions.services import study_visits as verbs
from mentoring.sessions.services.papers import ask_for_paper
from mentoring.sessions.views.groups import find_group

PER_PAGE = 20


def ask(request: HttpRequest) -> HttpResponse:
    """The public page; no account."""
    form = forms.AskForm(request.POST or None)
    if form.is_valid():
        try:
            visit = verbs.ask_for_visit(
                wish=form.wish(), now=timezone.now(), address=address_of(request)
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("mentoring_sessions:study_receipt", visit.receipt)
    return private(render(request, "mentoring_sessions/study_ask.html", {"form": form}))


def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """What whoever holds the receipt may know: day, host and answer, no contact."""
    visit = StudyVisit.objects.select_related("session", "group").filter(receipt=receipt.upper())
    found = visit.first()
    context = {"visit": found, "receipt": receipt.upper()}
    status = 200 if found else 404
    page = render(request, "mentoring_sessions/study_receipt.html", context, status=status)
    return private(page)


@login_required
def visits(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = StudyVisit.objects.visible_to(request.user, today)
    rows = rows.select_related("group", "sentra", "session")
    groups = groups_worked_with(request.user, today)
    sentra = Sentra.objects.filter(pk__in=groups.order_by().values("sentra"))
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman")),
        "shares": shares_of_hosts(list(sentra), today),
        "never_taken": weak_never_taken(list(groups)),
        "checks": _checks_due(rows, today),
        "today": today,
    }
    return render(request, "mentoring_sessions/study_visits.html", context)


def _checks_due(visits: Any, today: Any) -> Any:
    due = PracticeCheck.objects.filter(checked_on__isnull=True, due_on__lte=today)
    due = due.filter(practice__visit__in=visits.order_by().values("pk"))
    return due.select_related("practice__visit")[:PER_PAGE]


@login_required
def visit_page(request: HttpRequest, pk: Any) -> HttpResponse:
    visit, today = _find(request, pk), timezone.localdate()
    decides = can_decide_study_visit(request.user, visit)
    purchases = list(visit.purchases.select_related("group"))
    total = sum(purchase.rupiah for purchase in purchases)
    waits_for_host = decides and visit.is_waiting and visit.is_incoming
    practices = visit.practices.prefetch_related("checks")
    context = {
        "visit": visit,
        "today": today,
        "decides": decides,
        "tells": can_tell_of_study_visit(request.user, visit, today),
        "hosts": hosts_in_turn(visit.sentra, today) if waits_for_host else [],
        "participants": visit.participants.select_related("person"),
        "purchases": [(each, written(each.rupiah)) for each in purchases],
        "total": written(total) if total else "",
        "total_words": in_words(total) if total else "",
        "practices": practices,
    }
    return render(request, "mentoring_sessions/study_visit.html", context)


@login_required
def approve(request: HttpRequest, pk: Any) -> HttpResponse:
    visit = _find_to_decide(request, pk)
    if not visit.is_incoming:
        return _agree_to_outgoing(request, visit)
    hosts = hosts_in_turn(visit.sentra, timezone.localdate())
    groups = CrafterGroup.objects.filter(pk__in=[host.group.pk for host in hosts])
    first = next((host.group.pk for host in hosts), None)
    initial = {"group": request.GET.get("tuan-rumah", first), "planned_on": visit.wished_on}
    form = forms.ApproveForm(request.POST or None, groups=groups, initial=initial)
    if form.is_valid():
        try:
            verbs.approve_visit(
                visit=visit, approved_by=request.user, now=timezone.now(), **form.cleaned_data
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Approved. The visit stands in the calendar."))
            _warn_of_shares(request, visit)
            return redirect(visit)
    return _form_page(request, visit, form, pgettext("study visit", "Approve"))


def _agree_to_outgoing(request: HttpRequest, visit: StudyVisit) -> HttpResponse:
    form = forms.AgreeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            verbs.agree_to_outgoing(visit=visit, agreed_by=request.user, now=timezone.now())
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Approved. The visit stands in the calendar."))
            return redirect(visit)
    return _form_page(request, visit, form, _("Let the group go"))


def _warn_of_shares(request: HttpRequest, visit: StudyVisit) -> None:
    for share in shares_of_hosts([visit.sentra], timezone.localdate()):
        if share.is_too_much:
            text = _("%(group)s hosts %(percent)d %% of all visits. Let others have a turn.")
            messages.warning(request, text % {"group": share.group, "percent": share.percent})


@login_required
def refuse(request: HttpRequest, pk: Any) -> HttpResponse:
    """Decline a request, or call off what was approved."""
    visit = _find_to_decide(request, pk)
    form = forms.AnswerVisitForm(request.POST or None)
    if form.is_valid():
        said, now = form.cleaned_data["answer"], timezone.now()
        try:
            if visit.is_waiting:
                verbs.decline_visit(visit=visit, answer=said, declined_by=request.user, now=now)
            else:
                verbs.call_off_visit(visit=visit, answer=said, called_off_by=request.user, now=now)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(visit)
    return _form_page(request, visit, form, _("Say no"))


@login_required
def outgoing(request: HttpRequest, pk: Any) -> HttpResponse:
    """A group goes out: by whoever coordinates or accompanies it."""
    group, today = find_group(request, pk), timezone.localdate()
    if not can_tell_of_study_visit(
        request.user, StudyVisit(group=group, sentra=group.sentra), today
    ):
        raise PermissionDenied(_("Coordinators and the group's facilitator plan this."))
    form = forms.OutgoingForm(
        request.POST or None,
        people=Person.objects.members_of(group, today).order_by("full_name"),
        groups=CrafterGroup.objects.standing().filter(sentra=group.sentra).exclude(pk=group.pk),
        hosts=Person.objects.visible_to(request.user).present(),
    )
    if form.is_valid():
        try:
            visit = verbs.plan_outgoing(
                group=group, planned_by=request.user, now=timezone.now(), **form.cleaned_data
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("The coordinator looks at it and agrees first.")
            messages.success(request, said if visit.is_waiting else _("The visit is planned."))
            return redirect(visit)
    context = {"form": form, "title": _("A visit elsewhere"), "back": group}
    return render(request, "mentoring_sessions/study_form.html", context)


@login_required
def purchase(request: HttpRequest, pk: Any) -> HttpResponse:
    visit = _find_to_tell(request, pk)
    groups = CrafterGroup.objects.standing().filter(sentra=visit.sentra)
    initial = {"group": visit.group_id}
    form = forms.PurchaseForm(request.POST or None, groups=groups, initial=initial)
    if form.is_valid():
        try:
            row = verbs.record_purchase(
                visit=visit, recorded_by=request.user, now=timezone.now(), **form.cleaned_data
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{written(row.rupiah)}: {in_words(row.rupiah)}.")
            return redirect(visit)
    return _form_page(request, visit, form, _("What guests bought"))


@login_required
def practices(request: HttpRequest, pk: Any) -> HttpResponse:
    visit = _find_to_tell(request, pk)
    form = forms.PracticesForm(request.POST or None)
    if form.is_valid():
        try:
            verbs.promise_practices(visit=visit, texts=form.texts(), promised_by=request.user)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved. You are asked after 60 and 90 days."))
            return redirect(visit)
    return _form_page(request, visit, form, _("What will be tried"))


@login_required
def check(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(PracticeCheck.objects.select_related("practice"), pk=pk)
    visit = _find_to_tell(request, row.practice.visit_id)
    form = forms.CheckForm(request.POST or None, initial={"adoption": row.adoption or None})
    if form.is_valid():
        try:
            verbs.check_practice(
                check=row, checked_by=request.user, today=timezone.localdate(), **form.cleaned_data
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(visit)
    return _form_page(request, visit, form, row.practice.text)


@login_required
@require_POST
def thanks(request: HttpRequest, pk: Any) -> HttpResponse:
    """Let a worker make the sheet to hand over or to send."""
    visit = _find(request, pk)
    if not visit.is_held:
        raise PermissionDenied(_("The visit has not been written down as held yet."))
    paper = ask_for_paper(
        kind=PaperKind.THANKS,
        format=MadePaperFormat.PDF,
        reason="",
        session=visit.session,
        asked_by=request.user,
    )
    return redirect(paper)


def _find(request: HttpRequest, pk: Any) -> StudyVisit:
    rows = StudyVisit.objects.visible_to(request.user)
    rows = rows.select_related("group__sentra", "sentra", "session", "host_group", "host_person")
    return get_object_or_404(rows, pk=pk)


def _find_to_decide(request: HttpRequest, pk: Any) -> StudyVisit:
    visit = _find(request, pk)
    if not can_decide_study_visit(request.user, visit):
        raise PermissionDenied(_("Coordinators of the place decide this."))
    return visit


def _find_to_tell(request: HttpRequest, pk: Any) -> StudyVisit:
    visit = _find(request, pk)
    if not can_tell_of_study_visit(request.user, visit, timezone.localdate()):
        raise PermissionDenied(_("Coordinators and the group's facilitator write this down."))
    return visit


def _form_page(request: HttpRequest, visit: StudyVisit, form: Any, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": visit}
    return render(request, "mentoring_sessions/study_form.html", context)
