"""Who may write down what another person learned: asked of whoever knows.

The hook `register_accompanied_readers` answers with an `Accompaniment`. Without an answer
everybody records for herself only.
"""

import uuid
from collections.abc import Collection, Sequence
from typing import Any, Protocol

from wagtail import hooks


class AccompaniedPerson(Protocol):
    """Somebody accompanied. `user_id` is None while she has no account; `group` is a name."""

    key: uuid.UUID
    name: str
    group: str
    user_id: int | None


class Accompaniment(Protocol):
    """Who accompanies whom, today."""

    def accompanied_by(self, user: Any, *, user_ids: Collection[int]) -> Collection[int]:
        """Those of `user_ids` whom `user` accompanies now. One query for any number."""

    def people_of(self, user: Any) -> Sequence[AccompaniedPerson]:
        """Everybody whom `user` accompanies now, by group. One query for any number."""

    def account_of(self, user: Any, key: uuid.UUID) -> Any:
        """That person's user, made if there is none; None if `user` does not accompany her."""


def accompanied_by(user: Any, user_ids: Collection[int]) -> set[int]:
    """Those of `user_ids` that somebody says `user` accompanies; asks nobody about nobody."""
    if not user_ids:
        return set()
    return {pk for each in _sources() for pk in each.accompanied_by(user, user_ids=user_ids)}


def people_accompanied_by(user: Any) -> list[AccompaniedPerson]:
    return [person for each in _sources() for person in each.people_of(user)]


def account_accompanied_by(user: Any, key: uuid.UUID) -> Any:
    """The user of the person `key`, made if need be; None unless `user` accompanies her."""
    accounts = (each.account_of(user, key) for each in _sources())
    return next((account for account in accounts if account is not None), None)


def _sources() -> list[Accompaniment]:
    return [ask() for ask in hooks.get_hooks("register_accompanied_readers")]
