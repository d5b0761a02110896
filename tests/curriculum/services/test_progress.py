import uuid

import pytest

from curriculum.errors import EventIdTaken, NotInThisLesson
from curriculum.models import ProgressEvent, ProgressSummary
from curriculum.services import create_lesson, rebuild_progress, record_answer
from curriculum.signals import module_completed
from tests.curriculum.readers import answers, does, reading_of
from tests.factories.curriculum import module, step

pytestmark = pytest.mark.django_db


def summary(user):
    found = ProgressSummary.objects.get(user=user)
    return found.lessons_done, found.checks_passed, found.completed_at is not None


def test_doing_every_lesson_completes_the_module(ruminah):
    page = module(lessons=2)

    does(ruminah, reading_of(page, 1))
    halfway = summary(ruminah)
    last = does(ruminah, reading_of(page, 2))

    assert halfway == (1, 0, False)
    assert summary(ruminah) == (2, 0, True)
    assert ProgressSummary.objects.get().completed_at == last.received_at


def test_the_same_event_twice_is_one(ruminah):
    reading, event_id = reading_of(module()), uuid.uuid4()

    does(ruminah, reading, event_id)
    does(ruminah, reading, event_id)

    assert ProgressEvent.objects.count() == 1


def test_an_event_of_somebody_else_is_refused(ruminah, sutini):
    reading, event_id = reading_of(module()), uuid.uuid4()
    does(ruminah, reading, event_id)

    with pytest.raises(EventIdTaken):
        does(sutini, reading, event_id)

    assert [event.user for event in ProgressEvent.objects.all()] == [ruminah]


def test_a_check_is_passed_once_however_often_it_is_answered(ruminah):
    reading = reading_of(module())

    answers(ruminah, reading, correctly=False)
    after_a_wrong_one = summary(ruminah)
    answers(ruminah, reading)
    answers(ruminah, reading)
    answers(ruminah, reading, correctly=False)

    assert after_a_wrong_one == (0, 0, False)
    assert summary(ruminah) == (0, 1, False)
    assert ProgressEvent.objects.count() == 4


def test_a_check_of_another_lesson_is_refused(ruminah):
    page = module(lessons=2)
    here, there = reading_of(page, 1), reading_of(page, 2)
    card = there.cards[1]

    with pytest.raises(NotInThisLesson):
        record_answer(
            event_id=uuid.uuid4(), reader=ruminah, reading=here, card=card, option=card.options[0]
        )


def test_a_preview_keeps_nothing(ruminah):
    preview = module().get_lessons()[0].get_reading(None, is_preview=True)

    with pytest.raises(NotInThisLesson):
        does(ruminah, preview)

    assert ProgressEvent.objects.count() == 0


def test_a_later_release_never_takes_completion_back(ruminah):
    page = module()
    does(ruminah, reading_of(page))

    create_lesson(module=page, title="Tambahan", cards=[step()])
    answers(ruminah, reading_of(page, 1))

    assert summary(ruminah) == (1, 1, True)


def test_completion_is_told_once(ruminah, django_capture_on_commit_callbacks):
    heard = []

    def hear(summary, release, **kwargs):
        heard.append((summary.user, release.code))

    page = module()
    module_completed.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        does(ruminah, reading_of(page))
        does(ruminah, reading_of(page))
        answers(ruminah, reading_of(page))
    module_completed.disconnect(hear)

    assert heard == [(ruminah, "M01")]


def test_rebuilding_gives_the_same_summaries(ruminah, sutini):
    for code in ("M01", "M02"):
        page = module(code, lessons=2)
        does(ruminah, reading_of(page, 1))
        answers(ruminah, reading_of(page, 2))
        does(ruminah, reading_of(page, 2))
        does(sutini, reading_of(page, 2))
    fields = ("user", "module", "lessons_done", "checks_passed", "completed_at", "last_event_at")
    before = set(ProgressSummary.objects.values_list(*fields))
    ProgressSummary.objects.update(lessons_done=9, completed_at=None)

    count = rebuild_progress()

    assert count == 4
    assert set(ProgressSummary.objects.values_list(*fields)) == before


def test_rebuilding_one_reader_leaves_the_others_alone(ruminah, sutini):
    reading = reading_of(module())
    does(ruminah, reading)
    does(sutini, reading)
    ProgressSummary.objects.update(lessons_done=9)

    rebuild_progress(user_ids=[ruminah.pk])

    assert {each.user: each.lessons_done for each in ProgressSummary.objects.all()} == {
        ruminah: 1,
        sutini: 9,
    }


def test_rebuilding_forgets_summaries_without_events(ruminah):
    does(ruminah, reading_of(module()))
    ProgressEvent.objects.all().delete()

    assert rebuild_progress() == 0
    assert ProgressSummary.objects.count() == 0
