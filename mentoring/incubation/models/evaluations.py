"""What a cycle came to: figures computed, reviewed, locked under a digest, and amended."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.canonical_json import digest_of
from mentoring.incubation.models.cycles import Cycle, CycleEnrolment
from mentoring.incubation.models.instruments import InstrumentVersion
from mentoring.scopes import VisibleQuerySet


class EvaluationState(models.TextChoices):
    OPEN = "open", _("being computed")
    COMPUTED = "computed", _("computed")
    REVIEWED = "reviewed", _("reviewed")
    LOCKED = "locked", _("figures locked")
    AMENDED = "amended", _("locked, amended")


# What may follow what. Figures that are not locked are computed anew from open.
EVALUATION_TRANSITIONS: dict[str, frozenset[str]] = {
    EvaluationState.OPEN: frozenset({EvaluationState.COMPUTED}),
    EvaluationState.COMPUTED: frozenset({EvaluationState.OPEN, EvaluationState.REVIEWED}),
    EvaluationState.REVIEWED: frozenset({EvaluationState.OPEN, EvaluationState.LOCKED}),
    EvaluationState.LOCKED: frozenset({EvaluationState.AMENDED}),
    EvaluationState.AMENDED: frozenset({EvaluationState.AMENDED}),
}

UNLOCKED = (EvaluationState.OPEN, EvaluationState.COMPUTED, EvaluationState.REVIEWED)
FROZEN = (EvaluationState.LOCKED, EvaluationState.AMENDED)


class EvaluationQuerySet(VisibleQuerySet):
    def frozen(self) -> "EvaluationQuerySet":
        """Locked or amended: what reports may name by digest."""
        return self.filter(state__in=FROZEN)

    def with_scope(self) -> "EvaluationQuerySet":
        return self.select_related(
            "enrolment__group__sentra", "enrolment__cycle", "cycle__place", "opened_by"
        )

    def with_amendments(self) -> "EvaluationQuerySet":
        """Adds `amendment_count`: how often locked figures were changed."""
        approved = Q(amendments__state="approved", amendments__was_locked=True)
        return self.annotate(amendment_count=models.Count("amendments", filter=approved))


class Evaluation(models.Model):
    """The figures of one group in its cycle, or of a whole cycle, up to a day.

    until: the last day that is read, a local date. figures: numbers as text, keyed by code;
    empty until a worker computed them, never changed after the lock but by an amendment.
    digest: SHA-256 of the canonical JSON of `figures` (RFC 8785), kept since the lock.
    gap_answers: one {"dimension", "by_logs", "by_opinion", "answer"} for each gap the review had
    to answer. heartbeat_at, attempts: of the worker that computes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(
        CycleEnrolment,
        verbose_name=_("group in a cycle"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evaluations",
    )
    cycle = models.ForeignKey(
        Cycle,
        verbose_name=_("cycle"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evaluations",
    )
    until = models.DateField(_("figures up to"))
    state = models.CharField(
        _("state"), max_length=8, choices=EvaluationState.choices, default=EvaluationState.OPEN
    )
    figures = models.JSONField(_("figures"), default=dict, blank=True)
    digest = models.CharField(_("digest (SHA-256)"), max_length=64, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("opened by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    opened_at = models.DateTimeField(_("opened at"))
    heartbeat_at = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    computed_at = models.DateTimeField(_("computed at"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    review = models.TextField(_("what the review says"), blank=True)
    gap_answers = models.JSONField(_("answers to gaps"), default=list, blank=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("figures locked by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    locked_at = models.DateTimeField(_("figures locked at"), null=True, blank=True)

    # Only on rows read `with_amendments`.
    amendment_count: int

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["-until", "-opened_at", "pk"]
        permissions = [
            ("view_all_evaluation", "Can see every evaluation"),
            ("compute_evaluation", "Can open, compute and review evaluations"),
            ("lock_evaluation", "Can lock the figures of evaluations"),
        ]
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="evaluation_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(enrolment__isnull=False) ^ Q(cycle__isnull=False),
                name="an_evaluation_is_of_one_group_or_of_a_cycle",
            ),
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(state__in=["open", "computed", "reviewed"], enrolment__isnull=False),
                name="one_unlocked_evaluation_per_enrolment",
            ),
            models.UniqueConstraint(
                fields=["cycle"],
                condition=Q(state__in=["open", "computed", "reviewed"], cycle__isnull=False),
                name="one_unlocked_evaluation_per_cycle",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["open", "computed", "reviewed"], digest="", locked_at__isnull=True
                )
                | Q(
                    ~Q(digest=""),
                    state__in=["locked", "amended"],
                    locked_at__isnull=False,
                    locked_by__isnull=False,
                ),
                name="a_locked_evaluation_has_a_digest_and_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}, {self.until:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring_incubation:evaluation", args=[self.pk])

    @property
    def subject(self) -> Any:
        """The group in its cycle, or the cycle."""
        return self.enrolment if self.enrolment_id else self.cycle

    @property
    def version(self) -> InstrumentVersion:
        """The wording of group strength that its cycle asks in."""
        cycle = self.enrolment.cycle if self.enrolment is not None else self.cycle
        return cycle.instrument_version  # type: ignore[union-attr]

    @property
    def is_locked(self) -> bool:
        return self.state in FROZEN

    @property
    def is_computed(self) -> bool:
        return self.state != EvaluationState.OPEN

    def has_kept_its_digest(self) -> bool:
        """Whether the figures are still those that were locked or last amended."""
        return bool(self.digest) and digest_of(self.figures) == self.digest

    def may_become(self, state: str) -> bool:
        return state in EVALUATION_TRANSITIONS[self.state]


class AmendmentState(models.TextChoices):
    PREPARING = "preparing", _("being compared")
    UNCHANGED = "unchanged", _("nothing differs")
    REQUESTED = "requested", _("waits for a decision")
    APPROVED = "approved", _("approved")
    DECLINED = "declined", _("declined")


PENDING = (AmendmentState.PREPARING, AmendmentState.REQUESTED)
DECIDED = (AmendmentState.APPROVED, AmendmentState.DECLINED)


class AmendmentQuerySet(VisibleQuerySet):
    def waiting(self) -> "AmendmentQuerySet":
        return self.filter(state=AmendmentState.REQUESTED)


class Amendment(models.Model):
    """A change of figures that others already read: what stood there, what shall, and why.

    changes: [[path, before, after]], path a list of keys into the figures; a value that was
    or will not be there is null. digest_before, digest_after: of the whole figures.
    was_locked: whether the figures were locked when it was asked, later when it was decided;
    then only a programme manager says yes.
    preparing -> requested (or unchanged) -> approved | declined.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evaluation = models.ForeignKey(
        Evaluation,
        verbose_name=_("evaluation"),
        on_delete=models.PROTECT,
        related_name="amendments",
    )
    state = models.CharField(
        _("state"), max_length=10, choices=AmendmentState.choices, default=AmendmentState.PREPARING
    )
    reason = models.TextField(_("reason"))
    changes = models.JSONField(_("changes"), default=list, blank=True)
    was_locked = models.BooleanField(_("the figures were locked"))
    digest_before = models.CharField(_("digest before"), max_length=64)
    digest_after = models.CharField(_("digest after"), max_length=64, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("requested by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    requested_at = models.DateTimeField(_("requested at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decision_note = models.TextField(_("why decided so"), blank=True)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["requested_at", "pk"]
        permissions = [
            ("view_all_amendment", "Can see every amendment"),
            ("request_amendment", "Can ask that figures be amended"),
            ("decide_amendment", "Can approve and decline amendments"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation"],
                condition=Q(state__in=["preparing", "requested"]),
                name="one_waiting_amendment_per_evaluation",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["approved", "declined"],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                )
                | Q(
                    state__in=["preparing", "unchanged", "requested"],
                    decided_at__isnull=True,
                    decided_by__isnull=True,
                ),
                name="a_decided_amendment_says_when_and_by_whom",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_amendment_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation}: {self.get_state_display()}"

    @property
    def is_waiting(self) -> bool:
        return self.state == AmendmentState.REQUESTED
