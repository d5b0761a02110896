"""What a facilitator leaves open in a group: listed when she hands it over.

Hook `register_open_work`: a function `(group, facilitator)` that returns objects like
`OpenWork`. Rooms below answer for their own records; this one answers for questions.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _
from wagtail import hooks

from mentoring.assignments.models import Assignment, Facilitator, Question


class OpenWork(Protocol):
    """One thing that is not done yet. due_on: until when, None if open. url: "" if no page."""

    sentence: str
    url: str
    due_on: date | None


@dataclass(frozen=True)
class LeftOpen:
    """This room's own answer, and one that others may use."""

    sentence: str
    url: str = ""
    due_on: date | None = None


def open_work_of(assignment: Assignment) -> list[OpenWork]:
    """What is open in the group of `assignment`, the soonest due first, then undated ones."""
    found: list[OpenWork] = []
    for ask in hooks.get_hooks("register_open_work"):
        answer: Iterable[OpenWork] = ask(assignment.group, assignment.facilitator)
        found.extend(answer)
    return sorted(found, key=lambda work: (work.due_on is None, work.due_on or date.max))


def open_questions(group: Any, facilitator: Facilitator) -> list[LeftOpen]:
    questions = Question.objects.open().filter(group=group)
    return [
        LeftOpen(_("A member's question has no answer yet."), question.get_absolute_url())
        for question in questions
    ]
