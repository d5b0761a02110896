"""A training run: one class of a programme, from its proposal to its closing."""

import uuid
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.registry.models import TimeZone
from mentoring.scopes import VisibleQuerySet


class Delivery(models.TextChoices):
    """Where BLK training is held: in its own workshop, or brought to the village."""

    INSTITUSIONAL = "institusional", _("at the training centre")
    MTU = "mtu", _("in the village (MTU)")


class RunState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    DECLINED = "declined", _("declined")
    PLANNED = "planned", _("planned")
    RUNNING = "running", _("running")
    CLOSED = "closed", _("closed")


# What may follow what. A run starts by its first held session; closing is a service.
RUN_TRANSITIONS: dict[str, frozenset[str]] = {
    RunState.PROPOSED: frozenset({RunState.PLANNED, RunState.DECLINED}),
    RunState.DECLINED: frozenset(),
    RunState.PLANNED: frozenset({RunState.RUNNING, RunState.CLOSED}),
    RunState.RUNNING: frozenset({RunState.CLOSED}),
    RunState.CLOSED: frozenset(),
}

# The size of a class as training centres run them; the default, never a limit.
SEATS, RESERVE_SEATS = 16, 2


class TrainingRunQuerySet(VisibleQuerySet):
    def open(self) -> "TrainingRunQuerySet":
        """Runs that are planned or running."""
        return self.filter(state__in=[RunState.PLANNED, RunState.RUNNING])

    def agreed(self) -> "TrainingRunQuerySet":
        """Runs somebody said yes to, closed ones among them."""
        return self.exclude(state__in=[RunState.PROPOSED, RunState.DECLINED])

    def open_to_registration(self, day: date) -> "TrainingRunQuerySet":
        """Planned runs for which people may still register themselves on `day`."""
        return self.filter(state=RunState.PLANNED, registration_until__gte=day)


class TrainingRun(models.Model):
    """One class of a training programme, as training centres run them.

    `programme` is a frozen copy of what was offered when the run was opened, with the
    keys code, title_id, title_en, minutes_per_jp, jp_total, units (code, title_id,
    title_en, jp) and modules (code, title, page_id, revision_id, checks): changing the
    programme later changes no run. `ends_on` is the first day no longer included.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("package number"), max_length=24)
    wave = models.CharField(_("wave"), max_length=40, blank=True)
    programme_code = models.CharField(_("programme"), max_length=40)
    programme = models.JSONField(_("programme as it was"), editable=False)
    issuer_code = models.CharField(_("issuer"), max_length=40)
    place = models.ForeignKey(
        "mentoring_registry.Place", verbose_name=_("village"), on_delete=models.PROTECT
    )
    venue = models.CharField(_("held at"), max_length=120)
    time_zone = models.CharField(_("time zone"), max_length=32, choices=TimeZone.choices)
    vocation = models.CharField(_("vocation"), max_length=80, blank=True)
    fund_source = models.CharField(_("fund source"), max_length=40, blank=True)
    delivery = models.CharField(
        _("delivery"), max_length=16, choices=Delivery.choices, default=Delivery.MTU
    )
    decree_number = models.CharField(_("decree number (SK)"), max_length=80, blank=True)
    decree_on = models.DateField(_("decree date"), null=True, blank=True)
    instructors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("instructors"), blank=True, related_name="+"
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until, not included"))
    state = models.CharField(
        _("state"), max_length=8, choices=RunState.choices, default=RunState.PLANNED
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("opened by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    seats = models.PositiveSmallIntegerField(
        _("seats"), default=SEATS, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    reserve_seats = models.PositiveSmallIntegerField(
        _("reserve seats"), default=RESERVE_SEATS, validators=[MaxValueValidator(50)]
    )
    youngest = models.PositiveSmallIntegerField(
        _("youngest age"),
        null=True,
        blank=True,
        validators=[MinValueValidator(10), MaxValueValidator(100)],
        help_text=_("In years, on the first day. Empty: every age."),
    )
    oldest = models.PositiveSmallIntegerField(
        _("oldest age"),
        null=True,
        blank=True,
        validators=[MinValueValidator(10), MaxValueValidator(100)],
        help_text=_("In years, on the first day. Empty: every age."),
    )
    proposal_reason = models.TextField(_("why this training"), blank=True)
    decision_reason = models.CharField(_("reason of the decision"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    registration_until = models.DateField(
        _("people may register until"),
        null=True,
        blank=True,
        help_text=_("Empty: nobody registers herself. This day still counts."),
    )
    minutes_text = models.TextField(_("minutes (berita acara)"), blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = TrainingRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("training run")
        verbose_name_plural = _("training runs")
        ordering = ["-starts_on", "number", "pk"]
        permissions = [
            ("view_all_trainingrun", "Can see every training run"),
            ("teach_trainingrun", "Can be instructor of a training run"),
            ("decide_trainingrun", "Can agree to a proposed training run, or decline it"),
            ("keep_trainingrun", "Can keep numbers, marks and papers of her office's runs"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="training_run_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) ^ Q(state=RunState.CLOSED),
                name="only_a_closed_run_has_a_closing_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=RunState.DECLINED) | ~Q(decision_reason=""),
                name="a_declined_training_run_says_why",
            ),
            models.CheckConstraint(
                condition=Q(youngest__isnull=True)
                | Q(oldest__isnull=True)
                | Q(youngest__lte=F("oldest")),
                name="the_youngest_is_not_older_than_the_oldest",
                violation_error_message=_(
                    "The youngest age is higher than the oldest. Check both."
                ),
            ),
            models.UniqueConstraint(
                fields=["issuer_code", "wave", "number"],
                name="one_run_per_issuer_wave_and_number",
                violation_error_message=_(
                    "This issuer already has a run with this number in this wave. "
                    "Take the next number."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} – {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring_sessions:run", args=[self.pk])

    @property
    def title(self) -> str:
        """The programme's Indonesian title: what the certificate prints."""
        return str(self.programme.get("title_id") or self.programme_code)

    @property
    def is_closed(self) -> bool:
        return self.state == RunState.CLOSED

    @property
    def is_proposed(self) -> bool:
        return self.state == RunState.PROPOSED

    @property
    def is_declined(self) -> bool:
        return self.state == RunState.DECLINED

    @property
    def is_settled(self) -> bool:
        """Whether nothing about it changes any more: closed, or declined."""
        return self.is_closed or self.is_declined

    @property
    def last_day(self) -> date | None:
        """The last day included, as people say it; none on a form that is still empty."""
        return None if self.ends_on is None else self.ends_on - timedelta(days=1)

    @property
    def ages(self) -> str:
        """ "17–35", "17+", "0–35"; "" where every age may take part."""
        if self.oldest is not None:
            return f"{self.youngest or 0}–{self.oldest}"
        return "" if self.youngest is None else f"{self.youngest}+"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)
