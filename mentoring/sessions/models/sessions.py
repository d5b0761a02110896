"""Sessions of mentoring and training, and who was there."""

import uuid
from datetime import date
from zoneinfo import ZoneInfo

import swapper
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.registry.models import CrafterGroup
from mentoring.scopes import VisibleQuerySet
from mentoring.sessions.models.runs import TrainingRun

swapper.set_app_prefix("wagtailcore", "wagtail")


class SessionKind(models.TextChoices):
    """What kind of meeting; only `TRAINING` belongs to a training run."""

    OUT_WALL = "out_wall", _("visit to the group")
    IN_WALL = "in_wall", _("in the incubator's room")
    STUDY_OUT = "study_out", _("study visit elsewhere")
    STUDY_IN = "study_in", _("guests come to learn here")
    REMOTE = "remote", _("by telephone")
    OWN_MEETING = "own_meeting", _("the group's own meeting")
    MARKET = "market", _("market event")
    TRAINING = "training", _("training")


class SessionState(models.TextChoices):
    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    NOT_HELD = "not_held", _("not held")
    CANCELLED = "cancelled", _("cancelled")


# What may follow what. A session marked not held by mistake is planned anew.
SESSION_TRANSITIONS: dict[str, frozenset[str]] = {
    SessionState.PLANNED: frozenset(
        {SessionState.HELD, SessionState.NOT_HELD, SessionState.CANCELLED}
    ),
    SessionState.HELD: frozenset(),
    SessionState.NOT_HELD: frozenset(),
    SessionState.CANCELLED: frozenset(),
}


class ReviewState(models.TextChoices):
    """What the coordinator said to a held session."""

    SUBMITTED = "submitted", _("waits for the coordinator")
    ACCEPTED = "accepted", _("accepted")
    RETURNED = "returned", _("returned")


class Purpose(models.TextChoices):
    """The three functions of a small-business companion (SKKNI 181/2017)."""

    OPERATIONAL = "operational", _("work and production")
    REFERRAL = "referral", _("help from elsewhere")
    ADMINISTRATIVE = "administrative", _("papers and books")


class Component(models.TextChoices):
    """Which part of the programme a session belongs to (domain.md R06 to R10)."""

    KETERAMPILAN = "keterampilan", _("craft skills")
    PEMASARAN = "pemasaran", _("marketing")
    MODAL = "modal", _("capital")
    KEMITRAAN = "kemitraan", _("partnership")
    SENTRA = "sentra", _("development of the craft centre")
    PEMBINAAN = "pembinaan", _("coaching with facilities")


class Arrival(models.TextChoices):
    """How the day of a session and the arrival of its record lie to one another."""

    ON_TIME = "on_time", _("in time")
    LATE = "late", _("recorded late")
    EARLY = "early", _("dated after its arrival")


class Credit(models.TextChoices):
    """Why a held session waits for a coordinator's yes before figures count it."""

    PLAIN = "", _("counts")
    BEFORE_ASSIGNMENT = "before_assignment", _("before the assignment")
    AFTER_HANDOVER = "after_handover", _("after the handover")
    SHARED_GROUP = "shared_group", _("group of another facilitator")
    LOCKED_PERIOD = "locked_period", _("in a time whose figures are locked")


class ChairedBy(models.TextChoices):
    MEMBER = "member", _("a member")
    FACILITATOR = "facilitator", _("the facilitator")
    OTHER = "other", _("somebody else")


