"""Certificates that went out to a signing service, and came back."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.models.certificates import Certificate
from certificates.storage import private_storage

# An officer signs in the agency's own tool within a week, or somebody should ask.
OVERDUE = timedelta(days=7)


class ExternalSigning(models.Model):
    """One certificate out for signature. Both files and both hashes are kept: the one that went
    out, as it was printed, and the one that came back. No passphrase and no officer's number."""

    certificate = models.OneToOneField(
        Certificate,
        verbose_name=_("certificate"),
        on_delete=models.PROTECT,
        related_name="external_signing",
    )
    prepared_pdf = models.FileField(_("file sent out"), storage=private_storage, max_length=200)
    prepared_sha256 = models.CharField(_("hash sent out"), max_length=64)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent out by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    sent_at = models.DateTimeField(_("sent out at"))
    # The way by the hash alone: the file with an empty signature, and the hash it waits for.
    room_pdf = models.FileField(
        _("file with room for the signature"), storage=private_storage, blank=True, max_length=200
    )
    asked_sha256 = models.CharField(_("hash to be signed"), max_length=64, blank=True)
    signed_sha256 = models.CharField(_("hash come back"), max_length=64, blank=True)
    signer = models.CharField(_("signer, as the file says"), max_length=300, blank=True)
    returned_at = models.DateTimeField(_("came back at"), null=True, blank=True)

    class Meta:
        verbose_name = _("signature from outside")
        verbose_name_plural = _("signatures from outside")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True) | ~Q(signed_sha256=""),
                name="what_came_back_has_its_hash",
            )
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.prepared_sha256[:12]}"

    @property
    def has_waited_long(self) -> bool:
        return self.is_overdue(timezone.now())

    def is_overdue(self, now: datetime) -> bool:
        return self.returned_at is None and now - self.sent_at > OVERDUE
