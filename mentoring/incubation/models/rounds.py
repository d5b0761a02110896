"""A round: one scoring of one group on one day by one rater, and the frozen result."""

import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.incubation.models.cycles import CycleEnrolment
from mentoring.incubation.models.instruments import Dimension, InstrumentVersion, Item
from mentoring.incubation.scoring import PLACES, TOP_LEVEL
from mentoring.scopes import VisibleQuerySet


class RoundKind(models.TextChoices):
    BASELINE = "baseline", _("baseline")
    MIDLINE = "midline", _("midline")
    ENDLINE = "endline", _("endline")
    ADHOC = "adhoc", _("in between")


class RaterKind(models.TextChoices):
    FACILITATOR = "facilitator", _("the group's facilitator")
    EVALUATOR = "evaluator", _("an evaluator from outside the group")


# Who may rate what. The final scoring decides about graduation, so the group's own
# facilitator may not rate it.
RATERS: dict[str, frozenset[str]] = {
    RoundKind.BASELINE: frozenset({RaterKind.FACILITATOR}),
    RoundKind.MIDLINE: frozenset({RaterKind.FACILITATOR, RaterKind.EVALUATOR}),
    RoundKind.ENDLINE: frozenset({RaterKind.EVALUATOR}),
    RoundKind.ADHOC: frozenset({RaterKind.FACILITATOR, RaterKind.EVALUATOR}),
}


class RoundState(models.TextChoices):
    OPEN = "open", _("being filled in")
    SUBMITTED = "submitted", _("submitted")
    LOCKED = "locked", _("locked")


class RoundQuerySet(VisibleQuerySet):
    def counted(self) -> "RoundQuerySet":
        """Rounds with a result, latest day first: of two baselines the latest counts."""
        return self.exclude(state=RoundState.OPEN).order_by("-happened_on", "-submitted_at")

    def drafts_of(self, user: object) -> "RoundQuerySet":
        return self.filter(state=RoundState.OPEN, rater=user)


class Round(models.Model):
    """One scoring. `happened_on` is a local date in the zone of the group's craft centre.

    open -> submitted (the score is frozen) -> locked (a gate read it). Nothing goes back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(
        CycleEnrolment,
        verbose_name=_("group in a cycle"),
        on_delete=models.PROTECT,
        related_name="rounds",
    )
    kind = models.CharField(_("kind"), max_length=8, choices=RoundKind.choices)
    version = models.ForeignKey(
        InstrumentVersion,
        verbose_name=_("instrument"),
        on_delete=models.PROTECT,
        related_name="rounds",
    )
    rater = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("rater"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    rater_kind = models.CharField(_("rated as"), max_length=12, choices=RaterKind.choices)
    happened_on = models.DateField(_("day"))
    state = models.CharField(
        _("state"), max_length=10, choices=RoundState.choices, default=RoundState.OPEN
    )
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["happened_on", "received_at"]
        permissions = [
            ("view_all_round", "Can see every round"),
            ("record_round", "Can record rounds of groups they accompany or evaluate"),
        ]
        indexes = [
            models.Index(fields=["enrolment", "kind", "happened_on"], name="round_enrolment_kind")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "kind", "rater"],
                condition=Q(state="open"),
                name="one_open_round_per_enrolment_kind_and_rater",
            ),
            models.CheckConstraint(
                condition=Q(state="open", submitted_at__isnull=True)
                | Q(~Q(state="open"), submitted_at__isnull=False),
                name="a_round_that_is_not_open_was_submitted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.enrolment}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring_incubation:round", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN

    def levels(self) -> dict[str, int | None]:
        """Item code -> level, None for any kind of empty. Reads prefetched responses."""
        return {response.item.code: response.level for response in self.responses.all()}


class EmptyKind(models.TextChoices):
    """Why an item has no level. None of these is a number, and none means another."""

    NOT_APPLICABLE = "n/a", _("Does not apply")
    REFUSED = "refused", _("Refused")
    SKIPPED = "skipped", _("Skipped")
    NOT_ASKED = "not_asked", _("Not asked")


class Response(models.Model):
    """The answer to one item: a level, or the kind of empty."""

    round = models.ForeignKey(
        Round, verbose_name=_("round"), on_delete=models.CASCADE, related_name="responses"
    )
    item = models.ForeignKey(
        Item, verbose_name=_("item"), on_delete=models.PROTECT, related_name="+"
    )
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    empty = models.CharField(_("empty"), max_length=10, choices=EmptyKind.choices, blank=True)
    note = models.TextField(_("what shows it"), blank=True)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["round", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "item"], name="one_response_per_round_and_item"
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=False, empty="")
                | Q(Q(level__isnull=True) & ~Q(empty="")),
                name="a_response_is_a_level_or_a_kind_of_empty",
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__gte=0, level__lte=TOP_LEVEL),
                name="a_level_lies_between_0_and_4",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.code}: {self.empty or self.level}"


class Score(models.Model):
    """The frozen result of a submitted round. Never changed: a new rule makes a new round.

    `total` and `group_class` are empty where a weighted dimension is not assessed.
    """

    round = models.OneToOneField(
        Round, verbose_name=_("round"), on_delete=models.CASCADE, related_name="score"
    )
    total = models.DecimalField(
        _("total"), max_digits=PLACES + 3, decimal_places=PLACES, null=True, blank=True
    )
    group_class = models.CharField(_("class"), max_length=16, blank=True)
    computed_at = models.DateTimeField(_("computed at"), auto_now_add=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["round"]

    def __str__(self) -> str:
        return f"{self.round}: {self.total}"

    def points(self) -> dict[str, Decimal | None]:
        """Dimension code -> points. Reads prefetched `dimension_scores__dimension`."""
        return {one.dimension.code: one.points for one in self.dimension_scores.all()}


class DimensionScore(models.Model):
    """One dimension of a score. `points` is empty for "not assessed"."""

    score = models.ForeignKey(
        Score, verbose_name=_("score"), on_delete=models.CASCADE, related_name="dimension_scores"
    )
    dimension = models.ForeignKey(
        Dimension, verbose_name=_("dimension"), on_delete=models.PROTECT, related_name="+"
    )
    points = models.DecimalField(
        _("points"), max_digits=PLACES + 3, decimal_places=PLACES, null=True, blank=True
    )
    answered = models.PositiveSmallIntegerField(_("answered"))
    asked = models.PositiveSmallIntegerField(_("asked"))

    class Meta:
        verbose_name = _("dimension score")
        verbose_name_plural = _("dimension scores")
        ordering = ["score", "dimension__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["score", "dimension"], name="one_dimension_score_per_score_and_dimension"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dimension.code}: {self.points}"
