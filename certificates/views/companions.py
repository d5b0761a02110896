"""Certificates of the people one accompanies, and asking for a right name."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from certificates import companions
from certificates.errors import CertificatesError
from certificates.forms import CorrectionForm
from certificates.identities import same_people
from certificates.models import Certificate
from certificates.paging import page_of
from certificates.permissions import can_ask_for_correction
from certificates.services import request_correction


@login_required
def group_certificates(request: HttpRequest) -> HttpResponse:
    """What the people she accompanies today were given, by name."""
    people = companions.people_of(request.user)
    if not people:
        raise PermissionDenied
    groups = {each.user_id: each.group for each in people}
    same = same_people(list(groups))
    group_of = {user_id: groups[one] for one, ids in same.items() for user_id in ids}
    words = request.GET.get("cari", "").strip()[:60]
    found = (
        Certificate.objects.issued()
        .of_holders(list(group_of))
        .select_related("issuer", "type")
        .with_renewal()
    )
    if words:
        found = found.filter(printed_name__icontains=words)
    page = page_of(found.order_by("printed_name", "-issued_on"), request.GET.get("p"))
    rows = [(certificate, group_of[certificate.holder_id]) for certificate in page]
    context = {"page": page, "rows": rows, "words": words}
    return render(request, "certificates/of_groups.html", context)


@login_required
def ask_correction(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form that says a name is wrong. Where she may not ask, there is no such page."""
    certificate = get_object_or_404(Certificate.objects.issued().select_related("issuer"), pk=pk)
    if not can_ask_for_correction(request.user, certificate):
        raise PermissionDenied
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            request_correction(certificate=certificate, asked_by=request.user, **form.cleaned_data)
        except CertificatesError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Sent. The office that issued it decides."))
            mine = certificate.holder_id == request.user.pk
            return redirect("certificates:mine" if mine else "certificates:of_groups")
    context = {"form": form, "certificate": certificate}
    return render(request, "certificates/ask_correction.html", context)
