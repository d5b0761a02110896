"""Which users are one person, and whom somebody accompanies: two hooks.

`register_identity_links`: takes nothing and returns a source with `same_as(user_ids)`: user
key -> every user of the same person. Rows are never given to another user; readers ask here
instead, and a link that is undone parts them again.

`register_certificate_companions`: a function (user, holder keys) -> those of the keys whom the
user accompanies today, for example as the facilitator of their group.
"""

from collections.abc import Collection, Mapping
from typing import Any, Protocol

from wagtail import hooks


class IdentityLinks(Protocol):
    def same_as(self, user_ids: Collection[int]) -> Mapping[int, frozenset[int]]:
        """User key -> all users of that person, herself included; others may be left out."""


def same_people(user_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Every asked user key -> the users who are the same person, at least she herself."""
    found = {user_id: frozenset({user_id}) for user_id in user_ids}
    for ask in hooks.get_hooks("register_identity_links"):
        for user_id, same in ask().same_as(user_ids).items():
            found[user_id] |= same
    return found


def accompanied_by(user: Any, holder_ids: Collection[int]) -> set[int]:
    """Those of `holder_ids` whom `user` accompanies, as any plugin answers."""
    found: set[int] = set()
    for ask in hooks.get_hooks("register_certificate_companions"):
        found |= set(ask(user, holder_ids)) & set(holder_ids)
    return found
