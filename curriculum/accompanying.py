"""Who may write down what another person learned: asked of whoever knows.

The hook `register_accompanied_readers` answers with an `Accompaniment`. Without an answer
everybody records for herself only.
"""

from collections.abc import Collection
from typing import Any, Protocol

from wagtail import hooks


class Accompaniment(Protocol):
    """Who accompanies whom, today."""

    def accompanied_by(self, user: Any, *, user_ids: Collection[int]) -> Collection[int]:
        """Those of `user_ids` whom `user` accompanies now. One query for any number."""


def accompanied_by(user: Any, user_ids: Collection[int]) -> set[int]:
    """Those of `user_ids` that somebody says `user` accompanies; asks nobody about nobody."""
    if not user_ids:
        return set()
    sources: list[Accompaniment] = [
        ask() for ask in hooks.get_hooks("register_accompanied_readers")
    ]
    return {pk for each in sources for pk in each.accompanied_by(user, user_ids=user_ids)}
