"""Places of the incubator, and groups moving in and out of them."""

from datetime import date
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from mentoring.incubation.errors.incubator import (
    CapacityBelowUse,
    IncubatorPlaceFull,
    IncubatorPlaceNameTaken,
    IncubatorPlaceNotInUse,
    IncubatorPlaceStillUsed,
    IncubatorPlaceTooFar,
    NotYoursToSettle,
    TenanciesOverlap,
    TenancyEndsAlready,
    TenancyEndsBeforeItStarts,
)
from mentoring.incubation.models import IncubatorPlace, Tenancy, TenancyKind
from mentoring.incubation.permissions import can_settle_groups_in, lies_in
from mentoring.intervals import day_after, overlapping
from mentoring.registry.models import CrafterGroup, Place


@transaction.atomic
def open_incubator_place(
    *, name: str, kind: str, place: Place, starts_on: date, capacity: int, opened_by: Any
) -> IncubatorPlace:
    """Return a new place where `capacity` groups work at the same time.

    Raises NotYoursToSettle, IncubatorPlaceNameTaken; ValueError for a capacity under 1.
    """
    if not can_settle_groups_in(opened_by, place.pk, starts_on):
        raise NotYoursToSettle()
    if capacity < 1:
        raise ValueError("capacity must be at least 1")
    if IncubatorPlace.objects.filter(place=place, name=name.strip()).exists():
        raise IncubatorPlaceNameTaken(place=place.name, name=name.strip())
    made = IncubatorPlace.objects.create(
        name=name.strip(), kind=kind, place=place, starts_on=starts_on, capacity=capacity
    )
    log(instance=made, action="wagtail.create", user=opened_by)
    return made


@transaction.atomic
def change_incubator_place(
    *,
    incubator_place: IncubatorPlace,
    name: str,
    capacity: int,
    last_day: date | None,
    changed_by: Any,
    today: date,
) -> IncubatorPlace:
    """Give a place another name, room for more or fewer groups, or its last day in use.

    Raises NotYoursToSettle, IncubatorPlaceNameTaken, TenancyEndsBeforeItStarts,
    CapacityBelowUse, IncubatorPlaceStillUsed; ValueError for a capacity under 1.
    """
    if not can_settle_groups_in(changed_by, incubator_place.place_id, today):
        raise NotYoursToSettle()
    if capacity < 1:
        raise ValueError("capacity must be at least 1")
    kept = IncubatorPlace.objects.select_for_update().get(pk=incubator_place.pk)
    others = IncubatorPlace.objects.filter(place=kept.place_id, name=name.strip())
    if others.exclude(pk=kept.pk).exists():
        raise IncubatorPlaceNameTaken(place=kept.place.name, name=name.strip())
    if last_day is not None and last_day < kept.starts_on:
        raise TenancyEndsBeforeItStarts(first=kept.starts_on, last=last_day)
    if (most := _most_at_once(kept, today)) > capacity:
        raise CapacityBelowUse(count=most, name=kept.name)
    _refuse_those_who_stay(kept, day_after(last_day))
    kept.name, kept.capacity, kept.ends_on = name.strip(), capacity, day_after(last_day)
    kept.save(update_fields=["name", "capacity", "ends_on"])
    log(instance=kept, action="wagtail.edit", user=changed_by)
    return kept


@transaction.atomic
def end_tenancy(*, tenancy: Tenancy, last_day: date, ended_by: Any) -> Tenancy:
    """The group works there until `last_day`, that day included; from then on at home.

    Raises NotYoursToSettle, TenancyEndsBeforeItStarts, TenancyEndsAlready.
    """
    if not can_settle_groups_in(ended_by, tenancy.group.sentra.place_id, last_day):
        raise NotYoursToSettle()
    kept = Tenancy.objects.select_for_update().get(pk=tenancy.pk)
    if last_day < kept.starts_on:
        raise TenancyEndsBeforeItStarts(first=kept.starts_on, last=last_day)
    if kept.last_day is not None and kept.last_day <= last_day:
        raise TenancyEndsAlready(group=str(kept.group), last=kept.last_day)
    kept.ends_on = day_after(last_day)
    kept.save(update_fields=["ends_on"])
    log(instance=kept, action="wagtail.edit", user=ended_by)
    return kept


