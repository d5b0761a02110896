"""What readers do in tests."""

import uuid

from curriculum.mixins import LessonMixin
from curriculum.rendering import LessonReading
from curriculum.services import record_answer, record_lesson_done


def reading_of(module, number=1) -> LessonReading:
    """The reading of the module's lesson of this number, as released now."""
    lesson: LessonMixin = module.get_lessons()[number - 1]
    return lesson.get_reading(None)


def does(user, reading, event_id=None):
    """The reader presses "done"."""
    return record_lesson_done(event_id=event_id or uuid.uuid4(), reader=user, reading=reading)


def answers(user, reading, *, correctly=True, event_id=None):
    """The reader answers the lesson's first check."""
    card = next(card for card in reading.cards if card.options)
    option = next(option for option in card.options if option.is_correct == correctly)
    return record_answer(
        event_id=event_id or uuid.uuid4(), reader=user, reading=reading, card=card, option=option
    )
