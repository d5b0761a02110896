"""Sessions planned in a row, what became of plans, days that stand in the way, feeds."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.intervals import DatedRow, overlapping
from mentoring.scopes import VisibleQuerySet
from mentoring.sessions.models.sessions import MentoringSession, SessionKind


class Rhythm(models.TextChoices):
    """How planned visits follow one another."""

    WEEKLY = "weekly", _("every week")
    FORTNIGHTLY = "fortnightly", _("every two weeks")
    MONTHLY_DAY = "monthly_day", _("every month on the same date")
    MONTHLY_WEEKDAY = "monthly_weekday", _("every month on the same weekday")


class SessionSeries(models.Model):
    """Visits planned in a row: each of its days is a session of its own.

    `last_on` is the last day that may be one of them, included. `starts_at` is a clock in the
    zone of the craft centre.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(
        "mentoring_registry.CrafterGroup",
        verbose_name=pgettext_lazy("crafters", "group"),
        on_delete=models.PROTECT,
        related_name="session_series",
    )
    kind = models.CharField(_("kind"), max_length=12, choices=SessionKind.choices)
    rhythm = models.CharField(_("how often"), max_length=16, choices=Rhythm.choices)
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("until"))
    starts_at = models.TimeField(_("starts at"), null=True, blank=True)
    planned_minutes = models.PositiveSmallIntegerField(_("planned minutes"), default=0)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("planned by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    planned_at = models.DateTimeField(_("planned at"))

    class Meta:
        verbose_name = _("planned series of visits")
        verbose_name_plural = _("planned series of visits")
        ordering = ["-first_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=models.F("first_on")),
                name="a_series_ends_on_its_first_day_or_later",
            )
        ]

    def __str__(self) -> str:
        return f"{self.group} – {self.get_rhythm_display()}"


class SeriesDay(models.Model):
    """A session as one day of a series; `due_on` stays when that session is moved."""

    series = models.ForeignKey(
        SessionSeries,
        verbose_name=_("planned series of visits"),
        on_delete=models.CASCADE,
        related_name="days",
    )
    due_on = models.DateField(_("day of the series"))
    session = models.OneToOneField(
        MentoringSession,
        verbose_name=_("session"),
        on_delete=models.CASCADE,
        related_name="series_day",
    )

    class Meta:
        verbose_name = _("day of a series")
        verbose_name_plural = _("days of series")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "due_on"], name="one_session_per_series_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.series} – {self.due_on}"


class PlanChangeKind(models.TextChoices):
    MOVED = "moved", pgettext_lazy("a planned session", "moved")
    CALLED_OFF = "called_off", _("called off")
    HANDED_OVER = "handed_over", pgettext_lazy("a planned session", "taken over")


class PlanChange(models.Model):
    """What was changed about a planned session, by whom and why; never altered afterwards.

    changed_by is empty for what followed by itself from a group's or an assignment's end.
    """

    session = models.ForeignKey(
        MentoringSession,
        verbose_name=_("session"),
        on_delete=models.CASCADE,
        related_name="plan_changes",
    )
    kind = models.CharField(_("what happened"), max_length=12, choices=PlanChangeKind.choices)
    day_before = models.DateField(_("day before"))
    starts_before = models.DateTimeField(_("began before at"), null=True, blank=True)
    led_before = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("led before by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.CharField(_("reason"), max_length=200)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("changed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("change of a plan")
        verbose_name_plural = _("changes of plans")
        ordering = ["changed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.session} – {self.get_kind_display()}"


class SeasonKind(models.TextChoices):
    """Why people of a place have other things to do."""

    FEAST = "feast", _("village feast")
    HARVEST = "harvest", _("planting or harvest")
    ORDERS = "orders", _("many orders")
    OTHER = "other", pgettext_lazy("season", "something else")


class SeasonQuerySet(VisibleQuerySet):
    def touching(self, since: date, until: date) -> "SeasonQuerySet":
        """Those with a day in [since, until]; both included."""
        return self.filter(overlapping(since, None), starts_on__lte=until)


class Season(DatedRow):
    """Days in which a craft centre, or everybody in a place, is busy. A notice, never a lock."""

    kind = models.CharField(_("kind"), max_length=8, choices=SeasonKind.choices)
    title = models.CharField(_("what"), max_length=80)
    sentra = models.ForeignKey(
        "mentoring_registry.Sentra",
        verbose_name=_("craft centre"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="seasons",
    )
    place = models.ForeignKey(
        "mentoring_registry.Place",
        verbose_name=_("place"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="seasons",
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = SeasonQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = _("season")
        verbose_name_plural = _("seasons")
        ordering = ["starts_on", "pk"]
        permissions = [("view_all_season", "Can see every season")]
        constraints = [
            *DatedRow.Meta.constraints,
            models.CheckConstraint(condition=Q(ends_on__isnull=False), name="a_season_ends"),
            models.CheckConstraint(
                condition=Q(sentra__isnull=True) ^ Q(place__isnull=True),
                name="a_season_is_of_a_craft_centre_or_of_a_place",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def where(self) -> str:
        """The name of the craft centre or place, as lists show it."""
        where = self.sentra or self.place
        return where.name if where is not None else ""

    @property
    def place_code(self) -> str:
        """The place it lies in."""
        if self.sentra is not None:
            return self.sentra.place_id
        return str(self.place_id)


class CalendarFeed(models.Model):
    """The secret address at which a calendar app reads somebody's planned sessions.

    Only a digest (SHA-256, hexadecimal) of the secret is kept: the address is shown once,
    and a lost one is renewed.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="calendar_feed",
    )
    secret_digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"))
    last_read_on = models.DateField(_("last read on"), null=True, blank=True)

    class Meta:
        verbose_name = _("calendar subscription")
        verbose_name_plural = _("calendar subscriptions")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user)
