"""Business clusters (gugus usaha): groups that act together, and who speaks for them."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.intervals import DatedRow, on_day
from mentoring.registry.models.groups import CrafterGroup
from mentoring.registry.models.people import Person
from mentoring.registry.models.places import Place, TimeZone
from mentoring.scopes import VisibleQuerySet


class ClusterForm(models.TextChoices):
    PIONEER = "pioneer", _("pioneer")
    ASSOCIATION = "association", _("association")


class BusinessClusterQuerySet(VisibleQuerySet):
    def with_group_count(self, on: date) -> "BusinessClusterQuerySet":
        """Adds `group_count`: groups that belong to the cluster on the day `on`."""
        belonging = on_day(on, "cluster_memberships__")
        return self.annotate(group_count=models.Count("cluster_memberships", filter=belonging))


class BusinessCluster(models.Model):
    """An association of groups of one craft, or its pioneer form before it is founded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120)
    form = models.CharField(
        _("form"), max_length=12, choices=ClusterForm.choices, default=ClusterForm.PIONEER
    )
    craft = models.CharField(_("craft"), max_length=80)
    place = models.ForeignKey(
        Place, verbose_name=_("place"), on_delete=models.PROTECT, related_name="clusters"
    )
    time_zone = models.CharField(_("time zone"), max_length=32, choices=TimeZone.choices)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    story = models.TextField(_("story"), blank=True)
    groups = models.ManyToManyField(
        CrafterGroup, through="ClusterMembership", related_name="clusters"
    )

    objects = BusinessClusterQuerySet.as_manager()

    class Meta:
        verbose_name = _("business cluster")
        verbose_name_plural = _("business clusters")
        ordering = ["name", "pk"]
        permissions = [("view_all_businesscluster", "Can see every business cluster")]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "name"], name="one_cluster_of_a_name_in_a_place"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ClusterMembershipQuerySet(VisibleQuerySet):
    def on(self, day: date) -> "ClusterMembershipQuerySet":
        return self.filter(on_day(day))


class ClusterMembership(DatedRow):
    """Which group belonged to which cluster, from when until when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cluster = models.ForeignKey(
        BusinessCluster,
        verbose_name=_("business cluster"),
        on_delete=models.PROTECT,
        related_name="cluster_memberships",
    )
    group = models.ForeignKey(
        CrafterGroup,
        verbose_name=pgettext_lazy("crafters", "group"),
        on_delete=models.PROTECT,
        related_name="cluster_memberships",
    )
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    objects = ClusterMembershipQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = _("group of a business cluster")
        verbose_name_plural = _("groups of business clusters")
        ordering = ["cluster", "-starts_on", "pk"]
        permissions = [("view_all_clustermembership", "Can see the groups of every cluster")]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["cluster", "group"],
                condition=Q(ends_on__isnull=True),
                name="one_open_row_per_cluster_and_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} – {self.cluster}"


class BoardRole(models.TextChoices):
    CHAIR = "chair", _("chair")
    SECRETARY = "secretary", _("secretary")
    TREASURER = "treasurer", _("treasurer")
    MEMBER = "member", _("member of the board")


class BoardSeatQuerySet(VisibleQuerySet):
    def on(self, day: date) -> "BoardSeatQuerySet":
        return self.filter(on_day(day))


class BoardSeat(DatedRow):
    """Who sat on the board of a cluster, in what role, from when until when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cluster = models.ForeignKey(
        BusinessCluster,
        verbose_name=_("business cluster"),
        on_delete=models.PROTECT,
        related_name="board_seats",
    )
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="board_seats"
    )
    role = models.CharField(_("role"), max_length=12, choices=BoardRole.choices)

    objects = BoardSeatQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = _("seat on a board")
        verbose_name_plural = _("seats on boards")
        ordering = ["cluster", "-starts_on", "pk"]
        permissions = [("view_all_boardseat", "Can see every seat on a board")]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["cluster", "person"],
                condition=Q(ends_on__isnull=True),
                name="one_open_seat_per_cluster_and_person",
            ),
            models.UniqueConstraint(
                fields=["cluster", "role"],
                condition=Q(ends_on__isnull=True) & ~Q(role="member"),
                name="one_open_seat_per_cluster_and_office",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.get_role_display()}"
