"""What this room keeps about one person: what she asked, and what she was told."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from mentoring.assignments.models import Answer, Question
from mentoring.assignments.services import forget_questions
from mentoring.personal_data import Section, Subject, section


class AssignmentsData:
    """This room's answer to the hook `register_personal_data`."""

    name = "mentoring.assignments"

    def describe(self) -> list[str]:
        return [_("What you asked and were answered, until you take it back.")]

    def export(self, subject: Subject) -> list[Section]:
        asked = Question.objects.kept().filter(asked_by__in=subject.user_ids)
        return [
            section(
                "questions",
                _("What I asked"),
                asked.select_related("group"),
                ["group", "text", "asked_at"],
            ),
            section(
                "answers",
                _("What I was answered"),
                Answer.objects.filter(question__in=asked),
                ["text", "answered_at"],
            ),
        ]

    def erase(self, subject: Subject, *, now: datetime) -> Sequence[str]:
        asked = Question.objects.filter(asked_by__in=subject.user_ids)
        forget_questions(questions=asked, now=now)
        return []
