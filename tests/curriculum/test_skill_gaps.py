"""What people have not shown yet of a programme, for whoever plans trainings."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from wagtail import hooks

from curriculum.skill_gaps import SkillGaps
from tests.curriculum.readers import answers, does, reading_of
from tests.curriculum.test_evidence import occasion
from tests.curriculum.test_practical_evidence import assessed
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import CompetencyUnitFactory, module

pytestmark = pytest.mark.django_db


def trainee(user):
    return SimpleNamespace(person_id=uuid4(), user_id=user and user.pk, group_id=uuid4())


def test_lessons_checks_and_practice_that_are_missing_are_told(ruminah, sutini):
    beads, pottery = module("M01"), module("M02")
    turning = CompetencyUnitFactory(code="U1")
    programme = occasion(beads, pottery).programme | {"units": [{"code": "U1"}]}
    for page in (beads, pottery):
        does(ruminah, reading_of(page))
        answers(ruminah, reading_of(page))
    assessed(ruminah, turning, key="run:of another year")
    does(sutini, reading_of(beads))
    able, learning, unknown = trainee(ruminah), trainee(sutini), trainee(None)

    found = SkillGaps().gaps(programme=programme, people=[able, learning, unknown])

    assert [(gap.kind, gap.missing, gap.of, gap.sentence) for gap in found[able.person_id]] == [
        ("lessons", 0, 2, ""),
        ("checks", 0, 2, ""),
        ("practice", 0, 1, ""),
    ]
    assert unknown.person_id not in found
    assert [(gap.kind, gap.missing, gap.of) for gap in found[learning.person_id]] == [
        ("lessons", 1, 2),
        ("checks", 2, 2),
        ("practice", 1, 1),
    ]
    assert found[learning.person_id][0].sentence == "Pelajaran belum selesai: 1 dari 2 (M02)."


def test_a_programme_without_lessons_and_units_lacks_nothing(ruminah):
    assert not SkillGaps().gaps(programme={"code": "X"}, people=[trainee(ruminah)])[
        trainee(ruminah).person_id
    ]


@pytest.mark.parametrize("count", [1, 4])
def test_many_people_cost_what_one_costs(count, django_assert_num_queries):
    programme = occasion(module("M01")).programme | {"units": [{"code": "U1"}]}
    people = [trainee(UserFactory()) for _ in range(count)]

    with django_assert_num_queries(6):
        SkillGaps().gaps(programme=programme, people=people)


def test_mentoring_finds_it_through_the_hook():
    assert any(isinstance(ask(), SkillGaps) for ask in hooks.get_hooks("register_skill_gaps"))
