"""How people are printed on certificates (hook `register_certificate_holders`)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Value, When
from django.utils import timezone

from mentoring.registry import conf
from mentoring.registry.consents import consenting_people, objecting_people
from mentoring.registry.models import ConsentPurpose, Person


@dataclass(frozen=True)
class Holder:
    """A person as printed. Empty strings and None: not known. `may_print`: no objection stands."""

    printed_name: str
    birthplace: str
    born_on: date | None
    address: str
    may_print: bool


class HolderSource:
    """What the hook `register_certificate_holders` answers with."""

    name = "mentoring.registry"

    def holders_for(self, user_ids: Collection[int]) -> Mapping[int, Holder]:
        """Return user pk -> Holder for users who are people of the registry; others are absent.

        One query whatever the number of users.
        """
        people = (
            Person.objects.filter(user__in=user_ids)
            .select_related("place__parent__parent__parent")
            .annotate(may_be_printed=_agrees(timezone.localdate()))
        )
        return {person.user_id: _holder(person) for person in people if person.user_id}


def _agrees(on: date) -> Case:
    """Whether her name may go on a certificate issued on the day `on`."""
    purpose = ConsentPurpose.CERTIFICATE
    condition = (
        consenting_people(purpose, on)
        if conf.print_needs_consent()
        else ~objecting_people(purpose, on)
    )
    return Case(When(condition, then=Value(True)), default=Value(False))


def _holder(person: Any) -> Holder:
    return Holder(
        printed_name=person.name_with_titles(),
        birthplace=person.birthplace,
        born_on=person.born_on,
        address=person.address(),
        may_print=person.may_be_printed,
    )
