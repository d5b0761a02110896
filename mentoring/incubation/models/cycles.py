"""The two-year cycle: its stages and gates, and the groups that go through it."""

import uuid
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.assignments.scopes import assigned_to_me
from mentoring.incubation.models.instruments import InstrumentVersion, in_language
from mentoring.incubation.scopes import EVALUATOR, MANAGER
from mentoring.intervals import DatedRow
from mentoring.registry.scopes import in_mandated_places
from mentoring.scopes import VisibleQuerySet

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class EnrolmentState(models.TextChoices):
    """Where a group stands in its cycle. The order and the gates are rows (`CycleStage`)."""

    CANDIDATE = "candidate", _("candidate")
    SELECTED = "selected", _("selected")
    DIAGNOSIS = "diagnosis", _("diagnosis")
    FORMULA = "formula", _("agreeing the formula")
    DELIVERY = "delivery", _("mentoring, year one")
    MIDLINE = "midline", _("year-one review")
    EVALUATION = "evaluation", _("evaluation")
    REVISION = "revision", _("improving the lessons")
    CONSOLIDATION = "consolidation", _("consolidated training")
    ENDLINE = "endline", _("final scoring")
    MONITORING = "monitoring", _("after incubation")
    CLOSED = "closed", _("closed")
    EXITED = "exited", _("left the cycle")


class Gate(models.TextChoices):
    G0 = "G0", _("G0 Starting point")
    G1 = "G1", _("G1 Formula")
    G2 = "G2", _("G2 Year-one review")
    G3 = "G3", _("G3 Graduation")


class Outcome(models.TextChoices):
    PASS = "pass", _("Pass")
    EXTEND = "extend", _("Extend")
    RETURN = "return", _("Return")
    DEFER = "defer", _("Defer")
    EXIT = "exit", _("Exit")


# What each outcome does to the group, beside its name on the form.
OUTCOME_MEANINGS: "dict[str, StrPromise]" = {
    Outcome.PASS: _("The group goes on to the next stage."),
    Outcome.EXTEND: _("The group stays in this stage for longer."),
    Outcome.RETURN: _("The group goes back one stage."),
    Outcome.DEFER: _("Nothing changes yet; you decide later."),
    Outcome.EXIT: _("The group leaves the cycle today."),
}

# How many stages each outcome moves the group; exit leaves the row of stages.
OUTCOME_MOVES: dict[str, int] = {
    Outcome.PASS: 1,
    Outcome.EXTEND: 0,
    Outcome.RETURN: -1,
    Outcome.DEFER: 0,
}


class CycleQuerySet(VisibleQuerySet):
    def running_on(self, day: date) -> "CycleQuerySet":
        """Cycles that take groups on `day`: neither in the future nor closed."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day), starts_on__lte=day)


class Cycle(models.Model):
    """A programme of (by default) 24 months in one place, with one instrument version."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    place = models.ForeignKey(
        "mentoring_registry.Place",
        verbose_name=_("place"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Groups of this place and of every place inside it can take part."),
    )
    starts_on = models.DateField(_("starts on"))
    months = models.PositiveSmallIntegerField(
        _("months"), default=24, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    instrument_version = models.ForeignKey(
        InstrumentVersion,
        verbose_name=_("instrument"),
        on_delete=models.PROTECT,
        related_name="cycles",
    )

    objects = CycleQuerySet.as_manager()

    class Meta:
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")
        ordering = ["-starts_on", "name"]
        permissions = [("view_all_cycle", "Can see every cycle")]

    def __str__(self) -> str:
        return self.name


class CycleInstrument(models.Model):
    """A further instrument of a cycle, beside the one that scores its groups."""

    cycle = models.ForeignKey(
        Cycle, verbose_name=_("cycle"), on_delete=models.CASCADE, related_name="instruments"
    )
    version = models.ForeignKey(
        InstrumentVersion,
        verbose_name=_("instrument"),
        on_delete=models.PROTECT,
        related_name="cycle_instruments",
    )

    class Meta:
        verbose_name = _("further instrument")
        verbose_name_plural = _("further instruments")
        ordering = ["cycle", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "version"], name="one_row_per_cycle_and_further_instrument"
            )
        ]

    def __str__(self) -> str:
        return f"{self.cycle}: {self.version}"


