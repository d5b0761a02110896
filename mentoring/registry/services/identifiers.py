"""What is done with identity numbers: entered once, then shown masked; every clear look is kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.registry import conf
from mentoring.registry.errors import (
    IdentifierUnreadable,
    NoNumberToReveal,
    RevealNeedsReason,
    RevealNotAllowed,
    TooManyNumbers,
)
from mentoring.registry.identity_numbers import Oddness, oddities, read_number
from mentoring.registry.models import IdentifierKind, MissingReason, Person, PersonIdentifier
from mentoring.registry.permissions import can_reveal_identifier
from mentoring.registry.sealing import keyed_hash, keyed_hashes, seal, unseal
from mentoring.registry.services.counting import is_one_too_many
from mentoring.registry.services.keeping import tell_after_commit
from mentoring.registry.signals import identifier_collided

_SHORTEST_REASON = 8
_DAY = 86_400


@dataclass(frozen=True)
class EnteredIdentifier:
    """oddities: sentences to look at again. others: people who have the same number."""

    identifier: PersonIdentifier
    oddities: tuple[Oddness, ...]
    others: tuple[Person, ...]


@transaction.atomic
def enter_identifier(
    *, person: Person, kind: str, text: str, entered_by: Any, now: datetime
) -> EnteredIdentifier:
    """Keep the number in `text` for `person`, in place of an earlier one of the same kind.

    text: as typed; spaces, dots, dashes and letters that look like digits are put right.
    Raises IdentifierUnreadable, TooManyNumbers. Sends `identifier_collided` for each other
    person who has it.
    The number itself is in no log, answer or message of this function.
    """
    try:
        number = read_number(text)
    except ValueError as strange:
        raise IdentifierUnreadable(kind=kind) from strange
    _count_try(person, entered_by)
    found = oddities(kind, number, person=person, today=timezone.localdate(now))
    if kind == IdentifierKind.NIK and _is_her_family_card(person, number):
        found = [Oddness.LOOKS_LIKE_KK]
    identifier, _created = PersonIdentifier.objects.update_or_create(
        person=person,
        kind=kind,
        defaults={
            "ciphertext": seal(number),
            "keyed_hash": keyed_hash(kind, number),
            "last_four": number[-4:],
            "missing_reason": "",
            "entered_by": entered_by,
            "entered_at": now,
        },
    )
    log(
        instance=person,
        action="mentoring.enter_identifier",
        user=entered_by,
        data={"kind": kind},
    )
    others = _others_with(person, kind, number)
    for other in others:
        tell_after_commit(identifier_collided, PersonIdentifier, person=person, other=other)
    return EnteredIdentifier(identifier, tuple(found), others)


@transaction.atomic
def note_missing_identifier(
    *, person: Person, kind: str, reason: str, entered_by: Any, now: datetime
) -> PersonIdentifier:
    """Keep why there is no number (MissingReason); an earlier number is forgotten."""
    identifier, _created = PersonIdentifier.objects.update_or_create(
        person=person,
        kind=kind,
        defaults={
            "ciphertext": "",
            "keyed_hash": "",
            "last_four": "",
            "missing_reason": MissingReason(reason),
            "entered_by": entered_by,
            "entered_at": now,
        },
    )
    log(
        instance=person,
        action="mentoring.enter_identifier",
        user=entered_by,
        data={"kind": kind, "missing": reason},
    )
    return identifier


@transaction.atomic
def reveal_identifier(*, identifier: PersonIdentifier, reason: str, revealed_to: Any) -> str:
    """Return the number in clear text, and keep in the site's log who read it and why.

    Whose number it is needs no reason; her look is kept too.
    Raises RevealNotAllowed, RevealNeedsReason, NoNumberToReveal.
    """
    if not can_reveal_identifier(revealed_to, identifier):
        raise RevealNotAllowed
    if not identifier.ciphertext:
        raise NoNumberToReveal(kind=identifier.kind)
    is_own = identifier.person.user_id == revealed_to.pk
    if not is_own and len(reason.strip()) < _SHORTEST_REASON:
        raise RevealNeedsReason
    log(
        instance=identifier.person,
        action="mentoring.reveal",
        user=revealed_to,
        data={"kind": identifier.kind, "reason": reason.strip(), "own": is_own},
    )
    return unseal(identifier.ciphertext)


def rotate_identifier_keys() -> int:
    """Seal and hash every number with the newest key; return how many. Safe to run again."""
    changed = 0
    keys = PersonIdentifier.objects.known().values_list("pk", flat=True)
    for key in list(keys):
        changed += _sealed_anew(key)
    return changed


@transaction.atomic
def _sealed_anew(key: Any) -> int:
    row = PersonIdentifier.objects.select_for_update().filter(pk=key).exclude(ciphertext="").first()
    if row is None:
        return 0
    number = unseal(row.ciphertext)
    row.ciphertext, row.keyed_hash = seal(number), keyed_hash(row.kind, number)
    row.save(update_fields=["ciphertext", "keyed_hash"])
    return 1


def _count_try(person: Person, entered_by: Any) -> None:
    """Nobody types number after number to find out which ones are written down."""
    if entered_by is None:
        return
    who = f"{entered_by.pk} {person.pk}"
    if is_one_too_many("numbers", who, most=conf.numbers_a_day(), seconds=_DAY):
        raise TooManyNumbers


def _others_with(person: Person, kind: str, number: str) -> tuple[Person, ...]:
    # A family shares one KK: the same card is no sign of one person written down twice.
    if kind == IdentifierKind.KK:
        return ()
    same = PersonIdentifier.objects.filter(kind=kind, keyed_hash__in=keyed_hashes(kind, number))
    return tuple(
        Person.objects.present().filter(pk__in=same.values("person")).exclude(pk=person.pk)
    )


def _is_her_family_card(person: Person, number: str) -> bool:
    hashes = keyed_hashes(IdentifierKind.KK, number)
    return person.identifiers.filter(kind=IdentifierKind.KK, keyed_hash__in=hashes).exists()
