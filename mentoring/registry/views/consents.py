"""What a person agrees to: her own taps, and what others write down of her yes."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mentoring.errors import MentoringError
from mentoring.registry.consents import what_stops
from mentoring.registry.forms import ConsentForm
from mentoring.registry.models import Consent, ConsentMode, ConsentPurpose
from mentoring.registry.permissions import can_keep_person
from mentoring.registry.services import (
    Reading,
    give_consent,
    newest_text,
    note_reading,
    withdraw_consent,
)
from mentoring.registry.views.profiles import Profile, consent_rows, find_kept_profile, find_profile


@login_required
@never_cache
def consents(request: HttpRequest, pk: Any = None) -> HttpResponse:
    profile = find_profile(request, pk)
    context = {
        "profile": profile,
        "person": profile.person,
        "consents": consent_rows(profile.person),
        "may_keep": can_keep_person(request.user, profile.person),
    }
    return render(request, "mentoring_registry/consents.html", context)


@login_required
@never_cache
def consent(request: HttpRequest, purpose: str, pk: Any = None) -> HttpResponse:
    """The words of one purpose, and yes or no to them."""
    if purpose not in ConsentPurpose.values:
        raise Http404
    profile = find_kept_profile(request, pk)
    form = ConsentForm(request.POST or None, request.FILES or None)
    try:
        text = newest_text(purpose=purpose, language=get_language() or "id")
        if request.method == "POST" and _answered(request, profile, purpose, form):
            return redirect(f"{profile.base}persetujuan/")
    except MentoringError as refusal:
        if request.method == "GET":
            messages.error(request, str(refusal))
            return redirect(f"{profile.base}persetujuan/")
        form.add_error(None, str(refusal))
    newest = profile.person.consents.filter(purpose=purpose).order_by("given_at").last()
    context = {
        "profile": profile,
        "person": profile.person,
        "purpose": ConsentPurpose(purpose),
        "text": text,
        "form": form,
        "is_agreed": bool(newest and newest.withdrawn_at is None),
        "stops": what_stops(purpose),
    }
    return render(request, "mentoring_registry/consent.html", context)


def _answered(request: HttpRequest, profile: Profile, purpose: str, form: ConsentForm) -> bool:
    """Keep the answer that was sent; False when the form needs another look."""
    person, by, now = profile.person, request.user, timezone.now()
    if request.POST.get("answer") == "no":
        stopped = withdraw_consent(person=person, purpose=purpose, withdrawn_by=by, now=now)
        kept = _("Your no is kept. From now on:") if stopped else _("Your no is kept.")
        messages.success(request, kept)
        for sentence in stopped:
            messages.info(request, sentence)
        return True
    said: dict[str, Any] = {"mode": ConsentMode.TAP, "language": get_language() or "id"}
    if not profile.is_own:
        if not form.is_valid():
            return False
        said = form.cleaned_data
    shown = request.POST.get("text", "")
    give_consent(
        person=person,
        purpose=purpose,
        recorded_by=by,
        now=now,
        text_shown=int(shown) if shown.isdecimal() and len(shown) < 10 else None,
        **said,
    )
    messages.success(request, _("The yes is kept. It can be taken back at any time."))
    return True


@login_required
@require_GET
def proof(request: HttpRequest, pk: Any) -> FileResponse:
    """A signature or a voice: for her, and for those who keep her record."""
    found = get_object_or_404(
        Consent.objects.visible_to(request.user).select_related("person"), pk=pk
    )
    if not can_keep_person(request.user, found.person):
        raise PermissionDenied
    if not found.proof:
        raise Http404
    if found.person.user_id != request.user.pk:
        note_reading(row=found, kind=Reading.PROOF, read_by=request.user)
    response = FileResponse(found.proof.open(), content_type=found.proof_type)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
