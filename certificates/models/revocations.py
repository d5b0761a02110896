"""The signed list of certificates that hold no longer, as phones without signal keep it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.models.issuers import Issuer


class RevocationList(models.Model):
    """The current list of `issuer`: one row, published anew under the next `serial`.

    `signed` is a JWS in its compact form (RFC 7515, EdDSA) over {serial, issuer, published_at,
    next_update, entries}; shape: `services.revocation_lists`. After `next_update` a phone says
    that its list is old.
    """

    issuer = models.OneToOneField(
        Issuer,
        verbose_name=_("issuer"),
        on_delete=models.CASCADE,
        related_name="revocation_list",
    )
    serial = models.PositiveIntegerField(_("edition"), default=0)
    published_at = models.DateTimeField(_("published at"))
    next_update = models.DateTimeField(_("next edition until"))
    entries_sha256 = models.CharField(_("hash of the entries"), max_length=64)
    kid = models.CharField(_("key id"), max_length=16)
    signed = models.TextField(_("signed list"))

    class Meta:
        verbose_name = _("revocation list")
        verbose_name_plural = _("revocation lists")
        ordering = ["issuer"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.issuer} {self.serial}"
