"""Routes of certificates: read, revoke, replace by a right name; and the register of a year."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router

from certificates import permissions
from certificates.api.shapes import (
    CertificateOut,
    CorrectionOut,
    LineOut,
    Refusal,
    ReplaceIn,
    RevokeIn,
)
from certificates.errors import AlreadyAsked
from certificates.models import Certificate, Correction, CorrectionState, Issuer, Status
from certificates.services import approve_correction, request_correction, revoke_certificate
from certificates.services.register_book import record_export, register_lines

router = Router(tags=["certificates"])
_REFUSALS: dict[int, Any] = {401: Refusal, 403: Refusal, 404: Refusal, 409: Refusal}


@router.get("certificates/{certificate_id}/", response={200: CertificateOut, **_REFUSALS})
def certificate(request: HttpRequest, certificate_id: UUID) -> Any:
    """One certificate of one's issuers."""
    return _told(_certificate(request, certificate_id))


@router.post("certificates/{certificate_id}/revoke/", response={200: CertificateOut, **_REFUSALS})
def revoke(request: HttpRequest, certificate_id: UUID, body: RevokeIn) -> Any:
    """Revoke for good. Repeating it with the same reason changes nothing."""
    found = _certificate(request, certificate_id)
    is_done = found.status == Status.REVOKED and found.reason == body.reason
    if not (is_done and permissions.can_revoke(request.user, found)):
        revoke_certificate(
            certificate=found, reason=body.reason, note=body.note, revoked_by=request.user
        )
    return _told(_certificate(request, certificate_id))


@router.post("certificates/{certificate_id}/replace/", response={200: CorrectionOut, **_REFUSALS})
def ask_to_replace(request: HttpRequest, certificate_id: UUID, body: ReplaceIn) -> Any:
    """Ask for a new certificate with the right name; a head who did not ask approves it.

    Asking the same again answers with the wish that waits.
    """
    found = _certificate(request, certificate_id)
    try:
        wish = request_correction(
            certificate=found,
            wanted_name=body.wanted_name,
            reason=body.reason,
            asked_by=request.user,
        )
    except AlreadyAsked:
        name = " ".join(body.wanted_name.split())
        mine = found.corrections.waiting().filter(asked_by=request.user, wanted_name=name)
        if (wish := mine.first()) is None:
            raise
    return _wish(wish)


@router.post("corrections/{correction_id}/approve/", response={200: CorrectionOut, **_REFUSALS})
def replace(request: HttpRequest, correction_id: int) -> Any:
    """Issue the new certificate and mark the old one replaced. Repeating it changes nothing."""
    visible = Correction.objects.visible_to(request.user)
    wish = get_object_or_404(visible.select_related("certificate__issuer"), pk=correction_id)
    is_done = wish.state == CorrectionState.APPROVED and wish.decided_by_id == request.user.pk
    if not is_done:
        approve_correction(correction=wish, approved_by=request.user)
        wish.refresh_from_db()
    return _wish(wish)


@router.get("registers/{issuer_code}/{int:year}/", response={200: list[LineOut], **_REFUSALS})
def register(request: HttpRequest, issuer_code: str, year: int) -> Any:
    """Every number of a year in its order, void ones too. The audit log notes who took it."""
    # Auditors read the books of issuers they are no members of; who may not is told so.
    issuer = get_object_or_404(Issuer, code=issuer_code)
    record_export(issuer=issuer, exported_by=request.user)
    return [
        {
            "type": line.type_title,
            "place": line.sequence,
            "serial": line.serial,
            "name": line.name,
            "programme": line.programme,
            "issued_on": line.issued_on,
            "state": line.state,
            "remark": line.remark,
        }
        for line in register_lines(issuer=issuer, year=year)
    ]


def _certificate(request: HttpRequest, key: UUID) -> Certificate:
    """Among those of one's issuers: a holder reads her own on the public side."""
    if not permissions.works_for_an_issuer(request.user):
        raise Http404
    visible = Certificate.objects.visible_to(request.user).select_related("issuer", "type")
    found: Certificate = get_object_or_404(visible, pk=key)
    return found


def _told(found: Certificate) -> dict[str, Any]:
    return {
        "id": found.pk,
        "serial": found.serial,
        "code": found.shown_code,
        "name": found.printed_name,
        "status": found.status,
        "origin": found.origin,
        "issued_on": found.issued_on,
        "valid_until": found.valid_until,
    }


def _wish(wish: Correction) -> dict[str, Any]:
    return {
        "id": wish.pk,
        "certificate": wish.certificate_id,
        "wanted_name": wish.wanted_name,
        "state": wish.state,
        "successor": wish.successor_id,
    }
