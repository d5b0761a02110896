"""What a visit was about, in words of others: lines of a plan that this room does not know.

Hook `register_visit_topics`: a function without arguments that returns a `VisitTopics`.
Without an answer, or without topics of the group, nobody is asked. What was chosen is told
with the visit (`topics` of the record `sessions.visit`) and kept as it was told; whoever owns
the lines hears of it by the signal `visits_recorded`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from wagtail import hooks

from mentoring.registry.models import CrafterGroup
from mentoring.sessions.models import MentoringSession

_UNKNOWN = "?"


class Topic(Protocol):
    """One thing a visit may be about. words: as its facilitator knows it."""

    key: UUID
    words: str


class VisitTopics(Protocol):
    def topics_of(self, groups: Collection[UUID]) -> Mapping[UUID, Sequence[Topic]]:
        """Group -> what a visit to it may be about now, in order. Queries do not grow."""

    def words_of(self, keys: Collection[UUID], groups: Collection[UUID]) -> Mapping[UUID, str]:
        """Those of `keys` that are, or were, topics of `groups`, in words."""

    def keep(self, session: MentoringSession, keys: Collection[UUID], by: Any) -> None:
        """Remember that `session` was about its own ones of `keys`, and of no other."""


def sources_of_topics() -> list[VisitTopics]:
    return [ask() for ask in hooks.get_hooks("register_visit_topics")]


def topics_of(group: CrafterGroup) -> list[Topic]:
    """Everything a visit to `group` may be about now, in the order the answers give it."""
    return topics_of_groups([group.pk])[group.pk]


def topics_of_groups(groups: Collection[UUID]) -> dict[UUID, list[Topic]]:
    """The same of many; every asked group is present."""
    found: dict[UUID, list[Topic]] = {group: [] for group in groups}
    for source in sources_of_topics():
        told = source.topics_of(groups)
        for group in groups:
            found[group] += told.get(group, ())
    return found


def topic_words(versions: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Key -> words of everything that `versions` (payloads of visits) chose; "?" where nobody
    knows it as a topic of their groups. Asks nobody where nothing was chosen.

    Raises ValueError or TypeError for keys that are none.
    """
    some = [version for version in versions if version.get("topics")]
    keys = {UUID(str(key)) for version in some for key in version["topics"]}
    if not keys:
        return {}
    groups = {
        UUID(str(group))
        for version in some
        for group in (version["group"], *(version.get("shared_with") or ()))
    }
    words: dict[UUID, str] = {}
    for source in sources_of_topics():
        words |= source.words_of(keys, groups)
    return {str(key): words.get(key, _UNKNOWN) for key in keys}


def chosen_in_words(keys: Iterable[Any], words: Mapping[str, str]) -> str:
    return "; ".join(words.get(str(key), _UNKNOWN) for key in keys)
