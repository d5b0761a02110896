"""A session's versions side by side: who changed what, when and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mentoring.sessions.models import MentoringSession
from mentoring.sessions.topics import topic_words
from mentoring.sessions.versions import Difference, differences, people_of, version_of


@dataclass(frozen=True)
class Change:
    """One step from a version to the next. number: of the earlier one, 1 is what was told
    first. is_forgotten: what one of the two said is gone by its time."""

    number: int
    changed_by: Any
    changed_at: datetime
    reason: str
    differences: list[Difference]
    is_forgotten: bool = False


def changes_of(session: MentoringSession, *, reads_confidential: bool) -> list[Change]:
    """The steps of `session`, the newest first. Queries do not grow with their number.

    reads_confidential: whether the reader may read notes that were or are confidential;
    who may not sees neither them nor that they changed.
    """
    steps = list(session.revisions.select_related("revised_by").order_by("number"))
    if not steps:
        return []
    told = [step.payload for step in steps] + [version_of(session)]
    people, topics = people_of(*told), topic_words(told)
    found = []
    for step, before, after in zip(steps, told, told[1:], strict=False):
        is_forgotten = not before or not after
        before, after = _readable(before, after, reads_confidential)
        found.append(
            Change(
                number=step.number,
                changed_by=step.revised_by,
                changed_at=step.revised_at,
                reason=step.reason,
                differences=[] if is_forgotten else differences(before, after, people, topics),
                is_forgotten=is_forgotten,
            )
        )
    return found[::-1]


def _readable(
    before: Mapping[str, Any], after: Mapping[str, Any], reads_confidential: bool
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    is_hidden = before.get("notes_are_confidential") or after.get("notes_are_confidential")
    if reads_confidential or not is_hidden:
        return before, after
    return tuple({**said, "notes": ""} for said in (before, after))  # type: ignore[return-value]
