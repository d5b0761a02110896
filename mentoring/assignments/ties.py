"""Whether somebody is tied to members of a group. The one place that asks the registry."""

from dataclasses import dataclass
from datetime import date
from typing import Any

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


def tied_to(user: Any, group: CrafterGroup, day: date) -> Tied:
    """The kinds of ties between `user` and people who belong to `group` on `day`."""
    members = Person.objects.members_of(group, day)
    ties = BusinessTie.objects.on(day).between(members, user)
    return Tied(frozenset(ties.order_by().values_list("kind", flat=True)))
