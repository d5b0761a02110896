"""Which group each facilitator accompanies, from when until when, and how it stands."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.assignments.models.facilitators import Facilitator
from mentoring.intervals import DatedRow, on_day
from mentoring.scopes import VisibleQuerySet


class AssignmentKind(models.TextChoices):
    LEAD = "lead", _("lead")
    COVER = "cover", _("cover")
    TRAINEE = "trainee", _("trainee")


class AssignmentState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ACCEPTED = "accepted", pgettext_lazy("assignment", "accepted")
    ACTIVE = "active", pgettext_lazy("assignment", "active")
    SUSPENDED = "suspended", pgettext_lazy("assignment", "suspended")
    HANDOVER = "handover", pgettext_lazy("assignment", "in handover")
    ENDED = "ended", _("ended")


# What may follow what. Moving to a later state is a service, never a bare save.
# An assignment is accepted and not active while its facilitator lacks her training.
TRANSITIONS: dict[str, frozenset[str]] = {
    AssignmentState.PROPOSED: frozenset(
        {AssignmentState.ACCEPTED, AssignmentState.DECLINED, AssignmentState.WITHDRAWN}
    ),
    AssignmentState.ACCEPTED: frozenset({AssignmentState.ACTIVE, AssignmentState.WITHDRAWN}),
    # Taken back only before its first day.
    AssignmentState.ACTIVE: frozenset(
        {
            AssignmentState.SUSPENDED,
            AssignmentState.HANDOVER,
            AssignmentState.ENDED,
            AssignmentState.WITHDRAWN,
        }
    ),
    # It ends without a handover only when its group does.
    AssignmentState.SUSPENDED: frozenset(
        {AssignmentState.ACTIVE, AssignmentState.HANDOVER, AssignmentState.ENDED}
    ),
    AssignmentState.HANDOVER: frozenset({AssignmentState.ENDED}),
    AssignmentState.DECLINED: frozenset(),
    AssignmentState.WITHDRAWN: frozenset(),
    # Its last day may still lie ahead, and be moved.
    AssignmentState.ENDED: frozenset(),
}


# States whose days count: the assignment was active at some time.
CARRYING = (
    AssignmentState.ACTIVE,
    AssignmentState.SUSPENDED,
    AssignmentState.HANDOVER,
    AssignmentState.ENDED,
)
# States that keep days free of others: also who said yes and waits for her training.
HOLDING = (AssignmentState.ACCEPTED, *CARRYING)
# States in which a group still has somebody it can call its own.
STANDING = (AssignmentState.ACTIVE, AssignmentState.SUSPENDED, AssignmentState.HANDOVER)


class AssignmentQuerySet(VisibleQuerySet):
    def holding_days(self) -> "AssignmentQuerySet":
        """Those whose days nobody else may take: accepted ones, whatever came later."""
        return self.filter(state__in=HOLDING)

    def responsible_on(self, day: date) -> "AssignmentQuerySet":
        """Assignments that carry responsibility on `day`: active ones, and those that
        ended for the days they held, but for the days in which they were suspended.
        Whoever was assigned on the day gets the credit."""
        suspended = Suspension.objects.filter(on_day(day)).values("assignment")
        return self.filter(on_day(day), state__in=CARRYING).exclude(pk__in=suspended)

    def leading_on(self, day: date) -> "AssignmentQuerySet":
        """Leads of `day`, without those that are being handed over or whose account is off."""
        return (
            self.responsible_on(day)
            .filter(kind=AssignmentKind.LEAD, facilitator__user__is_active=True)
            .exclude(state=AssignmentState.HANDOVER)
        )

    def with_names(self) -> "AssignmentQuerySet":
        """With everything a line of a list shows, in one query."""
        return self.select_related("facilitator__user", "group__sentra")

    def waiting_for(self, user: object) -> "AssignmentQuerySet":
        return self.filter(state=AssignmentState.PROPOSED, facilitator__user=user)


class Assignment(DatedRow):
    """One facilitator accompanies one group; a former pair may be assigned again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    facilitator = models.ForeignKey(
        Facilitator,
        verbose_name=_("facilitator"),
        on_delete=models.PROTECT,
        related_name="assignments",
    )
    group = models.ForeignKey(
        "mentoring_registry.CrafterGroup",
        verbose_name=pgettext_lazy("crafters", "group"),
        on_delete=models.PROTECT,
        related_name="assignments",
    )
    kind = models.CharField(
        _("kind"), max_length=8, choices=AssignmentKind.choices, default=AssignmentKind.LEAD
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=AssignmentState.choices,
        default=AssignmentState.PROPOSED,
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    travel_minutes = models.PositiveSmallIntegerField(
        _("minutes to travel, one way"),
        null=True,
        blank=True,
        help_text=_("Leave this empty if you do not know: it is then estimated from the distance."),
    )
    handover_since = models.DateField(_("in handover since"), null=True, blank=True)
    handover_note = models.TextField(_("what the next one should know"), blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["-starts_on", "pk"]
        permissions = [("view_all_assignment", "Can see every assignment")]
        indexes = [models.Index(fields=["group", "starts_on"], name="assignment_group_start")]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(
                    kind="lead", state__in=["accepted", "active", "suspended"], ends_on__isnull=True
                ),
                name="one_open_lead_per_group",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["handover", "ended"]) | Q(ends_on__isnull=False),
                name="a_handover_and_an_end_have_a_last_day",
            ),
            models.UniqueConstraint(
                fields=["facilitator", "group", "kind"],
                condition=Q(state="proposed"),
                name="one_waiting_proposal_per_facilitator_group_and_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} – {self.facilitator}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring_assignments:assignment", args=[self.pk])

    @property
    def is_accepted(self) -> bool:
        """Whether its days count. Who said yes and waits for her training is not yet there."""
        return self.state in CARRYING

    def is_over(self, day: date) -> bool:
        return self.ends_on is not None and self.ends_on <= day

    def leads_on(self, day: date) -> bool:
        """As `leading_on`, for one row: an end that lies ahead does not count before it comes."""
        leads = self.state in (AssignmentState.ACTIVE, AssignmentState.ENDED)
        return self.kind == AssignmentKind.LEAD and leads and self.holds_on(day)

    def state_on(self, day: date) -> str:
        """How it stands on `day`, in words: accepted rows by their dates, others by their state."""
        if self.state not in (AssignmentState.ACTIVE, AssignmentState.ENDED):
            return str(self.get_state_display())
        if day < self.starts_on:
            return _("from %(day)s") % {"day": date_format(self.starts_on, "j F Y")}
        if self.last_day is None:
            return str(AssignmentState.ACTIVE.label)
        if self.last_day < day:
            return str(AssignmentState.ENDED.label)
        return _("until %(day)s") % {"day": date_format(self.last_day, "j F Y")}