class MentoringSessionQuerySet(VisibleQuerySet):
    def held(self) -> "MentoringSessionQuerySet":
        return self.filter(state=SessionState.HELD)

    def counted(self) -> "MentoringSessionQuerySet":
        """Held sessions that figures count: one of each visit, however often it was told."""
        return self.filter(state=SessionState.HELD, is_counted=True)

    def counted_with_others(self) -> "MentoringSessionQuerySet":
        """Held sessions that figures do not count, and whose words still say what the one they
        are counted with was: nobody put them aside, and none waits for a yes."""
        put_aside = Q(pairs_as_first__state="second") | Q(pairs_as_second__state="first")
        return (
            self.held()
            .filter(Q(credit=Credit.PLAIN) | Q(credited_at__isnull=False))
            .filter(is_counted=False, counted_with__isnull=False)
            .exclude(put_aside)
        )

    def planned_from(self, day: date) -> "MentoringSessionQuerySet":
        """Sessions still to come, `day` included, the next one first."""
        return self.filter(state=SessionState.PLANNED, happened_on__gte=day).order_by(
            "happened_on", "starts_at", "pk"
        )

    def still_planned_before(self, day: date) -> "MentoringSessionQuerySet":
        """Planned days that passed without word of what happened, the oldest first."""
        return self.filter(state=SessionState.PLANNED, happened_on__lt=day).order_by("happened_on")

    def counting(self) -> "MentoringSessionQuerySet":
        """Sessions whose planned minutes make up a run: not cancelled, no make-ups."""
        return self.exclude(state=SessionState.CANCELLED).filter(is_make_up=False)

    def with_context(self) -> "MentoringSessionQuerySet":
        return self.select_related("group__sentra", "run", "led_by")


