"""What waits for somebody at the desk, and where she may go from there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.models import IssueBatch, IssuerRole
from certificates.scopes import member_issuers


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
    if member_issuers(user, today, (IssuerRole.CLERK, IssuerRole.HEAD)):
        yield DeskItem(
            "link",
            _("Prepare certificates"),
            reverse("certificates_admin:occasions"),
            _("See who meets every rule"),
        )
    register = reverse("certificates_admin:register")
    yield DeskItem("link", _("Register of certificates"), register, order=61)
