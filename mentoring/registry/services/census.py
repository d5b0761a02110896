"""What is done to the census."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.registry.errors import AlreadyEnrolled, ListedOnly, OutsideYourCensus, SeenInFuture
from mentoring.registry.models import (
    CensusEntry,
    ConsentLevel,
    CrafterGroup,
    Membership,
    Place,
    ReachedThrough,
    Sentra,
)
from mentoring.registry.permissions import can_take_census
from mentoring.registry.services.groups import add_member
from mentoring.registry.services.keeping import save_changes
from mentoring.registry.services.people import register_person


@dataclass(frozen=True)
class SeenCrafter:
    """One line of a census sheet. `id` is made where it is written and tells copies apart."""

    name: str
    hamlet: str
    reached_through: str = ReachedThrough.WALK_THROUGH
    sex: str = ""
    craft: str = ""
    stratum: str = ""
    consent_level: str = ConsentLevel.LISTED_ONLY
    referred_by: str = ""
    id: UUID | None = None


@transaction.atomic
def list_crafters(
    *,
    sentra: Sentra,
    crafters: Sequence[SeenCrafter],
    seen_on: date,
    recorded_by: Any,
    now: datetime,
    wave: int = 1,
    place: Place | None = None,
) -> list[CensusEntry]:
    """Return the entries of one sheet, all or none; a line sent before stays as it was.

    place: the village, that of the craft centre if none is given.
    Raises OutsideYourCensus, SeenInFuture.
    """
    place = place or sentra.place
    if seen_on > timezone.localdate(now):
        raise SeenInFuture(seen_on=seen_on)
    for hamlet in sorted({one.hamlet for one in crafters}):
        if not can_take_census(recorded_by, sentra=sentra, place=place, hamlet=hamlet):
            raise OutsideYourCensus(hamlet=hamlet, sentra=sentra)
    fresh = [
        CensusEntry(
            id=one.id or uuid4(),
            name=one.name,
            sentra=sentra,
            place=place,
            hamlet=one.hamlet,
            sex=one.sex,
            craft=one.craft,
            stratum=one.stratum,
            consent_level=one.consent_level,
            reached_through=one.reached_through,
            referred_by=one.referred_by,
            wave=wave,
            seen_on=seen_on,
            recorded_by=recorded_by,
            recorded_at=now,
        )
        for one in crafters
    ]
    CensusEntry.objects.bulk_create(fresh, ignore_conflicts=True)
    kept = CensusEntry.objects.in_bulk([one.pk for one in fresh])
    log(
        instance=sentra,
        action="mentoring.list_crafters",
        user=recorded_by,
        data={"lines": len(fresh)},
    )
    return [kept[one.pk] for one in fresh]


@transaction.atomic
def correct_entry(
    *, entry: CensusEntry, changes: Mapping[str, Any], changed_by: Any
) -> CensusEntry:
    """Give `entry` the values of `changes`. Raises OutsideYourCensus for a hamlet of others."""
    hamlet = changes.get("hamlet", entry.hamlet)
    if not can_take_census(changed_by, sentra=entry.sentra, place=entry.place, hamlet=hamlet):
        raise OutsideYourCensus(hamlet=hamlet, sentra=entry.sentra)
    return save_changes(entry, changes, changed_by)


@transaction.atomic
def enrol_from_census(
    *, entry: CensusEntry, group: CrafterGroup, starts_on: date, enrolled_by: Any
) -> Membership:
    """Make a person of `entry`, and a member of `group` from `starts_on`.

    Raises AlreadyEnrolled, ListedOnly, and what `add_member` raises.
    """
    locked = CensusEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if locked.person_id:
        raise AlreadyEnrolled(entry=locked, person=locked.person)
    if locked.consent_level == ConsentLevel.LISTED_ONLY:
        raise ListedOnly(entry=locked)
    locked.person = register_person(
        full_name=locked.name,
        hamlet=locked.hamlet,
        place=locked.place,
        sex=locked.sex,
        registered_by=enrolled_by,
    )
    locked.save(update_fields=["person"])
    return add_member(person=locked.person, group=group, starts_on=starts_on, added_by=enrolled_by)
