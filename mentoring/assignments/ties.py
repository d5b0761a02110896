"""Whether somebody is tied to members of a group. The one place that asks the registry."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from mentoring.registry.models import BusinessTie, CrafterGroup, Person, TieKind

# Whoever buys from members, lends to them or is their relative does not accompany them.
FORBIDDING = (TieKind.BUYER, TieKind.LENDER, TieKind.RELATIVE)


@dataclass(frozen=True)
class Tied:
    """How a user is tied to members of a group: kinds only. Who it is stays with the few
    who may read ties."""

    kinds: frozenset[str]

    @property
    def forbids(self) -> bool:
        return bool(self.kinds.intersection(FORBIDDING))

    def in_words(self) -> str:
        return ", ".join(str(TieKind(kind).label) for kind in sorted(self.kinds))


def tied_users(user_ids: Collection[int], group: CrafterGroup, day: date) -> dict[int, Tied]:
    """For each of `user_ids` who has any, her ties to people of `group` on `day`. Two queries."""
    members = Person.objects.members_of(group, day).values("pk")
    ties = BusinessTie.objects.on(day).order_by()
    kinds: dict[int, set[str]] = defaultdict(set)
    towards = ties.filter(from_person__in=members).filter(
        Q(to_user__in=user_ids) | Q(to_person__user__in=user_ids)
    )
    for kind, user, person_user in towards.values_list("kind", "to_user", "to_person__user"):
        kinds[user or person_user].add(kind)
    away = ties.filter(from_person__user__in=user_ids, to_person__in=members)
    for kind, user in away.values_list("kind", "from_person__user"):
        kinds[user].add(kind)
    return {user: Tied(frozenset(found)) for user, found in kinds.items()}


def tied_to(user: Any, group: CrafterGroup, day: date) -> Tied:
    """The kinds of ties between `user` and people who belong to `group` on `day`."""
    return tied_users([user.pk], group, day).get(user.pk, Tied(frozenset()))
