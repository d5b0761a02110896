"""Histories as half-open dated intervals: `starts_on` counts, `ends_on` no longer does."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def on_day(day: date, prefix: str = "") -> Q:
    """The condition that an interval counts on `day`; `prefix` is a lookup ("memberships__")."""
    return Q(**{f"{prefix}starts_on__lte": day}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gt": day})
    )


class DatedRow(models.Model):
    """A fact that holds from `starts_on` until the day before `ends_on`."""

    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(
        _("until, not included"),
        null=True,
        blank=True,
        help_text=_("The first day on which it no longer holds."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="%(app_label)s_%(class)s_ends_after_it_starts",
            )
        ]

    @property
    def last_day(self) -> date | None:
        """The last day included, as people say it."""
        return None if self.ends_on is None else self.ends_on - timedelta(days=1)
