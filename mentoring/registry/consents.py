"""Whether people agreed, on a day, and what a withdrawal stops.

A yes counts from the day it was given; a withdrawal counts for the whole day on which it
was said, because use stops at once. No row means nobody asked yet.
"""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q
from wagtail import hooks

from mentoring.registry.models import Consent, Person


def has_consent(person: Person, purpose: str, on: date) -> bool:
    """Whether `person` agreed to `purpose` (ConsentPurpose) and it holds on the day `on`."""
    return person.pk in people_with_consent([person.pk], purpose, on)


def people_with_consent(people: Collection[UUID], purpose: str, on: date) -> set[UUID]:
    """Those of `people` (keys) whose yes to `purpose` holds on the day `on`. One query."""
    return set(
        Consent.objects.filter(_holding(on), person__in=people, purpose=purpose).values_list(
            "person", flat=True
        )
    )


def consenting_people(purpose: str, on: date) -> Q:
    """The condition on Person that her yes to `purpose` holds on the day `on`."""
    return Q(pk__in=Consent.objects.filter(_holding(on), purpose=purpose).values("person"))


def objecting_people(purpose: str, on: date) -> Q:
    """The condition on Person that she said no to `purpose`, or took her yes back.

    Who was never asked does not object: what the law allows without asking goes on.
    """
    said = Consent.objects.filter(purpose=purpose, given_at__date__lte=on)
    return Q(pk__in=said.values("person")) & ~consenting_people(purpose, on)


def objects_to(person: Person, purpose: str, on: date) -> bool:
    """Whether `person` said no to `purpose`, or took her yes back, by the day `on`."""
    return Person.objects.filter(objecting_people(purpose, on), pk=person.pk).exists()


def what_stops(purpose: str) -> list[str]:
    """Sentences of every room and plugin: what is no longer done after a withdrawal.

    Asks the hook `register_consent_uses`: functions (purpose) -> sentences.
    """
    return [
        str(sentence)
        for ask in hooks.get_hooks("register_consent_uses")
        for sentence in _sentences(ask(purpose))
    ]


def _sentences(answer: Iterable[str] | None) -> Iterable[str]:
    return answer or ()


def _holding(on: date) -> Q:
    return Q(given_at__date__lte=on) & (Q(withdrawn_at__isnull=True) | Q(withdrawn_at__date__gt=on))
