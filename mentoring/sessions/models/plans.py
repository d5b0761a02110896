"""How often a group is to be visited, and when visits rest."""

import uuid
from datetime import date

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.intervals import DatedRow, on_day
from mentoring.scopes import VisibleQuerySet


class VisitPlanQuerySet(VisibleQuerySet):
    def on(self, day: date) -> "VisitPlanQuerySet":
        return self.filter(on_day(day))

    def intervals(self) -> "VisitPlanQuerySet":
        return self.filter(interval_days__isnull=False)

    def pauses(self) -> "VisitPlanQuerySet":
        return self.filter(interval_days__isnull=True)


class VisitPlan(DatedRow):
    """From when until when a group is visited every `interval_days`; without one, a pause.

    The start of an interval is the start of a stage: being overdue is counted from it
    anew. Days in a pause never make a group overdue. Groups without a row have the
    interval of their tier.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(
        "mentoring_registry.CrafterGroup",
        verbose_name=pgettext_lazy("crafters", "group"),
        on_delete=models.PROTECT,
        related_name="visit_plans",
    )
    interval_days = models.PositiveSmallIntegerField(
        _("days between visits"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: visits rest in this time."),
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = VisitPlanQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = _("visit plan")
        verbose_name_plural = _("visit plans")
        ordering = ["group", "starts_on", "pk"]
        permissions = [("view_all_visitplan", "Can see every visit plan")]
        constraints = [
            *DatedRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(interval_days__isnull=True) | Q(interval_days__gte=1),
                name="visits_are_at_least_a_day_apart",
            ),
            models.CheckConstraint(
                condition=Q(interval_days__isnull=False) | ~Q(reason=""),
                name="a_pause_of_visits_says_why",
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(ends_on__isnull=True, interval_days__isnull=False),
                name="one_open_visit_interval_per_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} – {self.interval_days or _('pause')}"
