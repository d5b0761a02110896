"""Keys with which phones send what their readers did, also where several people share one."""

import hashlib
import secrets
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _


class ReaderKeyQuerySet(models.QuerySet):
    def not_ended(self) -> "ReaderKeyQuerySet":
        """Nobody ended them; whether one still opens anything is told by `is_in_use`."""
        return self.filter(ended_at=None)

    def of_secret(self, secret: str) -> "ReaderKeyQuerySet":
        return self.filter(secret_hash=ReaderKey.hash_of(secret))

    def visible_to(self, user: Any) -> "ReaderKeyQuerySet":
        """Everybody sees her own only."""
        return self.filter(user=user)


class ReaderKey(models.Model):
    """What a phone keeps for one reader: a long random secret, of which we know the hash.

    It opens nothing but sending that reader's own progress. `device` is the phone's random
    number. An ended key stays: what is sent with it is kept for somebody to look at.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reader"),
        on_delete=models.CASCADE,
        related_name="reader_keys",
    )
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    device = models.UUIDField(_("device"))
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    # As a session is bound to the password: a new one, or a new card, ends the key.
    bound_to = models.CharField(max_length=128, blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = ReaderKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reader's key on a phone")
        verbose_name_plural = _("readers' keys on phones")
        ordering = ["-made_at", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["user", "ended_at"], name="keys_of_a_reader")]

    def __str__(self) -> str:
        return str(self.id)

    def is_in_use(self) -> bool:
        """Not ended, of somebody who is still here, with the password she had then."""
        hashes = [
            self.user.get_session_auth_hash(),
            *self.user.get_session_auth_fallback_hash(),
        ]
        bound = any(constant_time_compare(self.bound_to, each) for each in hashes)
        return self.ended_at is None and self.user.is_active and bound

    @staticmethod
    def hash_of(secret: str) -> str:
        return hashlib.sha256(secret.encode()).hexdigest()


def new_secret() -> str:
    """256 random bits: nobody guesses one, so tries need no counting."""
    return secrets.token_urlsafe(32)
