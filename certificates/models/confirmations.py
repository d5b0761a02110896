"""What somebody confirmed by hand for the rule "confirmed by hand"."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.models.types import CertificateType


class ConfirmationQuerySet(models.QuerySet):
    def standing(self) -> "ConfirmationQuerySet":
        return self.filter(withdrawn_at__isnull=True)


class Confirmation(models.Model):
    """Somebody confirmed that `holder` earned what `type` asks for, in one training.

    Taken back by ending it, not by deleting it: `withdrawn_at`, `withdrawn_by`. Only an erasure
    of the holder deletes it.
    """

    type = models.ForeignKey(CertificateType, verbose_name=_("type"), on_delete=models.PROTECT)
    occasion_key = models.CharField(_("occasion key"), max_length=100)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("holder"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken back by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation by hand")
        verbose_name_plural = _("confirmations by hand")
        ordering = ["type", "occasion_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["type", "occasion_key", "holder"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_standing_confirmation_per_type_training_and_holder",
            )
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.occasion_key} {self.holder_id}"
