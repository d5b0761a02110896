"""Changes of membership that facilitators propose and coordinators decide."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.registry.models.groups import (
    CrafterGroup,
    LeaveReason,
    Membership,
    MembershipRole,
)
from mentoring.registry.models.people import Person, Sex
from mentoring.scopes import VisibleQuerySet


class ProposalKind(models.TextChoices):
    JOIN = "join", _("joins")
    LEAVE = "leave", _("leaves")
    ROLE = "role", _("gets another role")


class ProposalState(models.TextChoices):
    PROPOSED = "proposed", _("waits for the coordinator")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


PROPOSAL_TRANSITIONS: dict[str, frozenset[str]] = {
    ProposalState.PROPOSED: frozenset(
        {ProposalState.ACCEPTED, ProposalState.DECLINED, ProposalState.WITHDRAWN}
    ),
    ProposalState.ACCEPTED: frozenset(),
    ProposalState.DECLINED: frozenset(),
    ProposalState.WITHDRAWN: frozenset(),
}


class MembershipProposalQuerySet(VisibleQuerySet):
    def waiting(self) -> "MembershipProposalQuerySet":
        return self.filter(state=ProposalState.PROPOSED)

    def with_names(self) -> "MembershipProposalQuerySet":
        """With everything a line of a list shows, in one query."""
        return self.select_related("group__sentra", "person", "membership__person", "proposed_by")


class MembershipProposal(models.Model):
    """A person joins or leaves a group or changes her role there, if the coordinator agrees.

    Who joins is a registered `person`, or somebody new by `full_name`, `sex`, `hamlet` and
    `phone`. Who leaves or changes her role is told by her `membership`, which after a yes
    to joining is the new one. `happens_on`: the first day of the new state, so the first
    day no longer a member for who leaves.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(
        CrafterGroup,
        verbose_name=pgettext_lazy("crafters", "group"),
        on_delete=models.PROTECT,
        related_name="membership_proposals",
    )
    kind = models.CharField(_("what changes"), max_length=8, choices=ProposalKind.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.PROPOSED
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="membership_proposals",
    )
    full_name = models.CharField(_("full name"), max_length=100, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices, blank=True)
    hamlet = models.CharField(_("hamlet"), max_length=80, blank=True)
    phone = models.CharField(_("phone"), max_length=16, blank=True)
    membership = models.ForeignKey(
        Membership,
        verbose_name=_("membership"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proposals",
    )
    role = models.CharField(
        _("role"), max_length=12, choices=MembershipRole.choices, default=MembershipRole.MEMBER
    )
    leave_reason = models.CharField(
        _("why"), max_length=12, choices=LeaveReason.choices, blank=True
    )
    happens_on = models.DateField(_("from which day"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        on_delete=models.PROTECT,
        related_name="membership_proposals",
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    # Of the record of the phone that proposed it; empty for those written in a browser.
    record_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = MembershipProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed change of membership")
        verbose_name_plural = _("proposed changes of membership")
        ordering = ["proposed_at", "pk"]
        permissions = [
            ("view_all_membershipproposal", "Can see every proposed change of membership")
        ]
        indexes = [models.Index(fields=["state", "group"], name="membership_proposal_state")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=ProposalKind.JOIN) | Q(person__isnull=False) ^ ~Q(full_name=""),
                name="who_joins_is_registered_or_named",
            ),
            models.CheckConstraint(
                condition=Q(kind=ProposalKind.JOIN) | Q(membership__isnull=False),
                name="who_leaves_or_changes_has_a_membership",
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.PROPOSED) ^ Q(decided_at__isnull=False),
                name="a_proposal_waits_or_says_when_it_was_decided",
            ),
            models.UniqueConstraint(
                fields=["membership", "kind"],
                condition=Q(state="proposed"),
                name="one_waiting_proposal_per_membership_and_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who} – {self.group}"

    @property
    def who(self) -> str:
        """The name of whom it is about."""
        if self.person is not None:
            return self.person.full_name
        if self.kind != ProposalKind.JOIN and self.membership is not None:
            return self.membership.person.full_name
        return self.full_name

    @property
    def is_waiting(self) -> bool:
        return self.state == ProposalState.PROPOSED
