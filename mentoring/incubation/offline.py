"""What phones record and read of rounds; `mentoring.field` finds this file by its name.

Plain objects in the shapes of `mentoring.offline_records`; nothing here imports the carrier.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.incubation.phone import sheets
from mentoring.incubation.phone.records import RoundRecord, read_round
from mentoring.incubation.phone.words import in_words
from mentoring.incubation.services.phone_rounds import apply_rounds
from mentoring.incubation.services.round_decisions import resolve_round
from mentoring.offline_records import ConflictClass, Outcome, PhoneScreen, Received

__all__ = ["PARTS", "RECORD_TYPES", "SCREENS"]


def _resolve(
    *,
    id: UUID,
    device_values: Mapping[str, Any],
    resolution: str,
    by: Any,
    note: str,
    user: Any,
    server_values: Mapping[str, Any] | None = None,
) -> None:
    resolve_round(
        record=id,
        values=device_values,
        shown=server_values,
        resolution=resolution,
        note=note,
        told_by=user,
    )


@dataclass(frozen=True)
class RecordType:
    """How sheets are read, taken over, decided and described.

    is_sealed: what they say is sealed in the database; open_fields: what the rater's own copy
    may print of it all the same. shape: of their payload.
    """

    title: "str | Promise"
    name: str = "incubation.round"
    conflict_class: str = ConflictClass.APPEND
    read: Callable[[Mapping[str, Any], int], Any] = read_round
    apply: Callable[[Sequence[Received]], list[Outcome]] = apply_rounds
    resolve: Callable[..., None] = _resolve
    in_words: Callable[[Sequence[Mapping[str, Any]]], list[dict[str, tuple[str, str]]]] = in_words
    version: int = 1
    versions: tuple[int, ...] = (1,)
    is_sealed: bool = True
    open_fields: tuple[str, ...] = ("enrolment", "kind", "happened_on")
    shape: Any = RoundRecord


RECORD_TYPES = [RecordType(title=_("Rounds"))]
PARTS = [sheets.Sheets(), sheets.Questions(), sheets.Words()]
SCREENS = [
    PhoneScreen(
        name=f"incubation.{noun}",
        template=f"mentoring_incubation/phone/{noun}.html",
        module=f"mentoring_incubation/phone/{noun}.js",
    )
    for noun in ("sheets", "sheet")
]
