"""A person's own page, for herself and for those who write down what she says.

The same pages stand under `saya/` (hers) and `orang/<key>/` (anybody she may be seen by), so
links among them are made from `Profile.base`.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mentoring.errors import MentoringError
from mentoring.registry.consents import has_consent
from mentoring.registry.forms import PortraitForm, ProfileForm, SpecificDataForm
from mentoring.registry.models import (
    ConsentPurpose,
    IdentifierKind,
    Language,
    Membership,
    Person,
    WorkerStatus,
)
from mentoring.registry.permissions import can_copy_data, can_keep_person, can_move_person
from mentoring.registry.services import (
    Reading,
    change_person,
    note_reading,
    note_specific_data,
    note_work,
    set_portrait,
)
from mentoring.registry.sign_ins import may_be_somebody_else
from mentoring.registry.worker_status import Question, next_question
from mentoring.registry.worker_status_words import QUESTIONS


@dataclass(frozen=True)
class Profile:
    """A person and how her page is reached. base: the address all its parts begin with."""

    person: Person
    is_own: bool
    base: str


def find_profile(request: HttpRequest, pk: Any) -> Profile:
    """pk: None for the signed-in person's own. Raises Http404 where nobody is to be seen."""
    people = Person.objects.select_related("place__parent__parent__parent")
    if pk is None:
        person = get_object_or_404(people, user=request.user, tombstoned_at__isnull=True)
        return Profile(person, is_own=True, base=reverse("mentoring_registry:me"))
    person = get_object_or_404(people.visible_to(request.user), pk=pk)
    return Profile(
        person,
        is_own=person.user_id == request.user.pk,
        base=reverse("mentoring_registry:person", args=[pk]),
    )


def find_kept_profile(request: HttpRequest, pk: Any) -> Profile:
    """The same for who writes something down there. Raises PermissionDenied for others."""
    profile = find_profile(request, pk)
    if not can_keep_person(request.user, profile.person):
        raise PermissionDenied(_("Only she, her facilitator and her coordinator write here."))
    return profile


@login_required
@never_cache
def person_page(request: HttpRequest, pk: Any = None) -> HttpResponse:
    profile = find_profile(request, pk)
    person, today = profile.person, timezone.localdate()
    memberships = Membership.objects.filter(person=person)
    if not profile.is_own:
        memberships = memberships.visible_to(request.user)
    may_keep = can_keep_person(request.user, person)
    agreed = has_consent(person, ConsentPurpose.MENTORING, today)
    hides = profile.is_own and may_be_somebody_else(request)
    if shows_specific_data := may_keep and agreed:
        _note_specific_data_read(request, profile)
    context = {
        "profile": profile,
        "person": person,
        "may_keep": may_keep,
        "may_copy": can_copy_data(request.user, person),
        "languages": _labels(Language, person.languages),
        "work": _labels(WorkerStatus, person.worker_statuses),
        "shows_specific_data": shows_specific_data,
        "shows_portrait": may_see_portrait(request.user, person),
        "memberships": memberships.on(today).select_related("group__sentra"),
        "identifiers": _identifier_rows(person),
        "hides_numbers": hides,
        "consents": consent_rows(person),
        "may_assess": not profile.is_own
        and request.user.has_perm("mentoring_registry.view_vulnerabilityassessment"),
        "may_read_ties": (profile.is_own and not hides)
        or request.user.has_perm("mentoring_registry.view_businesstie"),
    }
    return render(request, "mentoring_registry/person.html", context)


def _note_specific_data_read(request: HttpRequest, profile: Profile) -> None:
    """Where there is something to read, and it is not her own."""
    if not profile.is_own and profile.person.has_specific_data:
        note_reading(row=profile.person, kind=Reading.SPECIFIC_DATA, read_by=request.user)


def _labels(choices: Any, codes: list[str]) -> list[str]:
    return [str(choices(code).label) for code in codes if code in choices.values]


def _identifier_rows(person: Person) -> list[dict[str, Any]]:
    there = {row.kind: row for row in person.identifiers.all()}
    return [{"kind": kind.value, "row": there.get(kind)} for kind in IdentifierKind]


