"""Kinds of certificates: what must be met, how it looks, how it is numbered."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.errors import NumberPatternClash
from certificates.models.designs import CertificateTemplate
from certificates.models.issuers import Issuer
from certificates.numbers import validate_pattern
from certificates.rules import RULE_CHOICES
from certificates.scopes import VisibleQuerySet


class RuleSetQuerySet(VisibleQuerySet):
    pass


class RuleSet(models.Model):
    """What a person must have shown. A change is a new version under the same code."""

    issuer = models.ForeignKey(
        Issuer, verbose_name=_("issuer"), on_delete=models.PROTECT, related_name="rule_sets"
    )
    code = models.SlugField(_("code"), max_length=40)
    version = models.PositiveIntegerField(_("version"), default=1)
    name = models.CharField(_("name"), max_length=120)

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")
        ordering = ["issuer", "code", "-version"]
        permissions = [("view_all_ruleset", "Can see every rule set")]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "code", "version"], name="one_rule_set_per_code_and_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} (v{self.version})"


class Rule(models.Model):
    """One condition of a rule set. `params` holds its numbers, for example {"percent": 80}."""

    rule_set = models.ForeignKey(
        RuleSet, verbose_name=_("rule set"), on_delete=models.CASCADE, related_name="rules"
    )
    kind = models.CharField(_("kind of rule"), max_length=40, choices=RULE_CHOICES)
    params = models.JSONField(_("numbers"), default=dict, blank=True)
    is_required = models.BooleanField(_("required"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["rule_set", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule_set", "kind"], name="one_rule_of_a_kind_in_a_rule_set"
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class CertificateTypeQuerySet(VisibleQuerySet):
    def active(self) -> "CertificateTypeQuerySet":
        return self.filter(is_active=True)


class CertificateType(models.Model):
    """What an issuer gives out under one title: rules, design and number series."""

    issuer = models.ForeignKey(
        Issuer, verbose_name=_("issuer"), on_delete=models.PROTECT, related_name="types"
    )
    code = models.SlugField(_("code"), max_length=40)
    title_id = models.CharField(_("title in Indonesian"), max_length=80)
    title_en = models.CharField(_("title in English"), max_length=80)
    rule_set = models.ForeignKey(
        RuleSet, verbose_name=_("rule set"), on_delete=models.PROTECT, related_name="types"
    )
    template = models.ForeignKey(
        CertificateTemplate, verbose_name=_("design"), on_delete=models.PROTECT
    )
    number_pattern = models.CharField(
        _("number pattern"),
        max_length=120,
        blank=True,
        validators=[validate_pattern],
        help_text=_("Empty: the issuer's pattern."),
    )
    is_active = models.BooleanField(_("in use"), default=True)

    objects = CertificateTypeQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate type")
        verbose_name_plural = _("certificate types")
        ordering = ["issuer", "title_id"]
        permissions = [("view_all_certificatetype", "Can see every certificate type")]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "code"], name="one_certificate_type_per_issuer_and_code"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title_id} · {self.issuer}"

    @property
    def effective_pattern(self) -> str:
        return self.number_pattern or self.issuer.number_pattern

    def clean(self) -> None:
        super().clean()
        other = self.clashing_type() if self.issuer_id else None
        if other is not None:
            refusal = NumberPatternClash(pattern=self.effective_pattern, other=other.title_id)
            raise ValidationError({"number_pattern": ValidationError(str(refusal), refusal.code)})

    def clashing_type(self) -> "CertificateType | None":
        """Another type of the issuer that would print the same numbers, if there is one."""
        pattern = self.effective_pattern
        if "{type}" in pattern:
            return None
        others = self.issuer.types.exclude(pk=self.pk).select_related("issuer")
        return next((other for other in others if other.effective_pattern == pattern), None)


class NumberSequence(models.Model):
    """The next free number of an issuer's type in a year. Numbers are never given back."""

    issuer = models.ForeignKey(Issuer, verbose_name=_("issuer"), on_delete=models.PROTECT)
    type = models.ForeignKey(CertificateType, verbose_name=_("type"), on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField(_("year"))
    next_number = models.PositiveIntegerField(_("next number"), default=1)

    class Meta:
        verbose_name = _("number sequence")
        verbose_name_plural = _("number sequences")
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "type", "year"], name="one_number_sequence_per_type_and_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.year}: {self.next_number}"
