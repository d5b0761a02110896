"""Number series: what comes next, and which numbers were spent on nothing."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.models.issuers import Issuer
from certificates.models.types import CertificateType
from certificates.scopes import VisibleQuerySet


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


class NumberVoidQuerySet(VisibleQuerySet):
    pass


class NumberVoid(models.Model):
    """A number that no certificate bears, and why: so that the register has no gap.

    number: the place in the series of type and year. serial: as it would have been printed.
    """

    issuer = models.ForeignKey(
        Issuer, verbose_name=_("issuer"), on_delete=models.PROTECT, related_name="number_voids"
    )
    type = models.ForeignKey(
        CertificateType,
        verbose_name=_("type"),
        on_delete=models.PROTECT,
        related_name="number_voids",
    )
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("place in the series"))
    serial = models.CharField(_("number"), max_length=160)
    reason = models.CharField(_("reason"), max_length=300)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("voided by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    voided_at = models.DateTimeField(_("voided at"), auto_now_add=True)

    objects = NumberVoidQuerySet.as_manager()

    class Meta:
        verbose_name = _("void number")
        verbose_name_plural = _("void numbers")
        ordering = ["issuer", "type", "year", "number"]
        permissions = [("view_all_numbervoid", "Can see every void number")]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "type", "year", "number"], name="a_number_is_void_once"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_void_says_why"),
        ]

    def __str__(self) -> str:
        return self.serial
