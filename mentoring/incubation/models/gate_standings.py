"""How each group stands before its next gate, as the latest look found it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.incubation.models.cycles import (
    CycleEnrolment,
    EnrolmentState,
    Gate,
    GateCriterion,
)


class GateStanding(models.Model):
    """One group before its next gate; `looked_at` is the age of everything here.

    state: the stage it stood in then. due_on: the day the stage should have ended by the plan
    or by an extension; empty where nothing is planned after it. lacking: how many required
    criteria that somebody measures are not met. alarms: codes of `harm.Harm`.
    """

    enrolment = models.OneToOneField(
        CycleEnrolment,
        verbose_name=_("group in a cycle"),
        on_delete=models.CASCADE,
        related_name="gate_standing",
    )
    state = models.CharField(_("stage"), max_length=16, choices=EnrolmentState.choices)
    gate = models.CharField(_("next gate"), max_length=2, choices=Gate.choices, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    lacking = models.PositiveSmallIntegerField(_("criteria not met"), default=0)
    alarms = models.JSONField(_("alarms"), default=list, blank=True)
    has_alarm = models.BooleanField(_("has an alarm"), default=False)
    looked_at = models.DateTimeField(_("looked at"))

    class Meta:
        verbose_name = _("standing before a gate")
        verbose_name_plural = _("standings before gates")
        ordering = ["enrolment"]
        indexes = [
            models.Index(fields=["due_on"], name="gate_standing_due"),
            models.Index(fields=["has_alarm"], name="gate_standing_alarm"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.gate}"


class CriterionStanding(models.Model):
    """One criterion of that gate. is_met: None where nothing can be said yet, and for criteria
    that the decider answers. is_lacking: required, measured and not met."""

    standing = models.ForeignKey(
        GateStanding,
        verbose_name=_("standing before a gate"),
        on_delete=models.CASCADE,
        related_name="criteria",
    )
    criterion = models.ForeignKey(
        GateCriterion, verbose_name=_("criterion"), on_delete=models.CASCADE, related_name="+"
    )
    is_met = models.BooleanField(_("met"), null=True, blank=True)
    is_lacking = models.BooleanField(_("lacking"), default=False)
    figure = models.DecimalField(
        _("figure"), max_digits=14, decimal_places=11, null=True, blank=True
    )

    class Meta:
        verbose_name = _("standing of a criterion")
        verbose_name_plural = _("standings of criteria")
        ordering = ["standing", "criterion__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["standing", "criterion"], name="one_standing_per_group_and_criterion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion.code}: {self.is_met}"
