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
OFFICER_OWES = AttentionKind(
    "officer_owes",
    _("An officer owes a member"),
    _("An officer owes a member of her own group: ask who decides there."),
    30,
)
OFFICERS_TIED = AttentionKind(
    "officers_tied",
    _("Officers depend on a juragan"),
    _("Half of the officers or more are a juragan or owe one: the group may not decide freely."),
    42,
)


class PowerAttention:
    """A member who became a juragan, debts between officers and members, officers who are or
    owe a juragan (mentoring.md 1.1). Outsiders nobody registered are not known as a juragan."""

    kinds = (JURAGAN_INSIDE, OFFICERS_TIED, CREDITOR_LEADS, OFFICER_OWES)

    def reasons(self, groups: Collection[CrafterGroup], today: date) -> Iterator[Reason]:
        members: dict[UUID, set[UUID]] = defaultdict(set)
        officers: dict[UUID, set[UUID]] = defaultdict(set)
        rows = Membership.objects.on(today).filter(group__in=groups).order_by()
        for group, person, role in rows.values_list("group", "person", "role"):
            members[group].add(person)
            if role in OFFICERS:
                officers[group].add(person)
        everybody = set().union(*members.values())
        debts = _debts(groups, today)
        strong = juragan_among(everybody | {lender for _debtor, lender in debts}, today)
        tied = strong | {debtor for debtor, lender in debts if lender in strong}
        for group, people in members.items():
            inside = [(d, lender) for d, lender in debts if d in people and lender in people]
            if people & strong:
                yield Reason(group, JURAGAN_INSIDE.code)
            if 2 * len(officers[group] & tied) >= len(officers[group]) > 0:
                yield Reason(group, OFFICERS_TIED.code)
            if any(lender in officers[group] for _debtor, lender in inside):
                yield Reason(group, CREDITOR_LEADS.code)
            if any(debtor in officers[group] for debtor, _lender in inside):
                yield Reason(group, OFFICER_OWES.code)


def _debts(groups: Collection[CrafterGroup], today: date) -> list[tuple[UUID, UUID]]:
    """(who owes, whom) of people of `groups`, to anybody registered: few rows."""
    inside = Membership.objects.on(today).filter(group__in=groups).values("person")
    ties = BusinessTie.objects.on(today).filter(
        kind=TieKind.LENDER, from_person__in=inside, to_person__isnull=False
    )
    return list(ties.order_by().values_list("from_person_id", "to_person_id"))
