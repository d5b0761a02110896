"""How far the first set-up of a real site has come."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FirstRun(models.Model):
    """The one row about the first run; a site that began with the demo has none.

    done: step key -> {"label": what was made, "pk": its primary key as text}.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("started by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    done = models.JSONField(_("done"), default=dict)
    skipped = models.JSONField(_("left for later"), default=list)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("first run")
        verbose_name_plural = _("first runs")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="only_one_first_run")]

    def __str__(self) -> str:
        return f"{len(self.done)} / {self.finished_at or '…'}"

    def made(self, key: str) -> str:
        """Primary key, as text, of what step `key` made; "" if it was left out."""
        return self.done.get(key, {}).get("pk", "")
