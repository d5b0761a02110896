"""Limits and interest of subsidised credit, with the days on which they hold."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CreditLimitQuerySet(models.QuerySet["CreditLimit"]):
    def holding_on(self, day: date) -> dict[str, Decimal]:
        """Code -> value of the limits that hold on `day`. One query."""
        rows = self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)
        return dict(rows.values_list("code", "value"))


class CreditLimit(models.Model):
    """One number of the rules on KUR credit, from `starts_on` until before `ends_on`.

    value: whole rupiah, months or percent, as the code says (`kur_readiness.py` reads them).
    Rules that change by law are rows, never code.
    """

    code = models.SlugField(_("code"), max_length=40)
    value = models.DecimalField(_("value"), max_digits=15, decimal_places=2)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until before"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)

    objects = CreditLimitQuerySet.as_manager()

    class Meta:
        verbose_name = _("limit of credit")
        verbose_name_plural = _("limits of credit")
        ordering = ["code", "starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "starts_on"], name="one_limit_of_a_code_per_first_day"
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(ends_on__isnull=True),
                name="one_open_limit_per_code",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.value}"
