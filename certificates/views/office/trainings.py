"""Trainings of one's issuers, and who in them meets what."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from certificates import evidence, permissions
from certificates.errors import CertificatesError
from certificates.forms import PrepareForm
from certificates.models import CertificateType, Issuer, IssuerRole
from certificates.paging import page_of
from certificates.scopes import member_issuers
from certificates.services import check_occasion, prepare_batch
from certificates.services.batches import today_at
from certificates.services.confirming import asks_for_confirmation
from certificates.views.confirmations import list_url
from certificates.views.office.screens import dates_of, page, require


def occasions(request: HttpRequest) -> HttpResponse:
    """Trainings of the issuers where this person is clerk or head, newest first."""
    roles = (IssuerRole.CLERK, IssuerRole.HEAD)
    issuers = Issuer.objects.filter(
        pk__in=member_issuers(request.user, timezone.localdate(), roles)
    )
    types: dict[str, list[CertificateType]] = {issuer.code: [] for issuer in issuers}
    require(bool(types))
    for kind in (
        CertificateType.objects.active().filter(issuer__in=issuers).select_related("issuer")
    ):
        types[kind.issuer.code].append(kind)
    found = evidence.occasions_visible_to(request.user, list(types))
    shown = page_of(found, request.GET.get("p"))
    rows = [
        {"occasion": told, "dates": dates_of(told), "types": types[told.issuer_code]}
        for told in shown
    ]
    return page(request, "occasions", _("Trainings"), rows=rows, page=shown)


def check(request: HttpRequest, type_pk: int) -> HttpResponse:
    """Who meets what: the dry run of one training and type; POST freezes it as a batch."""
    kind = get_object_or_404(
        CertificateType.objects.visible_to(request.user)
        .select_related("issuer", "rule_set", "otherwise__issuer", "otherwise__rule_set")
        .prefetch_related("rule_set__rules", "otherwise__rule_set__rules"),
        pk=type_pk,
    )
    occasion = evidence.occasion_by_key(request.GET.get("pelatihan", ""))
    if occasion is None or occasion.issuer_code != kind.issuer.code:
        raise Http404
    may_prepare = permissions.can_prepare(request.user, kind.issuer)
    require(may_prepare or permissions.can_head(request.user, kind.issuer_id))
    form = PrepareForm(request.POST or None, today=today_at(kind.issuer))
    if request.method == "POST" and form.is_valid():
        require(may_prepare)
        try:
            batch = prepare_batch(
                occasion=occasion,
                certificate_type=kind,
                prepared_by=request.user,
                issued_on=form.cleaned_data["issued_on"],
                seen_hash=form.cleaned_data["seen"],
            )
        except CertificatesError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The batch is prepared. The head can approve it now."))
            return redirect(batch)
    result = check_occasion(occasion=occasion, certificate_type=kind)
    return page(
        request,
        "check",
        occasion.title,
        (reverse("certificates_admin:occasions"), _("Trainings")),
        check=result,
        counts=result.counts(),
        page=page_of(_filtered(result, request), request.GET.get("p")),
        show=request.GET.get("tampil", ""),
        key=occasion.key,
        dates=dates_of(occasion),
        form=form,
        seen=result.inputs_hash(),
        may_prepare=may_prepare,
        confirm_url=list_url(kind, occasion.key) if asks_for_confirmation(kind) else "",
    )


def _filtered(result: Any, request: HttpRequest) -> list[Any]:
    """The rows of a check, those still missing something first; all, or one kind of them."""
    wanted = request.GET.get("tampil", "")
    rows = sorted(result.rows, key=lambda row: row.meets_every_rule)
    if wanted == "siap":
        return [row for row in rows if row.is_eligible]
    if wanted == "kurang":
        return [row for row in rows if not row.meets_every_rule]
    if wanted == "keterangan":
        return [row for row in rows if row.gets_statement]
    return rows
