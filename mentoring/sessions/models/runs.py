"""A training run: one class, its planned sessions, and who takes part."""

import uuid
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.registry.models import TimeZone
from mentoring.scopes import VisibleQuerySet


class Delivery(models.TextChoices):
    """Where BLK training is held: in its own workshop, or brought to the village."""

    INSTITUSIONAL = "institusional", _("at the training centre")
    MTU = "mtu", _("in the village (MTU)")


class RunState(models.TextChoices):
    PLANNED = "planned", _("planned")
    RUNNING = "running", _("running")
    CLOSED = "closed", _("closed")


# What may follow what. A run starts by its first held session; closing is a service.
RUN_TRANSITIONS: dict[str, frozenset[str]] = {
    RunState.PLANNED: frozenset({RunState.RUNNING, RunState.CLOSED}),
    RunState.RUNNING: frozenset({RunState.CLOSED}),
    RunState.CLOSED: frozenset(),
}


class TrainingRunQuerySet(VisibleQuerySet):
    def open(self) -> "TrainingRunQuerySet":
        """Runs that are planned or running."""
        return self.exclude(state=RunState.CLOSED)


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
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = TrainingRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("training run")
        verbose_name_plural = _("training runs")
        ordering = ["-starts_on", "number", "pk"]
        permissions = [
            ("view_all_trainingrun", "Can see every training run"),
            ("teach_trainingrun", "Can be instructor of a training run"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="training_run_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) ^ Q(state=RunState.CLOSED),
                name="only_a_closed_run_has_a_closing_time",
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
    def last_day(self) -> date | None:
        """The last day included, as people say it; none on a form that is still empty."""
        return None if self.ends_on is None else self.ends_on - timedelta(days=1)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class RunParticipantQuerySet(VisibleQuerySet):
    pass


class RunParticipant(models.Model):
    """A person who takes part in a run, and the group she comes from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(
        TrainingRun,
        verbose_name=_("training run"),
        on_delete=models.CASCADE,
        related_name="participants",
    )
    person = models.ForeignKey(
        "mentoring_registry.Person",
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="run_places",
    )
    group = models.ForeignKey(
        "mentoring_registry.CrafterGroup",
        verbose_name=pgettext_lazy("crafters", "group"),
        on_delete=models.PROTECT,
        related_name="run_places",
    )
    participant_number = models.CharField(_("participant number"), max_length=24)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("added by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    added_at = models.DateTimeField(_("added at"))

    objects = RunParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["run", "participant_number", "pk"]
        permissions = [("view_all_runparticipant", "Can see every participant")]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "person"], name="one_place_per_person_and_training_run"
            ),
            models.UniqueConstraint(
                fields=["run", "participant_number"],
                name="one_participant_per_number_and_training_run",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_number} {self.person}"
