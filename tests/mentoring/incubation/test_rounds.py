import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from mentoring.incubation.errors import (
    BaselineIsForFacilitator,
    DayBeforeEnrolment,
    DayInFuture,
    EndlineNeedsEvaluator,
    EnrolmentEnded,
    LevelOutOfRange,
    NotTheRater,
    NotYoursToRate,
    RaterAccompaniesGroup,
    RoundAlreadySubmitted,
    RoundIsEmpty,
    UnknownItem,
)
from mentoring.incubation.models import Item, Response, Round, Score
from mentoring.incubation.progress import counted, counted_rounds, rise
from mentoring.incubation.scoring import displayed
from mentoring.incubation.services import Answer, answer_round, record_round, submit_round
from mentoring.incubation.signals import round_submitted
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.incubation import (
    BASELINE,
    MONTH_24,
    START,
    CycleEnrolmentFactory,
    RoundFactory,
    answers,
    coordinator,
    evaluator,
    facilitator_of,
    manager,
    submitted_round,
)
from tests.factories.registry import MandateFactory

pytestmark = pytest.mark.django_db
DAY = date(2025, 2, 3)


@pytest.fixture
def enrolment():
    return CycleEnrolmentFactory()


def record(enrolment, rater, kind="baseline", **kwargs):
    kwargs.setdefault("happened_on", DAY)
    kwargs.setdefault("answers", answers(BASELINE))
    return record_round(enrolment=enrolment, kind=kind, rater=rater, **kwargs)


def test_the_assigned_facilitator_records_and_submits_the_baseline(
    enrolment, django_capture_on_commit_callbacks
):
    facilitator, sent = facilitator_of(enrolment.group), []

    def listen(sender, round, score, **kwargs):
        sent.append((round.pk, score.pk))

    round_submitted.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):
        recorded = record(enrolment, facilitator)
        frozen = submit_round(round=recorded, submitted_by=facilitator)

    recorded.refresh_from_db()
    assert (recorded.state, recorded.rater_kind) == ("submitted", "facilitator")
    assert recorded.version == enrolment.cycle.instrument_version
    assert str(displayed(frozen.total)) == "23.23"
    assert frozen.group_class == "pemula"
    assert {code: str(displayed(value)) for code, value in frozen.points().items()} == {
        "KOH": "25.00",
        "OTO": "15.00",
        "AKR": "43.75",
        "TWR": "20.00",
        "USH": "16.67",
    }
    assert sent == [(recorded.pk, frozen.pk)]


def test_a_frozen_score_comes_back_from_the_database_as_it_was_computed(enrolment):
    submitted_round(enrolment)

    frozen = Score.objects.get()
    assert str(frozen.total) == "23.22916666667"
    assert str(frozen.points()["USH"]) == "16.66666666667"


def test_the_score_does_not_follow_a_later_change_of_answers(enrolment):
    submitted = submitted_round(enrolment)

    Response.objects.filter(round=submitted).update(level=4)

    assert Score.objects.get(round=submitted).group_class == "pemula"


@pytest.mark.parametrize(
    "who",
    [
        lambda group: facilitator_of(group, ends_on=DAY),  # handed over that very day
        lambda group: facilitator_of(group, state="proposed"),
        lambda group: facilitator_of(group, kind="trainee"),
        lambda group: AssignmentFactory().facilitator.user,  # another group
        lambda group: AssignmentFactory(group=group).facilitator.user,  # without the role
        lambda group: evaluator(),
        lambda group: coordinator(),
        lambda group: manager(),
    ],
    ids=["ended", "proposed", "trainee", "other", "no role", "evaluator", "coordinator", "manager"],
)
def test_nobody_but_the_facilitator_of_that_day_records_the_baseline(enrolment, who):
    with pytest.raises(BaselineIsForFacilitator):
        record(enrolment, who(enrolment.group))

    assert Round.objects.count() == 0


def test_a_former_facilitator_is_credited_for_the_day_she_was_assigned(enrolment):
    former = facilitator_of(enrolment.group, state="ended", ends_on=DAY + timedelta(days=1))

    assert record(enrolment, former).rater == former


