"""Questions and answers lose their words and voices in time; rows stay for counting."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from balai.privacy.retention import rules
from mentoring.assignments.models import Answer, Question
from mentoring.assignments.retention import AnsweredQuestions
from tests.factories.asking import AnswerFactory, QuestionFactory

pytestmark = pytest.mark.django_db

ANSWERED = timezone.make_aware(datetime(2024, 1, 1, 8))
LAST_DAY = ANSWERED.date() + timedelta(days=365)


def test_an_answered_question_is_forgotten_after_a_year_and_an_open_one_is_kept(settings):
    answered = AnswerFactory(answered_at=ANSWERED).question
    waiting = QuestionFactory(asked_at=ANSWERED)
    rule = AnsweredQuestions()

    assert (rule.count(LAST_DAY), rule.carry_out(LAST_DAY)) == (0, 0)
    assert rule.count(LAST_DAY + timedelta(days=1)) == 1
    assert rule.carry_out(LAST_DAY + timedelta(days=1)) == 1
    assert rule.carry_out(LAST_DAY + timedelta(days=1)) == 0

    kept = Question.objects.get(pk=answered.pk)
    assert (kept.text, kept.asked_at) == ("", answered.asked_at)
    assert not Answer.objects.exists()
    assert Question.objects.get(pk=waiting.pk).text == "Kapan pelatihan mulai?"
    assert any(isinstance(each, AnsweredQuestions) for each in rules())


def test_a_site_says_how_long(settings):
    settings.MENTORING_ANSWERED_QUESTION_DAYS = 30
    AnswerFactory(answered_at=ANSWERED)

    assert AnsweredQuestions().carry_out(ANSWERED.date() + timedelta(days=31)) == 1
