"""What was done in one language is done in all."""

import pytest

from curriculum.models import ProgressSummary
from curriculum.reader_progress import progress_in
from curriculum.services import rebuild_progress
from curriculum.translations.services import translate_page
from tests.curriculum.readers import answers, does, reading_of
from tests.curriculum.translations.conftest import WORDS
from tests.factories.curriculum import module as make_module


@pytest.fixture
def pair(db):
    """A module of two lessons with a check each, and both in Madurese."""
    module = make_module(lessons=2, cards=None)
    translate_page(page=module, language="mad", words=WORDS, publish=False)
    for lesson in module.get_lessons():
        translate_page(page=lesson, language="mad", words=WORDS)
    return module, translate_page(page=module, language="mad", words=WORDS)


def test_a_lesson_done_in_one_language_is_done_in_the_other(pair, ruminah):
    module, madurese = pair

    does(ruminah, reading_of(madurese))

    done = progress_in(ruminah, module.get_reading(None)).lessons
    assert done == {module.get_lessons()[0].pk}


def test_a_module_is_completed_by_lessons_read_in_two_languages(pair, ruminah):
    module, madurese = pair

    does(ruminah, reading_of(module, 1))
    answers(ruminah, reading_of(madurese, 2))
    event = does(ruminah, reading_of(madurese, 2))

    summary = ProgressSummary.objects.get()
    assert (summary.module_id, summary.lessons_done, summary.checks_passed) == (module.pk, 2, 1)
    assert summary.completed_at == event.received_at
    assert event.locale == "mad"


def test_summaries_made_again_are_the_same(pair, ruminah):
    module, madurese = pair
    does(ruminah, reading_of(module, 1))
    does(ruminah, reading_of(madurese, 2))
    facts = ["module_id", "release_id", "lessons_done", "completed_at", "last_event_at"]
    before = list(ProgressSummary.objects.values(*facts))

    rebuild_progress()

    assert list(ProgressSummary.objects.values(*facts)) == before
