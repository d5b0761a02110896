"""What a room puts on the desk of a signed-in person (hook `register_desk_items`)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import CharField, Count, QuerySet, Value
from django.utils.functional import Promise


@dataclass(frozen=True)
class WaitingRow:
    """One of the things that wait. since: the day it began to, None if nobody knows.

    note: a few words beside it ("one level higher"), "" if nothing is to be said.
    """

    title: str
    url: str
    sentence: str = ""
    since: date | None = None
    note: "str | Promise" = ""


@dataclass(frozen=True)
class DeskItem:
    """One tile: `kind` is "waiting" (somebody must act) or "link" (a place to go).

    count: how many things wait, 0 for links. order: lower comes first on the desk.
    rows: asked only by the page of everything that waits: the first of them, longest first.
    """

    kind: str
    label: "str | Promise"
    url: str
    sentence: "str | Promise" = ""
    count: int = 0
    picture: str = "people"
    order: int = 100
    rows: "Callable[[], Iterable[WaitingRow]] | None" = field(default=None, compare=False)


def counts_of(**rows: QuerySet) -> dict[str, int]:
    """How many rows each of `rows` has, by its name: one query for all of them."""
    first, *more = [
        each.model._default_manager.filter(pk__in=each.order_by().values("pk"))
        .order_by()
        .annotate(_name=Value(name, output_field=CharField()))
        .values("_name")
        .annotate(_count=Count("pk"))
        .values_list("_name", "_count")
        for name, each in rows.items()
    ]
    return {**dict.fromkeys(rows, 0), **dict(first.union(*more, all=True))}
