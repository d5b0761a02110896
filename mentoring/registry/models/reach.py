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
