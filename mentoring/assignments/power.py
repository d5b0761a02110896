"""Groups in which the strong sit among the weak: what this room answers about power.

Read by whoever plans for the place; the sentences name nobody.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mentoring.assignments.attention import AttentionKind, Reason
from mentoring.registry.models import (
    OFFICERS,
    BusinessTie,
    CrafterGroup,
    Membership,
    TieKind,
)
from mentoring.registry.services import juragan_among

JURAGAN_INSIDE = AttentionKind(
    "juragan_inside",
    _("A juragan is a member"),
    _("Somebody who buys from or hires others is a member: what is for crafters is not for her."),
    45,
)
CREDITOR_LEADS = AttentionKind(
    "creditor_leads",
    _("An officer is a creditor"),
    _("An officer has lent to members: ask who decides in this group."),
    35,
)


class PowerAttention:
    """A member who became a juragan, an officer whom members owe (mentoring.md 1.1)."""

    kinds = (JURAGAN_INSIDE, CREDITOR_LEADS)

    def reasons(self, groups: Collection[CrafterGroup], today: date) -> Iterator[Reason]:
        members: dict[UUID, set[UUID]] = defaultdict(set)
        officers: dict[UUID, set[UUID]] = defaultdict(set)
        rows = Membership.objects.on(today).filter(group__in=groups).order_by()
        for group, person, role in rows.values_list("group", "person", "role"):
            members[group].add(person)
            if role in OFFICERS:
                officers[group].add(person)
        everybody = set().union(*members.values())
        strong = juragan_among(everybody, today)
        lent = _debts(groups, today)
        for group, people in members.items():
            if people & strong:
                yield Reason(group, JURAGAN_INSIDE.code)
            if any(debtor in people and lender in officers[group] for debtor, lender in lent):
                yield Reason(group, CREDITOR_LEADS.code)


def _debts(groups: Collection[CrafterGroup], today: date) -> list[tuple[UUID, UUID]]:
    """(who owes, whom) among people of `groups`: few rows."""
    inside = Membership.objects.on(today).filter(group__in=groups).values("person")
    ties = BusinessTie.objects.on(today).filter(
        kind=TieKind.LENDER, from_person__in=inside, to_person__in=inside
    )
    return list(ties.order_by().values_list("from_person_id", "to_person_id"))
