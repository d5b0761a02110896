"""Which rows name a place by its code: what a change of the place takes along or leaves."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mentoring.registry.models import Mandate, Place, PlaceChange

# A place inside another lies there by its own code; changes are the history itself;
# mandates are ended and given anew, so that it stays known who answered for what and when.
_NOT_MOVED = (Place, PlaceChange, Mandate)


@dataclass(frozen=True)
class Reference:
    """Rows of one kind that name a place. count: at least one."""

    label: str
    count: int


def moving_fields() -> Iterator[Any]:
    """Every field of any room that names a place and follows it to its new code."""
    for relation in Place._meta.get_fields(include_hidden=True):
        names_it = relation.auto_created and not relation.concrete
        if names_it and relation.related_model not in _NOT_MOVED:
            yield relation.field


def references_to(place: Place) -> list[Reference]:
    """What names `place` today, one line for each kind of row; one query for each kind.

    Mandates are counted while they go on.
    """
    counted = [
        (model._meta.verbose_name_plural, model._base_manager.filter(**{field.name: place}))
        for field in moving_fields()
        for model in (field.model,)
    ]
    mandates = Mandate.objects.filter(place=place, ends_on__isnull=True)
    counted.append((Mandate._meta.verbose_name_plural, mandates))
    totals: dict[str, int] = {}
    for label, rows in counted:
        totals[str(label)] = totals.get(str(label), 0) + rows.count()
    return [Reference(label, count) for label, count in totals.items() if count]
