"""What became of proposed changes, for those who filed them from elsewhere."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from curriculum.models import ModuleChangeRequest


@dataclass(frozen=True)
class RequestAnswer:
    """state: a `RequestState`. release: the number of the release with the change, once done."""

    state: str
    reason: str
    release: int | None
    decided_at: datetime | None


def request_answers(keys: Collection[UUID]) -> dict[UUID, RequestAnswer]:
    """Key -> answer of the proposals that are kept here; one query."""
    rows = ModuleChangeRequest.objects.filter(pk__in=keys).values_list(
        "pk", "state", "reason", "answered_by__number", "decided_at"
    )
    return {row[0]: RequestAnswer(*row[1:]) for row in rows}
