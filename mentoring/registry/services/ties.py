"""Writing down who depends on whom, and answering who should not accompany whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.intervals import overlapping
from mentoring.registry.consents import has_consent
from mentoring.registry.errors import DebtNeedsConsent, OneOtherSide, TiedToHerself, TieStands
from mentoring.registry.models import (
    BusinessTie,
    ConsentPurpose,
    CrafterGroup,
    Person,
    TieKind,
)
from mentoring.registry.sealing import seal, unseal
from mentoring.registry.services.keeping import require_order


@dataclass(frozen=True)
class OtherSide:
    """Whom the tie is with: exactly one is given. name: an outsider nobody registered."""

    person: Person | None = None
    user: Any = None
    name: str = ""


@dataclass(frozen=True)
class Conflict:
    """A tie between somebody and members of a group; it names no member and no amount."""

    kind: str
    members: int


@transaction.atomic
def record_tie(
    *,
    person: Person,
    other: OtherSide,
    kind: str,
    source: str,
    starts_on: date,
    recorded_by: Any,
    now: datetime,
    ends_on: date | None = None,
    terms: str = "",
) -> BusinessTie:
    """Return the tie of `person` (who sells, borrows, rents) with `other` from `starts_on`.

    The outsider's name and `terms` are sealed. Raises EndsBeforeItStarts, OneOtherSide,
    TiedToHerself, TieStands, DebtNeedsConsent.
    """
    require_order(starts_on, ends_on)
    name = other.name.strip()
    if [other.person is not None, other.user is not None, bool(name)].count(True) != 1:
        raise OneOtherSide()
    if other.person == person or (other.user is not None and other.user.pk == person.user_id):
        raise TiedToHerself(person=person)
    if kind == TieKind.LENDER and not _agreed(person, now):
        raise DebtNeedsConsent(person=person)
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    _require_no_such_tie(person, other, kind, starts_on, ends_on)
    tie = BusinessTie.objects.create(
        from_person=person,
        to_person=other.person,
        to_user=other.user,
        sealed_party=seal(name) if name else "",
        sealed_terms=seal(terms.strip()) if terms.strip() else "",
        kind=kind,
        source=source,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by=recorded_by,
        recorded_at=now,
    )
    log(instance=tie, action="wagtail.create", user=recorded_by)
    return tie


@transaction.atomic
def end_tie(*, tie: BusinessTie, ends_on: date, ended_by: Any) -> BusinessTie:
    """Let `tie` count until the day before `ends_on`; asking again moves the day.

    Raises EndsBeforeItStarts, TieStands (moving the end into a later one).
    """
    require_order(tie.starts_on, ends_on)
    Person.objects.select_for_update(of=("self",)).get(pk=tie.from_person_id)
    if not tie.sealed_party:
        other = OtherSide(person=tie.to_person, user=tie.to_user)
        _require_no_such_tie(tie.from_person, other, tie.kind, tie.starts_on, ends_on, but_not=tie)
    tie.ends_on = ends_on
    tie.save(update_fields=["ends_on"])
    log(instance=tie, action="mentoring.end", user=ended_by)
    return tie


def open_ties(*, ties: Collection[BusinessTie], read_by: Any) -> None:
    """Set `party` and `terms` in clear on each of `ties`, and log that `read_by` looked.

    Ask only with rows that are visible to `read_by`. An unreadable seal shows as empty, and
    so does a debt once she took her consent to mentoring back.
    """
    for tie in ties:
        is_open = tie.kind != TieKind.LENDER or _agreed(tie.from_person, timezone.now())
        tie.party = _party(tie) if is_open else ""
        tie.terms = _opened(tie.sealed_terms) if is_open else ""
        log(instance=tie, action="mentoring.read_tie", user=read_by)


def conflicts_between(*, user: Any, group: CrafterGroup, on: date) -> list[Conflict]:
    """Ties of `user` with people who are members of `group` on `on`, by kind.

    One question to the database. The answer names nobody: whoever assigns learns that
    there is a tie and of which kind, not with whom.
    """
    members = Person.objects.members_of(group, on).values("pk")
    ties = BusinessTie.objects.on(on).between(members, user)
    tied: dict[str, set[UUID]] = {}
    for kind, from_id, to_id, from_user in ties.values_list(
        "kind", "from_person_id", "to_person_id", "from_person__user_id"
    ):
        tied.setdefault(kind, set()).add(to_id if from_user == user.pk else from_id)
    return [Conflict(kind, len(tied[kind])) for kind in TieKind.values if kind in tied]


def relatives_among(*, people: Collection[UUID], on: date) -> list[set[UUID]]:
    """Families among `people`: sets of two or more whom chains of "relative" join."""
    pairs = (
        BusinessTie.objects.on(on)
        .filter(kind=TieKind.RELATIVE, from_person__in=people, to_person__in=people)
        .values_list("from_person_id", "to_person_id")
    )
    families: list[set[UUID]] = []
    for pair in pairs:
        joined = [family for family in families if family & set(pair)]
        families = [family for family in families if family not in joined]
        families.append(set(pair).union(*joined))
    return families


def reseal_ties() -> int:
    """Seal every name and agreement anew with the newest key; how many ties were."""
    sealed = BusinessTie.objects.exclude(sealed_party="", sealed_terms="")
    for tie in sealed.iterator(chunk_size=500):
        tie.sealed_party = seal(unseal(tie.sealed_party)) if tie.sealed_party else ""
        tie.sealed_terms = seal(unseal(tie.sealed_terms)) if tie.sealed_terms else ""
        tie.save(update_fields=["sealed_party", "sealed_terms"])
    return sealed.count()


def _require_no_such_tie(
    person: Person,
    other: OtherSide,
    kind: str,
    starts_on: date,
    ends_on: date | None,
    but_not: BusinessTie | None = None,
) -> None:
    # Outsiders' names are sealed: two rows for one of them cannot be told here.
    if other.name.strip():
        return
    same_side = Q(to_person=other.person) if other.person else Q(to_user=other.user)
    standing = (
        BusinessTie.objects.filter(same_side, from_person=person, kind=kind)
        .filter(overlapping(starts_on, ends_on))
        .exclude(pk=but_not.pk if but_not else None)
        .order_by("starts_on")
        .first()
    )
    if standing is not None:
        raise TieStands(person=person, kind=TieKind(kind).label, starts_on=standing.starts_on)


def _party(tie: BusinessTie) -> str:
    if tie.to_person is not None:
        return tie.to_person.full_name
    return tie.to_user.get_full_name() if tie.to_user else _opened(tie.sealed_party)


def _agreed(person: Person, now: datetime) -> bool:
    """What somebody owes is specific data: it is written and read with her consent only."""
    return has_consent(person, ConsentPurpose.MENTORING, timezone.localdate(now))


def _opened(sealed: str) -> str:
    if not sealed:
        return ""
    try:
        return unseal(sealed)
    except ValueError:
        return ""
