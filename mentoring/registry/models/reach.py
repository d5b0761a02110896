"""Whom the programme reaches, counted at night and on demand. Screens read these rows only."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.registry.models.places import Sentra
from mentoring.registry.models.strata import Stratum
from mentoring.scopes import VisibleQuerySet


class ReachAggregateQuerySet(VisibleQuerySet):
    pass


class ReachAggregate(models.Model):
    """Crafters of one stratum in one hamlet of a craft centre, on the day it was counted.

    listed: all who are known, in the census or as members. enrolled: members of a group.
    accompanied: members of a group that somebody accompanies. minutes: of sessions that
    were held in the last twelve months, summed over people.
    """

    sentra = models.ForeignKey(
        Sentra, verbose_name=_("craft centre"), on_delete=models.CASCADE, related_name="reach"
    )
    hamlet = models.CharField(_("hamlet"), max_length=80)
    stratum = models.CharField(_("stratum"), max_length=12, choices=Stratum.choices, blank=True)
    listed = models.PositiveIntegerField(_("known"))
    guarded = models.PositiveIntegerField(_("reached only through the head or a juragan"))
    in_census = models.PositiveIntegerField(_("in the census"))
    enrolled = models.PositiveIntegerField(_("in a group"))
    accompanied = models.PositiveIntegerField(_("accompanied"))
    minutes = models.PositiveBigIntegerField(_("minutes"))
    counted_on = models.DateField(_("counted for the day"))
    counted_at = models.DateTimeField(_("counted at"))

    objects = ReachAggregateQuerySet.as_manager()

    class Meta:
        verbose_name = _("reach")
        verbose_name_plural = _("reach")
        ordering = ["sentra", "hamlet", "stratum"]
        permissions = [("view_all_reachaggregate", "Can see the reach of every craft centre")]
        constraints = [
            models.UniqueConstraint(
                fields=["sentra", "hamlet", "stratum"],
                name="one_reach_row_per_craft_centre_hamlet_and_stratum",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sentra} – {self.hamlet}"


class EquityAggregateQuerySet(VisibleQuerySet):
    pass


class EquityAggregate(models.Model):
    """How evenly sessions reach weak and strong crafters of one craft centre.

    figures: `equity.Picture` as JSON (index or why there is none, quintiles, curve).
    """

    sentra = models.OneToOneField(
        Sentra, verbose_name=_("craft centre"), on_delete=models.CASCADE, related_name="equity"
    )
    n = models.PositiveIntegerField(_("crafters"))
    figures = models.JSONField(_("figures"))
    counted_on = models.DateField(_("counted for the day"))
    counted_at = models.DateTimeField(_("counted at"))

    objects = EquityAggregateQuerySet.as_manager()

    class Meta:
        verbose_name = _("evenness of reach")
        verbose_name_plural = _("evenness of reach")
        ordering = ["sentra"]
        permissions = [("view_all_equityaggregate", "Can see the evenness of every craft centre")]

    def __str__(self) -> str:
        return str(self.sentra)


class EquityMonthQuerySet(VisibleQuerySet):
    pass


class EquityMonth(models.Model):
    """How even reach was when it was counted last in one month. Earlier months stay.

    index, coverage: concentration indices; elite_share: 0 to 1; weakest_to_strongest: Q1:Q5.
    Each is empty where there is no figure. Benefits are the minutes of the twelve months
    before the count, so that one long session moves no index.
    """

    sentra = models.ForeignKey(
        Sentra,
        verbose_name=_("craft centre"),
        on_delete=models.CASCADE,
        related_name="equity_months",
    )
    month = models.DateField(_("first day of the month"))
    n = models.PositiveIntegerField(_("crafters"))
    index = models.FloatField(_("concentration of minutes"), null=True)
    coverage = models.FloatField(_("concentration of coverage"), null=True)
    elite_share = models.FloatField(_("share of the strong"), null=True)
    weakest_to_strongest = models.FloatField(_("weakest to strongest fifth"), null=True)
    counted_on = models.DateField(_("counted for the day"))
    counted_at = models.DateTimeField(_("counted at"))

    objects = EquityMonthQuerySet.as_manager()

    class Meta:
        verbose_name = _("evenness of one month")
        verbose_name_plural = _("evenness by month")
        ordering = ["sentra", "-month"]
        permissions = [("view_all_equitymonth", "Can see the evenness of every month")]
        constraints = [
            models.UniqueConstraint(
                fields=["sentra", "month"], name="one_evenness_per_craft_centre_and_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sentra} – {self.month:%Y-%m}"
