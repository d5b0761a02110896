"""Who makes sign-in cards for whom, as mentoring knows it; joined in `wiring.py`.

The group's facilitator of today, and whoever coordinates or manages its place, make and
replace the cards of its members of today.
"""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from balai.accounts.models import User
from mentoring.assignments.models import Assignment
from mentoring.assignments.scopes import assigned_to_me
from mentoring.registry.models import CrafterGroup, Membership, Person
from mentoring.registry.permissions import is_responsible_for
from mentoring.registry.services import ensure_user


@dataclass(frozen=True)
class MemberHolder:
    key: uuid.UUID
    group_key: uuid.UUID
    name: str
    user_id: int | None


@dataclass(frozen=True)
class MemberGroup:
    key: uuid.UUID
    name: str
    url: str
    holders: tuple[MemberHolder, ...]


class MentoringCards:
    """What the hook `register_card_keeping` answers with."""

    def group(self, user: Any, key: uuid.UUID) -> MemberGroup | None:
        today = timezone.localdate()
        group = CrafterGroup.objects.select_related("sentra").filter(pk=key).first()
        if group is None or not keeps_cards_of(user, group, today):
            return None
        roster = Membership.objects.filter(group=group).roster(today)
        holders = tuple(_holder(membership.person, group) for membership in roster)
        return MemberGroup(group.pk, group.name, group.get_absolute_url(), holders)

    def holder(self, user: Any, key: uuid.UUID) -> MemberHolder | None:
        today = timezone.localdate()
        memberships = Membership.objects.on(today).filter(person=key)
        for membership in memberships.select_related("person", "group__sentra").order_by("pk"):
            if keeps_cards_of(user, membership.group, today):
                return _holder(membership.person, membership.group)
        return None

    def account_of(self, holder: Any) -> User:
        return ensure_user(person=Person.objects.get(pk=holder.key))


def keeps_cards_of(user: Any, group: CrafterGroup, today: date) -> bool:
    if not user.is_active:
        return False
    if is_responsible_for(user, group.sentra.place_id, today):
        return True
    mine = Assignment.objects.filter(assigned_to_me(user, today), group=group)
    return mine.exists()


def _holder(person: Person, group: CrafterGroup) -> MemberHolder:
    return MemberHolder(person.pk, group.pk, person.full_name, person.user_id)


class GroupCards(Component):
    """The way to the cards of a group, on its page."""

    template_name = "accounts/cards/_group_section.html"
    order = 900

    def __init__(self, group: CrafterGroup) -> None:
        self.group = group

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"url": reverse("accounts:group_cards", args=[self.group.pk])}


def group_cards(user: Any, group: CrafterGroup, today: date) -> list[GroupCards]:
    """Asks nothing of the database: who leads to it wrongly is told so there.

    Whoever accompanies groups sees her own ones only; mandates were read for the page.
    """
    may = user.has_perm("mentoring_assignments.accompany_group") or is_responsible_for(
        user, group.sentra.place_id, today
    )
    return [GroupCards(group)] if may else []
