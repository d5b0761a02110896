"""What the lines of the evaluation stage and measure is a real evaluation. No time is asserted."""

from datetime import date

import pytest

from mentoring.incubation.models import Evaluation, Round
from mentoring.registry.models import FrozenRank
from tests.benchmarks.inside import evaluation
from tests.factories.accounts import UserFactory
from tests.factories.incubation import MONTH_24, CycleEnrolmentFactory, submitted_round
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db
PEOPLE = 12


@pytest.fixture
def enrolment():
    UserFactory(username=evaluation.MANAGER, roles=["programme_manager"])
    enrolment = CycleEnrolmentFactory(state="endline")
    MembershipFactory.create_batch(PEOPLE, group=enrolment.group)
    submitted_round(enrolment, happened_on=date(2025, 2, 3))
    submitted_round(enrolment, "endline", MONTH_24, happened_on=date(2026, 6, 1))
    return enrolment


def test_members_are_asked_twice_and_their_cycle_computed_locked_and_checked(enrolment):
    staged = evaluation.stage()
    computed = evaluation.compute(staged["evaluation"])
    locked = evaluation.lock(staged["evaluation"])
    verified = evaluation.verify(staged["evaluation"])

    assert (staged["groups"], staged["people"]) == (1, PEOPLE)
    assert Round.objects.of_persons().count() == 2 * PEOPLE
    assert FrozenRank.objects.count() == PEOPLE
    kept = Evaluation.objects.get(pk=staged["evaluation"])
    asked = kept.figures["persons"]["bargaining-position"]
    assert asked["change"]["matched"] == str(PEOPLE)
    assert set(asked["numbers"]) == {"TIED_SHARE", "LARGEST_BUYER_SHARE", "END_PRICE_SHARE"}
    assert (computed["rows"], computed["bytes"] > 1000, computed["queries"] > 10) == (1, True, True)
    assert locked["answer"] == kept.digest
    assert (verified["answer"], verified["queries"]) == (True, 1)


def test_a_changed_figure_is_told_by_the_check(enrolment):
    key = evaluation.stage()["evaluation"]
    evaluation.compute(key)
    evaluation.lock(key)
    kept = Evaluation.objects.get(pk=key)
    kept.figures["subject"]["groups"] = "2"
    kept.save()

    assert evaluation.verify(key)["answer"] is False
