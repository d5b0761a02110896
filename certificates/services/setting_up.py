"""Making an issuer able to issue: the body, its people, its signatory, rules, types, designs."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from certificates.errors import NumberPatternClash
from certificates.models import (
    CertificateTemplate,
    CertificateType,
    DesignState,
    Issuer,
    IssuerMembership,
    Rule,
    RuleSet,
    Signatory,
    TemplateVersion,
)
from certificates.numbers import check_pattern
from certificates.rendering import SHIPPED_DESIGNS, load_design
from certificates.rendering.designs import STARTERS
from certificates.services.designs import frozen_design, next_number


def create_issuer(*, code: str, name_id: str, signing_place: str, **details: Any) -> Issuer:
    """Return a new issuer. details: other fields of `Issuer` (name_en, header_lines, …).

    Raises ValidationError for a code or number pattern that cannot be used.
    """
    issuer = Issuer(code=code, name_id=name_id, signing_place=signing_place, **details)
    issuer.full_clean()
    issuer.save()
    return issuer


def add_membership(
    *, user: Any, issuer: Issuer, role: str, starts_on: date, ends_on: date | None = None
) -> IssuerMembership:
    """Say that `user` holds `role` at `issuer` from `starts_on` until before `ends_on`."""
    membership = IssuerMembership(
        user=user, issuer=issuer, role=role, starts_on=starts_on, ends_on=ends_on
    )
    membership.full_clean()
    membership.save()
    return membership


def add_signatory(
    *, issuer: Issuer, name: str, title: str, starts_on: date, **details: Any
) -> Signatory:
    """Say who signs for `issuer` from `starts_on`. details: prefix, rank, nip, ends_on."""
    signatory = Signatory(issuer=issuer, name=name, title=title, starts_on=starts_on, **details)
    signatory.full_clean()
    signatory.save()
    return signatory


@transaction.atomic
def create_rule_set(
    *,
    issuer: Issuer,
    code: str,
    name: str,
    rules: Sequence[tuple[str, Mapping[str, Any]]],
    takes_over: bool = False,
    made_by: Any = None,
) -> RuleSet:
    """Return a rule set with `rules` in their order: (kind, params), all of them required.

    A code that exists already gets the next version; the older ones stay as they are.
    takes_over: types with an older version use this one from now on; what was prepared by the
    older one is stale then. Raises ValidationError for a rule or number nobody knows.
    """
    latest = RuleSet.objects.filter(issuer=issuer, code=code).order_by("-version").first()
    rule_set = RuleSet.objects.create(
        issuer=issuer, code=code, name=name, version=latest.version + 1 if latest else 1
    )
    for order, (kind, params) in enumerate(rules):
        rule = Rule(rule_set=rule_set, kind=kind, params=dict(params), order=order)
        rule.full_clean()
        rule.save()
    if takes_over:
        older = CertificateType.objects.filter(rule_set__issuer=issuer, rule_set__code=code)
        older.update(rule_set=rule_set)
        renewed = CertificateType.objects.filter(
            renewal_rule_set__issuer=issuer, renewal_rule_set__code=code
        )
        renewed.update(renewal_rule_set=rule_set)
    if made_by is not None:
        log(instance=rule_set, action="wagtail.create", user=made_by)
    return rule_set


def create_certificate_type(
    *,
    issuer: Issuer,
    code: str,
    title_id: str,
    title_en: str,
    rule_set: RuleSet,
    template: CertificateTemplate,
    number_pattern: str = "",
    gives_badge: bool = False,
) -> CertificateType:
    """Return a new type of `issuer`.

    Raises NumberPatternUnclear, and NumberPatternClash if another type of the issuer would
    print the same numbers.
    """
    kind = CertificateType(
        issuer=issuer,
        code=code,
        title_id=title_id,
        title_en=title_en,
        rule_set=rule_set,
        template=template,
        number_pattern=number_pattern,
        gives_badge=gives_badge,
    )
    check_pattern(kind.effective_pattern)
    other = kind.clashing_type()
    if other is not None:
        raise NumberPatternClash(pattern=kind.effective_pattern, other=other.title_id)
    kind.full_clean()
    kind.save()
    return kind


@transaction.atomic
def register_shipped_design(*, folder: str) -> TemplateVersion:
    """Return the newest version of the shipped design in `folder`; safe to run again.

    A version is added only when the files differ from the newest one; rows are never
    changed.
    """
    design = load_design(folder)
    template, _created = CertificateTemplate.objects.get_or_create(
        code=folder.replace("_", "-"), defaults={"name": SHIPPED_DESIGNS[folder]}
    )
    latest = template.version_in_use()
    if latest is not None and latest.digest == design.digest:
        return latest
    return TemplateVersion.objects.create(
        template=template,
        number=next_number(template),
        state=DesignState.APPROVED,
        approved_at=timezone.now(),
        choices=STARTERS[folder].choices.as_json(),
        **frozen_design(design),
    )
