"""Choosing participants by name, or from several groups at once."""

import uuid
from contextlib import suppress
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mentoring.errors import MentoringError
from mentoring.registry.models import CrafterGroup, Membership
from mentoring.registry.name_keys import search_condition
from mentoring.sessions.forms.entrants import MembershipsForm
from mentoring.sessions.models import PlaceSource, TrainingRun
from mentoring.sessions.services import add_participants
from mentoring.sessions.taking_part import accompanied_groups
from mentoring.sessions.views.runs import find_run_to_change, taken_in

# More than a page of names is no answer: the words are to be made longer.
MOST_FOUND = 100


@login_required
def choose(request: HttpRequest, pk: Any) -> HttpResponse:
    """Members found by a name (`?cari=`), or those of the groups named (`?kelompok=`, several)."""
    run = find_run_to_change(request, pk)
    words = request.GET.get("cari", "").strip()[:80]
    found = _found(request, run, words)
    accompanied = accompanied_groups({each.group_id for each in found}, run.starts_on)
    open_ones = [each for each in found if each.group_id in accompanied]
    form = MembershipsForm(
        request.POST if request.method == "POST" else None,
        memberships=Membership.objects.filter(pk__in=[each.pk for each in open_ones]),
    )
    if form.is_valid():
        try:
            places = add_participants(
                run=run,
                entrants=form.entrants(),
                added_by=request.user,
                source=PlaceSource.SEARCH if words else PlaceSource.GROUP,
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            return taken_in(request, run, places)
    context = {
        "run": run,
        "words": words,
        "form": form,
        "open_ones": open_ones,
        "waiting": [each for each in found if each.group_id not in accompanied],
        "is_cut": len(found) == MOST_FOUND,
    }
    return render(request, "mentoring_sessions/choose_participants.html", context)


def _found(request: HttpRequest, run: TrainingRun, words: str) -> list[Membership]:
    """Members on the first day, of groups this user sees, who have no place yet. One query."""
    groups = CrafterGroup.objects.visible_to(request.user, run.starts_on)
    there = run.participants.still_there().values("person")
    members: QuerySet[Membership] = Membership.objects.on(run.starts_on).filter(
        group__in=groups.values("pk")
    )
    if words:
        members = members.filter(search_condition(words, ["person__name_key"]))
    else:
        members = members.filter(group__in=_keys(request.GET.getlist("kelompok")))
    ordered = members.exclude(person__in=there).select_related("person", "group")
    return list(ordered.order_by("group__name", "person__full_name", "pk")[:MOST_FOUND])


def _keys(said: list[str]) -> list[uuid.UUID]:
    keys = []
    for each in said[:50]:
        with suppress(ValueError):
            keys.append(uuid.UUID(each))
    return keys
