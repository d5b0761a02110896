"""When questions of members and what they were answered are forgotten.

Answers the hook `register_retention_rules` of a site that asks it.
"""

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.assignments import conf
from mentoring.assignments.models import Question
from mentoring.assignments.services import forget_questions


class AnsweredQuestions:
    """The words and voices of a question and its answer, so many days after it was answered.

    That somebody asked stays for counting. An open question is kept until it is answered.
    """

    code = "mentoring.answered_questions"
    title = _("What members asked and were answered, in words and voices")
    sentence = _("after the answer")

    @property
    def days(self) -> int:
        return conf.answered_question_days()

    def count(self, today: date) -> int:
        return self._due(today).count()

    def carry_out(self, today: date) -> int:
        return forget_questions(questions=self._due(today), now=timezone.now())

    def _due(self, today: date) -> "QuerySet[Question]":
        first_kept = timezone.make_aware(
            datetime.combine(today - timedelta(days=self.days), time.min)
        )
        return Question.objects.filter(answer__answered_at__lt=first_kept)
