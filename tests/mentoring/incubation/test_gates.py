from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from mentoring.incubation.errors import (
    DayInFuture,
    DeciderAccompaniesGroup,
    DeciderRatedGroup,
    EnrolmentEnded,
    ExitReasonMissing,
    ExtendedTwice,
    ExtensionTooLong,
    MemoMissing,
    NoGateHere,
    NoStageBefore,
    NotYoursToDecide,
    RequiredCriteriaNotMet,
)
from mentoring.incubation.models import CycleStage, GateDecision, Round
from mentoring.incubation.services import CriterionInput, decide_gate, gate_criteria
from mentoring.incubation.signals import gate_decided
from mentoring.registry.models import FrozenRank
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.incubation import (
    BASELINE,
    MONTH_24,
    CycleEnrolmentFactory,
    coordinator,
    evaluator,
    facilitator_of,
    manager,
    submitted_round,
)
from tests.factories.registry import CensusEntryFactory, MandateFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)
YES = CriterionInput(is_met=True)
G3_ANSWERS = {"books-current": YES, "members-gain": YES, "no-conflicts": YES}
G0_ANSWERS = {"census": YES, "members-present": YES, "weak-half": YES}
STRONG = {**MONTH_24, "OTO": (3, 3, 2, 2, 2)}  # autonomy 60 instead of 55


def decide(enrolment, decider=None, **kwargs):
    kwargs.setdefault("outcome", "pass")
    kwargs.setdefault("memo", "Kelompok siap.")
    kwargs.setdefault("decided_on", DAY)
    if kwargs["outcome"] == "exit":
        kwargs.setdefault("exit_reason", "own_wish")
    return decide_gate(enrolment=enrolment, decider=decider or manager(), **kwargs)


def at_endline(levels=STRONG):
    enrolment = CycleEnrolmentFactory(state="endline")
    submitted_round(enrolment)
    submitted_round(enrolment, "endline", levels, happened_on=date(2026, 5, 4))
    return enrolment


def test_a_manager_passes_g0_and_the_baseline_is_locked(django_capture_on_commit_callbacks):
    enrolment, sent = CycleEnrolmentFactory(), []
    baseline = submitted_round(enrolment)

    def listen(sender, decision, **kwargs):
        sent.append(decision.pk)

    gate_decided.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):
        decision = decide(enrolment, answers=G0_ANSWERS)

    enrolment.refresh_from_db()
    baseline.refresh_from_db()
    assert (decision.gate, decision.from_state, decision.to_state) == (
        "G0",
        "diagnosis",
        "formula",
    )
    assert enrolment.state == "formula"
    assert baseline.state == "locked"
    assert {one.criterion.code: one.is_met for one in decision.answers.all()} == {
        "baseline": True,
        "census": True,
        "members-present": True,
        "weak-half": True,
    }
    assert sent == [decision.pk]


def test_passing_g0_freezes_where_every_crafter_of_the_centre_stands():
    enrolment = CycleEnrolmentFactory()
    submitted_round(enrolment)
    sentra = enrolment.group.sentra
    weak = CensusEntryFactory(sentra=sentra, stratum="tertinggal")
    CensusEntryFactory(sentra=sentra, stratum="mapan")

    decide(enrolment, answers=G0_ANSWERS)
    CensusEntryFactory(sentra=sentra, stratum="tertinggal")

    ranks = FrozenRank.objects.of_cycle(f"enrolment:{enrolment.pk}")
    assert [(row.rank, row.n) for row in ranks] == [(1, 2), (2, 2)]
    assert ranks.get(rank=1).census_entry == weak


def test_an_unanswered_required_criterion_fails_the_gate():
    enrolment = CycleEnrolmentFactory()
    submitted_round(enrolment)

    with pytest.raises(RequiredCriteriaNotMet) as refusal:
        decide(enrolment, answers={**G0_ANSWERS, "census": CriterionInput(is_met=None)})

    assert "dusun" in str(refusal.value)
    assert GateDecision.objects.count() == 0
    assert Round.objects.get().state == "submitted"