def test_an_evaluator_records_the_endline(enrolment):
    rater = evaluator()

    recorded = record(enrolment, rater, "endline", answers=answers(MONTH_24))

    assert recorded.rater_kind == "evaluator"
    assert submit_round(round=recorded, submitted_by=rater).group_class == "madya"


@pytest.mark.parametrize(
    "who", [lambda: evaluator("52"), coordinator, manager, lambda: UserFactory(roles=["evaluator"])]
)
def test_nobody_without_an_evaluators_mandate_records_the_endline(enrolment, who):
    with pytest.raises(EndlineNeedsEvaluator):
        record(enrolment, who(), "endline")


@pytest.mark.parametrize(
    "assignment",
    [
        {},
        {"state": "proposed"},
        {"kind": "trainee"},
        {"state": "ended", "ends_on": START + timedelta(days=2)},
    ],
    ids=["now", "soon", "trainee", "once"],
)
def test_an_evaluator_who_accompanies_the_group_does_not_record_its_endline(enrolment, assignment):
    both = UserFactory(roles=["facilitator", "evaluator"])
    MandateFactory(user=both, role="evaluator")
    AssignmentFactory(facilitator__user=both, group=enrolment.group, **assignment)

    with pytest.raises(RaterAccompaniesGroup):
        record(enrolment, both, "endline")


def test_an_assignment_that_ended_before_the_cycle_does_not_count(enrolment):
    rater = evaluator()
    AssignmentFactory(
        facilitator__user=rater,
        group=enrolment.group,
        state="ended",
        starts_on=START - timedelta(days=400),
        ends_on=START,
    )

    assert record(enrolment, rater, "endline").rater == rater


def test_facilitator_and_evaluator_may_both_score_in_between(enrolment):
    facilitator, rater = facilitator_of(enrolment.group), evaluator()

    assert record(enrolment, facilitator, "midline").rater_kind == "facilitator"
    assert record(enrolment, rater, "adhoc").rater_kind == "evaluator"
    with pytest.raises(NotYoursToRate):
        record(enrolment, coordinator(), "adhoc")


def test_days_in_the_future_and_before_the_enrolment_are_refused(enrolment, today):
    facilitator = facilitator_of(enrolment.group)

    with pytest.raises(DayInFuture):
        record(enrolment, facilitator, happened_on=today + timedelta(days=2))
    with pytest.raises(DayBeforeEnrolment):
        record(enrolment, facilitator, happened_on=START - timedelta(days=1))


def test_nothing_is_recorded_after_the_cycle_ended():
    ended = CycleEnrolmentFactory(ends_on=DAY)

    with pytest.raises(EnrolmentEnded):
        record(ended, facilitator_of(ended.group))


def test_the_same_record_sent_twice_exists_once(enrolment):
    facilitator, key = facilitator_of(enrolment.group), uuid.uuid4()

    first = record(enrolment, facilitator, round_id=key)
    second = record(enrolment, facilitator, round_id=key)

    assert first.pk == second.pk == key
    assert Round.objects.count() == 1
    assert Response.objects.count() == 22


def test_a_draft_is_found_again_and_other_answers_stay(enrolment):
    facilitator = facilitator_of(enrolment.group)
    record(enrolment, facilitator, answers={"KOH1": Answer(level=1), "KOH2": Answer(level=2)})

    again = record(
        enrolment, facilitator, answers={"KOH2": Answer(empty="refused", note="Sedang marah")}
    )

    assert Round.objects.count() == 1
    assert {one.item.code: (one.level, one.empty) for one in again.responses.all()} == {
        "KOH1": (1, ""),
        "KOH2": (None, "refused"),
    }


@pytest.mark.parametrize("level", [-1, 5, 41])
def test_a_level_out_of_range_is_refused_with_the_range(enrolment, level):
    with pytest.raises(LevelOutOfRange, match=r"0 to 4|0 sampai 4"):
        record(enrolment, facilitator_of(enrolment.group), answers={"KOH1": Answer(level=level)})


