"""Lines of the formula in force, as topics of a visit (hook `register_visit_topics`)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mentoring.incubation.permissions import can_link_session
from mentoring.incubation.services.formula_sessions import (
    lines_in_force,
    lines_of_group,
    link_session,
)
from mentoring.registry.models import CrafterGroup
from mentoring.sessions.models import MentoringSession


@dataclass(frozen=True)
class LineTopic:
    key: UUID
    words: str


class FormulaTopics:
    def topics_of(self, group: CrafterGroup) -> list[LineTopic]:
        return [LineTopic(one.pk, f"{one.what} – {one.problem}") for one in lines_of_group(group)]

    def keep(self, session: MentoringSession, keys: Collection[UUID], by: Any) -> None:
        lines = lines_in_force(session)
        if lines and can_link_session(by, session):
            chosen = [one for one in lines if one.pk in keys]
            link_session(session=session, items=chosen, linked_by=by)
