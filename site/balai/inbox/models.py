"""Messages to people on this site, and what became of each letter that should leave it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "NoticeQuerySet":
        """A message is for its reader's eyes only, whatever role somebody else holds."""
        return self.filter(user=user) if user.is_authenticated else self.none()

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)


class Notice(models.Model):
    """One message in one person's inbox."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reader"),
        on_delete=models.CASCADE,
        related_name="notices",
    )
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    url = models.CharField(_("page it is about"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notice_user_newest"),
            models.Index(
                fields=["user"], condition=models.Q(read_at=None), name="notice_user_unread"
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("inbox:notice", args=[self.pk])

    def is_read(self) -> bool:
        return self.read_at is not None


class Outcome(models.TextChoices):
    SENT = "sent", _("handed to the mail server")
    KEPT = "kept", _("kept in the inbox on this site")
    FAILED = "failed", _("not delivered")


class OutgoingMessageQuerySet(models.QuerySet):
    def failed(self) -> "OutgoingMessageQuerySet":
        return self.filter(outcome=Outcome.FAILED)

    def before(self, moment: datetime) -> "OutgoingMessageQuerySet":
        return self.filter(created_at__lt=moment)


class OutgoingMessage(models.Model):
    """A letter to one address and what became of it; the text itself is not kept."""

    address = models.CharField(_("to"), max_length=254)
    subject = models.CharField(_("subject"), max_length=200)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("sent at"), auto_now_add=True)

    objects = OutgoingMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing letter")
        verbose_name_plural = _("outgoing letters")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["-created_at"], name="outgoing_newest")]

    def __str__(self) -> str:
        return f"{self.address}: {self.subject}"
