"""What curriculum tells certificates of readers."""

from types import SimpleNamespace

import pytest
from wagtail import hooks

from curriculum.evidence import ReadingEvidence
from curriculum.models import ProgrammeModule
from curriculum.offers import TrainingProgrammes
from curriculum.services import create_lesson
from tests.curriculum.readers import answers, does, reading_of
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import ProgrammeFactory, check, module
from tests.factories.registry import PersonFactory

pytestmark = pytest.mark.django_db


def occasion(*pages, optional=()):
    programme = ProgrammeFactory()
    for page in (*pages, *optional):
        ProgrammeModule.objects.create(
            programme=programme, module_id=page.pk, is_required=page not in optional
        )
    frozen = TrainingProgrammes().by_code(programme.code)
    return SimpleNamespace(programme={"code": frozen.code, "modules": list(frozen.modules)})


def ours(users, asked):
    answer = ReadingEvidence().facts_for(user_ids=[user.pk for user in users], occasion=asked)
    return {
        user: {fact.kind: (fact.value, fact.of, fact.detail["missing"]) for fact in answer[user.pk]}
        for user in users
    }


def test_what_each_reader_has_shown(ruminah, sutini):
    beads, pottery = module("M01"), module("M02", lessons=2)
    asked = occasion(beads, pottery)
    does(ruminah, reading_of(beads))
    answers(ruminah, reading_of(beads))
    does(ruminah, reading_of(pottery, 1))
    answers(ruminah, reading_of(pottery, 2), correctly=False)

    assert ours([ruminah, sutini], asked) == {
        ruminah: {
            "modules_completed": (1, 2, ["M02"]),
            "checks_passed": (1, 3, ["M02"]),
        },
        sutini: {
            "modules_completed": (0, 2, ["M01", "M02"]),
            "checks_passed": (0, 3, ["M01", "M02"]),
        },
    }


def test_which_release_was_read_is_told(ruminah):
    page = module("M01")
    asked = occasion(page)
    create_lesson(module=page, title="Tambahan", cards=[check()])
    does(ruminah, reading_of(page, 1))
    does(ruminah, reading_of(page, 2))

    told = ReadingEvidence().facts_for(user_ids=[ruminah.pk], occasion=asked)[ruminah.pk][0]
    assert told.detail["releases"] == {"M01": 2}


def test_only_required_modules_count(ruminah):
    beads, extra = module("M01"), module("M02")
    does(ruminah, reading_of(extra))

    assert ours([ruminah], occasion(beads, optional=[extra]))[ruminah] == {
        "modules_completed": (0, 1, ["M01"]),
        "checks_passed": (0, 1, ["M01"]),
    }


def test_checks_added_after_the_programme_was_frozen_are_not_asked_for(ruminah):
    page = module("M01")
    asked = occasion(page)
    create_lesson(module=page, title="Tambahan", cards=[check()])
    answers(ruminah, reading_of(page, 2))
    assert ours([ruminah], asked)[ruminah]["checks_passed"][:2] == (0, 1)

    answers(ruminah, reading_of(page, 1))
    assert ours([ruminah], asked)[ruminah]["checks_passed"][:2] == (1, 1)


def test_a_programme_without_modules_asks_for_nothing(ruminah):
    assert ours([ruminah], occasion())[ruminah] == {
        "modules_completed": (0, 0, []),
        "checks_passed": (0, 0, []),
    }


@pytest.mark.parametrize("count", [1, 30])
def test_any_number_of_readers_costs_the_same(count, django_assert_num_queries):
    page = module("M01")
    asked = occasion(page)
    users = UserFactory.create_batch(count)
    for user in users:
        does(user, reading_of(page))

    # Four, and one to ask who is one person.
    with django_assert_num_queries(5):
        answer = ours(users, asked)

    assert [shown["modules_completed"][0] for shown in answer.values()] == [1] * count


def test_what_was_read_under_another_account_of_hers_counts(ruminah):
    beads, prices = module("M01"), module("M03")
    older = UserFactory()
    does(ruminah, reading_of(beads))
    does(older, reading_of(prices))
    asked = occasion(beads, prices)
    assert ours([ruminah], asked)[ruminah]["modules_completed"][:2] == (1, 2)

    PersonFactory(user=older, merged_into=PersonFactory(user=ruminah))

    assert ours([ruminah], asked)[ruminah]["modules_completed"][:2] == (2, 2)


def test_the_answer_is_registered():
    names = {answer().name for answer in hooks.get_hooks("register_certificate_evidence")}

    assert "curriculum" in names
