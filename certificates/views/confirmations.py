"""Confirming by hand: trainings whose certificates ask for it, and the list of one of them.

Outside the office, because an instructor works in no office.
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import ngettext

from certificates import evidence, permissions
from certificates.errors import CertificatesError
from certificates.forms import ConfirmForm
from certificates.models import CertificateType
from certificates.models.issuers import CONFIRMERS
from certificates.paging import page_of
from certificates.scopes import member_issuers
from certificates.services.confirming import (
    asks_for_confirmation,
    confirm_by_hand,
    confirmation_list,
)
from certificates.views.office.screens import dates_of


@login_required
def trainings(request: HttpRequest) -> HttpResponse:
    """Trainings of one's issuers whose certificates ask for a confirmation, newest first."""
    mine = member_issuers(request.user, timezone.localdate(), CONFIRMERS)
    if not mine:
        raise PermissionDenied
    kinds: dict[str, list[CertificateType]] = {}
    for kind in _types().active().filter(issuer__in=mine):
        if asks_for_confirmation(kind):
            kinds.setdefault(kind.issuer.code, []).append(kind)
    found = evidence.occasions_visible_to(request.user, list(kinds)) if kinds else []
    page = page_of(found, request.GET.get("p"))
    rows = [
        {
            "occasion": told,
            "dates": dates_of(told),
            "lists": [
                (list_url(kind, told.key), kind.title_id) for kind in kinds[told.issuer_code]
            ],
        }
        for told in page
    ]
    return render(request, "certificates/confirmations.html", {"rows": rows, "page": page})


@login_required
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Who earned what the certificate `pk` asks for in one training; POST says it of many."""
    kind = get_object_or_404(_types().visible_to(request.user), pk=pk)
    occasion = evidence.occasion_by_key(request.GET.get("pelatihan", ""))
    if occasion is None or occasion.issuer_code != kind.issuer.code:
        raise Http404
    if not permissions.can_confirm(request.user, kind.issuer):
        raise PermissionDenied
    people = [one.user_id for one in occasion.participants]
    form = ConfirmForm(request.POST if request.method == "POST" else None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            count = confirm_by_hand(
                certificate_type=kind,
                occasion=occasion,
                confirmed_by=request.user,
                holder_ids=form.cleaned_data["people"],
                seen_ids=form.cleaned_data["seen"],
            )
        except CertificatesError as refusal:
            form.add_error(None, str(refusal))
        else:
            words = ngettext(
                "Kept: %(count)d person is confirmed.",
                "Kept: %(count)d people are confirmed.",
                count,
            )
            messages.success(request, words % {"count": count})
            return redirect(list_url(kind, occasion.key))
    return render(request, "certificates/confirm.html", _shown(request, kind, occasion, form))


def _shown(request: HttpRequest, kind: Any, occasion: Any, form: ConfirmForm) -> dict[str, Any]:
    """The list as it stands; after a refusal with the ticks that were sent, for another try."""
    lines = confirmation_list(certificate_type=kind, occasion=occasion, reader=request.user)
    sent = set(form.data.getlist("people")) if form.is_bound else set()
    rows = [
        (line, str(line.participant.user_id) in sent if form.is_bound else line.is_confirmed)
        for line in lines
    ]
    return {
        "rows": rows,
        "kind": kind,
        "occasion": occasion,
        "dates": dates_of(occasion),
        "form": form,
        "is_asked": asks_for_confirmation(kind),
        "confirmed_count": sum(line.is_confirmed for line in lines),
        "may_change_any": any(line.may_change for line in lines),
    }


def list_url(kind: CertificateType, occasion_key: str) -> str:
    address = reverse("certificates:confirm", args=[kind.pk])
    return f"{address}?{urlencode({'pelatihan': occasion_key})}"


def _types() -> Any:
    return CertificateType.objects.select_related(
        "issuer", "rule_set", "otherwise__rule_set"
    ).prefetch_related("rule_set__rules", "otherwise__rule_set__rules")
