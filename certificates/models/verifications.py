"""How often certificates are checked: totals of days, and nothing of who asked."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.models.certificates import Certificate


class VerificationDay(models.Model):
    """So many times was `certificate` looked up on `day`, a day in its issuer's zone."""

    certificate = models.ForeignKey(
        Certificate,
        verbose_name=_("certificate"),
        on_delete=models.CASCADE,
        related_name="verification_days",
    )
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("checks on a day")
        verbose_name_plural = _("checks on days")
        ordering = ["certificate", "day"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "day"], name="one_verification_total_per_certificate_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.day}: {self.count}"
