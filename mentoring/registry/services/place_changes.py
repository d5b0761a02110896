"""What becomes of places: other names and codes, parts, and larger ones."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from mentoring.registry.errors import PlaceChangedAlready, PlaceIntoItself
from mentoring.registry.models import Mandate, Person, Place, PlaceChange, PlaceChangeKind, Sentra
from mentoring.registry.scopes import forget_mandates


@transaction.atomic
def rename_place(
    *, place: Place, name: str, happened_on: date, renamed_by: Any, source: str = ""
) -> PlaceChange:
    """Call `place` by `name` under the code it has; the old name stays findable."""
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

    One new place (RENAME with another code, MERGE): craft centres and people go there, and
    mandates that go on are ended and given anew for it. Several (SPLIT): rows stay with
    the old code until somebody says which part they lie in.
    Raises PlaceChangedAlready, PlaceIntoItself; ValueError for no new place.
    """
    if not new:
        raise ValueError("say what the place became")
    if old.valid_to is not None:
        raise PlaceChangedAlready(place=old)
    if any(place.pk == old.pk for place in new):
        raise PlaceIntoItself(place=old)
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


def _move_rows(old: Place, new: Place, day: date) -> None:
    Sentra.objects.filter(place=old).update(place=new)
    Person.objects.filter(place=old).update(place=new)
    for mandate in Mandate.objects.filter(place=old, ends_on__isnull=True).select_related("user"):
        if mandate.starts_on >= day:
            mandate.place = new
            mandate.save(update_fields=["place"])
        else:
            mandate.ends_on = day
            mandate.save(update_fields=["ends_on"])
            Mandate.objects.create(user=mandate.user, role=mandate.role, place=new, starts_on=day)
        forget_mandates(mandate.user)
