"""Looking after graduates: checks six and twelve months after the last gate."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.incubation.models.cycles import CycleEnrolment
from mentoring.scopes import VisibleQuerySet


class CheckOccasion(models.TextChoices):
    SIX_MONTHS = "six_months", _("six months after graduation")
    TWELVE_MONTHS = "twelve_months", _("twelve months after graduation")
    FOLLOW_UP = "follow_up", _("looking again")


class CheckOutcome(models.TextChoices):
    """What a check found. All but the first and the last are looked at again."""

    STANDS = "stands", _("The group stands on its own.")
    NEEDS_HELP = "needs_help", _("The group needs help again.")
    DORMANT = "dormant", _("The group no longer meets.")
    DISSOLVED = "dissolved", _("The group no longer exists.")


LOOKED_AT_AGAIN = frozenset({CheckOutcome.NEEDS_HELP, CheckOutcome.DORMANT})


class AfterCheckQuerySet(VisibleQuerySet):
    def waiting(self) -> "AfterCheckQuerySet":
        return self.filter(outcome="", enrolment__ends_on__isnull=True)

    def due_until(self, day: date) -> "AfterCheckQuerySet":
        return self.waiting().filter(due_on__lte=day)


class AfterCheck(models.Model):
    """One check of one graduate. `outcome` is empty until somebody looked.

    due_on, answered_on: days in the zone of the group's craft centre. still_meets, keeps_books,
    decides_alone: what was seen, empty until then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(
        CycleEnrolment,
        verbose_name=_("group in a cycle"),
        on_delete=models.CASCADE,
        related_name="after_checks",
    )
    occasion = models.CharField(_("which check"), max_length=16, choices=CheckOccasion.choices)
    due_on = models.DateField(_("due on"))
    still_meets = models.BooleanField(_("still meets"), null=True, blank=True)
    keeps_books = models.BooleanField(_("keeps its books"), null=True, blank=True)
    decides_alone = models.BooleanField(_("decides without its facilitator"), null=True, blank=True)
    outcome = models.CharField(
        _("what was found"), max_length=12, choices=CheckOutcome.choices, blank=True
    )
    note = models.TextField(_("note"), blank=True)
    answered_on = models.DateField(_("looked at on"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("looked at by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = AfterCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check after graduation")
        verbose_name_plural = _("checks after graduation")
        ordering = ["due_on", "pk"]
        permissions = [("view_all_aftercheck", "Can see every check after graduation")]
        indexes = [models.Index(fields=["outcome", "due_on"], name="after_check_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "occasion", "due_on"],
                name="one_check_per_occasion_and_day",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answered_on__isnull=True)
                | (~Q(outcome="") & Q(answered_on__isnull=False, answered_by__isnull=False)),
                name="an_answered_check_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.due_on}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring_incubation:after_check", args=[self.pk])

    @property
    def is_answered(self) -> bool:
        return bool(self.outcome)