def consent_rows(person: Person) -> list[dict[str, Any]]:
    """One line a purpose: the newest answer, or None where nobody asked yet."""
    newest = {
        consent.purpose: consent
        for consent in person.consents.select_related("text").order_by("given_at")
    }
    return [
        {"purpose": purpose.value, "label": purpose.label, "consent": newest.get(purpose)}
        for purpose in ConsentPurpose
    ]


@login_required
@never_cache
def edit(request: HttpRequest, pk: Any = None) -> HttpResponse:
    profile = find_kept_profile(request, pk)
    moves = not profile.is_own and can_move_person(request.user, profile.person)
    form = ProfileForm(
        request.POST or None, instance=profile.person, mover=request.user if moves else None
    )
    if form.is_valid():
        change_person(person=profile.person, changes=form.cleaned_data, changed_by=request.user)
        messages.success(request, _("Saved."))
        return redirect(profile.base)
    return render(request, "mentoring_registry/profile_form.html", _with_form(profile, form))


@login_required
@never_cache
def specific_data(request: HttpRequest, pk: Any = None) -> HttpResponse:
    """Asked and shown only while her yes to being accompanied stands."""
    profile = find_kept_profile(request, pk)
    person = profile.person
    if not has_consent(person, ConsentPurpose.MENTORING, timezone.localdate()):
        messages.error(request, _("Ask first whether she agrees to being accompanied."))
        return redirect(f"{profile.base}persetujuan/{ConsentPurpose.MENTORING}/")
    initial = {"disability": person.disability, "helped_by_minors": person.helped_by_minors}
    form = SpecificDataForm(request.POST or None, initial=initial)
    if form.is_valid():
        note_specific_data(
            person=person, noted_by=request.user, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Saved."))
        return redirect(profile.base)
    _note_specific_data_read(request, profile)
    return render(request, "mentoring_registry/specific_data.html", _with_form(profile, form))


@login_required
@never_cache
def work(request: HttpRequest, pk: Any = None) -> HttpResponse:
    """One question a screen; the answers so far travel in the form, not in the address."""
    profile = find_kept_profile(request, pk)
    answers = {
        each: request.POST[each.value] == "yes"
        for each in Question
        if request.POST.get(each.value) in ("yes", "no")
    }
    question = next_question(answers)
    if question is None:
        person = note_work(person=profile.person, answers=answers, noted_by=request.user)
        found = ", ".join(_labels(WorkerStatus, person.worker_statuses))
        messages.success(request, _("Saved: %(work)s.") % {"work": found})
        return redirect(profile.base)
    context = {
        "profile": profile,
        "question": question,
        "words": QUESTIONS[question],
        "number": len(answers) + 1,
        "answers": [(each.value, "yes" if yes else "no") for each, yes in answers.items()],
    }
    return render(request, "mentoring_registry/work.html", context)


@login_required
@never_cache
def portrait(request: HttpRequest, pk: Any = None) -> HttpResponse:
    profile = find_kept_profile(request, pk)
    form = PortraitForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            set_portrait(person=profile.person, file=form.cleaned_data["file"], set_by=request.user)
        except MentoringError as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("The portrait is kept."))
            return redirect(profile.base)
    return render(request, "mentoring_registry/portrait.html", _with_form(profile, form))


@login_required
@require_GET
def portrait_file(request: HttpRequest, pk: Any = None) -> FileResponse:
    """The portrait itself; it has no other address, and no cache between may keep it."""
    person = find_profile(request, pk).person
    if not may_see_portrait(request.user, person):
        raise Http404
    response = FileResponse(person.portrait.open(), content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def may_see_portrait(user: Any, person: Person) -> bool:
    """She always; others only while her yes to photographs stands."""
    if not person.portrait:
        return False
    if person.user_id == user.pk:
        return True
    return has_consent(person, ConsentPurpose.PHOTO, timezone.localdate())


def _with_form(profile: Profile, form: Any) -> dict[str, Any]:
    return {"profile": profile, "person": profile.person, "form": form}
