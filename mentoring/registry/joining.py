"""Who may join which group from when: one rule for one member and for a list of thousands."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from mentoring.errors import MentoringError
from mentoring.registry.eligibility import judged_days, may_benefit
from mentoring.registry.errors import (
    BeforeItWasFounded,
    GroupIsDissolved,
    JuraganIsNoBeneficiary,
    PersonIsGone,
)
from mentoring.registry.frame import strata_of
from mentoring.registry.models import CensusEntry, CrafterGroup, Person, Stratum
from mentoring.registry.name_keys import name_key


@dataclass(frozen=True)
class Joining:
    """Somebody who is to join `group` on `starts_on`, until before `ends_on`.

    ends_on: the first day no longer included, None while it goes on. person: who is
    registered. Without one, a list names somebody new by `full_name` and, where it says so,
    `hamlet`.
    """

    group: CrafterGroup
    starts_on: date
    person: Person | None = None
    full_name: str = ""
    hamlet: str = ""
    ends_on: date | None = None


def refusals_to_join(joinings: Sequence[Joining]) -> list[MentoringError | None]:
    """Why each of `joinings` is refused, in their order; None where nothing stands against it.

    GroupIsDissolved, PersonIsGone, BeforeItWasFounded, JuraganIsNoBeneficiary. A registered
    person is judged by her stratum on the first and on the last day of her time that has come
    (`judged_days`); somebody new by whoever is known today under her name in the craft centre.
    Three questions for any number of new people, and two for each day registered people are
    judged on.
    """
    registered = _registered_juragan(joinings)
    named = _NamedJuragan(joinings)
    return [_refusal(one, registered, named) for one in joinings]


def _refusal(
    one: Joining, registered: set[Joining], named: "_NamedJuragan"
) -> MentoringError | None:
    founded = one.group.founded_on
    if one.group.is_dissolved:
        return GroupIsDissolved(group=one.group)
    if one.person is not None and one.person.is_gone:
        return PersonIsGone(person=one.person)
    if founded is not None and one.starts_on < founded:
        return BeforeItWasFounded(group=one.group, day=one.starts_on, founded=founded)
    if one.person is None:
        return JuraganIsNoBeneficiary(names=one.full_name) if named.has(one) else None
    if one in registered:
        return JuraganIsNoBeneficiary(names=one.person.full_name)
    return None


def _registered_juragan(joinings: Sequence[Joining]) -> set[Joining]:
    """Those of `joinings` whose person is no beneficiary on a day she is judged on."""
    today = timezone.localdate()
    by_day: dict[date, dict[UUID, list[Joining]]] = defaultdict(lambda: defaultdict(list))
    for one in joinings:
        if one.person is not None:
            for day in judged_days(one.starts_on, one.ends_on, today):
                by_day[day][one.person.pk].append(one)
    return {
        one
        for day, people in by_day.items()
        for person_id, stratum in strata_of(people, day).items()
        if not may_benefit(stratum)
        for one in people[person_id]
    }


class _NamedJuragan:
    """Juragan of the craft centres of `joinings` whose names sound like those of new people."""

    def __init__(self, joinings: Sequence[Joining]) -> None:
        new = [one for one in joinings if one.person is None]
        self._hamlets: dict[tuple[Any, str], set[str]] = defaultdict(set)
        if not new:
            return
        names = {name_key(one.full_name) for one in new}
        listed = CensusEntry.objects.filter(
            sentra__in={one.group.sentra_id for one in new},
            name_key__in=names,
            person=None,
            stratum=Stratum.JURAGAN,
        )
        for sentra_id, name, hamlet in listed.values_list("sentra", "name_key", "hamlet"):
            self._hamlets[sentra_id, name].add(name_key(hamlet))
        self._add_registered(names, {one.group.sentra.place_id for one in new})

    def _add_registered(self, names: set[str], villages: set[Any]) -> None:
        namesakes = {
            pk: (place_id, name, name_key(hamlet))
            for pk, place_id, name, hamlet in Person.objects.present()
            .filter(name_key__in=names, place__in=villages)
            .values_list("pk", "place", "name_key", "hamlet")
        }
        for pk, stratum in strata_of(namesakes, timezone.localdate()).items():
            if not may_benefit(stratum):
                village, name, hamlet = namesakes[pk]
                self._hamlets[village, name].add(hamlet)

    def has(self, one: Joining) -> bool:
        """Whether one has her name, and her hamlet where the list says one."""
        name = name_key(one.full_name)
        hamlets = self._hamlets[one.group.sentra_id, name]
        hamlets = hamlets | self._hamlets[one.group.sentra.place_id, name]
        return bool(hamlets) if not one.hamlet else name_key(one.hamlet) in hamlets