class CycleStage(models.Model):
    """One stage of a cycle. `gate` must be passed to leave it; without one a coordinator
    moves the group on. `starts_month`: planned months after the start of the cycle. Visits
    taper by stage; where no days stand, the programme's own interval goes on."""

    cycle = models.ForeignKey(
        Cycle, verbose_name=_("cycle"), on_delete=models.CASCADE, related_name="stages"
    )
    state = models.CharField(_("stage"), max_length=16, choices=EnrolmentState.choices)
    order = models.PositiveSmallIntegerField(_("order"))
    starts_month = models.PositiveSmallIntegerField(_("planned month"))
    gate = models.CharField(_("gate"), max_length=2, choices=Gate.choices, blank=True)
    weak_interval_days = models.PositiveSmallIntegerField(
        _("days between visits, left-behind groups"), null=True, blank=True
    )
    interval_days = models.PositiveSmallIntegerField(
        _("days between visits, other groups"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["cycle", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "state"], name="one_stage_per_cycle_and_state"
            ),
            models.UniqueConstraint(
                fields=["cycle", "order"], name="one_stage_per_cycle_and_order"
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()


class Measure(models.TextChoices):
    """What reads a criterion instead of asking the decider; see `gate_measures`."""

    ROUND_SUBMITTED = "round_submitted", _("a round is submitted")
    LOWEST_DIMENSION = "lowest_dimension", _("lowest of the named dimensions")
    SIGNIFICANT_GAIN = "significant_gain", _("significant gain since the baseline")
    ITEM_LEVEL = "item_level", _("level of the named questions")
    CENSUS_DONE = "census_done", _("every hamlet is in the census")
    BASELINE_MEMBERS = "baseline_members", _("members who took part in the baseline, in percent")
    WEAK_GROUPS = "weak_groups", _("left-behind groups in the cycle, in percent")
    BACK_CHECKS = "back_checks", _("visits were back-checked")
    FAVOURS_WEAK = "favours_weak", _("minutes do not lean to the strong")
    PERSONS_GAIN = "persons_gain", _("significant gain of the members")
    HARD_CONFLICTS = "hard_conflicts", _("no open differences between phone and office")
    FORMULA_COVERS = "formula_covers", _("the formula answers every problem")
    FORMULA_AGREED = "formula_agreed", _("the group agreed to the formula")
    FORMULA_READY = "formula_ready", _("what the formula needs is there")
    FORMULA_DOSE = "formula_dose", _("sessions of the formula that were held, in percent")


class GateCriterion(models.Model):
    """What one gate of one cycle asks.

    An empty `measure` is answered by the decider. Of the others those read from rounds name the
    round in `round_kind`; `dimensions` holds codes of dimensions or of items. accepts_reason: a
    written reason of the decider stands in for what is not met. taken_out_reason: why the
    programme does not ask this here; empty while it does.
    """

    cycle = models.ForeignKey(
        Cycle, verbose_name=_("cycle"), on_delete=models.CASCADE, related_name="criteria"
    )
    gate = models.CharField(_("gate"), max_length=2, choices=Gate.choices)
    code = models.SlugField(_("code"), max_length=40)
    wording = models.JSONField(_("wording"))
    order = models.PositiveSmallIntegerField(_("order"))
    is_required = models.BooleanField(_("required"), default=True)
    accepts_reason = models.BooleanField(_("a reason may stand in"), default=False)
    taken_out_reason = models.CharField(_("not measured here because"), max_length=200, blank=True)
    measure = models.CharField(_("measured"), max_length=20, choices=Measure.choices, blank=True)
    round_kind = models.CharField(_("round"), max_length=8, blank=True)
    dimensions = models.JSONField(_("dimensions"), default=list, blank=True)
    threshold = models.DecimalField(
        _("threshold"), max_digits=5, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = _("gate criterion")
        verbose_name_plural = _("gate criteria")
        ordering = ["cycle", "gate", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "gate", "code"], name="one_criterion_of_a_code_per_cycle_and_gate"
            )
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_taken_out(self) -> bool:
        return bool(self.taken_out_reason)

    @property
    def question(self) -> str:
        """What is asked, in the active language."""
        return str(in_language(self.wording))


# The round a stage waits for; stages that are not named wait for none.
AWAITED_ROUNDS: dict[str, str] = {
    EnrolmentState.CANDIDATE: "baseline",
    EnrolmentState.SELECTED: "baseline",
    EnrolmentState.DIAGNOSIS: "baseline",
    EnrolmentState.MIDLINE: "midline",
    EnrolmentState.ENDLINE: "endline",
}


class CycleEnrolmentQuerySet(VisibleQuerySet):
    def open(self) -> "CycleEnrolmentQuerySet":
        return self.filter(ends_on__isnull=True)

    def at_gate(self) -> "CycleEnrolmentQuerySet":
        """Open enrolments whose stage ends with a gate: somebody must decide."""
        # One filter call, so that both conditions are about the same stage row.
        return self.open().filter(
            cycle__stages__state=models.F("state"), cycle__stages__gate__gt=""
        )

    def awaiting(self, kind: str) -> "CycleEnrolmentQuerySet":
        """Open enrolments whose stage waits for a round of `kind` that nobody submitted."""
        states = [state for state, awaited in AWAITED_ROUNDS.items() if awaited == kind]
        return self.open().filter(~models.Exists(_finished_rounds(kind=kind)), state__in=states)

    def to_rate_by(self, user: Any, on: date) -> "CycleEnrolmentQuerySet":
        """Enrolments whose awaited round `user` should record: baseline and midline of the
        groups she accompanies on `on`, the endline of others in her evaluator's places."""
        as_evaluator = in_mandated_places(user, on, "group__sentra__place", {EVALUATOR})
        mine = self.model._base_manager.filter(assigned_to_me(user, on, "group__assignments__"))
        early = self.awaiting("baseline") | self.awaiting("midline")
        # Subqueries, not joins: two assignments to one group would show it twice.
        return early.filter(pk__in=mine.values("pk")) | self.awaiting("endline").filter(
            as_evaluator & ~Q(pk__in=mine.values("pk"))
        )

    def to_decide_by(self, user: Any, on: date) -> "CycleEnrolmentQuerySet":
        """Enrolments at a gate in places where `user` is programme manager on `on`."""
        return self.at_gate().filter(
            in_mandated_places(user, on, "group__sentra__place", {MANAGER})
        )

    def with_standing(self) -> "CycleEnrolmentQuerySet":
        """Adds what a board shows: `stage_since`, `stage_gate`, `latest_total`,
        `latest_class` (of the latest round with a result) and `lacks_round`, and reads group,
        craft centre, cycle and version along: still one query."""
        latest = _finished_rounds().order_by("-happened_on", "-submitted_at")
        period = StagePeriod.objects.filter(
            enrolment=models.OuterRef("pk"), ends_on__isnull=True
        ).values("starts_on")
        gate = CycleStage.objects.filter(
            cycle=models.OuterRef("cycle"), state=models.OuterRef("state")
        ).values("gate")
        return self.select_related("group__sentra", "cycle__instrument_version").annotate(
            stage_since=models.Subquery(period[:1]),
            stage_gate=models.Subquery(gate[:1]),
            latest_total=models.Subquery(latest.values("score__total")[:1]),
            latest_class=models.Subquery(latest.values("score__group_class")[:1]),
            lacks_round=_lacks_awaited_round(),
        )


def _finished_rounds(**conditions: Any) -> Any:
    round_model = apps.get_model("mentoring_incubation", "Round")
    return round_model.objects.filter(
        enrolment=models.OuterRef("pk"),
        person__isnull=True,
        version__instrument=models.OuterRef("cycle__instrument_version__instrument"),
        state__in=("submitted", "locked"),
        **conditions,
    )


def _lacks_awaited_round() -> models.Case:
    """The kind of round the stage waits for and nobody submitted; "" for none."""
    return models.Case(
        *(
            models.When(
                Q(~models.Exists(_finished_rounds(kind=kind)), state=state), then=models.Value(kind)
            )
            for state, kind in AWAITED_ROUNDS.items()
        ),
        default=models.Value(""),
        output_field=models.CharField(),
    )


class CycleEnrolment(DatedRow):
    """One group in one cycle, from the day it was proposed until it closed or left."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(
        Cycle, verbose_name=_("cycle"), on_delete=models.PROTECT, related_name="enrolments"
    )
    group = models.ForeignKey(
        "mentoring_registry.CrafterGroup",
        verbose_name=pgettext_lazy("crafters", "group"),
        on_delete=models.PROTECT,
        related_name="enrolments",
    )
    state = models.CharField(
        _("stage"),
        max_length=16,
        choices=EnrolmentState.choices,
        default=EnrolmentState.CANDIDATE,
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.TextField(_("why this group"), blank=True)

    # Only on rows read `with_standing`.
    stage_since: date | None
    stage_gate: str | None
    latest_total: Decimal | None
    latest_class: str | None
    lacks_round: str

    objects = CycleEnrolmentQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = _("group in a cycle")
        verbose_name_plural = _("groups in cycles")
        ordering = ["-starts_on", "pk"]
        permissions = [
            ("view_all_cycleenrolment", "Can see every group in a cycle"),
            ("propose_cycleenrolment", "Can propose groups for a cycle and move them on"),
        ]
        indexes = [models.Index(fields=["state"], name="enrolment_state")]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(ends_on__isnull=True),
                name="one_open_cycle_per_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} – {self.cycle}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring_incubation:enrolment", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.ends_on is None


class StagePeriod(DatedRow):
    """How long a group stood in one stage, who moved it there, and why."""

    enrolment = models.ForeignKey(
        CycleEnrolment,
        verbose_name=_("group in a cycle"),
        on_delete=models.CASCADE,
        related_name="stage_periods",
    )
    state = models.CharField(_("stage"), max_length=16, choices=EnrolmentState.choices)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("moved by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("time in a stage")
        verbose_name_plural = _("times in stages")
        ordering = ["enrolment", "starts_on", "pk"]
        constraints = [
            # A stage may be entered and left on one day, so only an earlier end is wrong.
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="a_stage_never_ends_before_it_starts",
            ),
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(ends_on__isnull=True),
                name="one_open_stage_per_enrolment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.get_state_display()}"