def test_a_gate_without_its_baseline_is_not_passed_whatever_is_answered():
    enrolment = CycleEnrolmentFactory()

    with pytest.raises(RequiredCriteriaNotMet):
        decide(enrolment, answers={**G0_ANSWERS, "baseline": YES})


def test_a_criterion_that_is_not_required_may_stay_unanswered():
    enrolment = CycleEnrolmentFactory()
    submitted_round(enrolment)
    enrolment.cycle.criteria.filter(code="weak-half").update(is_required=False)

    decision = decide(enrolment, answers={"census": YES, "members-present": YES})

    assert decision.answers.get(criterion__code="weak-half").is_met is None


def test_the_vector_group_is_extended_because_its_autonomy_is_below_60():
    enrolment = at_endline(MONTH_24)
    views = {
        view.criterion.code: view for view in gate_criteria(enrolment=enrolment, gate="G3", on=DAY)
    }
    assert (views["lowest-of-three"].is_met, views["lowest-of-three"].figure) == (False, 55)
    assert (views["bargaining-gain"].is_met, views["bargaining-gain"].figure) == (True, 25)

    with pytest.raises(RequiredCriteriaNotMet):
        decide(enrolment, answers=G3_ANSWERS)
    decision = decide(enrolment, outcome="extend", memo="Otonomi masih 55.")

    enrolment.refresh_from_db()
    assert (decision.to_state, enrolment.state, enrolment.is_open) == ("endline", "endline", True)


def test_a_group_that_meets_every_criterion_graduates_to_monitoring():
    enrolment = at_endline()

    decision = decide(enrolment, answers=G3_ANSWERS)

    enrolment.refresh_from_db()
    assert (decision.outcome, enrolment.state) == ("pass", "monitoring")


def test_a_gain_that_is_not_significant_does_not_graduate():
    enrolment = at_endline({**STRONG, "TWR": BASELINE["TWR"]})

    with pytest.raises(RequiredCriteriaNotMet):
        decide(enrolment, answers=G3_ANSWERS)


def test_a_dimension_that_is_not_assessed_leaves_the_criterion_unanswered():
    enrolment = at_endline({code: row for code, row in STRONG.items() if code != "AKR"})

    view = gate_criteria(enrolment=enrolment, gate="G3", on=DAY)[0]

    assert (view.is_met, view.figure) == (None, None)


@pytest.mark.parametrize(
    ("outcome", "state", "is_open"),
    [
        ("extend", "endline", True),
        ("defer", "endline", True),
        ("return", "consolidation", True),
        ("exit", "exited", False),
    ],
)
def test_other_outcomes_need_no_criteria_and_move_as_stated(outcome, state, is_open):
    enrolment = CycleEnrolmentFactory(state="endline")

    decide(enrolment, outcome=outcome)

    enrolment.refresh_from_db()
    assert (enrolment.state, enrolment.is_open) == (state, is_open)


def test_after_a_deferral_the_gate_is_decided_again():
    enrolment = at_endline()
    decide(enrolment, outcome="defer")

    decide(enrolment, answers=G3_ANSWERS, decided_on=DAY + timedelta(days=30))

    assert list(GateDecision.objects.values_list("outcome", flat=True)) == ["defer", "pass"]


def test_returning_from_the_first_stage_is_refused():
    enrolment = CycleEnrolmentFactory(state="candidate")
    CycleStage.objects.filter(cycle=enrolment.cycle, state="candidate").update(gate="G0")

    with pytest.raises(NoStageBefore):
        decide(enrolment, outcome="return")


