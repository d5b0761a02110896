"""What holds a group back, as it was found together with the group: the case file."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.incubation.models.cycles import CycleEnrolment
from mentoring.registry.models import WEAK_STRATA, Stratum
from mentoring.scopes import VisibleQuerySet


class DiagnosisQuerySet(VisibleQuerySet):
    pass


class Diagnosis(models.Model):
    """The case study of one group in one cycle, from which its formula is made.

    strata: codes of `Stratum`, of the people who were heard. `weak_case`: how one of the
    weakest of the group lives and works, told without a name. `happened_on`: a local date in
    the zone of the craft centre.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.OneToOneField(
        CycleEnrolment,
        verbose_name=_("group in a cycle"),
        on_delete=models.PROTECT,
        related_name="diagnosis",
    )
    happened_on = models.DateField(_("day"))
    text = models.TextField(_("what we found"))
    evidence = models.TextField(_("what shows it"), blank=True)
    strata = models.JSONField(_("who was heard"), default=list, blank=True)
    weak_case = models.TextField(_("case of one of the weakest"), blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = DiagnosisQuerySet.as_manager()

    class Meta:
        verbose_name = _("diagnosis")
        verbose_name_plural = _("diagnoses")
        ordering = ["-happened_on", "pk"]
        permissions = [("view_all_diagnosis", "Can see every diagnosis")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_diagnosis_says_what")]

    def __str__(self) -> str:
        return str(self.enrolment)

    def get_absolute_url(self) -> str:
        return reverse("mentoring_incubation:diagnosis", args=[self.enrolment_id])

    @property
    def has_weak_case(self) -> bool:
        """Whether the weak were heard and one of their cases is told (mentoring.md 1.7)."""
        return bool(self.weak_case.strip()) and bool(set(self.strata) & set(WEAK_STRATA))

    @property
    def strata_names(self) -> list[str]:
        """Who was heard, the weakest first, in the active language."""
        return [str(one.label) for one in Stratum if one in self.strata]


class Problem(models.Model):
    """One thing that holds the group back. `set_aside_reason`: why the formula leaves it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    diagnosis = models.ForeignKey(
        Diagnosis,
        verbose_name=_("diagnosis"),
        on_delete=models.CASCADE,
        related_name="problems",
    )
    position = models.PositiveSmallIntegerField(_("position"))
    statement = models.CharField(_("problem"), max_length=300)
    cause = models.CharField(_("where it comes from"), max_length=300, blank=True)
    set_aside_reason = models.CharField(_("why it is left for later"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("problem")
        verbose_name_plural = _("problems")
        ordering = ["diagnosis", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["diagnosis", "position"], name="one_problem_at_a_position"
            ),
            models.CheckConstraint(condition=~Q(statement=""), name="a_problem_is_said"),
        ]

    def __str__(self) -> str:
        return self.statement

    @property
    def is_set_aside(self) -> bool:
        return bool(self.set_aside_reason)
