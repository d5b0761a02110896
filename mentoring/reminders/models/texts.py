"""The words of messages, where a site changed them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageText(models.Model):
    """The words of one kind of message in one language, where this site changed them."""

    kind = models.CharField(_("what about"), max_length=32)
    language = models.CharField(_("language"), max_length=8)
    subject = models.CharField(_("subject"), max_length=120)
    body = models.TextField(_("text"), max_length=600)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("changed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("text of a message")
        verbose_name_plural = _("texts of messages")
        ordering = ["kind", "language"]
        default_permissions = ()
        permissions = [("write_message_texts", "Can change the texts of messages")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language"], name="one_text_per_kind_and_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.language})"