def settle_group(
    *,
    group: CrafterGroup,
    starts_on: date,
    settled_by: Any,
    incubator_place: IncubatorPlace | None = None,
    last_day: date | None = None,
) -> Tenancy:
    """From `starts_on` on `group` works in `incubator_place`, or, without one, at home.

    What held before ends there. last_day: the last day included; None stays open. Two people
    settling groups in one place wait for one another.
    Raises NotYoursToSettle, TenancyEndsBeforeItStarts, TenanciesOverlap,
    IncubatorPlaceTooFar, IncubatorPlaceNotInUse, IncubatorPlaceFull.
    """
    if not can_settle_groups_in(settled_by, group.sentra.place_id, starts_on):
        raise NotYoursToSettle()
    if last_day is not None and last_day < starts_on:
        raise TenancyEndsBeforeItStarts(first=starts_on, last=last_day)
    ends_on = day_after(last_day)
    with transaction.atomic():
        if incubator_place is not None:
            # Locked: capacity is counted, not constrained.
            incubator_place = IncubatorPlace.objects.select_for_update().get(pk=incubator_place.pk)
            _refuse_place(incubator_place, group, starts_on, ends_on)
        CrafterGroup.objects.select_for_update().get(pk=group.pk)
        _end_before(group, starts_on, ends_on)
        tenancy = Tenancy.objects.create(
            group=group,
            kind=TenancyKind.INWALL if incubator_place else TenancyKind.OUTWALL,
            incubator_place=incubator_place,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        log(instance=tenancy, action="wagtail.create", user=settled_by)
    return tenancy


def _refuse_place(
    place: IncubatorPlace, group: CrafterGroup, starts_on: date, ends_on: date | None
) -> None:
    if not lies_in(group.sentra.place_id, place.place_id):
        raise IncubatorPlaceTooFar(name=place.name, place=place.place.name, group=str(group))
    outlasts = place.ends_on is not None and (ends_on is None or ends_on > place.ends_on)
    if starts_on < place.starts_on or outlasts:
        raise IncubatorPlaceNotInUse(name=place.name)
    others = place.tenancies.filter(overlapping(starts_on, ends_on)).exclude(group=group)
    standing = list(others.select_related("group"))
    # Somebody moves in at every moment it can become fuller: the first day, and each start.
    for day in sorted({starts_on, *(one.starts_on for one in standing)}):
        there = [one for one in standing if one.holds_on(day)]
        if day >= starts_on and len(there) >= place.capacity:
            names = ", ".join(sorted(str(one.group) for one in there))
            raise IncubatorPlaceFull(
                name=place.name, capacity=place.capacity, day=day, groups=names
            )


def _most_at_once(place: IncubatorPlace, today: date) -> int:
    """The most groups that are there on one day, today or later."""
    standing = list(place.tenancies.filter(overlapping(today, None)))
    days = {max(today, one.starts_on) for one in standing}
    return max((sum(one.holds_on(day) for one in standing) for day in days), default=0)


def _refuse_those_who_stay(place: IncubatorPlace, ends_on: date | None) -> None:
    if ends_on is None:
        return
    longer = place.tenancies.filter(overlapping(ends_on, None)).select_related("group")
    if names := ", ".join(sorted(str(one.group) for one in longer)):
        raise IncubatorPlaceStillUsed(name=place.name, groups=names)


def _end_before(group: CrafterGroup, starts_on: date, ends_on: date | None) -> None:
    """End the open tenancy the day `starts_on`; anything else in the way is refused."""
    for standing in group.tenancies.filter(overlapping(starts_on, ends_on)):
        if standing.ends_on is not None or standing.starts_on >= starts_on:
            raise TenanciesOverlap(group=str(group), starts=standing.starts_on)
        standing.ends_on = starts_on
        standing.save(update_fields=["ends_on"])
