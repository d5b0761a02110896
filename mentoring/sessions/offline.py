"""What phones record and read of sessions; `mentoring.field` finds this file by its name.

Plain objects in the shapes of `mentoring.offline_records`; nothing here imports the carrier.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.offline_records import ConflictClass, Outcome, Received
from mentoring.sessions import phone_parts
from mentoring.sessions.also_waiting import no_others, open_corrections
from mentoring.sessions.phone_screens import SCREENS
from mentoring.sessions.record_words import in_words
from mentoring.sessions.services.known import Told
from mentoring.sessions.services.phone_records import (
    apply_follow_ups,
    apply_members,
    apply_plans,
)
from mentoring.sessions.services.recording import record_visits
from mentoring.sessions.services.resolving import resolve_visit
from mentoring.sessions.services.resolving_records import resolve_member, resolve_plan
from mentoring.sessions.visit_records import read_follow_up, read_member, read_plan, read_visit

__all__ = ["PARTS", "RECORD_TYPES", "SCREENS"]


@dataclass(frozen=True)
class RecordType:
    """One type of record: how it is read and taken over, and how a decision is carried out.

    resolve: None where there is nothing to decide. in_words: both sides of a difference, or a
    record that is held, as people read it. also_waiting: what else is to be decided about it.
    """

    name: str
    title: "str | Promise"
    conflict_class: str
    read: Callable[[Mapping[str, Any], int], Any]
    apply: Callable[[Sequence[Received]], list[Outcome]]
    resolve: Callable[..., None] | None = None
    in_words: Callable[[Sequence[Mapping[str, Any]]], list[dict[str, tuple[str, str]]]] = in_words
    also_waiting: Callable[[UUID, Any], Sequence[tuple[str, str]]] = no_others
    version: int = 1
    versions: tuple[int, ...] = (1,)


def _apply_visits(records: Sequence[Received]) -> list[Outcome]:
    return [kept.outcome() for kept in record_visits([_told(each) for each in records])]


def _told(received: Received) -> Told:
    return Told(
        id=received.id,
        visit=received.content,
        user=received.user,
        recorded_at=received.recorded_at,
        received_at=received.received_at,
        digest=received.digest,
        replaces=received.replaces,
        reason=received.reason,
        is_from_phone=True,
        accepted_by=received.accepted_by,
    )


def _resolve_visit(
    *,
    id: UUID,
    device_values: Mapping[str, Any],
    resolution: str,
    by: Any,
    note: str,
    user: Any,
    server_values: Mapping[str, Any] | None = None,
) -> None:
    resolve_visit(
        session_id=id,
        values=device_values,
        shown=server_values,
        resolution=resolution,
        resolved_by=by,
        note=note,
        told_by=user,
    )


def _resolving(resolve: Callable[..., None]) -> Callable[..., None]:
    """The carrier's words for a decision -> those of this room's other services."""

    def carry_out(
        *,
        id: UUID,
        device_values: Mapping[str, Any],
        resolution: str,
        by: Any,
        note: str,
        user: Any,
        server_values: Mapping[str, Any] | None = None,
    ) -> None:
        resolve(
            record=id,
            values=device_values,
            shown=server_values,
            resolution=resolution,
            note=note,
            told_by=user,
        )

    return carry_out


RECORD_TYPES = [
    # Held or not; kept side by side, and what is probably one visit is linked.
    RecordType(
        name="sessions.visit",
        title=_("Visits"),
        conflict_class=ConflictClass.APPEND,
        read=read_visit,
        apply=_apply_visits,
        resolve=_resolve_visit,
        also_waiting=open_corrections,
    ),
    # With the answers on what they need.
    RecordType(
        name="sessions.plan",
        title=_("Planned visits"),
        conflict_class=ConflictClass.APPEND,
        read=read_plan,
        apply=apply_plans,
        resolve=_resolving(resolve_plan),
    ),
    RecordType(
        name="sessions.follow_up",
        title=_("What came of promises"),
        conflict_class=ConflictClass.APPEND,
        read=read_follow_up,
        apply=apply_follow_ups,
    ),
    # Proposals that the coordinator decides.
    RecordType(
        name="sessions.member",
        title=_("Proposed members"),
        conflict_class=ConflictClass.REGISTER,
        read=read_member,
        apply=apply_members,
        resolve=_resolving(resolve_member),
    ),
]
PARTS = [
    phone_parts.Groups(),
    phone_parts.History(),
    phone_parts.Plans(),
    phone_parts.Choices(),
]
