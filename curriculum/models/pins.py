"""Which release a group or a training run reads while a big change waits to be accepted."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from curriculum.models.pages import PAGE_MODEL
from curriculum.models.releases import ModuleRelease


class ReleasePin(models.Model):
    """From `since` on the audience reads `release`, and what follows it up to a big change.

    Rows are added, never changed: of several for one module the highest number holds, and
    the others tell what was read before. `audience_key` is opaque ("group:<uuid>").
    `accepted_by` is empty where the release was kept because nobody has accepted a newer
    one yet. Protects release, page and revision from deletion.
    """

    audience_key = models.CharField(_("audience"), max_length=80)
    module = models.ForeignKey(
        PAGE_MODEL, verbose_name=_("module"), on_delete=models.PROTECT, related_name="+"
    )
    release = models.ForeignKey(
        ModuleRelease, verbose_name=_("release"), on_delete=models.PROTECT, related_name="pins"
    )
    since = models.DateTimeField(_("since"), default=timezone.now)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("accepted by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("pinned release")
        verbose_name_plural = _("pinned releases")
        ordering = ["audience_key", "module", "-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["audience_key", "release"], name="an_audience_takes_a_release_once"
            )
        ]
        indexes = [models.Index(fields=["module", "audience_key"], name="pin_module_audience")]

    def __str__(self) -> str:
        return f"{self.audience_key} – {self.release}"
