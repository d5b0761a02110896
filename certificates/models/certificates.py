"""The issued document and what happened to it."""

import uuid
from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certificates.codes import shown
from certificates.models.batches import IssueItem
from certificates.models.designs import TemplateVersion
from certificates.models.issuers import Issuer
from certificates.models.types import CertificateType
from certificates.scopes import VisibleQuerySet
from certificates.storage import private_storage


class Status(models.TextChoices):
    """PENDING has a number but no stored PDF yet. Nothing is ever deleted."""

    PENDING = "pending", _("being made")
    VALID = "valid", _("valid")
    HELD = "held", _("under review")
    REVOKED = "revoked", _("revoked")
    REPLACED = "replaced", _("replaced")


STANDING = (Status.PENDING, Status.VALID, Status.HELD)


class RevocationReason(models.TextChoices):
    """The class of reason, and all that a verifier is told."""

    ERROR = "error", _("error in the document")
    FRAUD = "fraud", _("fraud")
    WITHDRAWN = "withdrawn", _("withdrawn")


class CertificateQuerySet(VisibleQuerySet):
    def issued(self) -> "CertificateQuerySet":
        """Those with a stored PDF, whatever became of them."""
        return self.exclude(status=Status.PENDING)

    def valid(self) -> "CertificateQuerySet":
        return self.filter(status=Status.VALID)

    def of_holders(self, user_ids: Collection[int]) -> "CertificateQuerySet":
        """Those of one person, under all the users she has had."""
        return self.filter(holder__in=user_ids)


class Certificate(models.Model):
    """One numbered document for one person.

    `snapshot` freezes every printed value (shape: `services.snapshots`) and
    `snapshot_sha256` is the hash of its canonical JSON; the PDF is stored once with its
    own hash and never made again. The number is the state's, the public code the verifier's.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    issuer = models.ForeignKey(
        Issuer, verbose_name=_("issuer"), on_delete=models.PROTECT, related_name="certificates"
    )
    type = models.ForeignKey(
        CertificateType,
        verbose_name=_("type"),
        on_delete=models.PROTECT,
        related_name="certificates",
    )
    item = models.OneToOneField(
        IssueItem,
        verbose_name=_("batch item"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="certificate",
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("holder"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="certificates",
    )
    occasion_key = models.CharField(_("occasion key"), max_length=100)
    public_code = models.CharField(_("public code"), max_length=13, unique=True)
    serial = models.CharField(_("number"), max_length=160)
    printed_name = models.CharField(_("name as printed"), max_length=120)
    snapshot = models.JSONField(_("printed values"))
    snapshot_sha256 = models.CharField(_("hash of the printed values"), max_length=64)
    template_version = models.ForeignKey(
        TemplateVersion, verbose_name=_("design version"), on_delete=models.PROTECT
    )
    pdf = models.FileField(_("PDF"), storage=private_storage, blank=True, max_length=200)
    pdf_sha256 = models.CharField(_("hash of the PDF"), max_length=64, blank=True)
    pdf_bytes = models.PositiveIntegerField(_("size in bytes"), default=0)
    issued_on = models.DateField(_("issue date"))
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.PENDING
    )
    reason = models.CharField(
        _("reason of revocation"), max_length=12, choices=RevocationReason.choices, blank=True
    )
    note = models.CharField(_("internal note"), max_length=300, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_on", "serial"]
        indexes = [
            models.Index(fields=["issuer", "-issued_on"], name="certificate_register"),
            models.Index(fields=["printed_name"], name="certificate_name"),
        ]
        permissions = [
            ("view_all_certificate", "Can see every certificate"),
            ("revoke_certificate", "Can revoke certificates"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "serial"], name="one_serial_per_issuer"),
            models.UniqueConstraint(
                fields=["holder", "type", "occasion_key"],
                condition=Q(status__in=STANDING),
                name="one_standing_certificate_per_holder_type_and_occasion",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.PENDING) | ~Q(pdf_sha256=""),
                name="no_certificate_leaves_pending_without_its_pdf_hash",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.REVOKED) | (Q(revoked_at__isnull=False) & ~Q(reason="")),
                name="a_revoked_certificate_says_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.serial} · {self.printed_name}"

    def get_absolute_url(self) -> str:
        """The public page of this certificate, as its QR code says."""
        return reverse("certificates:verify", args=[self.public_code])

    @property
    def shown_code(self) -> str:
        return shown(self.public_code)


class EventKind(models.TextChoices):
    ISSUED = "issued", _("issued")
    DOWNLOADED = "downloaded", _("downloaded")
    REVOKED = "revoked", _("revoked")


class CertificateEvent(models.Model):
    """What happened to a certificate. Only ever added; each row carries the hash of the one
    before, so that a changed or missing row shows (`services.events.chain_is_whole`)."""

    certificate = models.ForeignKey(
        Certificate, verbose_name=_("certificate"), on_delete=models.PROTECT, related_name="events"
    )
    position = models.PositiveIntegerField(_("position"))
    kind = models.CharField(_("kind of event"), max_length=12, choices=EventKind.choices)
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
