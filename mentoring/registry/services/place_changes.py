"""What becomes of places: other names and codes, parts, and larger ones."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from mentoring.registry.errors import (
    ClustersOfOneName,
    PlaceChangedAlready,
    PlaceChangeTooEarly,
    PlaceIntoItself,
    PlaceNameUnchanged,
    PlaceOfAnotherKind,
    PlaceRenamedThatDay,
)
from mentoring.registry.models import (
    BusinessCluster,
    Mandate,
    Place,
    PlaceChange,
    PlaceChangeKind,
)
from mentoring.registry.place_references import moving_fields
from mentoring.registry.scopes import forget_mandates


@transaction.atomic
def rename_place(
    *, place: Place, name: str, happened_on: date, renamed_by: Any, source: str = ""
) -> PlaceChange:
    """Call `place` by `name` under the code it has; the old name stays findable.

    Raises PlaceNameUnchanged, PlaceRenamedThatDay, PlaceChangedAlready, PlaceChangeTooEarly.
    """
    _require_in_use(place, happened_on)
    if place.name == name:
        raise PlaceNameUnchanged(place=place)
    if place.later_changes.filter(new=place, happened_on=happened_on).exists():
        raise PlaceRenamedThatDay(place=place)
    change = PlaceChange.objects.create(
        kind=PlaceChangeKind.RENAME,
        old=place,
        new=place,
        name_before=place.name,
        happened_on=happened_on,
        source=source,
    )
    place.name = name
    place.save(update_fields=["name"])
    log(instance=place, action="wagtail.edit", user=renamed_by)
    return change


@transaction.atomic
def replace_place(
    *,
    old: Place,
    new: Sequence[Place],
    kind: str,
    happened_on: date,
    recorded_by: Any,
    source: str = "",
) -> list[PlaceChange]:
    """Say that `old` has been `new` since `happened_on`; its code stays and leads there.

    One new place (RENAME with another code, MERGE): every row of every room that names the
    old place goes there, and mandates that go on are ended and given anew for it. Several
    (SPLIT): rows stay with the old code until somebody says which part they lie in.
    Raises PlaceChangedAlready, PlaceIntoItself, PlaceOfAnotherKind, PlaceChangeTooEarly,
    ClustersOfOneName; ValueError for no new place.
    """
    if not new:
        raise ValueError("say what the place became")
    _require_in_use(old, happened_on)
    for place in new:
        _require_successor(old, place)
    changes = [
        PlaceChange.objects.create(
            kind=kind,
            old=old,
            new=place,
            name_before=old.name,
            happened_on=happened_on,
            source=source,
        )
        for place in new
    ]
    old.valid_to = happened_on
    old.save(update_fields=["valid_to"])
    if len(new) == 1:
        _move_rows(old, new[0], happened_on)
    log(instance=old, action="wagtail.edit", user=recorded_by)
    return changes


def current_places(code: str) -> list[Place]:
    """The places that the place of `code` is today: itself, or what it became, by code.

    [] if there never was such a code. One query for each change in a row.
    """
    asked = list(Place.objects.filter(code=code))
    known: set[str] = set()
    current: dict[str, Place] = {}
    while asked:
        known |= {place.pk for place in asked}
        gone = [place for place in asked if place.valid_to is not None]
        current |= {place.pk: place for place in asked if place.valid_to is None}
        asked = list(
            Place.objects.filter(earlier_changes__old__in=gone).exclude(pk__in=known).distinct()
        )
    return [current[key] for key in sorted(current)]


def _require_in_use(place: Place, day: date) -> None:
    if place.valid_to is not None:
        raise PlaceChangedAlready(place=place)
    if place.valid_from is not None and place.valid_from >= day:
        raise PlaceChangeTooEarly(place=place, valid_from=place.valid_from)


def _require_successor(old: Place, new: Place) -> None:
    if new.pk == old.pk:
        raise PlaceIntoItself(place=old)
    if new.valid_to is not None:
        raise PlaceChangedAlready(place=new)
    if new.code.count(".") != old.code.count("."):
        raise PlaceOfAnotherKind(place=old, new=new)


def _move_rows(old: Place, new: Place, day: date) -> None:
    """Take every row that names `old` along; nobody's mandate is kept twice."""
    _require_clusters_apart(old, new)
    for field in moving_fields():
        rows = field.model._base_manager
        rows.filter(**{field.name: old}).update(**{field.name: new})
    for mandate in Mandate.objects.filter(place=old, ends_on__isnull=True).select_related("user"):
        _move_mandate(mandate, new, day)


def _move_mandate(mandate: Mandate, new: Place, day: date) -> None:
    held = Mandate.objects.filter(
        user=mandate.user, role=mandate.role, place=new, ends_on__isnull=True
    ).exists()
    if mandate.starts_on >= day and not held:
        mandate.place = new
        mandate.save(update_fields=["place"])
    else:
        mandate.ends_on = max(day, mandate.starts_on + timedelta(days=1))
        mandate.save(update_fields=["ends_on"])
        if not held:
            Mandate.objects.create(user=mandate.user, role=mandate.role, place=new, starts_on=day)
    forget_mandates(mandate.user)


def _require_clusters_apart(old: Place, new: Place) -> None:
    there = BusinessCluster.objects.filter(place=new).values("name")
    names = BusinessCluster.objects.filter(place=old, name__in=there).values_list("name", flat=True)
    if names:
        raise ClustersOfOneName(new=new, names=", ".join(names))
