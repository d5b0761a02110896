"""How people can be reached today: asked each time, nothing of it is copied into a message."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.crypto import salted_hmac

from mentoring import phones
from mentoring.accounts import language_of
from mentoring.registry.consents import people_with_consent
from mentoring.registry.models import ConsentPurpose, Person
from mentoring.reminders import conf
from mentoring.reminders.models import ContactPreference


@dataclass(frozen=True)
class Contact:
    """One reader. email, phone: "" where none may be used; why_not: then the code of why.

    tried_address: keyed hash of the address at which she was not reached, "" if she was.
    """

    name: str
    language: str
    email: str = ""
    phone: str = ""
    why_not: str = ""
    stopped_at: datetime | None = None
    tried_address: str = ""

    def is_unreachable_at(self, address: str) -> bool:
        """A number or address that changed since is tried afresh."""
        return bool(self.tried_address) and self.tried_address == fingerprint(address)


@dataclass(frozen=True)
class Contacts:
    """Readers by key. Accounts that are off and people who are gone are absent."""

    users: dict[Any, Contact]
    people: dict[UUID, Contact]

    def of(self, *, user_id: Any = None, person_id: UUID | None = None) -> Contact | None:
        """Of the person where there is one, else of the account."""
        return self.users.get(user_id) if person_id is None else self.people.get(person_id)


def fingerprint(address: str) -> str:
    return salted_hmac("mentoring.reminders", address, algorithm="sha256").hexdigest()


def contacts_of(user_ids: Iterable[Any], person_ids: Iterable[UUID], today: date) -> Contacts:
    """Readers among these accounts and people, on the day `today`. Four queries at most."""
    users, people = set(user_ids), set(person_ids)
    return Contacts(_accounts(users, today), _people(people, today))


def _accounts(keys: Collection[Any], today: date) -> dict[Any, Contact]:
    if not keys:
        return {}
    model = get_user_model()
    wishes = {row.user_id: row for row in ContactPreference.objects.filter(user__in=keys)}
    return {
        user.pk: _contact(
            user.get_full_name(),
            user,
            wishes.get(user.pk),
            today,
            phone=_readable(getattr(user, "phone", "")),
        )
        for user in model._default_manager.filter(pk__in=keys, is_active=True)
    }


def _people(keys: Collection[UUID], today: date) -> dict[UUID, Contact]:
    if not keys:
        return {}
    willing = people_with_consent(keys, ConsentPurpose.MENTORING, today)
    wishes = {row.person_id: row for row in ContactPreference.objects.filter(person__in=keys)}
    rows = Person.objects.present().filter(pk__in=keys).select_related("user")
    return {row.pk: _person(row, wishes.get(row.pk), row.pk in willing, today) for row in rows}


def _person(
    person: Person, wish: ContactPreference | None, is_willing: bool, today: date
) -> Contact:
    name = person.nickname or person.full_name
    if not is_willing:
        return _contact(name, person.user, wish, today, why_not="no_consent", email="")
    if person.phone and person.phone_is_shared:
        return _contact(name, person.user, wish, today, why_not="shared_phone")
    phone = _readable(person.phone)
    why_not = "no_way" if phone else "no_phone"
    return _contact(name, person.user, wish, today, phone=phone, why_not=why_not)


def _contact(
    name: str,
    user: Any,
    wish: ContactPreference | None,
    today: date,
    *,
    phone: str = "",
    why_not: str = "",
    email: str | None = None,
) -> Contact:
    if email is None:
        email = _email_of(user)
    return Contact(
        name=name,
        language=language_of(user),
        email=email,
        phone=phone,
        why_not=why_not or "no_address",
        stopped_at=wish.stopped_at if wish else None,
        tried_address=_unreachable_at(wish, today),
    )


def _unreachable_at(wish: ContactPreference | None, today: date) -> str:
    """ "" where she was reached, or where it is so long ago that it is worth another try."""
    if wish is None or wish.unreachable_since is None:
        return ""
    again = timezone.localdate(wish.unreachable_since) + timedelta(days=conf.unreachable_days())
    return wish.tried_address if today < again else ""


def _email_of(user: Any) -> str:
    if user is None or not user.is_active:
        return ""
    return str(getattr(user, user.get_email_field_name(), "") or "")


def _readable(phone: str) -> str:
    """A number that a gateway understands, "" for one that is none."""
    try:
        return phones.e164(str(phone or ""))
    except ValueError:
        return ""