class MentoringSession(models.Model):
    """A group visit, or one session of a training run: planned, held, not held or cancelled.

    `happened_on` is the local date in the zone of the craft centre or run; for a session
    not yet held, the planned one. `recorded_at` is the writer's clock, `received_at` the
    server's. Page and revision pin which text was taught; code and title are copies, so
    that they read the same after the page is renamed; they are those of the first of its
    `lessons`. `content_digest` tells the same record sent twice from another record under
    the same key.

    `topics`: keys of what the visit was chosen to be about (`mentoring.sessions.topics`), as
    they were told; None where nobody ever said.

    `is_counted`: whether figures count it. A second record of the same visit does not
    count; `counted_with` is the one that does. Neither does one that waits for `credit`.
    `shared_from`: the session of the first group, where several groups met together.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(
        "mentoring_registry.CrafterGroup",
        verbose_name=pgettext_lazy("crafters", "group"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sessions",
    )
    run = models.ForeignKey(
        TrainingRun,
        verbose_name=_("training run"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sessions",
    )
    kind = models.CharField(_("kind"), max_length=12, choices=SessionKind.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=SessionState.choices, default=SessionState.PLANNED
    )
    state_reason = models.CharField(_("why not"), max_length=200, blank=True)
    happened_on = models.DateField(_("date"))
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True)
    planned_minutes = models.PositiveSmallIntegerField(_("planned minutes"), default=0)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    is_make_up = models.BooleanField(
        _("make-up session"),
        default=False,
        help_text=_("Repeats what some missed: its minutes count for them, not in the plan."),
    )
    led_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("led by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sessions_led",
    )
    chaired_by = models.CharField(
        _("chaired by"), max_length=12, choices=ChairedBy.choices, blank=True
    )
    facilitator_was_present = models.BooleanField(_("facilitator was present"), default=True)
    purpose = models.CharField(
        _("purpose"), max_length=16, choices=Purpose.choices, default=Purpose.OPERATIONAL
    )
    component = models.CharField(
        _("part of the programme"), max_length=16, choices=Component.choices, blank=True
    )
    venue = models.CharField(_("venue"), max_length=120, blank=True)
    travel_minutes = models.PositiveSmallIntegerField(
        _("minutes to travel, one way"), null=True, blank=True
    )
    latitude = models.DecimalField(
        _("latitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    accuracy_metres = models.PositiveIntegerField(_("accuracy in metres"), null=True, blank=True)
    shared_from = models.ForeignKey(
        "self",
        verbose_name=_("session of the first group"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="shares",
    )
    is_complete = models.BooleanField(
        _("complete"),
        default=True,
        help_text=_("What a session needs was asked, and nothing of it is missing."),
    )
    arrival = models.CharField(
        _("arrival of the record"),
        max_length=8,
        choices=Arrival.choices,
        default=Arrival.ON_TIME,
    )
    credit = models.CharField(
        _("waits for a yes"), max_length=20, choices=Credit.choices, blank=True
    )
    credited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("counted by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    credited_at = models.DateTimeField(_("counted at"), null=True, blank=True)
    is_counted = models.BooleanField(_("counts in figures"), default=True, editable=False)
    counted_with = models.ForeignKey(
        "self",
        verbose_name=_("counted with"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="told_again",
    )
    module_page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        verbose_name=_("lesson used"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    module_revision = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("text that was taught"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    module_code = models.CharField(_("lesson code"), max_length=40, blank=True)
    module_title = models.CharField(_("lesson title"), max_length=255, blank=True)
    # A number and not a reference: whoever keeps lessons may not be installed here.
    module_release = models.PositiveIntegerField(_("version of the lesson"), null=True, blank=True)
    # Keys and no references: whose lines these are, this room does not know.
    topics = models.JSONField(_("what it was about"), null=True, blank=True, editable=False)
    notes = models.TextField(_("notes"), blank=True)
    notes_are_confidential = models.BooleanField(
        _("notes are confidential"),
        default=False,
        help_text=_("Whoever accompanies the group later does not read them."),
    )
    review_state = models.CharField(
        _("review"), max_length=10, choices=ReviewState.choices, blank=True
    )
    review_comment = models.TextField(_("comment"), blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    received_at = models.DateTimeField(_("received at"))
    content_digest = models.CharField(max_length=64, blank=True, editable=False)
    # Of the plan as a phone told it; empty once the office planned or moved it.
    plan_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = MentoringSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-happened_on", "-received_at", "pk"]
        permissions = [
            ("view_all_mentoringsession", "Can see every session"),
            ("review_mentoringsession", "Can accept sessions, return them and look at them again"),
        ]
        indexes = [
            # Answers "last visit of each group" from the index alone.
            models.Index(
                fields=[
                    "group",
                    "state",
                    "is_counted",
                    "facilitator_was_present",
                    "happened_on",
                ],
                name="session_last_counted_visit",
            ),
            models.Index(fields=["review_state", "happened_on"], name="session_review_day"),
            models.Index(fields=["run", "happened_on"], name="session_run_day"),
            models.Index(fields=["state", "happened_on"], name="session_state_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=False, run__isnull=True)
                | Q(group__isnull=True, run__isnull=False),
                name="a_session_belongs_to_a_group_or_to_a_run",
            ),
            models.CheckConstraint(
                condition=Q(run__isnull=True) ^ Q(kind=SessionKind.TRAINING),
                name="training_is_the_kind_of_run_sessions_only",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[SessionState.PLANNED, SessionState.HELD])
                | ~Q(state_reason=""),
                name="a_session_that_was_not_held_says_why",
            ),
            models.CheckConstraint(
                condition=Q(review_state="") | Q(state=SessionState.HELD),
                name="only_a_held_session_is_reviewed",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__gte=-90,
                    latitude__lte=90,
                    longitude__gte=-180,
                    longitude__lte=180,
                ),
                name="a_session_has_a_whole_position_or_none",
            ),
            models.CheckConstraint(
                condition=Q(credited_at__isnull=True) ^ Q(credited_by__isnull=False),
                name="a_credited_session_says_who_credited_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner} – {self.happened_on}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring_sessions:session", args=[self.pk])

    @property
    def owner(self) -> CrafterGroup | TrainingRun:
        """The group or run it belongs to; the database lets it be exactly one."""
        owner = self.group or self.run
        if owner is None:
            raise ValueError("a session belongs to a group or to a run")
        return owner

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which `happened_on` is a day: the craft centre's or the run's."""
        place = self.owner if isinstance(self.owner, TrainingRun) else self.owner.sentra
        return ZoneInfo(place.time_zone)

    @property
    def is_planned(self) -> bool:
        return self.state == SessionState.PLANNED

    @property
    def is_held(self) -> bool:
        return self.state == SessionState.HELD

    @property
    def full_minutes(self) -> int:
        """How long somebody was there who stayed to the end, in minutes."""
        return self.planned_minutes if self.minutes is None else self.minutes

    @property
    def waits_for_credit(self) -> bool:
        """Whether a coordinator has to say yes before figures count it."""
        return self.credit != Credit.PLAIN and self.credited_at is None
