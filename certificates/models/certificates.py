"""The issued document and what happened to it."""

import uuid
from collections.abc import Collection
from datetime import date
from urllib.parse import quote

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certificates import conf
from certificates.codes import shown
from certificates.models.batches import GIVEN_UP, IssueItem
from certificates.models.designs import TemplateVersion
from certificates.models.issuers import Issuer
from certificates.models.types import CertificateType
from certificates.scopes import VisibleQuerySet
from certificates.storage import private_storage
from certificates.validity import RenewalWindow, renewal_window


class Status(models.TextChoices):
    """PENDING has a number but no stored PDF yet; VOIDED never got one, and its number is
    spent (`NumberVoid`). Nothing is ever deleted. Expired is no status: `valid_until` says it."""

    PENDING = "pending", _("being made")
    VALID = "valid", _("valid")
    HELD = "held", _("under review")
    REVOKED = "revoked", _("revoked")
    REPLACED = "replaced", _("replaced")
    VOIDED = "voided", _("number void")


STANDING = (Status.PENDING, Status.VALID, Status.HELD)
# Of these no document exists: for the world outside there is no such certificate.
NEVER_ISSUED = (Status.PENDING, Status.VOIDED)


class RevocationReason(models.TextChoices):
    """The class of reason, and all that a verifier is told."""

    ERROR = "error", _("error in the document")
    FRAUD = "fraud", _("fraud")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Origin(models.TextChoices):
    """LEGACY: a paper of the past, entered later with its scan; this house never printed it."""

    ISSUED = "issued", _("issued here")
    LEGACY = "legacy", _("from the time before")


class SignatureLevel(models.TextChoices):
    """What the stored PDF carries. OWN_KEY is a signature without a state certificate."""

    NONE = "", _("signed by hand")
    OWN_KEY = "own_key", _("signed with the issuer's own key")
    EXTERNAL = "external", _("signed with a certified electronic signature")


class CertificateQuerySet(VisibleQuerySet):
    def issued(self) -> "CertificateQuerySet":
        """Those that left the house, whatever became of them; of the past ones, all."""
        return self.exclude(status__in=NEVER_ISSUED)

    def issued_here(self) -> "CertificateQuerySet":
        """Without the papers of the past: those that this house counts as its own."""
        return self.issued().filter(origin=Origin.ISSUED)

    def valid(self) -> "CertificateQuerySet":
        return self.filter(status=Status.VALID)

    def renewable(self) -> "CertificateQuerySet":
        """Those a renewal may be thought of: valid or expired, made here, with a last day and a
        holder, and no renewal yet. Whether their day has come, `services.due` says."""
        begun = IssueItem.objects.filter(renews=OuterRef("pk")).exclude(state__in=GIVEN_UP)
        return self.valid().filter(
            ~Exists(begun), origin=Origin.ISSUED, valid_until__isnull=False, holder__isnull=False
        )

    def with_renewal(self) -> "CertificateQuerySet":
        """Adds `renews_serial` and `renewed_by`, the numbers before and after, or None."""
        after = Certificate.objects.filter(renews=OuterRef("pk")).exclude(status__in=NEVER_ISSUED)
        return self.annotate(
            renews_serial=F("renews__serial"),
            renewed_by=Subquery(after.order_by().values("serial")[:1]),
        )

    def of_holders(self, user_ids: Collection[int]) -> "CertificateQuerySet":
        """Those of one person, under all the users she has had."""
        return self.filter(holder__in=user_ids)


