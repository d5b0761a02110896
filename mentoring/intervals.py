"""Histories as half-open dated intervals: `starts_on` counts, `ends_on` no longer does.

Forms ask for and show the last day included; models and queries never do.
"""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def on_day(day: date, prefix: str = "") -> Q:
    """The condition that an interval counts on `day`; `prefix` is a lookup ("memberships__")."""
    return Q(**{f"{prefix}starts_on__lte": day}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gt": day})
    )


def overlapping(starts_on: date, ends_on: date | None) -> Q:
    """The condition that an interval shares at least one day with [starts_on, ends_on)."""
    still_open_then = Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on)
    if ends_on is None:
        return still_open_then
    return still_open_then & Q(starts_on__lt=ends_on)


def day_after(last_day: date | None) -> date | None:
    """The `ends_on` of an interval whose last day included is `last_day`; None stays open.

    So does the last day there is, 31.12.9999: people type it for "for ever".
    """
    return None if last_day in (None, date.max) else last_day + timedelta(days=1)


class DatedRow(models.Model):
    """A fact that holds from `starts_on` until the day before `ends_on`."""

    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until, not included"), null=True, blank=True)

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

    last_day.fget.short_description = _("last day")  # type: ignore[attr-defined]

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)
