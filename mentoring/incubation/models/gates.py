"""What was decided at a gate, by whom, on what answers."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.incubation.models.cycles import (
    CycleEnrolment,
    EnrolmentState,
    Gate,
    GateCriterion,
    Outcome,
)
from mentoring.scopes import VisibleQuerySet


class GateDecisionQuerySet(VisibleQuerySet):
    pass


class GateDecision(models.Model):
    """One decision at one gate. A gate may be decided again after extend, return or defer.

    `decided_on` is a local date in the zone of the group's craft centre.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(
        CycleEnrolment,
        verbose_name=_("group in a cycle"),
        on_delete=models.PROTECT,
        related_name="gate_decisions",
    )
    gate = models.CharField(_("gate"), max_length=2, choices=Gate.choices)
    outcome = models.CharField(_("decision"), max_length=8, choices=Outcome.choices)
    from_state = models.CharField(_("from stage"), max_length=16, choices=EnrolmentState.choices)
    to_state = models.CharField(_("to stage"), max_length=16, choices=EnrolmentState.choices)
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    memo = models.TextField(_("memo"))
    decided_on = models.DateField(_("decided on"))
    decided_at = models.DateTimeField(_("decided at"), auto_now_add=True)

    objects = GateDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("gate decision")
        verbose_name_plural = _("gate decisions")
        ordering = ["decided_on", "decided_at"]
        permissions = [
            ("view_all_gatedecision", "Can see every gate decision"),
            ("decide_gate", "Can decide gates"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(memo=""), name="a_gate_decision_has_a_memo")
        ]

    def __str__(self) -> str:
        return f"{self.gate} {self.enrolment}: {self.outcome}"


class CriterionAnswer(models.Model):
    """How one criterion stood when the gate was decided. `is_met` is empty if unanswered."""

    decision = models.ForeignKey(
        GateDecision, verbose_name=_("decision"), on_delete=models.CASCADE, related_name="answers"
    )
    criterion = models.ForeignKey(
        GateCriterion, verbose_name=_("criterion"), on_delete=models.PROTECT, related_name="+"
    )
    is_met = models.BooleanField(_("met"), null=True, blank=True)
    figure = models.DecimalField(
        _("figure"), max_digits=14, decimal_places=11, null=True, blank=True
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("criterion answer")
        verbose_name_plural = _("criterion answers")
        ordering = ["decision", "criterion__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "criterion"], name="one_answer_per_decision_and_criterion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion.code}: {self.is_met}"