class Suspension(DatedRow):
    """Days in which an assignment rests and carries no responsibility."""

    assignment = models.ForeignKey(
        Assignment,
        verbose_name=_("assignment"),
        on_delete=models.CASCADE,
        related_name="suspensions",
    )
    reason = models.CharField(_("reason"), max_length=200)
    suspended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("suspended by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta(DatedRow.Meta):
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ["-starts_on", "pk"]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(ends_on__isnull=True),
                name="one_open_suspension_per_assignment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}: {self.reason}"


class AssignmentOverride(models.Model):
    """Why somebody proposed an assignment although a concern stood against it."""

    assignment = models.ForeignKey(
        Assignment,
        verbose_name=_("assignment"),
        on_delete=models.CASCADE,
        related_name="overrides",
    )
    concern = models.CharField(_("concern"), max_length=32)
    sentence = models.TextField(_("what stood against it"))
    reason = models.CharField(_("reason"), max_length=300)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("decision against a concern")
        verbose_name_plural = _("decisions against concerns")
        ordering = ["-decided_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "concern"], name="one_decision_per_assignment_and_concern"
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="a_decision_against_a_concern_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}: {self.sentence}"


def groups_without_lead(groups: models.QuerySet, day: date) -> models.QuerySet:
    """Those of `groups` (CrafterGroup) that nobody leads on `day`.

    A lead who is suspended, switched off or handing over leads no more.
    """
    return groups.standing().exclude(pk__in=Assignment.objects.leading_on(day).values("group"))
