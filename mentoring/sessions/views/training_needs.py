"""Which training is needed where, and who needs one most."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.cache import never_cache

from mentoring.errors import MentoringError
from mentoring.registry import phone_lists
from mentoring.registry.models import CrafterGroup, Sentra
from mentoring.registry.permissions import rows_in_charge
from mentoring.sessions.forms.training_needs import ChooseByNeedForm
from mentoring.sessions.permissions import can_open_run
from mentoring.sessions.programmes import programmes
from mentoring.sessions.services.participants import free_seats
from mentoring.sessions.services.selections import choose_by_need
from mentoring.sessions.training_needs import (
    ProgrammeNeed,
    accompanied_or_not,
    needs_of_run,
    programmes_needed,
)
from mentoring.sessions.views.runs import find_run_to_change

_HEADINGS = (
    gettext_lazy("Programme"),
    gettext_lazy("Members"),
    gettext_lazy("Members who lack some of it"),
    gettext_lazy("Missing on average (%)"),
    pgettext_lazy("crafters", "Groups"),
)


@login_required
@never_cache
def needs(request: HttpRequest) -> HttpResponseBase:
    """One craft centre (`?sentra=`): its groups, and what their members lack. CSV without names."""
    if not can_open_run(request.user):
        raise PermissionDenied(_("Trainings are planned by whoever coordinates the place."))
    centres = list(rows_in_charge(Sentra, request.user).order_by("name", "pk"))
    centre = _chosen(centres, request.GET.get("sentra", "")) or (centres[0] if centres else None)
    today = timezone.localdate()
    groups = _groups_of(centre)
    lines = programmes_needed(groups, programmes(), today) if groups else []
    if phone_lists.asks_for_csv(request):
        return phone_lists.lines_as_csv(
            [_line(need) for need in lines],
            register=_("Training needs"),
            headings=_HEADINGS,
            taken_by=request.user,
        )
    context = {
        "centres": centres,
        "centre": centre,
        "groups": accompanied_or_not(groups, today),
        "lines": [(need, round(need.share * 100)) for need in lines if need.lacking],
        "programme_count": len(lines),
    }
    return render(request, "mentoring_sessions/training_needs.html", context)


def _line(need: ProgrammeNeed) -> list[Any]:
    named = ", ".join(group.name for group in need.groups)
    percent = round(need.share * 100)
    return [need.programme.title_id, need.people, need.lacking, percent, named]


def _chosen(centres: Sequence[Sentra], said: str) -> Sentra | None:
    return next((centre for centre in centres if str(centre.pk) == said), None)


def _groups_of(centre: Sentra | None) -> list[CrafterGroup]:
    """Groups of a craft centre that still exist; none without a centre."""
    if centre is None:
        return []
    groups = CrafterGroup.objects.filter(sentra=centre).order_by("name", "pk")
    return [group for group in groups if not group.is_dissolved]


@login_required
@never_cache
def of_run(request: HttpRequest, pk: Any) -> HttpResponse:
    """Members of a craft centre by need, weakest first; those who fit are ticked at first."""
    run = find_run_to_change(request, pk)
    centres = list(rows_in_charge(Sentra, request.user).order_by("name", "pk"))
    near = [centre for centre in centres if centre.place_id == run.place_id]
    centre = _chosen(centres, request.GET.get("sentra", "")) or next(iter(near or centres), None)
    lines = needs_of_run(run, _groups_of(centre))
    free = free_seats(run)
    said = request.POST if request.method == "POST" else None
    form = ChooseByNeedForm(said, needs=lines, free=free.seats)
    if form.is_valid():
        try:
            places = choose_by_need(
                run=run,
                needs=lines,
                chosen=set(form.cleaned_data["people"]),
                note=form.cleaned_data["note"],
                chosen_by=request.user,
            )
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
        else:
            said_so = ngettext(
                "%(count)d person takes part.", "%(count)d people take part.", len(places)
            )
            messages.success(request, said_so % {"count": len(places)})
            return redirect(run)
    context = {
        "run": run,
        "form": form,
        "ticked": form.ticked(),
        "lines": lines,
        "free": free,
        "centres": centres,
        "centre": centre,
    }
    return render(request, "mentoring_sessions/run_needs.html", context)


@login_required
def choices(request: HttpRequest, pk: Any) -> HttpResponse:
    """Who was chosen from the list of needs and who was passed over, with the reasons."""
    run = find_run_to_change(request, pk)
    kept = run.selections.visible_to(request.user).select_related("person", "group", "decided_by")
    return render(request, "mentoring_sessions/run_choices.html", {"run": run, "kept": kept})
