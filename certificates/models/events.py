"""What happened to a certificate, one row after another, never changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.models.certificates import Certificate


class EventKind(models.TextChoices):
    ISSUED = "issued", _("issued")
    RECORDED = "recorded", _("recorded from an older paper")
    SIGNED = "signed", _("signed")
    PRINTED = "printed", _("printed")
    HANDED_OVER = "handed_over", _("handed over")
    DOWNLOADED = "downloaded", _("downloaded")
    REVOKED = "revoked", _("revoked")
    HELD = "held", _("put under review")
    RELEASED = "released", _("released from review")
    REPLACED = "replaced", _("replaced")
    RENEWED = "renewed", _("renewed")
    DUPLICATE_PRINTED = "duplicate_printed", _("duplicate printed")


class CertificateEvent(models.Model):
    """What happened to a certificate. Only ever added; each row carries the hash of the one
    before, so that a changed or missing row shows (`services.events.chain_is_whole`)."""

    certificate = models.ForeignKey(
        Certificate, verbose_name=_("certificate"), on_delete=models.PROTECT, related_name="events"
    )
    position = models.PositiveIntegerField(_("position"))
    kind = models.CharField(_("kind of event"), max_length=20, choices=EventKind.choices)
    happened_at = models.DateTimeField(_("happened at"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    facts = models.JSONField(_("facts"), default=dict)
    previous_hash = models.CharField(_("hash before"), max_length=64, blank=True)
    own_hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("certificate event")
        verbose_name_plural = _("certificate events")
        ordering = ["certificate", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "position"], name="one_event_per_certificate_and_position"
            )
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.position} {self.kind}"
