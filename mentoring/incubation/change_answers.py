"""What became of proposed changes of lessons, asked of whoever keeps lessons.

Hook `register_change_request_answers`: a function that takes a collection of UUIDs (the
`request_id` of `file_module_change_request`) and returns a mapping of those it knows to
objects like `ChangeAnswer`. Without an answer findings wait.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from wagtail import hooks


class ChangeAnswer(Protocol):
    """state: "proposed", "accepted", "declined" or "done". reason: why it was declined.
    release: the number of the version with the change, once it is done. decided_at: aware."""

    state: str
    reason: str
    release: int | None
    decided_at: datetime | None


def answers_to(keys: Collection[UUID]) -> dict[UUID, ChangeAnswer]:
    """Key -> answer, of those somebody knows; one question to each who keeps lessons."""
    found: dict[UUID, ChangeAnswer] = {}
    for ask in hooks.get_hooks("register_change_request_answers"):
        known: Mapping[UUID, ChangeAnswer] = ask(keys)
        found.update(known)
    return found
