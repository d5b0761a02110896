"""A gate and a report of the same day say the same of the same people."""

from datetime import date

import pytest

from mentoring.incubation import two_years
from mentoring.incubation.evaluations.facts import facts_of
from mentoring.incubation.evaluations.group_figures import figures_of_group
from mentoring.incubation.gate_measures import MEASURES, Asked
from mentoring.incubation.memo_figures import memo_figures
from mentoring.incubation.models import (
    CycleEnrolment,
    CycleInstrument,
    GateCriterion,
    InstrumentVersion,
    Item,
    Response,
)
from mentoring.registry.models import FrozenRank
from tests.factories.incubation import (
    MONTH_24,
    CycleEnrolmentFactory,
    CycleFactory,
    asked_person,
    bargaining_version,
    submitted_round,
)
from tests.factories.registry import MembershipFactory
from tests.mentoring.incubation.test_bridging import other_words_for_twr5, second_version

pytestmark = pytest.mark.django_db
FIRST, LAST, ON = date(2025, 2, 3), date(2026, 12, 1), date(2026, 12, 31)


def group_at_its_end():
    """A group whose cycle measures everything it can."""
    return CycleEnrolmentFactory(state="endline", cycle=CycleFactory(criteria=two_years.CRITERIA))


@pytest.fixture
def enrolment():
    enrolment = group_at_its_end()
    CycleInstrument.objects.get_or_create(cycle=enrolment.cycle, version=bargaining_version())
    submitted_round(enrolment, happened_on=FIRST)
    submitted_round(enrolment, "endline", MONTH_24, happened_on=LAST)
    return enrolment


@pytest.fixture
def risen(enrolment):
    """Six members, each a level higher at the end."""
    people = []
    for rank in range(1, 7):
        person = MembershipFactory(group=enrolment.group).person
        rounds = [
            asked_person(enrolment, person, "baseline", 1, on=FIRST),
            asked_person(enrolment, person, "endline", 2, on=LAST),
        ]
        FrozenRank.objects.create(
            cycle_key=f"enrolment:{enrolment.pk}",
            person=person,
            stratum="tertinggal",
            rank=rank,
            n=10,
            frozen_at="2025-02-03T00:00Z",
        )
        people.append(rounds)
    return people


def tied(round, number):
    item = Item.objects.get(dimension__version=round.version, code="TIED_SHARE")
    Response.objects.create(round=round, item=item, number=number)


def fresh(enrolment):
    return CycleEnrolment.objects.select_related("group__sentra", "cycle").get(pk=enrolment.pk)


def gate(enrolment, code, on=ON):
    criterion = GateCriterion.objects.get(cycle=enrolment.cycle, code=code)
    asked = Asked(fresh(enrolment), criterion)
    return MEASURES[criterion.measure].read([asked], on)[asked]


def report(enrolment, until=ON):
    return figures_of_group(facts_of([fresh(enrolment)], until)[0])


def test_both_say_yes_where_everything_holds(enrolment, risen):
    for before, after in risen:
        tied(before, 40)
        tied(after, 20)

    assert gate(enrolment, "members-gain").is_met is True
    assert report(enrolment)["persons_verdict"]["answer"] == "significant"


def test_who_came_or_went_moves_no_tied_share(enrolment, risen):
    """One said 50 and 40, another 0 and then nothing: a mean of whoever spoke would rise."""
    (first, last), (other, _silent) = risen[:2]
    tied(first, 50)
    tied(last, 40)
    tied(other, 0)

    assert gate(enrolment, "members-gain").is_met is True
    assert report(enrolment)["persons_verdict"]["answer"] == "significant"


def test_a_tied_share_that_rose_is_a_no_to_both(enrolment, risen):
    for before, after in risen:
        tied(before, 20)
        tied(after, 40)

    assert gate(enrolment, "members-gain").is_met is False
    assert report(enrolment)["persons_verdict"]["answer"] == "not_significant"


def test_what_was_asked_after_the_day_counts_for_neither(enrolment, risen):
    day = date(2026, 11, 30)

    assert gate(enrolment, "members-gain", day).is_met is None
    assert report(enrolment, day)["persons_verdict"]["answer"] == "cannot_say"


def test_a_gate_takes_no_midline_for_the_end():
    enrolment = group_at_its_end()
    CycleInstrument.objects.get_or_create(cycle=enrolment.cycle, version=bargaining_version())
    submitted_round(enrolment, happened_on=FIRST)
    submitted_round(enrolment, "midline", MONTH_24, happened_on=LAST)
    for _rank in range(6):
        person = MembershipFactory(group=enrolment.group).person
        asked_person(enrolment, person, "baseline", 1, on=FIRST)
        asked_person(enrolment, person, "midline", 2, on=LAST)

    assert gate(enrolment, "members-gain").is_met is None
    assert report(enrolment)["persons"]["bargaining-position"]["change"]["matched"] == "6"


def test_a_group_asked_in_changed_words_is_judged_alike():
    enrolment = group_at_its_end()
    submitted_round(enrolment, happened_on=FIRST)
    second = second_version(other_words_for_twr5)
    InstrumentVersion.objects.filter(pk=second.pk).update(answered_percent=80)
    second.refresh_from_db()
    submitted_round(enrolment, "endline", MONTH_24, happened_on=LAST, version=second)

    assert gate(enrolment, "bargaining-gain").is_met is True
    found = report(enrolment)
    assert (found["group_verdict"]["answer"], found["group_verdict"]["points"]) == (
        "significant",
        "25.00",
    )
    assert "change" not in found


def test_the_memo_says_what_the_report_says(enrolment, risen):
    memo = memo_figures(fresh(enrolment), ON)
    found = report(enrolment)

    assert memo["members_gain"] == float(found["persons_verdict"]["median"])
    assert round(memo["group_gain"], 2) == float(found["change"]["total"])
