"""Who makes cards for whom: asked of whoever knows.

The hook `register_card_keeping` is answered with a `CardKeeping`. Without an answer nobody
makes cards. Accounts knows users only, so groups and people are named by opaque keys.
"""

import uuid
from collections.abc import Sequence
from typing import Any, Protocol

from wagtail import hooks

from balai.accounts.models import User


class CardHolder(Protocol):
    """Somebody who may get a card. `user_id` is None while she has no account."""

    key: uuid.UUID
    group_key: uuid.UUID
    name: str
    user_id: int | None


class HolderGroup(Protocol):
    """People whose cards are kept together; `url` leads back to their page."""

    key: uuid.UUID
    name: str
    url: str
    holders: Sequence[CardHolder]


class CardKeeping(Protocol):
    def group(self, user: Any, key: uuid.UUID) -> HolderGroup | None:
        """The group, if `user` makes its people's cards today; else None."""

    def holder(self, user: Any, key: uuid.UUID) -> CardHolder | None:
        """The person, if `user` makes her card today; else None."""

    def account_of(self, holder: CardHolder) -> User:
        """Her account, made if there is none yet."""


def _sources() -> list[CardKeeping]:
    return [ask() for ask in hooks.get_hooks("register_card_keeping")]


def group_kept_by(user: Any, key: uuid.UUID) -> tuple[CardKeeping, HolderGroup] | None:
    found = ((source, source.group(user, key)) for source in _sources())
    return next(((source, group) for source, group in found if group is not None), None)


def holder_kept_by(user: Any, key: uuid.UUID) -> tuple[CardKeeping, CardHolder] | None:
    found = ((source, source.holder(user, key)) for source in _sources())
    return next(((source, holder) for source, holder in found if holder is not None), None)
