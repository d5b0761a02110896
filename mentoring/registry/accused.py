"""Whom a complaint may be about, of those who could read it.

In doubt somebody is kept from it: another one of the same level, or the programme, looks
into it all the same.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail import hooks

from mentoring.intervals import on_day
from mentoring.registry.models import (
    Complaint,
    ComplaintAbout,
    Mandate,
    MandateRole,
    Person,
    Place,
)
from mentoring.registry.name_keys import TITLES, word_key
from mentoring.registry.permissions import RESPONSIBLE_ROLES

_WORD = re.compile(r"[\w'’]+")
# Words of names that say nothing about who is meant.
_NOT_A_NAME = TITLES | {
    *("koordinator", "pendamping", "manajer", "evaluator", "kepala", "contoh", "rekaan")
}
# Shorter words of a name are also words of any sentence ("di", "ke").
_TELLING_LETTERS = 3


class Accusation(Protocol):
    """A complaint, or what is told before there is one."""

    text: str
    place: Place | None
    about: str
    about_whom: str
    about_user: Any
    about_person: Person | None


@dataclass(frozen=True)
class Meant:
    """users: keys of accounts that are, or may be, meant. is_found: whether one of them
    answers to the name that was written, if one was."""

    users: frozenset[Any]
    is_found: bool


def readers_of(place: Place | None, today: date) -> QuerySet:
    """Active accounts that look into complaints of `place`, or of every place, today."""
    return _readers(place, on_day(today)).filter(is_active=True)


def future_readers_of(place: Place | None, today: date) -> QuerySet:
    """As `readers_of`, with accounts switched off and mandates that only begin later."""
    return _readers(place, Q(ends_on__isnull=True) | Q(ends_on__gt=today))


def lower_readers_of(place: Place | None, today: date, user: Any) -> QuerySet:
    """Those of `readers_of` who stand at the level of `user` or below it."""
    readers = readers_of(place, today)
    if user.is_superuser or readers_everywhere().filter(pk=user.pk).exists():
        return readers
    if place is None:
        return readers.none()
    mandates = Mandate.objects.on(today).filter(
        role__in=RESPONSIBLE_ROLES, place__in=codes_above(place.code)
    )
    own = list(mandates.filter(user=user).values_list("role", "place_id"))
    if not own:
        return readers.none()
    highest = min((code for _role, code in own), key=len)
    higher = Q(place__in=codes_above(highest)[1:])
    if MandateRole.MANAGER not in {role for role, _code in own}:
        higher |= Q(role=MandateRole.MANAGER)
    return readers.exclude(
        Q(pk__in=mandates.filter(higher).values("user"))
        | Q(pk__in=readers_everywhere().values("pk"))
        | Q(is_superuser=True)
    )


def read_by_nobody() -> QuerySet:
    """Open complaints at the programme's level that every manager is kept from."""
    kept = Complaint.kept_from.through.objects.filter(complaint=OuterRef(OuterRef("pk")))
    left = readers_everywhere().filter(is_active=True).exclude(pk__in=kept.values("user"))
    return Complaint.objects.open().filter(~Exists(left), level__isnull=True)


def readers_everywhere() -> QuerySet:
    """Accounts that may see every complaint by their role; superusers are not asked to."""
    may = Permission.objects.filter(
        codename="view_all_complaint", content_type__app_label="mentoring_registry"
    )
    users = get_user_model()._default_manager
    return users.filter(Q(groups__permissions__in=may) | Q(user_permissions__in=may)).distinct()


def meant_by(told: Accusation, called: Mapping[Any, set[str]], today: date) -> Meant:
    """Who of the readers `called` (as `names_of` says) `told` is, or may be, about."""
    written, said = _sounds(_words(told.about_whom)), _sounds(_words(told.text))
    named = {key for key, names in called.items() if _sounds(names) & written}
    meant = named | {key for key, names in called.items() if _sounds(_telling(names)) & said}
    accounts = {told.about_user.pk} if told.about_user is not None else set()
    if told.about_person is not None and told.about_person.user_id:
        accounts.add(told.about_person.user_id)
    meant |= accounts | _of_the_kind(told, set(called), today)
    is_named_otherwise = told.about_user is not None or told.about_person is not None
    return Meant(frozenset(meant), bool(named) or is_named_otherwise or not told.about_whom.strip())


def names_of(readers: Iterable[Any]) -> dict[Any, set[str]]:
    """The words of each reader's names, also of what she is called by where she is known."""
    called = {user.pk: _words(user.get_full_name()) for user in readers}
    people = Person.objects.filter(user__in=list(called))
    for key, *names in people.values_list("user_id", "full_name", "nickname"):
        called[key] |= _words(" ".join(names))
    return {key: words - _NOT_A_NAME for key, words in called.items()}


def codes_above(code: str) -> list[str]:
    """ "35.09.10" -> ["35.09.10", "35.09", "35"]."""
    parts = code.split(".")
    return [".".join(parts[:length]) for length in range(len(parts), 0, -1)]


def _readers(place: Place | None, counting: Q) -> QuerySet:
    """Accounts with a mandate of the days `counting`, or with sight of every complaint."""
    able = Q(pk__in=readers_everywhere().values("pk")) | Q(is_superuser=True)
    if place is not None:
        mandates = Mandate.objects.filter(
            counting, role__in=RESPONSIBLE_ROLES, place__in=codes_above(place.code)
        )
        able |= Q(pk__in=mandates.values("user"))
    return get_user_model()._default_manager.filter(able)


def _of_the_kind(told: Accusation, readers: set[Any], today: date) -> set[Any]:
    """Who is meant by "the coordinator" or "the facilitator", whether or not there is a name."""
    if told.about == ComplaintAbout.COORDINATOR:
        mandates = Mandate.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gt=today),
            role=MandateRole.COORDINATOR,
            user__in=readers,
        )
        if told.place is not None:
            mandates = mandates.filter(place__in=codes_above(told.place.code))
        return set(mandates.values_list("user_id", flat=True))
    if told.about == ComplaintAbout.FACILITATOR:
        asked = hooks.get_hooks("register_accompanying_accounts")
        return {key for ask in asked for key in ask(readers)} & readers
    return set()


def _telling(words: set[str]) -> set[str]:
    """Those of a name's words that are looked for in a text; short ones if there is no other."""
    return {word for word in words if len(word) >= _TELLING_LETTERS} or words


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _sounds(words: set[str]) -> set[str]:
    return {sound for word in words if (sound := word_key(word))}
