"""The keys of an issuer: what is public about them, and where the private half lies."""

from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.models.issuers import Issuer
from certificates.scopes import VisibleQuerySet


class KeyPurpose(models.TextChoices):
    """PDF signs the document (PAdES), PROOF the small payload in the QR code."""

    PDF = "pdf", _("signature in the PDF")
    PROOF = "proof", _("proof in the QR code")


class KeyAlgorithm(models.TextChoices):
    """Names as JOSE and COSE say them (RFC 7518, RFC 8037)."""

    ES256 = "ES256", "ECDSA P-256"
    EDDSA = "EdDSA", "Ed25519"


class SigningKeyQuerySet(VisibleQuerySet):
    def active_at(self, instant: datetime) -> "SigningKeyQuerySet":
        """Those that may sign at `instant`: begun, not ended, not compromised by then."""
        return self.filter(
            Q(active_to__isnull=True) | Q(active_to__gt=instant),
            Q(compromised_at__isnull=True) | Q(compromised_at__gt=instant),
            active_from__lte=instant,
        )

    def of(self, issuer: Issuer, purpose: str) -> "SigningKeyQuerySet":
        return self.filter(issuer=issuer, purpose=purpose)


class SigningKey(models.Model):
    """One key pair of an issuer. The row is public and stays for ever: old papers need it.

    `private_reference` names a file in the folder `CERTIFICATES_KEYS_FOLDER`; the private half
    is never in the database. Instants are half-open: the key signs from `active_from` until
    before `active_to`. What it signed from `compromised_at` on proves nothing.
    """

    issuer = models.ForeignKey(
        Issuer, verbose_name=_("issuer"), on_delete=models.PROTECT, related_name="signing_keys"
    )
    kid = models.CharField(
        _("key id"),
        max_length=16,
        unique=True,
        help_text=_("Eight bytes of the public key's SHA-256, as sixteen hexadecimal digits."),
    )
    purpose = models.CharField(_("what it signs"), max_length=8, choices=KeyPurpose.choices)
    alg = models.CharField(_("signing method"), max_length=8, choices=KeyAlgorithm.choices)
    public_pem = models.TextField(_("public key"))
    certificate_pem = models.TextField(
        _("X.509 certificate"), blank=True, help_text=_("Of a key that signs PDFs.")
    )
    private_reference = models.CharField(_("file of the private key"), max_length=120)
    active_from = models.DateTimeField(_("active from"))
    active_to = models.DateTimeField(_("active until"), null=True, blank=True)
    compromised_at = models.DateTimeField(_("compromised since"), null=True, blank=True)

    objects = SigningKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        ordering = ["issuer", "purpose", "-active_from"]
        default_permissions = ()
        permissions = [
            ("view_all_signingkey", "Can see every signing key"),
            ("keep_signingkey", "Can make, rotate and give up signing keys"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "purpose"],
                condition=Q(active_to__isnull=True),
                name="one_key_without_an_end_per_issuer_and_purpose",
            ),
            models.CheckConstraint(
                condition=Q(active_to__isnull=True) | Q(active_to__gte=F("active_from")),
                name="a_key_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kid} · {self.get_purpose_display()}"

    @property
    def public_key(self) -> Any:
        """The public half as `cryptography` has it."""
        return load_pem_public_key(self.public_pem.encode())

    @property
    def is_active(self) -> bool:
        return self.signs_at(timezone.now())

    def signs_at(self, instant: datetime) -> bool:
        """Whether a signature of `instant` is one this key could rightly have made.

        Phones ask the same of the keys they keep: `signsAt` in
        `site/frontend/certificates/proof_verdict.js`; tests hold both to one table. Proofs know
        whole seconds, so the first one counts whole.
        """
        return (
            self.active_from.replace(microsecond=0) <= instant
            and (self.active_to is None or instant < self.active_to)
            and (self.compromised_at is None or instant < self.compromised_at)
        )
