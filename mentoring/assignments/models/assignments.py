"""Facilitators, and which group each accompanies from when until when."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.intervals import DatedRow, on_day
from mentoring.scopes import VisibleQuerySet


class FacilitatorQuerySet(VisibleQuerySet):
    pass


class Facilitator(models.Model):
    """A local companion of crafter groups."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.PROTECT,
        related_name="facilitator",
    )
    home_place = models.ForeignKey(
        "mentoring_registry.Place", verbose_name=_("home village"), on_delete=models.PROTECT
    )
    languages = models.CharField(_("languages"), max_length=80, blank=True)
    load_cap = models.PositiveSmallIntegerField(_("load cap"), default=8)

    objects = FacilitatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("facilitator")
        verbose_name_plural = _("facilitators")
        ordering = ["pk"]
        permissions = [
            ("view_all_facilitator", "Can see every facilitator"),
            ("accompany_group", "Can be registered as a facilitator and accompany groups"),
        ]

    def __str__(self) -> str:
        return self.user.get_full_name() or self.user.get_username()


class AssignmentKind(models.TextChoices):
    LEAD = "lead", _("lead")
    COVER = "cover", _("cover")
    TRAINEE = "trainee", _("trainee")


class AssignmentState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ACTIVE = "active", pgettext_lazy("assignment", "active")
    ENDED = "ended", _("ended")


# What may follow what. Moving to a later state is a service, never a bare save.
TRANSITIONS: dict[str, frozenset[str]] = {
    AssignmentState.PROPOSED: frozenset(
        {AssignmentState.ACTIVE, AssignmentState.DECLINED, AssignmentState.WITHDRAWN}
    ),
    AssignmentState.ACTIVE: frozenset({AssignmentState.ENDED}),
    AssignmentState.DECLINED: frozenset(),
    AssignmentState.WITHDRAWN: frozenset(),
    AssignmentState.ENDED: frozenset(),
}


# States in which the facilitator had said yes.
ACCEPTED = (AssignmentState.ACTIVE, AssignmentState.ENDED)


class AssignmentQuerySet(VisibleQuerySet):
    def accepted(self) -> "AssignmentQuerySet":
        return self.filter(state__in=ACCEPTED)

    def responsible_on(self, day: date) -> "AssignmentQuerySet":
        """Assignments that carry responsibility on `day`: accepted ones, ended ones included
        for the days they held. Whoever was assigned on the day gets the credit."""
        return self.accepted().filter(on_day(day))

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
                condition=Q(kind="lead", state="active", ends_on__isnull=True),
                name="one_open_lead_per_group",
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
        return self.state in ACCEPTED

    def is_over(self, day: date) -> bool:
        return self.ends_on is not None and self.ends_on <= day

    def leads_on(self, day: date) -> bool:
        return self.kind == AssignmentKind.LEAD and self.is_accepted and self.holds_on(day)

    def state_on(self, day: date) -> str:
        """How it stands on `day`, in words: accepted rows by their dates, others by their state."""
        if not self.is_accepted:
            return str(self.get_state_display())
        if day < self.starts_on:
            return _("from %(day)s") % {"day": date_format(self.starts_on, "j F Y")}
        if self.last_day is None:
            return str(AssignmentState.ACTIVE.label)
        if self.last_day < day:
            return str(AssignmentState.ENDED.label)
        return _("until %(day)s") % {"day": date_format(self.last_day, "j F Y")}


def groups_without_lead(groups: models.QuerySet, day: date) -> models.QuerySet:
    """Those of `groups` (CrafterGroup) for which nobody is accepted as lead on `day`."""
    led = Assignment.objects.responsible_on(day).filter(kind=AssignmentKind.LEAD)
    return groups.exclude(pk__in=led.values("group"))
