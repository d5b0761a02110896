"""Groups of crafters, and who belongs to which."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.intervals import DatedRow, on_day
from mentoring.registry.models.name_keys import NameKeyField
from mentoring.registry.models.people import Person
from mentoring.registry.models.places import Sentra
from mentoring.scopes import VisibleQuerySet


class Tenancy(models.TextChoices):
    """Where a group is incubated: in the incubator's rooms or visited at its own place."""

    INWALL = "inwall", _("in-wall")
    OUTWALL = "outwall", _("out-wall")


class Tier(models.TextChoices):
    """How urgently a group needs visits. Never shown to members of any group."""

    WEAK = "weak", _("left behind")
    OTHER = "other", _("other")


class GroupStatus(models.TextChoices):
    """Whether a group meets. Never set by hand to dormant: that is counted from its meetings."""

    ACTIVE = "active", pgettext_lazy("a group", "active")
    DORMANT = "dormant", _("dormant")
    DISSOLVED = "dissolved", _("dissolved")


class CrafterGroupQuerySet(VisibleQuerySet):
    def standing(self) -> "CrafterGroupQuerySet":
        """Groups that are not dissolved; dormant ones stand."""
        return self.exclude(status=GroupStatus.DISSOLVED)

    def with_member_count(self, on: date) -> "CrafterGroupQuerySet":
        """Adds `member_count`: people whose membership counts on the day `on`."""
        # A subquery: as a join it would be worked out for every group to count the pages.
        members = (
            Membership.objects.on(on)
            .filter(group=models.OuterRef("pk"))
            .order_by()
            .values("group")
            .annotate(count=models.Count("pk"))
            .values("count")
        )
        return self.annotate(member_count=Coalesce(models.Subquery(members), models.Value(0)))


class CrafterGroup(models.Model):
    """A group of crafters: the unit of change of the whole programme."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120)
    name_key = NameKeyField(source="name")
    sentra = models.ForeignKey(
        Sentra, verbose_name=_("craft centre"), on_delete=models.PROTECT, related_name="groups"
    )
    hamlet = models.CharField(_("hamlet"), max_length=80, blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    tenancy = models.CharField(
        _("incubated"), max_length=8, choices=Tenancy.choices, default=Tenancy.OUTWALL
    )
    tier = models.CharField(_("tier"), max_length=8, choices=Tier.choices, default=Tier.OTHER)
    story = models.TextField(_("story"), blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=GroupStatus.choices, default=GroupStatus.ACTIVE
    )
    status_since = models.DateField(_("status since"), null=True, blank=True)

    objects = CrafterGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("crafter group")
        verbose_name_plural = _("crafter groups")
        ordering = ["name", "pk"]
        permissions = [("view_all_craftergroup", "Can see every crafter group")]
        constraints = [
            models.UniqueConstraint(
                fields=["sentra", "name"], name="one_group_of_a_name_in_a_craft_centre"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("mentoring_sessions:group", args=[self.pk])

    @property
    def is_dissolved(self) -> bool:
        return self.status == GroupStatus.DISSOLVED

    @property
    def is_dormant(self) -> bool:
        return self.status == GroupStatus.DORMANT


class MembershipRole(models.TextChoices):
    MEMBER = "member", _("member")
    CHAIR = "chair", _("chair")
    SECRETARY = "secretary", _("secretary")
    TREASURER = "treasurer", _("treasurer")


OFFICERS = (MembershipRole.CHAIR, MembershipRole.SECRETARY, MembershipRole.TREASURER)


class LeaveReason(models.TextChoices):
    """Why somebody is no longer a member, as attrition is counted."""

    OWN_WISH = "own_wish", _("own wish")
    MOVED = "moved", _("moved away")
    WORKS_AWAY = "works_away", _("works away for a season")
    OTHER_GROUP = "other_group", _("joined another group")
    STOPPED = "stopped", _("stopped the craft")
    DIED = "died", _("died")
    REMOVED = "removed", _("asked to leave by the group")
    LINEAGE = "lineage", _("the group split, merged or ended")
    OTHER = "other", pgettext_lazy("a reason", "another reason")


class MembershipQuerySet(VisibleQuerySet):
    def on(self, day: date) -> "MembershipQuerySet":
        """Memberships that count on `day`."""
        return self.filter(on_day(day))

    def roster(self, day: date) -> "MembershipQuerySet":
        """Memberships that count on `day` with their people, officers first, then by name.

        Add `.filter(group=…)` or `.filter(group__in=…)`.
        """
        officers_first = models.Case(
            *(
                models.When(role=role, then=models.Value(place))
                for place, role in enumerate(OFFICERS)
            ),
            default=models.Value(len(OFFICERS)),
        )
        return (
            self.on(day)
            .select_related("person")
            .order_by("group", officers_first, "person__full_name", "pk")
        )


class Membership(DatedRow):
    """Who belonged to which group, from when until when, and in what role."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="memberships"
    )
    group = models.ForeignKey(
        CrafterGroup,
        verbose_name=pgettext_lazy("crafters", "group"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = models.CharField(
        _("role"), max_length=12, choices=MembershipRole.choices, default=MembershipRole.MEMBER
    )
    leave_reason = models.CharField(
        _("why it ended"), max_length=12, choices=LeaveReason.choices, blank=True
    )
    reason = models.CharField(_("reason"), max_length=120, blank=True)
    source = models.CharField(_("known from"), max_length=80, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["group", "-starts_on", "pk"]
        permissions = [("view_all_membership", "Can see every membership")]
        indexes = [models.Index(fields=["group", "starts_on"], name="membership_group_start")]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "group"],
                condition=Q(ends_on__isnull=True),
                name="one_open_membership_per_person_and_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.group}"
