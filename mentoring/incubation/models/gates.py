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


class ExitReason(models.TextChoices):
    """Why a group leaves its cycle at a gate."""

    STRONG = "strong", _("strong: it no longer needs mentoring")
    OWN_WISH = "own_wish", _("the group does not want to go on")
    DISSOLVED = "dissolved", _("the group no longer exists")
    NOT_ELIGIBLE = "not_eligible", _("the group does not belong in this programme")
    OTHER = "other", _("another reason, in the memo")


class AnswerStanding(models.TextChoices):
    """Whether a criterion was asked as it stands."""

    ASKED = "asked", _("asked")
    BY_REASON = "by_reason", _("a written reason stands in")
    TAKEN_OUT = "taken_out", _("not measured here")


class GateDecisionQuerySet(VisibleQuerySet):
    pass


class GateDecision(models.Model):
    """One decision at one gate. A gate may be decided again after extend, return or defer.

    `decided_on` is a local date in the zone of the group's craft centre. extended_until: the
    last day by which an extended gate is decided again. equity: what the decider read of equity
    and harm, see `memo_figures`, frozen with the decision. gap_answers: one {"dimension",
    "by_logs", "by_opinion", "answer"} for each gap that had to be answered.
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
    extended_until = models.DateField(_("extended until"), null=True, blank=True)
    exit_reason = models.CharField(
        _("why it leaves"), max_length=16, choices=ExitReason.choices, blank=True
    )
    equity = models.JSONField(_("equity and harm"), default=dict, blank=True)
    gap_answers = models.JSONField(_("answers to gaps"), default=list, blank=True)
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
            models.CheckConstraint(condition=~models.Q(memo=""), name="a_gate_decision_has_a_memo"),
            models.CheckConstraint(
                condition=models.Q(extended_until__isnull=True) | models.Q(outcome="extend"),
                name="only_an_extension_has_a_last_day",
            ),
            models.CheckConstraint(
                condition=models.Q(exit_reason="") | models.Q(outcome="exit"),
                name="only_an_exit_has_an_exit_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gate} {self.enrolment}: {self.outcome}"


class CriterionAnswer(models.Model):
    """How one criterion stood when the gate was decided. `is_met` is empty if unanswered;
    `told` is what the measure said then."""

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
    standing = models.CharField(
        _("how it was asked"),
        max_length=10,
        choices=AnswerStanding.choices,
        default=AnswerStanding.ASKED,
    )
    told = models.TextField(_("what was measured"), blank=True)
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
