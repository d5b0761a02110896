"""Whose certificates somebody looks after: the hook `register_accompanied_readers`.

A hook function takes nothing and returns a source. Without an answer nobody looks after anybody.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from wagtail import hooks


class Accompanied(Protocol):
    """Somebody's member: `name` and `group` to show, `user_id` None without an account."""

    name: str
    group: str
    user_id: int | None


class Accompaniment(Protocol):
    def people_of(self, user: Any) -> Sequence[Accompanied]:
        """Everybody `user` accompanies today, by group; one query."""


def people_of(user: Any) -> list[Accompanied]:
    """Everybody `user` accompanies today who has an account, by group."""
    return [each for ask in _sources() for each in ask.people_of(user) if each.user_id]


def _sources() -> list[Accompaniment]:
    return [ask() for ask in hooks.get_hooks("register_accompanied_readers")]
