"""Lines of the formula in force, as topics of a visit (hook `register_visit_topics`)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from mentoring.incubation.models import FormulaItem
from mentoring.incubation.permissions import can_link_session
from mentoring.incubation.services.formula_sessions import (
    lines_in_force,
    lines_of_groups,
    lines_told,
    link_session,
)
from mentoring.sessions.models import MentoringSession


@dataclass(frozen=True)
class LineTopic:
    key: UUID
    words: str


class FormulaTopics:
    def topics_of(self, groups: Collection[UUID]) -> Mapping[UUID, list[LineTopic]]:
        lines = lines_of_groups(groups)
        return {
            group: [LineTopic(one.pk, _words(one)) for one in some] for group, some in lines.items()
        }

    def words_of(self, keys: Collection[UUID], groups: Collection[UUID]) -> Mapping[UUID, str]:
        return {
            one.pk: _words(one)
            if one.formula.is_agreed
            else _("%(line)s (no longer in the formula)") % {"line": _words(one)}
            for one in lines_told(keys, groups)
        }

    def keep(self, session: MentoringSession, keys: Collection[UUID], by: Any) -> None:
        lines = lines_in_force(session)
        if lines and can_link_session(by, session):
            chosen = [one for one in lines if one.pk in keys]
            link_session(session=session, items=chosen, linked_by=by)


def _words(line: FormulaItem) -> str:
    return f"{line.what} – {line.problem}"
