"""How people are printed on certificates (hook `register_certificate_holders`)."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, Value, When
from django.utils import timezone

from mentoring.errors import PhotoUnreadable
from mentoring.photos import prepare_photo
from mentoring.registry import conf
from mentoring.registry.consent_texts import EARLIER_TEXTS
from mentoring.registry.consents import consenting_people, objecting_people
from mentoring.registry.models import Consent, ConsentPurpose, Person

_PRINTED_PIXELS = 472
_MOST_BYTES = 5_000_000


@dataclass(frozen=True)
class Holder:
    """A person as printed. Empty strings and None: not known. `may_print`: no objection stands.

    address: hamlet, RT/RW and places; empty without her yes to words that name it.
    """

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
            .annotate(may_be_printed=_agrees(timezone.localdate()), agreed_with=_agreed_with())
        )
        return {person.user_id: _holder(person) for person in people if person.user_id}

    def portraits_for(self, user_ids: Collection[int]) -> Mapping[int, bytes]:
        """User pk -> JPEG of who has a portrait, said yes to photographs, and may be printed.

        One query whatever the number of users. A file that is lost or broken is left out.
        """
        today = timezone.localdate()
        people = (
            Person.objects.filter(user__in=user_ids)
            .exclude(portrait="")
            .filter(consenting_people(ConsentPurpose.PHOTO, today))
            .annotate(may_be_printed=_agrees(today))
        )
        found: dict[int, bytes] = {}
        for person in people:
            with suppress(OSError, PhotoUnreadable):
                if person.user_id and person.may_be_printed:
                    found[person.user_id] = _small(person.portrait)
        return found


def _small(portrait: Any) -> bytes:
    """As large as 3 by 4 centimetres need at 300 dots an inch."""
    with portrait.open() as file:
        return prepare_photo(file, long_side=_PRINTED_PIXELS, max_bytes=_MOST_BYTES).content


def _agrees(on: date) -> Case:
    """Whether her name may go on a certificate issued on the day `on`."""
    purpose = ConsentPurpose.CERTIFICATE
    condition = (
        consenting_people(purpose, on)
        if conf.print_needs_consent()
        else ~objecting_people(purpose, on)
    )
    return Case(When(condition, then=Value(True)), default=Value(False))


def _agreed_with() -> Exists:
    """Whether a yes of hers stands to words that name her address.

    Never asked is no yes: a name may be printed without it, where somebody lives may not.
    """
    return Exists(
        Consent.objects.filter(
            person=OuterRef("pk"),
            purpose=ConsentPurpose.CERTIFICATE,
            withdrawn_at=None,
        ).exclude(text__text__in=EARLIER_TEXTS.values())
    )


def _holder(person: Any) -> Holder:
    return Holder(
        printed_name=person.name_with_titles(),
        birthplace=person.birthplace,
        born_on=person.born_on,
        address=person.address() if person.agreed_with else "",
        may_print=person.may_be_printed,
    )
