"""The one user of the site: everybody who signs in, takes part, or holds a certificate."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

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
        _("language"), max_length=8, choices=settings.LANGUAGES, default="id"
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
