"""Whoever reads together, asked of other plugins: the hook `register_reading_audiences`.

The hook is a function without arguments that returns an `AudienceSource`. Several may
answer; without an answer everybody reads the latest release.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

from wagtail import hooks


class Audience(Protocol):
    """A group or a training run. key: opaque and lasting; label: as people know it."""

    key: str
    label: str


class AudienceSource(Protocol):
    """Each method in a fixed number of queries, for any number of users or keys."""

    def of_users(self, user_ids: Collection[int]) -> Mapping[int, Sequence[Audience]]:
        """User key -> the audiences that user reads in today."""
        ...

    def taught_with(self, page_id: int) -> Sequence[Audience]:
        """The audiences that were taught with the module of this page."""
        ...

    def in_charge(self, user: Any, keys: Collection[str]) -> Mapping[str, Audience]:
        """Of these keys those for which `user` may accept a big change."""
        ...


def _sources() -> list[AudienceSource]:
    return [answer() for answer in hooks.get_hooks("register_reading_audiences")]


def audiences_of(user_ids: Collection[int]) -> dict[int, set[str]]:
    """User key -> audience keys; users in no audience are left out."""
    return {
        user_id: {audience.key for audience in audiences}
        for user_id, audiences in audiences_by_user(user_ids).items()
    }


def audiences_by_user(user_ids: Collection[int]) -> dict[int, list[Audience]]:
    """User key -> the audiences she reads in; users in none are left out."""
    found: dict[int, list[Audience]] = defaultdict(list)
    for source in _sources():
        for user_id, audiences in source.of_users(user_ids).items():
            found[user_id].extend(audiences)
    return dict(found)


def audiences_taught_with(page_id: int) -> set[str]:
    return {audience.key for source in _sources() for audience in source.taught_with(page_id)}


def audiences_in_charge(user: Any, keys: Collection[str]) -> dict[str, Audience]:
    return {
        key: audience
        for source in _sources()
        for key, audience in source.in_charge(user, keys).items()
    }
