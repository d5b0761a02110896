"""What a visit was about, in words of others: lines of a plan that this room does not know.

Hook `register_visit_topics`: a function without arguments that returns a `VisitTopics`.
Without an answer, or without topics of the group, nobody is asked.
"""

from collections.abc import Collection, Sequence
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction
from wagtail import hooks

from mentoring.registry.models import CrafterGroup
from mentoring.sessions.models import MentoringSession
from mentoring.sessions.services import VisitLog, log_group_visit


class Topic(Protocol):
    """One thing a visit may be about. words: as its facilitator knows it."""

    key: UUID
    words: str


class VisitTopics(Protocol):
    def topics_of(self, group: CrafterGroup) -> Sequence[Topic]: ...

    def keep(self, session: MentoringSession, keys: Collection[UUID], by: Any) -> None:
        """Remember that `session` was about its own ones of `keys`, and of no other."""


def topics_of(group: CrafterGroup) -> list[Topic]:
    """Everything a visit to `group` may be about now, in the order the answers give it."""
    sources: list[VisitTopics] = [ask() for ask in hooks.get_hooks("register_visit_topics")]
    return [topic for source in sources for topic in source.topics_of(group)]


@transaction.atomic
def log_visit_about(
    *, visit: VisitLog, topics: Collection[UUID] | None, recorded_by: Any
) -> MentoringSession:
    """Record `visit`, and what it was about; both or neither.

    topics: keys that were chosen; None where nobody was asked. What others link by
    themselves (a lesson that was used) they do besides. Raises as `log_group_visit` does.
    """
    session = log_group_visit(visit=visit, recorded_by=recorded_by)
    if topics is not None and session.is_held:
        for ask in hooks.get_hooks("register_visit_topics"):
            ask().keep(session, topics, recorded_by)
    return session
