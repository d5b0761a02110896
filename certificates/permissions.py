"""Questions about (user, object). A role group says what, a dated membership says where."""

from typing import Any

from django.utils import timezone

from certificates.models import Certificate, IssueBatch, Issuer, IssuerRole
from certificates.scopes import member_issuers


def _holds(user: Any, issuer_id: int, *roles: str) -> bool:
    return issuer_id in member_issuers(user, timezone.localdate(), roles)


def works_for_an_issuer(user: Any) -> bool:
    """Whether the register of any issuer is open to `user`."""
    return bool(
        member_issuers(user, timezone.localdate())
        or user.has_perm("certificates.view_all_certificate")
    )


def can_prepare(user: Any, issuer: Issuer) -> bool:
    """Check trainings of `issuer` and prepare its batches: its clerks."""
    return user.has_perm("certificates.prepare_issuebatch") and _holds(
        user, issuer.pk, IssuerRole.CLERK
    )


def can_approve(user: Any, batch: IssueBatch) -> bool:
    """Approve `batch`: a head of its issuer who did not prepare it."""
    return batch.made_by_id != user.pk and can_head(user, batch.type.issuer_id)


def can_head(user: Any, issuer_id: int) -> bool:
    return user.has_perm("certificates.approve_issuebatch") and _holds(
        user, issuer_id, IssuerRole.HEAD
    )


def can_revoke(user: Any, certificate: Certificate) -> bool:
    """Revoke: a head of the issuer."""
    return user.has_perm("certificates.revoke_certificate") and _holds(
        user, certificate.issuer_id, IssuerRole.HEAD
    )


def can_print(user: Any, issuer: Issuer) -> bool:
    """Take the PDFs of an issuer out of the house: its clerks and heads."""
    return _holds(user, issuer.pk, IssuerRole.CLERK, IssuerRole.HEAD)


def can_download(user: Any, certificate: Certificate) -> bool:
    """The holder, and who may print for the issuer."""
    return certificate.holder_id == user.pk or can_print(user, certificate.issuer)
