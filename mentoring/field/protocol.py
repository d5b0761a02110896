"""What `<app>/offline.py` may offer: plain objects of these shapes, in three lists.

`RECORD_TYPES`, `PARTS` and `SCREENS`, each of them optional. A room that is not installed is
simply absent from the phone.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from mentoring.offline_records import Outcome, Received


class RecordType(Protocol):
    """One kind of record that a phone makes.

    name: "<room>.<noun>". version: of the newest form; versions: of all that are still read.
    conflict_class: `ConflictClass`.

    Besides these a type may have `title` (what it is called, for people), `in_words`,
    `also_waiting` and `resolve`; `is_sealed`, that what its records say is sealed in the
    database, with `open_fields`, those of `in_words` that the copy of whoever sent it may print;
    and `shape`, the pydantic model of a payload, for the description of the interface:

    `in_words(sides) -> Sequence[Mapping[field, tuple[label, text]]]`: payloads of records that
    are held, or both sides of a difference, for whoever decides; "" for nothing. A payload may
    be wrong in any way: KeyError, TypeError, ValueError and AttributeError show it as it came,
    as does a type without this.

    `also_waiting(id, user) -> Sequence[tuple[words, address]]`: what else waits for a decision
    about the record `id`, for a `user` who may read it; shown beside a difference.

    `resolve(*, id, device_values, server_values, resolution, by, note, user)`: carry out a
    decision on a conflict (`Resolution`). device_values: what was agreed, field -> value. A
    `MentoringError` is shown to who decided, and nothing is changed.
    """

    name: str
    version: int
    versions: Collection[int]
    conflict_class: str

    def read(self, payload: Mapping[str, Any], version: int) -> Any:
        """`payload` of a known version as this room's own object.

        Raises MentoringError: the record is held, its code and sentence are told.
        """

    def apply(self, records: Sequence[Received]) -> list[Outcome]:
        """Take over `records`, in their order; one outcome for each.

        Constant queries for any number of them. Runs inside a transaction, and again with one
        record at a time if it raises.
        """


class Part(Protocol):
    """What a phone pulls, in buckets. Names may hold letters, digits, dots and dashes."""

    name: str

    def contents(
        self, user: Any, *, today: date, keys: Collection[str] | None = None
    ) -> Mapping[str, Any]:
        """key -> what JSON can say, for what `user` may take with her; in constant queries.

        keys: only those. A bucket is fetched again whenever it says something else.
        """


class Resolver(Protocol):
    """The optional half of a record type."""

    def resolve(
        self,
        *,
        id: UUID,
        device_values: Mapping[str, Any],
        server_values: Mapping[str, Any],
        resolution: str,
        by: Any,
        note: str,
        user: Any,
    ) -> None:
        """Carry out what `by` decided about the record `id` of `user`, whose phone told it.

        Two phones may tell of different things under one id; only her own is meant.
        server_values: the office's side as it was shown. Raises OfficeMovedOn if it is another
        now and the decision would overwrite it unseen.
        """