class Certificate(models.Model):
    """One numbered document for one person.

    `snapshot` freezes every printed value (shape: `services.snapshots`) and
    `snapshot_sha256` is the hash of its canonical JSON; the PDF is stored once with its
    own hash and never made again. The number is the state's, the public code the verifier's.
    `sequence` is the place in the number series of type and year that `serial` was made
    from; None for papers of the past. `valid_until` is the last day it holds; None: for good.
    `renews`: the certificate it goes on from, which stays what it was.
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
    sequence = models.PositiveIntegerField(_("place in the series"), null=True, blank=True)
    origin = models.CharField(
        _("origin"), max_length=8, choices=Origin.choices, default=Origin.ISSUED
    )
    printed_name = models.CharField(_("name as printed"), max_length=120)
    snapshot = models.JSONField(_("printed values"))
    snapshot_sha256 = models.CharField(_("hash of the printed values"), max_length=64)
    template_version = models.ForeignKey(
        TemplateVersion,
        verbose_name=_("design version"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    pdf = models.FileField(_("PDF"), storage=private_storage, blank=True, max_length=200)
    pdf_sha256 = models.CharField(_("hash of the PDF"), max_length=64, blank=True)
    pdf_bytes = models.PositiveIntegerField(_("size in bytes"), default=0)
    issued_on = models.DateField(_("issue date"))
    valid_until = models.DateField(_("valid until, included"), null=True, blank=True)
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)
    replaces = models.ForeignKey(
        "self",
        verbose_name=_("replaces"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="successors",
    )
    renews = models.ForeignKey(
        "self",
        verbose_name=_("renews"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="renewals",
    )
    links_successor = models.BooleanField(
        _("leads to its successor"),
        default=False,
        help_text=_("Verifiers are led to the newer document only if the holder agreed."),
    )
    stock_number = models.CharField(_("number of the printed sheet"), max_length=40, blank=True)
    status_list_index = models.PositiveIntegerField(
        _("place in the status list"), null=True, blank=True
    )
    qr_payload = models.TextField(_("signed proof in the QR code"), blank=True)
    credential = models.TextField(_("Open Badges credential"), blank=True)
    signature_level = models.CharField(
        _("signature"),
        max_length=10,
        choices=SignatureLevel.choices,
        blank=True,
        default=SignatureLevel.NONE,
    )
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
            models.Index(
                fields=["type", "valid_until"],
                condition=Q(valid_until__isnull=False),
                name="certificate_last_day",
            ),
        ]
        permissions = [
            ("view_all_certificate", "Can see every certificate"),
            ("revoke_certificate", "Can revoke certificates"),
            ("correct_certificate", "Can hold, release and replace certificates"),
            ("handover_certificate", "Can hand over certificates and their duplicates"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "serial"], name="one_serial_per_issuer"),
            models.UniqueConstraint(
                fields=["holder", "type", "occasion_key"],
                condition=Q(status__in=STANDING),
                name="one_standing_certificate_per_holder_type_and_occasion",
            ),
            models.CheckConstraint(
                condition=Q(status__in=NEVER_ISSUED) | Q(origin=Origin.LEGACY) | ~Q(pdf_sha256=""),
                name="no_certificate_leaves_pending_without_its_pdf_hash",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.REVOKED) | (Q(revoked_at__isnull=False) & ~Q(reason="")),
                name="a_revoked_certificate_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(origin=Origin.LEGACY) | Q(template_version__isnull=False),
                name="what_is_issued_here_has_a_design",
            ),
            models.UniqueConstraint(
                fields=["issuer", "status_list_index"],
                condition=Q(status_list_index__isnull=False),
                name="one_place_in_the_status_list_per_issuer",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=Q(replaces__isnull=False) & ~Q(status=Status.VOIDED),
                name="one_successor_of_a_certificate",
            ),
            models.UniqueConstraint(
                fields=["renews"],
                condition=Q(renews__isnull=False) & ~Q(status=Status.VOIDED),
                name="one_renewal_of_a_certificate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.serial} · {self.printed_name}"

    def get_absolute_url(self) -> str:
        """The public page of this certificate, as its QR code says."""
        return reverse("certificates:verify", args=[self.public_code])

    @property
    def whatsapp_url(self) -> str:
        """Opens WhatsApp with the address of the public page, which says nothing of the holder."""
        address = (
            self.snapshot.get("verify_url") or conf.verify_base_url() + self.get_absolute_url()
        )
        return f"https://wa.me/?text={quote(address, safe='')}"

    @property
    def shown_code(self) -> str:
        return shown(self.public_code)

    @property
    def is_legacy(self) -> bool:
        """Whether it is the record of a paper of the past."""
        return self.origin == Origin.LEGACY

    def has_expired(self, day: date) -> bool:
        """Whether its time is over on `day`, a day in the issuer's zone."""
        return self.valid_until is not None and day > self.valid_until

    @property
    def renewal_window(self) -> RenewalWindow | None:
        """When it may be renewed, by its type as that is today; None: it holds for good."""
        if self.valid_until is None:
            return None
        return renewal_window(
            self.valid_until,
            days_before=self.type.renewal_days_before,
            days_after=self.type.renewal_days_after,
        )
