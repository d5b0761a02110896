import json
from decimal import Decimal

import pytest
from wagtail import hooks

from curriculum.models import ProgrammeModule, ProgrammeUnit
from curriculum.offers import TeachingModule, TeachingModules, TrainingProgrammes, plain
from curriculum.services import replace_cards
from tests.curriculum.audiences import audience
from tests.curriculum.readers import does, reading_of
from tests.factories.curriculum import (
    CompetencyUnitFactory,
    ProgrammeFactory,
    check,
    draft_module,
    module,
    step,
)

pytestmark = pytest.mark.django_db


def programme(*pages):
    row = ProgrammeFactory(code="MANIK")
    unit = CompetencyUnitFactory(code="U1", title_id="Bubut", title_en="Turning")
    ProgrammeUnit.objects.create(programme=row, unit=unit, jp=Decimal("2.5"))
    for page in pages:
        ProgrammeModule.objects.create(programme=row, module_id=page.pk)
    return row


def test_a_programme_tells_all_that_others_keep_of_it():
    page = module("M01", lessons=2)
    programme(page)

    told = TrainingProgrammes().by_code("MANIK")

    assert (told.title_id, told.minutes_per_jp, told.jp_total) == (
        "Produksi Manik-manik Kayu",
        45,
        64,
    )
    assert list(told.units) == [
        {"code": "U1", "title_id": "Bubut", "title_en": "Turning", "jp": 2.5}
    ]
    assert list(told.modules) == [
        {
            "code": "M01",
            "title": page.title,
            "page_id": page.pk,
            "revision_id": page.live_revision_id,
            "release": 1,
            "checks": 2,
            "is_required": True,
        }
    ]
    assert json.dumps([told.units, told.modules])


def test_a_module_still_waiting_has_no_revision():
    programme(draft_module("M01"))

    assert [
        (each["revision_id"], each["checks"])
        for each in TrainingProgrammes().by_code("MANIK").modules
    ] == [(None, 0)]


def test_an_unknown_code_is_nothing():
    assert TrainingProgrammes().by_code("LAIN") is None


def test_teaching_modules_are_those_published_now():
    shown, taken_back = module("M01"), module("M02")
    draft_module("M03")
    taken_back.unpublish()

    assert TeachingModules().modules() == [
        TeachingModule(shown.pk, shown.live_revision_id, "M01", shown.title, 1)
    ]


def test_a_group_is_taught_with_the_release_it_still_reads(ruminah):
    page = module("M01")
    with audience(members=[ruminah]):
        does(ruminah, reading_of(page))
        lesson = page.get_lessons()[0]
        lesson.change_kind = "major"
        replace_cards(lesson=lesson, cards=[step("Cara baru."), check()])

        assert [each.release for each in TeachingModules().modules("group:melati")] == [1]
        assert [each.release for each in TeachingModules().modules("group:mawar")] == [2]
        assert [each.release for each in TeachingModules().modules()] == [2]


@pytest.mark.parametrize(("count", "queries"), [(0, 1), (1, 7), (30, 7)])
def test_any_number_of_programmes_costs_the_same(count, queries, django_assert_num_queries):
    page = module("M01")
    unit = CompetencyUnitFactory()
    for row in ProgrammeFactory.create_batch(count):
        ProgrammeUnit.objects.create(programme=row, unit=unit, jp=8)
        ProgrammeModule.objects.create(programme=row, module_id=page.pk)

    with django_assert_num_queries(queries):
        assert len(TrainingProgrammes().all()) == count


@pytest.mark.parametrize("count", [0, 1, 30])
def test_any_number_of_modules_costs_one_query(count, django_assert_num_queries):
    for number in range(count):
        module(f"M{number:02}")

    with django_assert_num_queries(1):
        assert len(TeachingModules().modules()) == count


def test_half_lesson_hours_stay_halves():
    assert (plain(Decimal("40.0")), plain(Decimal("2.5"))) == (40, 2.5)


@pytest.mark.parametrize("name", ["register_training_programmes", "register_teaching_modules"])
def test_the_answers_are_registered(name):
    assert any(type(answer()).__module__ == "curriculum.offers" for answer in hooks.get_hooks(name))