@pytest.mark.parametrize(
    "who",
    [
        lambda group: manager("52"),
        lambda group: coordinator(),
        lambda group: evaluator(),
        facilitator_of,
        lambda group: UserFactory(roles=["programme_manager"]),
        lambda group: MandateFactory(role="programme_manager").user,
    ],
    ids=["foreign", "coordinator", "evaluator", "facilitator", "no mandate", "no role"],
)
def test_nobody_but_a_manager_of_the_place_decides(who):
    enrolment = CycleEnrolmentFactory()

    with pytest.raises(NotYoursToDecide):
        decide(enrolment, who(enrolment.group), outcome="defer")


def test_who_rated_any_round_of_the_group_does_not_decide():
    enrolment = CycleEnrolmentFactory(state="endline")
    both = UserFactory(roles=["evaluator", "programme_manager"])
    MandateFactory(user=both, role="evaluator")
    MandateFactory(user=both, role="programme_manager")
    submitted_round(enrolment, "endline", MONTH_24, rater=both)

    with pytest.raises(DeciderRatedGroup):
        decide(enrolment, both, outcome="extend")


def test_who_accompanied_the_group_does_not_decide():
    enrolment = CycleEnrolmentFactory(state="endline")
    decider = manager()
    AssignmentFactory(facilitator__user=decider, group=enrolment.group, ends_on=date(2025, 3, 1))

    with pytest.raises(DeciderAccompaniesGroup):
        decide(enrolment, decider, outcome="extend")


@pytest.mark.parametrize("memo", ["", "   \n"])
def test_a_decision_needs_a_memo(memo):
    with pytest.raises(MemoMissing):
        decide(CycleEnrolmentFactory(), outcome="defer", memo=memo)


def test_the_database_itself_refuses_a_decision_without_a_memo():
    decision = decide(CycleEnrolmentFactory(), outcome="defer")

    with pytest.raises(IntegrityError), transaction.atomic():
        GateDecision.objects.filter(pk=decision.pk).update(memo="")


def test_a_stage_without_a_gate_has_nothing_to_decide():
    with pytest.raises(NoGateHere):
        decide(CycleEnrolmentFactory(state="delivery"), outcome="defer")


def test_a_group_that_left_is_not_decided_again():
    enrolment = CycleEnrolmentFactory()
    decide(enrolment, outcome="exit")

    with pytest.raises(EnrolmentEnded):
        decide(enrolment, outcome="defer")


def test_a_decision_is_not_dated_in_the_future(today):
    with pytest.raises(DayInFuture):
        decide(CycleEnrolmentFactory(), outcome="defer", decided_on=today + timedelta(days=2))


def test_a_gate_is_extended_once_and_for_six_months_at_most():
    enrolment = at_endline(MONTH_24)
    with pytest.raises(ExtensionTooLong, match="1 Des"):
        decide(enrolment, outcome="extend", extended_until=date(2026, 12, 2))

    decision = decide(enrolment, outcome="extend")

    assert decision.extended_until == date(2026, 12, 1)
    with pytest.raises(ExtendedTwice, match="G3"):
        decide(enrolment, outcome="extend", decided_on=date(2026, 7, 1))


@pytest.mark.parametrize("until", [DAY, date(2025, 1, 1)])
def test_an_extension_ends_after_the_decision(until):
    with pytest.raises(ExtensionTooLong):
        decide(CycleEnrolmentFactory(), outcome="extend", extended_until=until)


@pytest.mark.parametrize("reason", ["", "tired"])
def test_who_leaves_leaves_for_a_reason(reason):
    with pytest.raises(ExitReasonMissing):
        decide(CycleEnrolmentFactory(), outcome="exit", exit_reason=reason)


def test_a_strong_group_leaves_as_strong():
    decision = decide(CycleEnrolmentFactory(), outcome="exit", exit_reason="strong")

    assert (decision.exit_reason, decision.to_state) == ("strong", "exited")


def test_a_day_and_a_reason_belong_to_their_outcomes_only():
    decision = decide(
        CycleEnrolmentFactory(),
        outcome="defer",
        extended_until=date(2026, 8, 1),
        exit_reason="strong",
    )

    assert (decision.extended_until, decision.exit_reason) == (None, "")
