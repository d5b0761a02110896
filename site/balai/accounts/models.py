"""The one user of the site: everybody who signs in, takes part, or holds a certificate."""

import uuid

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balai.accounts.cards.codes import digest
from balai.accounts.phones import validate_phone


class User(AbstractUser):
    """A person with a name, perhaps a phone, perhaps a password.

    Crafters are created without a password: taking part needs no sign-in. A name is
    one field because one word is a whole name in Indonesia. A phone is not unique
    and no login, because one phone often serves several people.
    """

    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("full name"), max_length=100)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(
        _("phone"),
        max_length=16,
        blank=True,
        validators=[validate_phone],
        help_text=_("International form, for example +6281234567890."),
    )
    preferred_language = models.CharField(
        _("language"), max_length=8, choices=settings.PAGE_LANGUAGES, default="id"
    )
    is_demo = models.BooleanField(
        _("demo account"),
        default=False,
        editable=False,
        help_text=_("Made by the demo data; removed with it."),
    )

    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["full_name", "pk"]
        indexes = [models.Index(fields=["full_name"], name="user_full_name")]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return self.full_name or self.username

    @property
    def first_name(self) -> str:  # type: ignore[override]
        """What Wagtail's sidebar calls this person; not a field."""
        return self.get_short_name()

    def get_short_name(self) -> str:
        """The whole name: its first word may be a title, and one word is often not enough."""
        return self.get_full_name()


class SignInCardQuerySet(models.QuerySet):
    def in_use(self) -> "SignInCardQuerySet":
        return self.filter(revoked_at=None)

    def of_code(self, code: str) -> "SignInCardQuerySet":
        """code: as printed, without dashes."""
        return self.filter(code_hash=digest(code))


class SignInCard(models.Model):
    """A printed card with which its holder signs in, together with a PIN.

    Neither the code on it nor the PIN is kept, only hashes: a card cannot be printed
    again, it is replaced. `made_by` and `revoked_by` are also in the site's log.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("holder"),
        on_delete=models.CASCADE,
        related_name="cards",
    )
    code_hash = models.CharField(_("hash of the code"), max_length=64, unique=True)
    pin_hash = models.CharField(_("hash of the PIN"), max_length=128)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    revoked_at = models.DateTimeField(_("taken out of use at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken out of use by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = SignInCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-in card")
        verbose_name_plural = _("sign-in cards")
        ordering = ["-made_at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(revoked_at=None),
                name="one_card_in_use_per_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.made_at:%Y-%m-%d}"

    def is_in_use(self) -> bool:
        return self.revoked_at is None
