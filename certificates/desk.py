"""What waits for somebody at the desk, and where she may go from there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.models import CertificateType, IssueBatch, IssuerRole
from certificates.permissions import can_keep_keys
from certificates.scopes import member_issuers
from certificates.services.due import due_for_renewal
from certificates.services.status_lists import issuers_without_lists


@dataclass(frozen=True)
class DeskItem:
    """A tile: kind is "waiting" (somebody must act) or "link" (a place to go)."""

    kind: str
    label: str
    url: str
    sentence: str = ""
    count: int = 0
    picture: str = "certificate"
    order: int = 60


def desk_items(user: Any, today: date) -> Iterable[DeskItem]:
    """Batches a head must approve, and links to the screens that are open to `user`."""
    yield DeskItem("link", _("My certificates"), reverse("certificates:mine"), order=90)
    taught = member_issuers(user, today, (IssuerRole.INSTRUCTOR,))
    if taught and CertificateType.objects.active().confirmed_by_hand().filter(issuer__in=taught):
        yield DeskItem(
            "link",
            _("Confirm by hand"),
            reverse("certificates:confirmations"),
            _("Say who earned it"),
            picture="check",
        )
    yield from _issuers_without_keys(user)
    # The screens below lie in the office; an instructor may be a member without a key to it.
    if not (member_issuers(user, today) and user.has_perm("wagtailadmin.access_admin")):
        return
    headed = member_issuers(user, today, (IssuerRole.HEAD,))
    if headed:
        waiting = (
            IssueBatch.objects.waiting_for_approval()
            .filter(type__issuer__in=headed)
            .exclude(made_by=user)
            .count()
        )
        if waiting:
            sentence = ngettext(
                "%(count)d batch waits for your approval.",
                "%(count)d batches wait for your approval.",
                waiting,
            ) % {"count": waiting}
            url = reverse("certificates_admin:batches")
            yield DeskItem("waiting", _("Certificates to approve"), url, sentence, waiting)
    yield from _due_for_renewal(user, today)
    if member_issuers(user, today, (IssuerRole.CLERK, IssuerRole.HEAD)):
        yield DeskItem(
            "link",
            _("Prepare certificates"),
            reverse("certificates_admin:occasions"),
            _("See who meets every rule"),
        )
    register = reverse("certificates_admin:register")
    yield DeskItem("link", _("Register of certificates"), register, order=61)


def _due_for_renewal(user: Any, today: date) -> Iterable[DeskItem]:
    """A clerk is told how many certificates of her issuers may be renewed now."""
    served = member_issuers(user, today, (IssuerRole.CLERK,))
    if not served:
        return
    types = CertificateType.objects.filter(issuer__in=served).select_related("issuer")
    due = due_for_renewal(user=user, types=types, now=timezone.now()).count()
    if due:
        sentence = ngettext(
            "%(count)d certificate ends soon or has just ended, and may be renewed.",
            "%(count)d certificates end soon or have just ended, and may be renewed.",
            due,
        ) % {"count": due}
        url = reverse("certificates_admin:due")
        yield DeskItem("waiting", _("Due for renewal"), url, sentence, due)


def _issuers_without_keys(user: Any) -> Iterable[DeskItem]:
    """Who keeps the keys is told when an issuer's lists of revoked papers are renewed no more."""
    if not can_keep_keys(user):
        return
    names = [issuer.name_id for issuer in issuers_without_lists(timezone.now())]
    if names:
        sentence = _(
            "%(issuers)s: no key for proofs. "
            "Revocations are not published any more until one is made."
        ) % {"issuers": ", ".join(names)}
        url = reverse("certificates_admin:keys")
        yield DeskItem("waiting", _("Signing keys"), url, sentence, len(names), picture="lock")
