"""Whether figures that contain a session are locked.

Hook `register_session_locks`: a function `(sessions)` that answers with a mapping from the
ids of those that are locked to words for what locked them ("Evaluasi Agustus 2026"). It
is asked for many sessions at once, also for some that are only about to be written.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from wagtail import hooks


@dataclass(frozen=True)
class LockAsked:
    """A session whose lock is asked for."""

    id: UUID
    group_id: UUID
    happened_on: date


def locked_sessions(sessions: Collection[LockAsked]) -> dict[UUID, str]:
    """Those of `sessions` that are locked, with what locked them, in words."""
    found: dict[UUID, str] = {}
    for ask in hooks.get_hooks("register_session_locks"):
        answer: Mapping[UUID, Any] = ask(sessions)
        found.update({key: str(words) for key, words in answer.items()})
    return found
