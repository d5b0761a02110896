"""What is not told of few people: by the rule, in snapshots, on pages and in amendments."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.incubation.evaluations.amendment_changes import told_changes
from mentoring.incubation.evaluations.facts import said_of_many
from mentoring.incubation.evaluations.group_figures import verdict_of_persons
from mentoring.incubation.evaluations.small_cells import Hidden, hidden_parts, without_small
from mentoring.incubation.gate_measures.persons_gain import _told
from mentoring.incubation.memo_figures import memo_figures
from mentoring.incubation.models import Amendment
from mentoring.incubation.services.amendments import prepare_amendment, request_amendment
from mentoring.registry.models import FrozenRank
from tests.factories.incubation import (
    MONTH_24,
    CycleEnrolmentFactory,
    asked_person,
    computed_evaluation,
    coordinator,
    locked_evaluation,
    manager,
    submitted_round,
)
from tests.factories.registry import ConsentFactory, MembershipFactory

UNTIL = date(2026, 6, 30)
FIRST, LAST = date(2025, 2, 3), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("sizes", "whole", "hidden"),
    [
        ({"L": 6, "P": 8}, 14, {}),
        ({"L": 3, "P": 8}, 11, {"L": "small", "P": "beside"}),
        ({"a": 3, "b": 6, "c": 9}, 18, {"a": "small", "b": "beside"}),
        ({"a": 2, "b": 1, "c": 9}, 12, {"a": "small", "b": "small", "c": "beside"}),
        ({"a": 2, "b": 4, "c": 9}, 15, {"a": "small", "b": "small"}),
        # Two whose part nobody knows would be told by the rest.
        ({"a": 6, "b": 9}, 17, {"a": "beside"}),
        ({"a": 0, "b": 9}, 9, {}),
    ],
)
def test_small_parts_are_hidden_with_what_would_tell_them(sizes, whole, hidden):
    assert hidden_parts(sizes, whole) == hidden


@given(st.lists(st.integers(0, 30), min_size=1, max_size=6), st.integers(0, 8))
def test_no_subtraction_leaves_fewer_than_five(sizes, unknown):
    parts = dict(enumerate(sizes))
    whole = sum(sizes) + unknown

    told = [size for part, size in parts.items() if part not in hidden_parts(parts, whole)]

    assert all(size == 0 or size >= 5 for size in told)
    # Where anything is told, nobody or at least five people are left by subtraction.
    assert not any(told) or not 0 < whole - sum(told) < 5


def test_of_few_people_only_that_is_kept():
    assert without_small({"matched": "4", "mean": "12.50"}) == {"hidden": Hidden.SMALL}
    assert without_small({"matched": "5", "mean": "12.50"})["mean"] == "12.50"


@pytest.fixture
def enrolment(db):
    enrolment = CycleEnrolmentFactory(state="endline")
    submitted_round(enrolment, happened_on=FIRST)
    submitted_round(enrolment, "endline", MONTH_24, happened_on=LAST)
    return enrolment


def member(enrolment, before=1, after=2, sex="P"):
    person = MembershipFactory(group=enrolment.group, person__sex=sex).person
    asked_person(enrolment, person, "baseline", before, on=FIRST)
    if after is not None:
        asked_person(enrolment, person, "endline", after, on=LAST)
    return person


@pytest.mark.parametrize("scope", ["group", "cycle"])
def test_a_snapshot_has_no_figure_of_fewer_than_five_people(enrolment, scope):
    for number in range(9):
        member(enrolment, sex="L" if number < 3 else "P")

    subject = enrolment if scope == "group" else enrolment.cycle
    said = computed_evaluation(subject, UNTIL).figures["persons"]["bargaining-position"]

    assert said["change"]["matched"] == "9"
    assert said["by_sex"] == {"L": {"hidden": "small"}, "P": {"hidden": "beside"}}


@pytest.mark.parametrize("scope", ["group", "cycle"])
def test_four_people_leave_neither_change_nor_profile_nor_median(enrolment, scope):
    for _ in range(4):
        member(enrolment)

    subject = enrolment if scope == "group" else enrolment.cycle
    figures = computed_evaluation(subject, UNTIL).figures

    said = figures["persons"]["bargaining-position"]
    assert said["change"] == {"hidden": "small"}
    assert "profile" not in said
    assert figures["persons_verdict"] == {"answer": "describe_only", "hidden": "small"}
    assert "skill" not in figures.get("harm", {})
    if scope == "cycle":
        assert "persons_median" not in figures["rows"][str(enrolment.pk)]


def amendment_of(evaluation):
    asked = request_amendment(
        evaluation=evaluation, reason="Terlambat.", requested_by=coordinator()
    )
    prepare_amendment(amendment_id=asked.pk)
    return Amendment.objects.select_related("evaluation").get(pk=asked.pk)


def test_an_amendment_by_one_person_does_not_tell_what_she_said(client, enrolment):
    for _ in range(6):
        member(enrolment)
    late = member(enrolment, after=None)
    evaluation = locked_evaluation(enrolment, UNTIL)
    asked_person(enrolment, late, "endline", 4, on=LAST)

    changes = {one.where: one for one in told_changes(amendment_of(evaluation))}
    client.force_login(manager())
    page = client.get(evaluation.get_absolute_url()).text

    mean = changes["persons › bargaining-position › change › mean"]
    assert (mean.before, mean.after) == ("kurang dari 5", "kurang dari 5")
    assert changes["persons › bargaining-position › change › matched"].after == "7"
    assert "32.14" not in page


def test_figures_of_the_group_itself_are_shown_in_an_amendment(enrolment):
    evaluation = locked_evaluation(enrolment, UNTIL)
    submitted_round(enrolment, "endline", happened_on=date(2026, 6, 2))

    changes = {one.where: one for one in told_changes(amendment_of(evaluation))}

    assert (changes["change › total"].before, changes["change › total"].after) == ("33.02", "0.00")


def test_who_took_her_yes_back_is_in_no_figure_that_is_not_locked(enrolment):
    people = [member(enrolment) for _ in range(7)]
    locked = locked_evaluation(enrolment, UNTIL)
    for person, moment in zip(people, [None, datetime(2026, 5, 1, tzinfo=UTC)], strict=False):
        ConsentFactory(
            person=person, given_at=datetime(2025, 1, 1, tzinfo=UTC), withdrawn_at=moment
        )

    fresh = computed_evaluation(enrolment.cycle, UNTIL).figures["persons"]["bargaining-position"]

    locked.refresh_from_db()
    assert fresh["change"]["matched"] == "6"
    assert fresh["change"]["measured_before"] == "6"
    assert locked.figures["persons"]["bargaining-position"]["change"]["matched"] == "7"
    assert locked.has_kept_its_digest()


def test_gates_and_memos_tell_no_gain_of_one_person(enrolment):
    member(enrolment)

    verdict = verdict_of_persons(said_of_many([enrolment], UNTIL)[enrolment.pk])

    assert verdict.change.median == 25
    assert _told(verdict).figure is None
    memo = memo_figures(enrolment, UNTIL)
    assert (memo["members_gain"], memo["skill_without_strength"]) == (None, None)
    assert "harm" not in computed_evaluation(enrolment, UNTIL).figures


def test_the_direction_of_a_gap_between_two_people_is_not_told(enrolment):
    for stratum, after in (("tertinggal", 1), ("juragan", 4)):
        FrozenRank.objects.create(
            cycle_key=f"enrolment:{enrolment.pk}", person=member(enrolment, after=after),
            stratum=stratum, rank=1, n=10, frozen_at="2025-02-03T00:00Z",
        )  # fmt: skip

    gap = computed_evaluation(enrolment, UNTIL).figures["harm"]["gap"]

    assert {one["hidden"] for one in gap["rounds"].values()} == {"small"}
    assert "widens" not in gap
    assert "widening" not in gap
