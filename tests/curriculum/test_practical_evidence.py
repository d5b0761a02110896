"""What curriculum tells certificates of what hands have shown."""

from types import SimpleNamespace

import pytest
from wagtail import hooks

from curriculum.models import PracticalAssessment
from curriculum.practical_evidence import PracticalEvidence
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import CompetencyUnitFactory

pytestmark = pytest.mark.django_db


def training(*units, key="run:1"):
    return SimpleNamespace(key=key, programme={"units": [{"code": unit.code} for unit in units]})


def assessed(user, unit, result="lulus", key="run:1", **more):
    return PracticalAssessment.objects.create(
        user=user,
        unit=unit,
        occasion_key=key,
        result=result,
        assessor=UserFactory(),
        assessed_on="2026-03-02",
        **more,
    )


def facts(users, asked):
    found = PracticalEvidence().facts_for(user_ids=[user.pk for user in users], occasion=asked)
    return {
        user: [(each.kind, each.value, each.of, each.detail["missing"]) for each in found[user.pk]]
        for user in users
    }


def test_units_that_stand_as_passed_in_this_training_count(ruminah, sutini):
    turning, stringing = CompetencyUnitFactory(code="U1"), CompetencyUnitFactory(code="U2")
    assessed(ruminah, turning)
    assessed(ruminah, stringing, key="run:2")
    first = assessed(sutini, turning)
    assessed(sutini, turning, "belum_lulus", supersedes=first, note="Keliru orang")

    assert facts([ruminah, sutini], training(turning, stringing)) == {
        ruminah: [("units_competent", 1, 2, ["U2"])],
        sutini: [("units_competent", 0, 2, ["U1", "U2"])],
    }


def test_a_programme_without_units_says_nothing(ruminah):
    assert PracticalEvidence().facts_for(user_ids=[ruminah.pk], occasion=training()) == {}


def test_any_number_of_people_costs_one_query(django_assert_num_queries):
    unit = CompetencyUnitFactory()
    people = [UserFactory() for _person in range(30)]

    with django_assert_num_queries(1):
        found = facts(people, training(unit))

    assert len(found) == 30


def test_certificates_find_it_by_the_hook():
    sources = [ask() for ask in hooks.get_hooks("register_certificate_evidence")]

    assert "curriculum.practice" in [source.name for source in sources]
