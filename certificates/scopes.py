"""Which rows a user may see: memberships of an issuer, and one's own certificates.

A function here takes (user, on) and returns the condition for one model. People see
what belongs to the issuers they are members of on that day; holders of a model's
permission `view_all_<model>` see every row.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from certificates.intervals import on_day

NOTHING = Q(pk__in=[])


def member_issuers(user: Any, on: date, roles: Iterable[str] | None = None) -> list[int]:
    """Keys of the issuers `user` is a member of on `on`, in any of `roles` (all if None).

    Read once a request: the answer is kept on the user object.
    """
    kept = user.__dict__.setdefault("_issuer_roles_by_day", {})
    if on not in kept:
        membership = apps.get_model("certificates", "IssuerMembership")
        kept[on] = list(
            membership.objects.filter(on_day(on), user=user).values_list("role", "issuer_id")
        )
    wanted = None if roles is None else set(roles)
    return sorted({issuer for role, issuer in kept[on] if wanted is None or role in wanted})


def in_my_issuers(lookup: str) -> Any:
    """The scope of a model whose issuer stands at `lookup`."""

    def scope(user: Any, on: date) -> Q:
        return Q(**{f"{lookup}__in": member_issuers(user, on)})

    return scope


def my_issuers_or_my_own(user: Any, on: date) -> Q:
    """A certificate is seen by its issuer's members and by its holder."""
    return Q(issuer__in=member_issuers(user, on)) | Q(holder=user)


def my_issuers_or_asked_by_me(user: Any, on: date) -> Q:
    """A correction is seen by the issuer's members, the holder, and who asked for it."""
    return (
        Q(certificate__issuer__in=member_issuers(user, on))
        | Q(certificate__holder=user)
        | Q(asked_by=user)
    )


@cache
def _scopes() -> dict[str, Any]:
    return {
        "Issuer": in_my_issuers("pk"),
        "IssuerMembership": in_my_issuers("issuer"),
        "Signatory": in_my_issuers("issuer"),
        "Printer": in_my_issuers("issuer"),
        "StockSheet": in_my_issuers("issuer"),
        "SigningKey": in_my_issuers("issuer"),
        "RuleSet": in_my_issuers("issuer"),
        "CertificateType": in_my_issuers("issuer"),
        "IssueBatch": in_my_issuers("type__issuer"),
        "Certificate": my_issuers_or_my_own,
        "LegacyImport": in_my_issuers("issuer"),
        "NumberVoid": in_my_issuers("issuer"),
        "Correction": my_issuers_or_asked_by_me,
    }


def visible_q(model: type[Model], user: Any, on: date) -> Q:
    """The condition on `model` that `user` may see a row on the day `on`."""
    if user is None or not user.is_active or not user.is_authenticated:
        return NOTHING
    meta = model._meta
    if user.has_perm(f"{meta.app_label}.view_all_{meta.model_name}"):
        return Q()
    return _scopes()[meta.object_name](user, on)


class VisibleQuerySet(QuerySet):
    """A queryset that every list, detail view and export starts with `visible_to`."""

    def visible_to(self, user: Any, on: date | None = None) -> "VisibleQuerySet":
        """Rows `user` may see on the day `on` (today in the site's zone if not given)."""
        return self.filter(visible_q(self.model, user, on or timezone.localdate()))
