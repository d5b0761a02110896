"""Which groups are visited as their cycle's stages say, and the visit plans written for that."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.incubation.models.cycles import CycleEnrolment, EnrolmentState
from mentoring.registry.models import Tier
from mentoring.sessions.models import VisitPlan


class VisitTaper(models.Model):
    """A coordinator looked at the plan of visits of a group and let it begin."""

    enrolment = models.OneToOneField(
        CycleEnrolment,
        verbose_name=_("group in a cycle"),
        on_delete=models.CASCADE,
        related_name="taper",
    )
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("begun by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    begun_at = models.DateTimeField(_("begun at"))

    class Meta:
        verbose_name = _("plan of visits by stage")
        verbose_name_plural = _("plans of visits by stage")
        ordering = ["begun_at", "pk"]

    def __str__(self) -> str:
        return str(self.enrolment)


class TaperedPlan(models.Model):
    """A visit plan as it was written for a stage; one that says anything else by now was changed
    by hand, and is left alone."""

    taper = models.ForeignKey(
        VisitTaper,
        verbose_name=_("plan of visits by stage"),
        on_delete=models.CASCADE,
        related_name="plans",
    )
    plan = models.OneToOneField(
        VisitPlan,
        verbose_name=_("visit plan"),
        on_delete=models.CASCADE,
        related_name="tapered",
    )
    state = models.CharField(_("stage"), max_length=16, choices=EnrolmentState.choices)
    tier = models.CharField(_("tier"), max_length=10, choices=Tier.choices)
    interval_days = models.PositiveSmallIntegerField(_("days between visits"))
    starts_on = models.DateField(_("from"))

    class Meta:
        verbose_name = _("visit plan of a stage")
        verbose_name_plural = _("visit plans of stages")
        ordering = ["taper", "starts_on", "pk"]

    def __str__(self) -> str:
        return str(self.plan)

    def still_says(self, plan: VisitPlan) -> bool:
        """Whether nobody changed `plan` since it was written."""
        return (
            plan.interval_days == self.interval_days
            and plan.starts_on == self.starts_on
            and plan.ends_on is None
        )
