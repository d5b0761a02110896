"""The screen of who keeps keys: every key with its days; new ones, and those in other hands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from certificates.errors import CertificatesError
from certificates.forms import CompromiseForm, NewKeyForm
from certificates.models import SigningKey
from certificates.paging import page_of
from certificates.permissions import can_keep_keys
from certificates.services.keys import mark_compromised, rotate_key
from certificates.services.lost_keys import badges_of, counts_of_lost_badges
from certificates.views.office.screens import page, require


def keys(request: HttpRequest) -> HttpResponse:
    """All keys, newest first; POST makes a new one, and the one before ends."""
    require(can_keep_keys(request.user))
    form = NewKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            key = rotate_key(made_by=request.user, **form.cleaned_data)
        except CertificatesError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Key %(kid)s signs from now on.") % {"kid": key.kid})
            return redirect("certificates_admin:keys")
    found = SigningKey.objects.visible_to(request.user).select_related("issuer")
    shown = page_of(found.order_by("-active_from", "kid"), request.GET.get("p"))
    lost = counts_of_lost_badges(shown)
    for key in shown:
        key.lost_badges = lost.get(key.pk, 0)
    return page(request, "keys", _("Signing keys"), page=shown, form=form, give_up=CompromiseForm())


def key_badges(request: HttpRequest, pk: int) -> HttpResponse:
    """The badges that one key in other hands signed: their numbers, and nobody's name."""
    require(can_keep_keys(request.user))
    lost = SigningKey.objects.visible_to(request.user).filter(compromised_at__isnull=False)
    key = get_object_or_404(lost.select_related("issuer"), pk=pk)
    badges = badges_of(key).only("serial", "issued_on", "issued_at", "status")
    return page(
        request,
        "key_badges",
        _("Badges of key %(kid)s") % {"kid": key.kid},
        (reverse("certificates_admin:keys"), _("Signing keys")),
        key=key,
        page=page_of(badges, request.GET.get("p")),
    )


@require_POST
def key_compromised(request: HttpRequest, pk: int) -> HttpResponse:
    """Say since when a key may have been in other hands."""
    require(can_keep_keys(request.user))
    key = get_object_or_404(SigningKey.objects.visible_to(request.user), pk=pk)
    form = CompromiseForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["since"]))
        return redirect("certificates_admin:keys")
    try:
        mark_compromised(key=key, marked_by=request.user, **form.cleaned_data)
    except CertificatesError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Key %(kid)s signs no more.") % {"kid": key.kid})
    return redirect("certificates_admin:keys")
