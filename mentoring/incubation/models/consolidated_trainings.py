"""Which training runs are the consolidated training of a cycle (pelatihan mantap, year two)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsolidatedTraining(models.Model):
    """A training run in which groups of a cycle and their facilitators learn the improved
    lessons. A cycle may have several, and a run may serve several cycles."""

    cycle = models.ForeignKey(
        "mentoring_incubation.Cycle",
        verbose_name=_("cycle"),
        on_delete=models.CASCADE,
        related_name="consolidated_trainings",
    )
    run = models.ForeignKey(
        "mentoring_sessions.TrainingRun",
        verbose_name=_("training run"),
        on_delete=models.CASCADE,
        related_name="consolidates",
    )
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("linked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    linked_at = models.DateTimeField(_("linked at"))

    class Meta:
        verbose_name = _("consolidated training")
        verbose_name_plural = _("consolidated trainings")
        ordering = ["cycle", "run__starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "run"], name="a_run_consolidates_a_cycle_once")
        ]

    def __str__(self) -> str:
        return f"{self.cycle}: {self.run}"
