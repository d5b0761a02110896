"""Who is accompanied by whom (hook `register_accompanied_readers`)."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from mentoring.assignments.models import Assignment, Facilitator
from mentoring.assignments.scopes import assigned_to_me
from mentoring.registry.models import Membership, MembershipQuerySet
from mentoring.registry.services import ensure_user


@dataclass(frozen=True)
class AccompaniedMember:
    """A member of a group; `user_id` is None while she has no account."""

    key: uuid.UUID
    name: str
    group: str
    user_id: int | None


class AccompaniedPeople:
    """What the hook answers with: people of the groups a facilitator has today.

    A mandate for the place gives no such right: who writes down what somebody learned has
    to have been there.
    """

    def accompanied_by(self, user: Any, *, user_ids: Collection[int]) -> set[int]:
        """Those of `user_ids` who belong today to a group assigned to `user` today. One query."""
        members = _members(user).filter(person__user__in=user_ids)
        return set(members.order_by().values_list("person__user_id", flat=True))

    def people_of(self, user: Any) -> list[AccompaniedMember]:
        """Members of today of the groups assigned to `user` today, by group. One query."""
        roster = _members(user).roster(timezone.localdate()).select_related("person", "group")
        return [
            AccompaniedMember(
                each.person_id, str(each.person), each.group.name, each.person.user_id
            )
            for each in roster
        ]

    def account_of(self, user: Any, key: uuid.UUID) -> Any:
        """The user of the person `key`, made if need be; None unless accompanied by `user`."""
        found = _members(user).filter(person=key).select_related("person").first()
        return None if found is None else ensure_user(person=found.person)


def _members(user: Any) -> MembershipQuerySet:
    if not user.is_active:
        return Membership.objects.none()
    today = timezone.localdate()
    mine = Assignment.objects.filter(assigned_to_me(user, today)).values("group")
    return Membership.objects.on(today).filter(group__in=mine)


def facilitators_among(user_ids: Collection[int]) -> set[int]:
    """Those of `user_ids` who are facilitators (hook `register_accompanying_accounts`)."""
    found = Facilitator.objects.filter(user__in=user_ids).order_by()
    return set(found.values_list("user_id", flat=True))
