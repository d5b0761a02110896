"""What waits for a signed-in person, and where she may go: asked of every plugin.

Plugins answer the Wagtail hook `register_desk_items` with a function
`(user, today) -> iterable of objects like DeskItem`. A plugin that is not installed
is simply not asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.urls import reverse
from wagtail import hooks


class DeskItem(Protocol):
    """One tile on the desk. Plain objects of any class will do.

    kind: "waiting" (somebody must act; shown first) or "link" (a place to go).
    count: how many things wait; 0 for links. sentence: one plain sentence or "".
    picture: name of a drawing in the site's sprite, for example "people", "calendar",
    "book", "certificate", "check", "chat", "gear".
    """

    kind: str
    label: str
    sentence: str
    url: str
    count: int
    picture: str
    order: int

    # An item may also have `rows`: a function that returns the first of the things that
    # wait, objects with title, url, sentence, since (a day or None) and note. It is asked
    # on the page of everything that waits, never on the desk.


@dataclass(frozen=True)
class Tile:
    """The site's own answer; see `DeskItem` for what each name means."""

    kind: str
    label: str
    url: str
    sentence: str = ""
    count: int = 0
    picture: str = "bead"
    order: int = 500


# More tiles than this are no longer taken in at a glance.
AT_A_GLANCE = 8


# As many pictures as somebody who reads little finds again without searching.
PICTURES = 5
# Tiles from here on are small things of the site itself: messages, the account.
SMALL_FROM = 900


def works_here(user: Any) -> bool:
    """Whether any role gives `user` work to do; who only learns and asks has no permission."""
    return bool(user.get_all_permissions())


def as_pictures(links: Iterable[DeskItem]) -> dict[str, list[DeskItem]]:
    """{"pictures": at most five, large, "small": the rest} of somebody's links, in order."""
    large = [item for item in links if item.order < SMALL_FROM][:PICTURES]
    return {"pictures": large, "small": [item for item in links if item not in large]}


@dataclass(frozen=True)
class Waiting:
    """One kind of thing that waits, with the first of them."""

    item: DeskItem
    rows: list[Any]

    @property
    def more(self) -> int:
        """How many wait beside those in `rows`."""
        return max(0, self.item.count - len(self.rows)) if self.rows else 0


def everything_waiting(user: Any, today: date) -> list[Waiting]:
    """All that waits for `user`, in the order of the desk, each with its first rows."""
    waiting = []
    for item in desk_items(user, today)["waiting"]:
        ask = getattr(item, "rows", None)
        waiting.append(Waiting(item, list(ask()) if ask else []))
    return waiting


def desk_items(user: Any, today: date) -> dict[str, list[DeskItem]]:
    """Return {"waiting": [...], "links": [...], "office": [...]} for `user` on `today`.

    Each in `order`. Links into the office stand apart only when there are many links, as
    for somebody with several roles.
    """
    items: list[DeskItem] = []
    for ask in hooks.get_hooks("register_desk_items"):
        answer: Iterable[DeskItem] = ask(user, today)
        items.extend(answer)
    items.sort(key=lambda item: item.order)
    links = [item for item in items if item.kind == "link"]
    office = []
    if len(links) > AT_A_GLANCE:
        office = [item for item in links if str(item.url).startswith(reverse("wagtailadmin_home"))]
    return {
        "waiting": [item for item in items if item.kind == "waiting"],
        "links": [item for item in links if item not in office],
        "office": office,
    }
