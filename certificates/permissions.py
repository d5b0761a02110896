"""Questions about (user, object). A role group says what, a dated membership says where."""

from typing import Any

from django.utils import timezone

from certificates.identities import accompanied_by, same_people
from certificates.models import Certificate, IssueBatch, Issuer, IssuerRole, LegacyImport
from certificates.models.issuers import CONFIRMERS
from certificates.scopes import member_issuers


def _holds(user: Any, issuer_id: int, *roles: str) -> bool:
    return issuer_id in member_issuers(user, timezone.localdate(), roles)


def works_for_an_issuer(user: Any) -> bool:
    """Whether the register of any issuer is open to `user`."""
    return bool(
        member_issuers(user, timezone.localdate())
        or user.has_perm("certificates.view_all_certificate")
    )


def heads_an_issuer(user: Any) -> bool:
    """Whether any issuer's signatures are `user`'s to see to."""
    return bool(member_issuers(user, timezone.localdate(), (IssuerRole.HEAD,)))


def can_prepare(user: Any, issuer: Issuer) -> bool:
    """Check trainings of `issuer` and prepare its batches: its clerks."""
    return user.has_perm("certificates.prepare_issuebatch") and _holds(
        user, issuer.pk, IssuerRole.CLERK
    )


def can_confirm(user: Any, issuer: Issuer) -> bool:
    """Confirm by hand what somebody earned: clerks, heads and instructors of the issuer."""
    return _holds(user, issuer.pk, *CONFIRMERS)


def can_correct(user: Any, certificate: Certificate) -> bool:
    """Hold, release, replace, decide corrections: a head of the issuer, never on her own."""
    return (
        user.has_perm("certificates.correct_certificate")
        and _holds(user, certificate.issuer_id, IssuerRole.HEAD)
        and certificate.holder_id != user.pk
    )


def can_ask_for_correction(user: Any, certificate: Certificate) -> bool:
    """Ask to have a name corrected: the holder, her companions, and the issuer's office."""
    if certificate.holder_id is None:
        return can_print(user, certificate.issuer)
    return (
        user.pk in same_people([certificate.holder_id])[certificate.holder_id]
        or can_print(user, certificate.issuer)
        or certificate.holder_id in accompanied_by(user, [certificate.holder_id])
    )


def can_hand_over(user: Any, issuer: Issuer) -> bool:
    """Hand papers over, and duplicates of lost ones: clerks and heads of the issuer."""
    return user.has_perm("certificates.handover_certificate") and can_print(user, issuer)


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


def can_read_register(user: Any, issuer: Issuer) -> bool:
    """Take the register book out: clerks, heads and auditors of the issuer."""
    return user.has_perm("certificates.view_all_certificate") or _holds(
        user, issuer.pk, IssuerRole.CLERK, IssuerRole.HEAD, IssuerRole.AUDITOR
    )


def can_send_past(user: Any, issuer: Issuer) -> bool:
    """Send lists of past certificates of `issuer`, and correct or drop them: its clerks."""
    return user.has_perm("certificates.send_legacyimport") and _holds(
        user, issuer.pk, IssuerRole.CLERK
    )


def can_keep_past(user: Any, found: LegacyImport) -> bool:
    """Keep a list of past certificates or take it back: a head of the issuer who sent it not."""
    return (
        found.made_by_id != user.pk
        and user.has_perm("certificates.keep_legacyimport")
        and _holds(user, found.issuer_id, IssuerRole.HEAD)
    )


def can_read_scan(user: Any, certificate: Certificate) -> bool:
    """See the scan of a past paper: who may print for the issuer, its auditors, the holder."""
    return certificate.holder_id == user.pk or can_read_register(user, certificate.issuer)


def can_keep_rules(user: Any) -> bool:
    """Make new versions of rule sets: administrators, who issue nothing themselves."""
    return bool(user.has_perm("certificates.add_ruleset"))


def can_download(user: Any, certificate: Certificate) -> bool:
    """The holder, and who may print for the issuer."""
    return certificate.holder_id == user.pk or can_print(user, certificate.issuer)


def can_keep_keys(user: Any) -> bool:
    """Make, rotate and give up keys, of every issuer: administrators, who cannot issue."""
    return bool(user.has_perm("certificates.keep_signingkey"))


def can_keep_designs(user: Any) -> bool:
    """Draw, approve and retire designs: administrators, who cannot issue."""
    return bool(user.has_perm("certificates.keep_templateversion"))
