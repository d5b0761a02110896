"""What a person agreed to, in which words, and until when."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mentoring.private_files import private_storage
from mentoring.registry.models.people import Person
from mentoring.scopes import VisibleQuerySet


class ConsentPurpose(models.TextChoices):
    """Each is asked by itself; saying no to one takes nothing else away."""

    MENTORING = "pendampingan", _("being accompanied")
    CERTIFICATE = "sertifikat", _("certificates with my data")
    PHOTO = "foto", _("photographs and publication")
    RESEARCH = "riset", _("research")
    SHARING = "berbagi", _("sharing with BLK, state companies and banks")


class ConsentMode(models.TextChoices):
    """How somebody said yes. A voice or a photograph of the signature is kept as proof."""

    TAP = "tap", _("tapped on her own phone")
    SIGNATURE = "signature", _("signed on paper")
    VOICE = "voice", _("said aloud, recorded")
    WITNESSED = "witnessed", _("said aloud before a witness")


class ConsentText(models.Model):
    """The words that were shown or read aloud. A version that somebody answered never changes."""

    purpose = models.CharField(_("purpose"), max_length=16, choices=ConsentPurpose.choices)
    version = models.PositiveSmallIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=8, default="id")
    text = models.TextField(_("text"))

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        ordering = ["purpose", "-version", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "version", "language"],
                name="one_consent_text_per_purpose_version_and_language",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.version} ({self.language})"


def proof_path(consent: "Consent", filename: str) -> str:
    """By key: the sender's file name may tell who speaks, so it is not kept."""
    return f"mentoring/consents/{consent.pk}"


class ConsentQuerySet(VisibleQuerySet):
    def standing(self, at: datetime) -> "ConsentQuerySet":
        """Given before or at the moment `at` and not withdrawn by then."""
        return self.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=at), given_at__lte=at)


class Consent(models.Model):
    """One yes of one person to one purpose; `withdrawn_at` ends it at once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="consents"
    )
    purpose = models.CharField(_("purpose"), max_length=16, choices=ConsentPurpose.choices)
    text = models.ForeignKey(
        ConsentText, verbose_name=_("text"), on_delete=models.PROTECT, related_name="consents"
    )
    language = models.CharField(_("language it was explained in"), max_length=8)
    mode = models.CharField(_("given by"), max_length=10, choices=ConsentMode.choices)
    proof = models.FileField(_("proof"), upload_to=proof_path, storage=private_storage, blank=True)
    # What the file itself says it is ("image/jpeg", "audio/ogg").
    proof_type = models.CharField(max_length=20, blank=True, editable=False)
    witness = models.CharField(_("witness"), max_length=100, blank=True)
    given_at = models.DateTimeField(_("given at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["person", "purpose", "-given_at"]
        permissions = [("view_all_consent", "Can see every consent")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_standing_consent_per_person_and_purpose",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                name="a_consent_is_given_before_it_is_withdrawn",
            ),
            models.CheckConstraint(
                condition=~Q(mode="witnessed") | ~Q(witness=""),
                name="a_witnessed_consent_names_its_witness",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.get_purpose_display()}"
