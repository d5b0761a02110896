"""What phones record and read of sessions; `mentoring.field` finds this file by its name.

Plain objects in the shapes of `mentoring.offline_records`; nothing here imports the carrier.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mentoring.offline_records import (
    ConflictClass,
    Outcome,
    Received,
)
from mentoring.sessions import phone_parts
from mentoring.sessions.phone_screens import SCREENS
from mentoring.sessions.services.known import Told
from mentoring.sessions.services.phone_records import (
    apply_follow_ups,
    apply_members,
    apply_plans,
)
from mentoring.sessions.services.recording import record_visits
from mentoring.sessions.services.resolving import resolve_visit
from mentoring.sessions.visit_records import read_follow_up, read_member, read_plan, read_visit

__all__ = ["PARTS", "RECORD_TYPES", "SCREENS"]


class VisitRecords:
    """Visits, held or not: kept side by side; what is probably one visit is linked."""

    name = "sessions.visit"
    title = _("Visits")
    version = 1
    versions = (1,)
    conflict_class = ConflictClass.APPEND

    def read(self, payload: Mapping[str, Any], version: int) -> Any:
        return read_visit(payload, version)

    def apply(self, records: Sequence[Received]) -> list[Outcome]:
        return [kept.outcome() for kept in record_visits([_told(each) for each in records])]

    def resolve(
        self,
        id: UUID,
        device_values: Mapping[str, Any],
        resolution: str,
        by: Any,
        note: str,
        user: Any,
    ) -> None:
        resolve_visit(
            session_id=id,
            values=device_values,
            resolution=resolution,
            resolved_by=by,
            note=note,
            told_by=user,
        )


class PlanRecords:
    """Visits that are planned, with the answers on what they need."""

    name = "sessions.plan"
    title = _("Planned visits")
    version = 1
    versions = (1,)
    conflict_class = ConflictClass.APPEND

    def read(self, payload: Mapping[str, Any], version: int) -> Any:
        return read_plan(payload, version)

    def apply(self, records: Sequence[Received]) -> list[Outcome]:
        return apply_plans(records)


class FollowUpRecords:
    """What came of promises."""

    name = "sessions.follow_up"
    title = _("What came of promises")
    version = 1
    versions = (1,)
    conflict_class = ConflictClass.APPEND

    def read(self, payload: Mapping[str, Any], version: int) -> Any:
        return read_follow_up(payload, version)

    def apply(self, records: Sequence[Received]) -> list[Outcome]:
        return apply_follow_ups(records)


class MemberRecords:
    """Who joins, leaves or gets another role: proposals that the coordinator decides."""

    name = "sessions.member"
    title = _("Proposed members")
    version = 1
    versions = (1,)
    conflict_class = ConflictClass.REGISTER

    def read(self, payload: Mapping[str, Any], version: int) -> Any:
        return read_member(payload, version)

    def apply(self, records: Sequence[Received]) -> list[Outcome]:
        return apply_members(records)


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
    )


RECORD_TYPES = [VisitRecords(), PlanRecords(), FollowUpRecords(), MemberRecords()]
PARTS = [
    phone_parts.Groups(),
    phone_parts.History(),
    phone_parts.Plans(),
    phone_parts.Choices(),
]
