"""Ask, take back, answer: between a member of a group and those who accompany it."""

from datetime import datetime, time
from typing import Any, BinaryIO, TypeVar
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mentoring.assignments import conf
from mentoring.assignments.errors import (
    NothingSaid,
    NotInThisGroup,
    QuestionAnswered,
    QuestionTakenBack,
    TooManyQuestions,
)
from mentoring.assignments.models import Answer, Question
from mentoring.conf import voice_max_bytes
from mentoring.private_files import delete_on_commit
from mentoring.registry.models import CrafterGroup
from mentoring.registry.permissions import own_groups
from mentoring.voices import Voice, read_voice

S = TypeVar("S", Question, Answer)


def ask_question(
    *,
    question_id: UUID,
    group: CrafterGroup,
    asked_by: Any,
    text: str = "",
    voice: BinaryIO | None = None,
    now: datetime | None = None,
) -> Question:
    """Return the question, open for whoever accompanies `group` today; sent twice is one.

    question_id: made with the form. voice: as it was sent, open for reading bytes.
    Raises NothingSaid, NotInThisGroup, TooManyQuestions, VoiceEmpty, VoiceTooLarge,
    VoiceUnreadable.
    """
    now = now or timezone.now()
    text, spoken = _what_is_said(text, voice)
    day = timezone.localdate(now)
    with transaction.atomic():
        # Two taps on one button: the second waits, then finds the first.
        get_user_model()._default_manager.select_for_update().get(pk=asked_by.pk)
        known = Question.objects.filter(pk=question_id, asked_by=asked_by).first()
        if known is not None:
            return known
        if not own_groups(asked_by, day).filter(pk=group.pk).exists():
            raise NotInThisGroup(group=group)
        morning = timezone.make_aware(datetime.combine(day, time.min))
        asked = Question.objects.filter(asked_by=asked_by, asked_at__gte=morning).count()
        if asked >= conf.questions_a_day():
            raise TooManyQuestions(count=asked)
        return _kept(
            Question(pk=question_id, group=group, asked_by=asked_by, asked_at=now, text=text),
            spoken,
        )


@transaction.atomic
def withdraw_question(*, question: Question, now: datetime | None = None) -> Question:
    """Forget what was asked; only that something was asked stays. Again is harmless.

    Raises QuestionAnswered.
    """
    locked = _lock(question)
    if locked.reply is not None:
        raise QuestionAnswered
    if locked.withdrawn_at is None:
        storage, name = locked.voice.storage, locked.voice.name
        locked.text, locked.voice, locked.voice_type = "", "", ""
        locked.withdrawn_at = now or timezone.now()
        locked.save()
        if name:
            transaction.on_commit(lambda: storage.delete(name))
    return locked


def answer_question(
    *,
    question: Question,
    answered_by: Any,
    text: str = "",
    voice: BinaryIO | None = None,
    now: datetime | None = None,
) -> Answer:
    """Return the one answer to `question`; the same person's same words again are it.

    Raises NothingSaid, QuestionAnswered, QuestionTakenBack, VoiceEmpty, VoiceTooLarge,
    VoiceUnreadable.
    """
    text, spoken = _what_is_said(text, voice)
    with transaction.atomic():
        locked = _lock(question)
        if locked.reply is not None:
            if (locked.reply.answered_by_id, locked.reply.text) == (answered_by.pk, text):
                return locked.reply
            raise QuestionAnswered
        if locked.withdrawn_at is not None:
            raise QuestionTakenBack
        answer = Answer(
            question=locked, answered_by=answered_by, answered_at=now or timezone.now(), text=text
        )
        return _kept(answer, spoken)


def note_answers_read(*, reader: Any, now: datetime | None = None) -> int:
    """Note that `reader` has seen the answers to her questions; return how many were new."""
    new = Answer.objects.filter(question__asked_by=reader, read_at__isnull=True)
    return new.update(read_at=now or timezone.now())


def _what_is_said(text: str, voice: BinaryIO | None) -> tuple[str, Voice | None]:
    text = text.strip()
    if voice is None and not text:
        raise NothingSaid
    return text, read_voice(voice, max_bytes=voice_max_bytes()) if voice else None


def _kept(said: S, spoken: Voice | None) -> S:
    if spoken is not None:
        said.voice_type = spoken.kind
        said.voice.save("voice", ContentFile(spoken.content), save=False)
    said.save(force_insert=True)
    return said


def _lock(question: Question) -> Question:
    return Question.objects.select_for_update(of=("self",)).get(pk=question.pk)


@transaction.atomic
def forget_questions(*, questions: "QuerySet[Question]", now: datetime) -> int:
    """Take words and voices out of `questions`, delete their answers; return how many lost some.

    When somebody asked stays. A question without words counts as taken back.
    """
    keys = [question.pk for question in questions]
    asked = Question.objects.filter(pk__in=keys)
    answers = Answer.objects.filter(question__in=keys)
    for said in [*asked.exclude(voice=""), *answers.exclude(voice="")]:
        delete_on_commit(said.voice)
    answers.delete()
    asked.filter(withdrawn_at__isnull=True).update(withdrawn_at=now)
    return asked.update(text="", voice="", voice_type="")
