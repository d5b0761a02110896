"""Why somebody was chosen for a training, and why somebody else was passed over."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.scopes import VisibleQuerySet
from mentoring.sessions.models.runs import TrainingRun


class SelectionOutcome(models.TextChoices):
    CHOSEN = "chosen", _("chosen")
    PASSED_OVER = "passed_over", _("passed over")


class RunSelection(models.Model):
    """One person on the list of needs as it stood when participants were chosen from it.

    rank: 1 for who needed it most. reasons: what the list said of her, as sentences, in the
    language of whoever decided. note: why she was passed over, or chosen before others.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(
        TrainingRun,
        verbose_name=_("training run"),
        on_delete=models.CASCADE,
        related_name="selections",
    )
    person = models.ForeignKey(
        "mentoring_registry.Person",
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="run_selections",
    )
    group = models.ForeignKey(
        "mentoring_registry.CrafterGroup",
        verbose_name=pgettext_lazy("crafters", "group"),
        on_delete=models.PROTECT,
        related_name="run_selections",
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=SelectionOutcome.choices)
    rank = models.PositiveIntegerField(_("order of need"))
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    note = models.CharField(_("why"), max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"))

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice for a training")
        verbose_name_plural = _("choices for trainings")
        ordering = ["run", "rank", "pk"]
        permissions = [("view_all_runselection", "Can see every choice for a training")]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "person"], name="one_choice_per_person_and_training_run"
            ),
            models.CheckConstraint(
                condition=~Q(outcome=SelectionOutcome.PASSED_OVER) | ~Q(note=""),
                name="who_was_passed_over_is_told_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.get_outcome_display()}"
