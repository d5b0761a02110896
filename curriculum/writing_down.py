"""Views for a facilitator who writes down what somebody without a phone has learned."""

import uuid
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curriculum.accompanying import AccompaniedPerson, account_accompanied_by, people_accompanied_by
from curriculum.forms import LessonsDoneForm
from curriculum.languages import first_of
from curriculum.models import EventKind, ModuleRelease, ProgressEvent
from curriculum.pinned import releases_held_for_key
from curriculum.services import Receipt, Status, write_down_lessons
from curriculum.whole_numbers import whole_number


@login_required
def people(request: HttpRequest) -> HttpResponse:
    """Everybody the reader of this page accompanies today, by group."""
    found = people_accompanied_by(request.user)
    groups = [(name, list(some)) for name, some in groupby(found, key=lambda each: each.group)]
    return render(request, "curriculum/people.html", {"groups": groups, "sheet": _sheet(request)})


def _sheet(request: HttpRequest) -> str:
    """The release named by the QR code of a paper check; its answers are typed in next."""
    named = request.GET.get("lembar", "")
    return "" if whole_number(named) is None else named


@login_required
def lessons_done(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Tick what one person has done; what is known already is not asked again."""
    person = accompanied_person(request.user, key)
    form = LessonsDoneForm(
        request.POST if request.method == "POST" else None,
        releases=_modules(person.user_id),
        done=_done(person.user_id),
    )
    if form.is_valid():
        receipts = write_down_lessons(
            reader=account_accompanied_by(request.user, key),
            recorded_by=request.user,
            **form.cleaned_data,
        )
        _say(request, receipts, person.name)
        return redirect("curriculum:people")
    return render(request, "curriculum/lessons_done.html", {"person": person, "form": form})


def accompanied_person(user: Any, key: uuid.UUID) -> AccompaniedPerson:
    """The person of this key, if `user` accompanies her today; raises Http404."""
    found = people_accompanied_by(user)
    person = next((each for each in found if each.key == key), None)
    if person is None:
        raise Http404
    return person


def _modules(user_id: int | None) -> "QuerySet[ModuleRelease]":
    """Each module in the release that this person reads: her group may still keep an older one."""
    held = releases_held_for_key(user_id)
    latest = ModuleRelease.objects.current().originals().exclude(page__in=held)
    wanted = ModuleRelease.objects.filter(Q(pk__in=latest.values("pk")) | Q(pk__in=held.values()))
    return wanted.only("title").with_lessons().order_by("code")


def _done(user_id: int | None) -> set[int]:
    """Page keys of the lessons this reader has done, in any release and any language."""
    if user_id is None:
        return set()
    events = ProgressEvent.objects.filter(user_id=user_id, kind=EventKind.LESSON_DONE)
    return set(events.order_by().values_list(first_of("lesson"), flat=True))


def _say(request: HttpRequest, receipts: list[Receipt], name: Any) -> None:
    kept = sum(receipt.status == Status.ACCEPTED for receipt in receipts)
    text = ngettext(
        "%(name)s: %(count)d lesson written down.",
        "%(name)s: %(count)d lessons written down.",
        kept,
    )
    if kept:
        messages.success(request, text % {"name": name, "count": kept})
    else:
        messages.info(request, _("This was written down already."))
