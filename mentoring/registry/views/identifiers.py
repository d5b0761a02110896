"""Identity numbers on a person's page: typed once, then masked. No number is in any address."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from mentoring.errors import MentoringError
from mentoring.registry.forms import IdentifierForm, RevealForm
from mentoring.registry.models import IdentifierKind
from mentoring.registry.permissions import can_reveal_identifier, can_reveal_others
from mentoring.registry.services import (
    enter_identifier,
    note_missing_identifier,
    reveal_identifier,
)
from mentoring.registry.sign_ins import may_be_somebody_else
from mentoring.registry.views.profiles import find_kept_profile, find_profile


@sensitive_post_parameters("number")
@login_required
@never_cache
def enter(request: HttpRequest, kind: str, pk: Any = None) -> HttpResponse:
    profile, kind = find_kept_profile(request, pk), _known(kind)
    form = IdentifierForm(request.POST or None)
    if form.is_valid():
        try:
            _keep(request, profile.person, kind, form.cleaned_data)
        except MentoringError as refusal:
            form.add_error("number", str(refusal))
        else:
            return redirect(profile.base)
    context = {"profile": profile, "person": profile.person, "kind": kind, "form": form}
    return render(request, "mentoring_registry/identifier.html", context)


def _keep(request: HttpRequest, person: Any, kind: str, said: dict[str, str]) -> None:
    by = {"person": person, "kind": kind, "entered_by": request.user, "now": timezone.now()}
    if said["missing_reason"]:
        note_missing_identifier(reason=said["missing_reason"], **by)
        messages.success(request, _("Saved."))
        return
    entered = enter_identifier(text=said["number"], **by)
    messages.success(request, _("The number is kept, sealed. Here you see its last four digits."))
    for odd in entered.oddities:
        messages.warning(request, odd.value)
    # Who is in the programme is not found out by typing numbers. Who the other one is, is
    # for those who look at doubles to see.
    if entered.others and can_reveal_others(request.user, entered.identifier):
        messages.warning(
            request,
            _("Somebody else is written down with this number. The coordinator looks at it."),
        )


@login_required
@never_cache
def reveal(request: HttpRequest, kind: str, pk: Any = None) -> HttpResponse:
    """Asks for the reason; the number itself stands in the answer to a POST only."""
    profile = find_profile(request, pk)
    identifier = get_object_or_404(profile.person.identifiers.known(), kind=_known(kind))
    is_lent = profile.is_own and may_be_somebody_else(request)
    if is_lent or not can_reveal_identifier(request.user, identifier):
        raise PermissionDenied(_("Only the coordinator of her place reads the whole number."))
    form, number = RevealForm(request.POST or None), ""
    if form.is_valid():
        try:
            number = reveal_identifier(
                identifier=identifier, revealed_to=request.user, **form.cleaned_data
            )
        except MentoringError as refusal:
            form.add_error("reason", str(refusal))
    context = {
        "profile": profile,
        "person": profile.person,
        "identifier": identifier,
        "form": form,
        "number": " ".join(number[at : at + 4] for at in range(0, len(number), 4)),
    }
    return render(request, "mentoring_registry/reveal.html", context)


def _known(kind: str) -> str:
    if kind.upper() not in IdentifierKind.values:
        raise Http404
    return kind.upper()
