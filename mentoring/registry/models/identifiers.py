"""Numbers by which the state knows a person: encrypted, and shown by their last four only."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.registry.models.people import Person
from mentoring.scopes import VisibleQuerySet


class IdentifierKind(models.TextChoices):
    """NIK: of the person. KK: of the family card. NIB: of the business."""

    NIK = "NIK", "NIK"
    KK = "KK", "KK"
    NIB = "NIB", "NIB"


class MissingReason(models.TextChoices):
    """Why there is no number; nobody is turned away for it."""

    HAS_NONE = "has_none", _("has none")
    CARD_ELSEWHERE = "card_elsewhere", _("the card is not at hand")
    REFUSED = "refused", _("does not want to give it")
    UNREADABLE = "unreadable", _("the card cannot be read")


class PersonIdentifierQuerySet(VisibleQuerySet):
    def known(self) -> "PersonIdentifierQuerySet":
        """Those with a number."""
        return self.exclude(ciphertext="")


class PersonIdentifier(models.Model):
    """One number of one person, or why there is none.

    The number stands in `ciphertext` only (Fernet; the keys are outside the database).
    `keyed_hash` finds the same number again without telling it; `last_four` is what
    screens show. No search, export or address ever holds more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="identifiers"
    )
    kind = models.CharField(
        pgettext_lazy("identifier", "kind"), max_length=3, choices=IdentifierKind.choices
    )
    ciphertext = models.TextField(blank=True, editable=False)
    keyed_hash = models.CharField(max_length=64, blank=True, editable=False)
    last_four = models.CharField(_("last four digits"), max_length=4, blank=True, editable=False)
    missing_reason = models.CharField(
        _("why there is no number"), max_length=16, choices=MissingReason.choices, blank=True
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    entered_at = models.DateTimeField(_("entered at"))

    objects = PersonIdentifierQuerySet.as_manager()

    class Meta:
        verbose_name = _("identity number")
        verbose_name_plural = _("identity numbers")
        ordering = ["person", "kind"]
        permissions = [
            ("view_all_personidentifier", "Can see every identity number, masked"),
            ("reveal_personidentifier", "Can ask for an identity number in clear text"),
        ]
        indexes = [models.Index(fields=["keyed_hash"], name="identifier_keyed_hash")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], name="one_identifier_of_a_kind_per_person"
            ),
            models.CheckConstraint(
                condition=(Q(ciphertext="") & ~Q(missing_reason=""))
                | (~Q(ciphertext="") & ~Q(keyed_hash="") & Q(missing_reason="")),
                name="an_identifier_has_a_number_or_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.masked()}"

    def masked(self) -> str:
        """The last four digits behind dots; empty when there is no number."""
        return f"•••• {self.last_four}" if self.ciphertext else ""
