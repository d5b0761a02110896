"""Why the demo is not loaded, or cannot be removed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balai.errors import SiteError


@dataclass(frozen=True)
class Pointer:
    """Real records of one kind that point at demo records of one kind.

    kind, field: of the real records, for example "membership" and "person".
    examples: at most three of them, as people read them. count: how many there are.
    """

    kind: str
    field: str
    target: str
    count: int
    examples: tuple[str, ...]

    def __str__(self) -> str:
        return _("%(kind)s: %(count)d point at %(target)s of the demo (%(field)s): %(names)s") % {
            "kind": self.kind,
            "count": self.count,
            "target": self.target,
            "field": self.field,
            "names": "; ".join(self.examples),
        }


class DemoInUse(SiteError):
    """Real records point at the demo's; removing it would break them."""

    code = "demo_in_use"
    message = gettext_lazy(
        "Nothing was removed, because real records point at the demo's. "
        "Move or remove these first, then try again:"
    )

    def __init__(self, pointers: list[Pointer]) -> None:
        super().__init__()
        self.pointers = pointers

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"- {pointer}" for pointer in self.pointers)])


class DemoNotWanted(SiteError):
    """This site is for real records."""

    code = "demo_not_wanted"
    message = gettext_lazy(
        "The demo is not loaded, because this site keeps real records (PENDAMPING_DEMO is off). "
        "Start another checkout with `make run` to try the demo."
    )
