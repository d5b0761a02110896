"""What a room puts on the desk of a signed-in person (hook `register_desk_items`)."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class DeskItem:
    """One tile: `kind` is "waiting" (somebody must act) or "link" (a place to go).

    count: how many things wait, 0 for links. order: lower comes first on the desk.
    """

    kind: str
    label: "str | Promise"
    url: str
    sentence: "str | Promise" = ""
    count: int = 0
    picture: str = "people"
    order: int = 100
