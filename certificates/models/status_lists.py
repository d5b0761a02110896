"""The signed status lists of an issuer, as validators of credentials fetch them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.models.issuers import Issuer


class StatusPurpose(models.TextChoices):
    """Words of W3C Bitstring Status List v1.0, section 2.2. Suspension can be taken back."""

    REVOCATION = "revocation", _("revoked or replaced")
    SUSPENSION = "suspension", _("under review")


class StatusList(models.Model):
    """One list of one purpose: the current edition, signed, until `next_update`.

    `number` counts from 0: certificates whose `status_list_index` divided by the size of a list
    is `number` have their bit here, at the rest. `signed` is a JWS over a
    BitstringStatusListCredential.
    """

    issuer = models.ForeignKey(
        Issuer, verbose_name=_("issuer"), on_delete=models.CASCADE, related_name="status_lists"
    )
    purpose = models.CharField(_("purpose"), max_length=10, choices=StatusPurpose.choices)
    number = models.PositiveIntegerField(_("number"))
    published_at = models.DateTimeField(_("published at"))
    next_update = models.DateTimeField(_("next edition until"))
    bits_sha256 = models.CharField(_("hash of the bits"), max_length=64)
    kid = models.CharField(_("key id"), max_length=16)
    signed = models.TextField(_("signed list"))

    class Meta:
        verbose_name = _("status list")
        verbose_name_plural = _("status lists")
        ordering = ["issuer", "purpose", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "purpose", "number"],
                name="one_status_list_per_issuer_purpose_and_number",
            )
        ]

    def __str__(self) -> str:
        return f"{self.issuer} · {self.get_purpose_display()} · {self.number}"
