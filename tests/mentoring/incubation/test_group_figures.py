"""What one group's snapshot says, from real rounds, logs and ranks."""

from datetime import date

import pytest

from mentoring.incubation.evaluations.facts import facts_of
from mentoring.incubation.evaluations.group_figures import figures_of_group
from mentoring.incubation.models import CycleEnrolment
from mentoring.registry.models import FrozenRank
from tests.factories.incubation import (
    MONTH_24,
    CycleEnrolmentFactory,
    asked_person,
    evaluator,
    submitted_round,
)
from tests.factories.registry import MembershipFactory
from tests.factories.sessions import AttendanceFactory, VisitFactory

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 12, 31)
FIRST, LAST = date(2025, 2, 3), date(2026, 12, 1)


def figures(enrolment, until=UNTIL):
    found = CycleEnrolment.objects.select_related("group__sentra", "cycle").get(pk=enrolment.pk)
    return figures_of_group(facts_of([found], until)[0])


@pytest.fixture
def enrolment():
    enrolment = CycleEnrolmentFactory(state="endline")
    submitted_round(enrolment, happened_on=FIRST)
    submitted_round(enrolment, "endline", MONTH_24, happened_on=LAST)
    return enrolment


def member(enrolment, *, before, after, stratum="tertinggal", rank=1, n=10, sex="P"):
    person = MembershipFactory(group=enrolment.group, person__sex=sex).person
    asked_person(enrolment, person, "baseline", before, on=FIRST)
    if after is not None:
        asked_person(enrolment, person, "endline", after, on=LAST)
    FrozenRank.objects.create(
        cycle_key=f"enrolment:{enrolment.pk}",
        person=person,
        stratum=stratum,
        rank=rank,
        n=n,
        frozen_at="2025-02-03T00:00Z",
    )
    return person


def test_manik_maduran_rises_by_33_02_and_significantly(enrolment):
    found = figures(enrolment)

    assert found["rounds"]["baseline"]["total"] == "23.23"
    assert found["rounds"]["endline"]["total"] == "56.25"
    assert found["rounds"]["endline"]["class"] == "madya"
    assert found["change"]["total"] == "33.02"
    assert found["change"]["points"]["TWR"] == "25.00"
    assert found["group_verdict"] == {
        "answer": "significant",
        "points": "25.00",
        "risen": ["TWR3", "TWR4"],
    }


def test_persons_are_matched_and_the_verdict_is_theirs(enrolment):
    for number in range(6):
        member(enrolment, before=1, after=2, rank=number + 1)
    member(enrolment, before=1, after=None, rank=7)

    found = figures(enrolment)

    assert found["persons"]["bargaining-position"]["change"] == {
        "measured_before": "7",
        "matched": "6",
        "lost": "1",
        "joined": "0",
        "attrition": "14.29",
        "median": "25.00",
        "mean": "25.00",
        "low": "25.00",
        "high": "25.00",
        "method": "bootstrap",
    }
    # No number for the tied share: TWR3 rose from level 1 to 2, so the share did not.
    assert found["persons_verdict"]["answer"] == "significant"
    # Four of the weakest two fifths: a verdict, but no figure of so few.
    assert "weak_matched" not in found["persons_verdict"]
    assert found["persons_verdict"]["weak_hidden"] is True


def test_five_persons_are_described_only(enrolment):
    for number in range(5):
        member(enrolment, before=1, after=4, rank=number + 1)

    assert figures(enrolment)["persons_verdict"]["answer"] == "describe_only"


def test_change_stands_by_stratum_and_sex(enrolment):
    for _ in range(5):
        member(enrolment, before=0, after=2, stratum="tertinggal", sex="P")
        member(enrolment, before=1, after=2, stratum="mapan", rank=10, sex="L")

    found = figures(enrolment)["persons"]["bargaining-position"]

    assert {key: one["mean"] for key, one in found["by_stratum"].items()} == {
        "tertinggal": "50.00",
        "mapan": "25.00",
    }
    assert {key: one["mean"] for key, one in found["by_sex"].items()} == {
        "P": "50.00",
        "L": "25.00",
    }
    assert found["profile"]["PT1"] == {"baseline": "0.50", "endline": "2.00"}


def test_a_gap_that_widens_is_told(enrolment):
    for _ in range(5):
        member(enrolment, before=1, after=1, stratum="tertinggal")
        member(enrolment, before=2, after=4, stratum="juragan", rank=10)

    gap = figures(enrolment)["harm"]["gap"]

    assert [gap["rounds"][kind]["gap"] for kind in ("baseline", "endline")] == ["25.00", "75.00"]
    assert (gap["widening"], gap["widens"]) == ("50.00", True)


def test_skill_that_leaves_the_group_weak_is_told():
    enrolment = CycleEnrolmentFactory(state="endline")
    submitted_round(enrolment, happened_on=FIRST)
    submitted_round(enrolment, "endline", happened_on=LAST)
    for _ in range(5):
        member(enrolment, before=1, after=3)

    assert figures(enrolment)["harm"]["skill_without_strength"] is True


def test_logs_stand_beside_the_scores_and_their_gaps_are_named(enrolment):
    people = [MembershipFactory(group=enrolment.group).person for _ in range(2)]
    for day in (3, 10):
        held = VisitFactory(
            group=enrolment.group,
            happened_on=date(2026, 12, day),
            kind="out_wall",
            state="held",
            chaired_by="facilitator",
            facilitator_was_present=True,
        )
        for person in people:
            AttendanceFactory(session=held, person=person, status="hadir")

    logs = figures(enrolment)["logs"]

    assert logs["indices"]["OTO"]["parts"] == {
        "alone": "0.00",
        "chaired": "0.00",
        "glide": "25.00",
    }
    assert logs["indices"]["OTO"]["missing"] == ["own_funds"]
    assert logs["dependence"] == "100.00"
    # Raters said 55, the logs say 8.33.
    assert logs["gaps"]["OTO"] == {"by_logs": "8.33", "by_opinion": "55.00"}


def test_an_endline_without_a_baseline_is_no_change_and_says_so():
    enrolment = CycleEnrolmentFactory(state="endline")
    submitted_round(enrolment, "endline", MONTH_24, happened_on=LAST, rater=evaluator())

    found = figures(enrolment)

    assert "change" not in found
    assert found["subject"]["no_baseline"] is True
    assert found["group_verdict"] == {"answer": "cannot_say"}


def test_of_two_baselines_the_latest_counts(enrolment):
    better = {**MONTH_24, "USH": (0, 0, 0)}
    submitted_round(enrolment, "baseline", better, happened_on=date(2025, 3, 3))

    assert figures(enrolment)["rounds"]["baseline"]["on"] == "2025-03-03"


def test_what_happened_after_the_last_day_is_not_read(enrolment):
    assert "endline" not in figures(enrolment, until=date(2026, 11, 30))["rounds"]


def test_no_name_of_a_person_is_in_the_snapshot(enrolment):
    person = member(enrolment, before=1, after=2)

    assert person.full_name not in str(figures(enrolment))
    assert str(person.pk) not in str(figures(enrolment))
