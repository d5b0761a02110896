"""What coordinators are told every week: figures, frozen when they were told."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.reminders.models.reminders import Reminder


class Digest(models.Model):
    """What a coordinator is told of one week; figures as they were when it was made."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="digests",
    )
    week_starts_on = models.DateField(_("week from"))
    figures = models.JSONField(_("figures"))
    made_at = models.DateTimeField(_("made at"))
    reminder = models.OneToOneField(
        Reminder,
        verbose_name=_("message"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="digest",
    )

    class Meta:
        verbose_name = _("weekly digest")
        verbose_name_plural = _("weekly digests")
        ordering = ["-week_starts_on", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "week_starts_on"], name="one_digest_a_week_and_account"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.week_starts_on}"
