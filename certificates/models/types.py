"""Kinds of certificates: what must be met, how it looks, how it is numbered."""

from importlib.util import find_spec

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.errors import (
    BadgesNotInstalled,
    FallbackMisfit,
    NumberPatternClash,
    RenewalBeforeTheBeginning,
    RenewalNotByHand,
    UnknownRule,
)
from certificates.models.designs import CertificateTemplate
from certificates.models.issuers import Issuer
from certificates.numbers import validate_pattern
from certificates.rules import rule_kinds
from certificates.scopes import VisibleQuerySet
from certificates.validity import DAYS_AFTER, DAYS_BEFORE, fewest_days

_MOST_DAYS = 3650
_WHOLE_DAYS = _("Type a whole number of days from 0 to 3650.")


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
    kind = models.CharField(_("kind of rule"), max_length=40)
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
        found = rule_kinds().get(self.kind)
        return str(found.label) if found else self.kind

    def clean(self) -> None:
        super().clean()
        found = rule_kinds().get(self.kind)
        if found is None:
            raise ValidationError({"kind": ValidationError(str(UnknownRule(kind=self.kind)))})
        try:
            self.params = found.checked_params(self.params)
        except ValidationError as refused:
            raise ValidationError({"params": refused}) from refused


class Outcome(models.TextChoices):
    """PASSED: who met every rule. ATTENDED: who took part and gets a statement of it."""

    PASSED = "passed", _("certificate: passed")
    ATTENDED = "attended", _("statement: took part")


class SignMode(models.TextChoices):
    """WET: ink on paper, nothing digital. OWN_KEY: the issuer's key. EXTERNAL: the file goes
    out to a signing service and comes back."""

    WET = "wet", _("by hand on paper")
    OWN_KEY = "own_key", _("with the issuer's own key")
    EXTERNAL = "external", _("by a signing service outside")


class CertificateTypeQuerySet(VisibleQuerySet):
    def active(self) -> "CertificateTypeQuerySet":
        return self.filter(is_active=True)

    def confirmed_by_hand(self) -> "CertificateTypeQuerySet":
        """Those whose rules, or those of the statement beside them, somebody confirms by hand."""
        asking = Rule.objects.filter(kind="manual_confirm").values("rule_set")
        return self.filter(models.Q(rule_set__in=asking) | models.Q(otherwise__rule_set__in=asking))


class CertificateType(models.Model):
    """What an issuer gives out under one title: rules, design and number series.

    `otherwise` is the statement for those of the same training who miss this type's rules but
    meet its own; both come from one preparation. `validity_months`: None holds for good.
    A renewal may be prepared from `renewal_days_before` the last day until
    `renewal_days_after` it, both days included; they say nothing of what holds for good.
    `renewal_rule_set`: None asks for no more than the agreement to print.
    """

    issuer = models.ForeignKey(
        Issuer, verbose_name=_("issuer"), on_delete=models.PROTECT, related_name="types"
    )
    code = models.SlugField(_("code"), max_length=40)
    title_id = models.CharField(_("title in Indonesian"), max_length=80)
    title_en = models.CharField(_("title in English"), max_length=80)
    rule_set = models.ForeignKey(
        RuleSet, verbose_name=_("rule set"), on_delete=models.PROTECT, related_name="types"
    )
    renewal_rule_set = models.ForeignKey(
        RuleSet,
        verbose_name=_("rule set for renewals"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="renewed_types",
        help_text=_("Empty: whoever agrees to the printing of her name may renew."),
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
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.PASSED
    )
    otherwise = models.ForeignKey(
        "self",
        verbose_name=_("those who miss a rule get"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="fallback_of",
        limit_choices_to={"outcome": Outcome.ATTENDED},
        help_text=_("A statement of the same issuer, prepared together with this certificate."),
    )
    validity_months = models.PositiveSmallIntegerField(
        _("months it is valid"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: for good, as is usual for trainings."),
    )
    renewal_days_before = models.PositiveSmallIntegerField(
        _("days before its last day a renewal may be prepared"),
        default=DAYS_BEFORE,
        validators=[
            MinValueValidator(0, _WHOLE_DAYS),
            MaxValueValidator(_MOST_DAYS, _WHOLE_DAYS),
        ],
        help_text=_(
            "From then on it stands in the list “Due for renewal”. 0: not before that day."
        ),
    )
    renewal_days_after = models.PositiveSmallIntegerField(
        _("days after its last day a renewal may still be prepared"),
        default=DAYS_AFTER,
        validators=[
            MinValueValidator(0, _WHOLE_DAYS),
            MaxValueValidator(_MOST_DAYS, _WHOLE_DAYS),
        ],
        help_text=_("Later than that, a new training is needed. 0: not after that day."),
    )
    sign_mode = models.CharField(
        _("signed"), max_length=10, choices=SignMode.choices, default=SignMode.WET
    )
    gives_badge = models.BooleanField(
        _("with a digital badge"),
        default=False,
        help_text=_(
            "An Open Badges credential inside the PDF and on the public page. "
            "The issuer needs a key for proofs."
        ),
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
        if self.otherwise_id and not self.has_fitting_fallback():
            raise ValidationError({"otherwise": ValidationError(str(FallbackMisfit()), "misfit")})
        self._require_renewal_within_its_time()
        rules = (
            self.renewal_rule_set.rules.all() if self.renewal_rule_set_id else Rule.objects.none()
        )
        if rules.filter(kind="manual_confirm").exists():
            refusal = RenewalNotByHand()
            raise ValidationError({"renewal_rule_set": ValidationError(str(refusal), refusal.code)})
        if self.gives_badge and find_spec("openbadgeslib") is None:
            refusal = BadgesNotInstalled()
            raise ValidationError({"gives_badge": ValidationError(str(refusal), refusal.code)})
        other = self.clashing_type() if self.issuer_id else None
        if other is not None:
            refusal = NumberPatternClash(pattern=self.effective_pattern, other=other.title_id)
            raise ValidationError({"number_pattern": ValidationError(str(refusal), refusal.code)})

    def _require_renewal_within_its_time(self) -> None:
        """A window that begins before the certificate does would make it due at once."""
        if self.validity_months is None or self.renewal_days_before is None:
            return
        most = fewest_days(self.validity_months) - 1
        if self.renewal_days_before > most:
            refusal = RenewalBeforeTheBeginning(months=self.validity_months, most=most)
            told = ValidationError(str(refusal), refusal.code)
            raise ValidationError({"renewal_days_before": told})

    def has_fitting_fallback(self) -> bool:
        """Whether `otherwise` is a statement of the same issuer, and this is no statement."""
        other = self.otherwise
        return (
            self.outcome == Outcome.PASSED
            and other is not None
            and other.outcome == Outcome.ATTENDED
            and other.issuer_id == self.issuer_id
        )

    def clashing_type(self) -> "CertificateType | None":
        """Another type of the issuer that would print the same numbers, if there is one."""
        pattern = self.effective_pattern
        if "{type}" in pattern:
            return None
        others = self.issuer.types.exclude(pk=self.pk).select_related("issuer")
        return next((other for other in others if other.effective_pattern == pattern), None)
