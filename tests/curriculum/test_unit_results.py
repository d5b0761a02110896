"""What somebody knows by competency unit, before the lessons and after them."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from curriculum.models import CompetencyUnit, ProgressEvent
from curriculum.unit_results import Answered, Share, checks_by_unit, results_by_unit, unit_result
from tests.curriculum.readers import answers, reading_of
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.curriculum import CompetencyUnitFactory, check, module
from tests.factories.registry import CrafterGroupFactory, MembershipFactory, PersonFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
MINE = "/pelajaran/hasil/"


@pytest.fixture
def unit():
    return CompetencyUnitFactory(code="U1", title_id="Memilih kayu")


def test_a_unit_has_the_checks_of_its_modules_as_they_are_read_now(unit):
    other = CompetencyUnitFactory()
    CompetencyUnitFactory()
    first = module("M01", units=[unit], lessons=2)
    second = module("M02", units=[unit, other])
    module("M03")

    found = checks_by_unit()

    def checks(page):
        return {
            key for lesson in page.module_releases.get().lessons.all() for key in lesson.check_ids
        }

    assert found == {
        unit.pk: frozenset(checks(first) | checks(second)),
        other.pk: frozenset(checks(second)),
    }
    assert len(found[unit.pk]) == 3


def test_every_check_counts_once_however_often_it_was_answered():
    unit = CompetencyUnit(code="U1")
    said = [
        Answered("a", False, "before"),
        Answered("b", True, "before"),
        Answered("a", False, ""),
        Answered("a", True, ""),
        Answered("b", True, ""),
        Answered("b", False, ""),
        Answered("c", False, ""),
        Answered("a", False, "after"),
        Answered("a", True, "after"),
        Answered("of another unit", True, ""),
    ]

    result = unit_result(unit, frozenset("abcd"), said)

    assert (result.checks, result.first_try, result.in_the_end) == (4, Share(1, 3), Share(2, 3))
    assert (result.before, result.after) == (Share(1, 2), Share(1, 1))


def test_what_was_answered_is_read_in_the_order_it_arrived(unit, ruminah):
    page = module("M01", units=[unit])
    answers(ruminah, reading_of(page), correctly=False)
    answers(ruminah, reading_of(page))
    event = ProgressEvent.objects.order_by("received_at").first()
    earlier = datetime(2026, 1, 1, tzinfo=UTC)
    ProgressEvent.objects.create(
        user=ruminah,
        release=event.release,
        lesson=event.lesson,
        kind=event.kind,
        block_id=event.block_id,
        option_id=event.option_id,
        is_correct=False,
        moment="before",
        received_at=earlier - timedelta(days=1),
    )

    (result,) = results_by_unit(ruminah.pk)

    assert (result.unit, result.checks) == (unit, 1)
    assert (result.before, result.first_try, result.in_the_end, result.after) == (
        Share(0, 1),
        Share(0, 1),
        Share(1, 1),
        Share(0, 0),
    )


def test_the_page_shows_her_own_results_and_no_one_elses(client, unit, ruminah, sutini):
    answers(sutini, reading_of(module("M01", units=[unit])))
    client.force_login(ruminah)

    text = client.get(MINE).text
    client.force_login(sutini)
    hers = client.get(MINE).text

    assert ("Memilih kayu" in text, "Belum ada cek paham yang dijawab (1)" in text) == (True, True)
    assert "Benar akhirnya" in hers
    assert "1 dari 1" in hers
    assert markup_errors(hers) == []


def test_a_facilitator_sees_those_of_people_she_accompanies(client, unit, ruminah):
    page = module("M01", units=[unit])
    answers(ruminah, reading_of(page))
    group = CrafterGroupFactory()
    person = PersonFactory(user=ruminah)
    phoneless = PersonFactory()
    MembershipFactory(group=group, person=person)
    MembershipFactory(group=group, person=phoneless)
    own = FacilitatorFactory(user__roles=["facilitator"])
    AssignmentFactory(facilitator=own, group=group)
    neighbour = FacilitatorFactory(user__roles=["facilitator"])
    AssignmentFactory(facilitator=neighbour, group=CrafterGroupFactory(sentra=group.sentra))
    seen = {}
    for name, user in {"own": own.user, "same area": neighbour.user, "herself": ruminah}.items():
        client.force_login(user)
        seen[name] = [
            client.get(reverse("curriculum:results_of", args=[each.pk])).status_code
            for each in (person, phoneless)
        ]

    assert seen == {"own": [200, 200], "same area": [404, 404], "herself": [404, 404]}


@pytest.mark.parametrize("count", [0, 1, 30])
def test_the_page_costs_the_same_for_any_number_of_units_and_answers(
    client, ruminah, count, django_assert_num_queries
):
    page = module("M01", units=[CompetencyUnitFactory() for _unit in range(count)], cards=[check()])
    for _answer in range(count):
        answers(ruminah, reading_of(page), event_id=uuid.uuid4())
    client.force_login(ruminah)
    client.get(MINE)

    # session, user, units of modules, released checks, answers, practice; with units those too
    with django_assert_num_queries(7 if count else 6):
        response = client.get(MINE)

    assert len(response.context["units"]) == count


def test_whose_results_they_are_is_asked_of_the_hook_only(client, ruminah):
    client.force_login(UserFactory(is_superuser=True))

    assert client.get(reverse("curriculum:results_of", args=[uuid.uuid4()])).status_code == 404
