"""A round: one asking of a group or a person on one day by one rater, and the frozen result."""

import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from mentoring.incubation.models.cycles import CycleEnrolment
from mentoring.incubation.models.instruments import Dimension, InstrumentVersion, Item, ItemKind
from mentoring.incubation.scoring import PLACES, TOP_LEVEL
from mentoring.incubation.sealed_fields import SealedDecimalField, SealedTextField
from mentoring.private_files import private_storage
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


class RoundFlag(models.TextChoices):
    """What a reader must know before trusting a round. A flag never refuses."""

    SPEED = "speed", _("answered very fast")
    ALL_EQUAL = "all_equal", _("all answers are the same")
    RATERS_DIFFER = "raters_differ", _("two raters differ by two levels or more")
    CONTAMINATED = "contaminated", _("a starting point taken after the mentoring began")
    AFTER_LOCK = "after_lock", _("a starting point that came after another one was locked")


class RoundQuerySet(VisibleQuerySet):
    def of_groups(self) -> "RoundQuerySet":
        """Rounds about a group as a whole with the main instrument of its cycle: what gates,
        boards and charts of groups read."""
        return self.filter(
            person__isnull=True,
            version__instrument=models.F("enrolment__cycle__instrument_version__instrument"),
        )

    def of_persons(self) -> "RoundQuerySet":
        return self.filter(person__isnull=False)

    def counted(self) -> "RoundQuerySet":
        """Rounds with a result, latest day first. Of two baselines the latest counts that came
        before one was locked: see `Round.is_beside`."""
        return self.exclude(state=RoundState.OPEN).order_by("-happened_on", "-submitted_at")

    def drafts_of(self, user: object) -> "RoundQuerySet":
        return self.filter(state=RoundState.OPEN, rater=user)


class Round(models.Model):
    """One scoring. `happened_on` is a local date in the zone of the group's craft centre.

    person: whom it is about; None is the group as a whole. seconds: how long answering took,
    None if nobody measured. flags: codes of `RoundFlag`.
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
    person = models.ForeignKey(
        "mentoring_registry.Person",
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="rounds",
        null=True,
        blank=True,
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
    seconds = models.PositiveIntegerField(_("seconds of answering"), null=True, blank=True)
    flags = models.JSONField(_("flags"), default=list, blank=True)
    # Of the phone's record it came with; "" for a round of the web.
    record_digest = models.CharField(max_length=64, blank=True, editable=False)

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
            models.Index(fields=["enrolment", "kind", "happened_on"], name="round_enrolment_kind"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "version", "kind", "rater"],
                condition=Q(state="open", person__isnull=True),
                name="one_open_round_per_enrolment_version_kind_and_rater",
            ),
            models.UniqueConstraint(
                fields=["enrolment", "version", "kind", "rater", "person"],
                condition=Q(state="open", person__isnull=False),
                name="one_open_round_per_person_version_kind_and_rater",
            ),
            models.CheckConstraint(
                condition=Q(state="open", submitted_at__isnull=True)
                | Q(~Q(state="open"), submitted_at__isnull=False),
                name="a_round_that_is_not_open_was_submitted",
            ),
        ]

    def __str__(self) -> str:
        about = self.enrolment if self.person is None else self.person
        return f"{self.get_kind_display()}, {about}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring_incubation:round", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN

    @property
    def is_beside(self) -> bool:
        """Whether it stands beside a locked starting point and counts in no figure."""
        return RoundFlag.AFTER_LOCK in self.flags

    def levels(self) -> dict[str, int | None]:
        """Item code -> level, None for any kind of empty. Reads prefetched responses."""
        return {
            response.item.code: response.level
            for response in self.responses.all()
            if response.item.kind == ItemKind.LEVEL
        }

    def numbers(self) -> dict[str, Decimal | None]:
        """Code of a number item -> number, None for any kind of empty. Prefetched responses."""
        return {
            response.item.code: response.number
            for response in self.responses.all()
            if response.item.kind == ItemKind.NUMBER
        }

    def flag_labels(self) -> list[str]:
        return [str(RoundFlag(code).label) for code in self.flags]


class EmptyKind(models.TextChoices):
    """Why an item has no level. None of these is a number, and none means another."""

    NOT_APPLICABLE = "n/a", _("Does not apply")
    REFUSED = "refused", _("Refused")
    SKIPPED = "skipped", _("Skipped")
    NOT_ASKED = "not_asked", _("Not asked")


def _at_most_one_answer() -> Q:
    """Exactly one of the four columns is filled, or the kind of empty, or only the file, be it
    here already or still on its way from a phone."""
    filled = {
        "level": Q(level__isnull=False),
        "number": Q(number__isnull=False),
        "choice": ~Q(choice=""),
        "text": ~Q(text=""),
        "empty": ~Q(empty=""),
    }
    alone = Q()
    for name, condition in filled.items():
        others = [~other for key, other in filled.items() if key != name]
        alone |= Q(condition, *others)
    has_file = ~Q(file="") | Q(upload__isnull=False)
    only_a_file = Q(*[~condition for condition in filled.values()]) & has_file
    return alone | only_a_file


def answer_path(response: "Response", name: str) -> str:
    """Where a photo lies; nothing in it tells of whom, and nothing can be guessed."""
    return f"incubation/answers/{response.round_id}/{uuid.uuid4().hex}.jpg"


class Response(models.Model):
    """The answer to one item: a level, a number, a choice, words or a photo, as the item's
    kind says, or the kind of empty.

    note: what shows the answer. file: the photo of an item that asks for one, and for others
    a photo of what shows the answer. Numbers, choices and words are sealed in the database.
    upload, announced_sha256: the photo a phone announced; until it has arrived `file` is empty.
    """

    round = models.ForeignKey(
        Round, verbose_name=_("round"), on_delete=models.CASCADE, related_name="responses"
    )
    item = models.ForeignKey(
        Item, verbose_name=_("item"), on_delete=models.PROTECT, related_name="+"
    )
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    number = SealedDecimalField(_("answered number"), null=True, blank=True)
    choice = SealedTextField(_("choice"), blank=True)
    text = SealedTextField(_("words"), blank=True)
    empty = models.CharField(_("empty"), max_length=10, choices=EmptyKind.choices, blank=True)
    note = models.TextField(_("what shows it"), blank=True)
    file = models.FileField(_("photo"), upload_to=answer_path, storage=private_storage, blank=True)
    upload = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    announced_sha256 = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["round", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "item"], name="one_response_per_round_and_item"
            ),
            models.CheckConstraint(
                condition=_at_most_one_answer(), name="a_response_is_one_answer_or_a_kind_of_empty"
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__gte=0, level__lte=TOP_LEVEL),
                name="a_level_lies_between_0_and_4",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.code}: {self.empty or self.shown()}"

    @property
    def awaits_photo(self) -> bool:
        """Whether a phone announced a photo that has not arrived."""
        return self.upload is not None and not self.file

    def shown(self) -> str:
        """The answer as people read it; "" for a kind of empty. Reads the item."""
        if self.level is not None:
            return str(self.level)
        if self.number is not None:
            number = number_format(self.number.normalize(), use_l10n=True, force_grouping=True)
            return f"{number} {self.item.unit_label}".strip()
        return self.item.option_name(self.choice) if self.choice else self.text


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