def test_an_item_of_another_instrument_is_refused(enrolment):
    with pytest.raises(UnknownItem):
        record(enrolment, facilitator_of(enrolment.group), answers={"IPT1": Answer(level=1)})


def test_an_answer_is_a_level_or_a_kind_of_empty_never_both():
    for wrong in ({}, {"level": 2, "empty": "refused"}):
        with pytest.raises(ValueError, match="either"):
            Answer(**wrong)


def test_the_database_keeps_levels_and_empties_apart(enrolment):
    round_, item = RoundFactory(enrolment=enrolment), Item.objects.get(code="KOH1")

    for wrong in ({}, {"level": 2, "empty": "n/a"}, {"level": 5}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Response.objects.create(round=round_, item=item, **wrong)


def test_every_kind_of_empty_stays_what_it_is_and_gaps_become_not_asked(enrolment):
    facilitator = facilitator_of(enrolment.group)
    given = answers(BASELINE)
    given["USH1"] = Answer(empty="n/a")
    given["USH2"] = Answer(empty="refused")
    given["TWR5"] = Answer(empty="skipped")
    del given["AKR4"]
    recorded = record(enrolment, facilitator, answers=given)

    frozen = submit_round(round=recorded, submitted_by=facilitator)

    empties = recorded.responses.exclude(empty="").order_by("item__code")
    assert {one.item.code: (one.level, one.empty) for one in empties} == {
        "AKR4": (None, "not_asked"),
        "TWR5": (None, "skipped"),
        "USH1": (None, "n/a"),
        "USH2": (None, "refused"),
    }
    assert frozen.points()["TWR"] == 25
    assert frozen.points()["AKR"] is None
    assert (frozen.total, frozen.group_class) == (None, "")


def test_a_round_without_a_single_level_is_not_submitted(enrolment):
    facilitator = facilitator_of(enrolment.group)
    recorded = record(enrolment, facilitator, answers={"KOH1": Answer(empty="refused")})

    with pytest.raises(RoundIsEmpty):
        submit_round(round=recorded, submitted_by=facilitator)


def test_a_submitted_round_is_never_written_again(enrolment):
    submitted = submitted_round(enrolment)

    with pytest.raises(RoundAlreadySubmitted):
        answer_round(
            round=submitted, answers={"KOH1": Answer(level=4)}, answered_by=submitted.rater
        )
    with pytest.raises(RoundAlreadySubmitted):
        submit_round(round=submitted, submitted_by=submitted.rater)
    with pytest.raises(RoundAlreadySubmitted):
        record(enrolment, submitted.rater, round_id=submitted.pk)


def test_only_the_rater_fills_in_and_submits(enrolment):
    recorded = record(enrolment, facilitator_of(enrolment.group))
    other = facilitator_of(enrolment.group, kind="cover")

    with pytest.raises(NotTheRater):
        answer_round(round=recorded, answers={}, answered_by=other)
    with pytest.raises(NotTheRater):
        submit_round(round=recorded, submitted_by=other)
    with pytest.raises(NotTheRater):
        record(enrolment, other, round_id=recorded.pk)


def test_of_two_baselines_the_latest_counts(enrolment):
    submitted_round(enrolment, happened_on=DAY)
    later = submitted_round(enrolment, happened_on=DAY + timedelta(days=7))

    assert counted(counted_rounds(enrolment), "baseline") == later


def test_the_rise_from_baseline_to_endline_is_significant(enrolment):
    submitted_round(enrolment)
    submitted_round(enrolment, "endline", MONTH_24, happened_on=date(2026, 1, 5))
    rounds = counted_rounds(enrolment)

    change = rise(counted(rounds, "baseline"), counted(rounds, "endline"))

    assert (change.points, change.is_significant) == (25, True)


def test_an_endline_without_a_baseline_shows_no_rise(enrolment):
    submitted_round(enrolment, "endline", MONTH_24)

    assert rise(None, counted_rounds(enrolment)[0]) is None
