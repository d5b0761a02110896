"""Where logs and raters differ by 20 points or more, a memo and a review say why."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from mentoring.incubation.errors import GapNotAnswered
from mentoring.incubation.evaluations.report import report_of
from mentoring.incubation.models import GateDecision
from mentoring.incubation.services import decide_gate
from mentoring.incubation.services.evaluations import review_evaluation
from tests.factories.incubation import (
    MONTH_24,
    CycleEnrolmentFactory,
    computed_evaluation,
    coordinator,
    locked_evaluation,
    manager,
    submitted_round,
)
from tests.factories.registry import MembershipFactory
from tests.factories.sessions import AttendanceFactory, VisitFactory

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 6, 30)
WHY = {"OTO": "Ketua sakit, pendamping memimpin tiga bulan."}


@pytest.fixture
def enrolment():
    """Raters said 55 for autonomous; by the logs the facilitator led every meeting."""
    enrolment = CycleEnrolmentFactory(state="midline")
    submitted_round(enrolment, happened_on=date(2025, 2, 3))
    submitted_round(enrolment, "endline", MONTH_24, happened_on=date(2026, 6, 1))
    person = MembershipFactory(group=enrolment.group, starts_on=enrolment.starts_on).person
    for day in (3, 10):
        held = VisitFactory(
            group=enrolment.group,
            happened_on=date(2026, 6, day),
            kind="out_wall",
            state="held",
            chaired_by="facilitator",
            facilitator_was_present=True,
        )
        AttendanceFactory(session=held, person=person, status="hadir")
    return enrolment


def decide(enrolment, **kwargs):
    return decide_gate(
        enrolment=enrolment,
        outcome="defer",
        memo="Tunggu dulu.",
        decider=manager(),
        decided_on=UNTIL,
        **kwargs,
    )


@pytest.mark.parametrize("answers", [None, {"OTO": "  "}, {"KOH": "Lain."}])
def test_a_memo_without_an_answer_to_each_gap_is_refused_and_names_it(enrolment, answers):
    with translation.override("en"), pytest.raises(GapNotAnswered, match="Autonomous"):
        decide(enrolment, gap_answers=answers)

    assert not GateDecision.objects.exists()


def test_the_answers_are_kept_with_the_decision_and_shown(client, enrolment):
    decision = decide(enrolment, gap_answers=gap_answers_for(enrolment))
    client.force_login(manager())

    (kept,) = [one for one in decision.gap_answers if one["dimension"] == "OTO"]
    assert kept == {
        "dimension": "OTO", "by_logs": "17.59", "by_opinion": "55.00", "answer": WHY["OTO"],
    }  # fmt: skip
    assert WHY["OTO"] in client.get(enrolment.get_absolute_url()).text


def gap_answers_for(enrolment):
    """Words for every gap there is."""
    found = computed_evaluation(enrolment, UNTIL)
    codes = list(found.figures["logs"]["gaps"])
    found.delete()
    return {code: WHY.get(code, "Sudah dicek.") for code in codes}


def test_the_page_of_a_gate_asks_for_each_answer(client, enrolment):
    client.force_login(manager())
    address = reverse("mentoring_incubation:gate", args=[enrolment.pk])
    sent = {"outcome": "defer", "memo": "Tunggu.", "decided_on": "2026-06-30"}

    page = client.get(address)
    refused = client.post(address, sent)
    answers = {f"gap-{code}": words for code, words in gap_answers_for(enrolment).items()}
    client.post(address, {**sent, **answers})

    assert "gap-OTO" in page.text
    assert "Jawab" in refused.text
    assert GateDecision.objects.get().outcome == "defer"


def test_a_review_without_an_answer_is_refused(enrolment):
    evaluation = computed_evaluation(enrolment, UNTIL)

    with pytest.raises(GapNotAnswered):
        review_evaluation(evaluation=evaluation, review="Baik.", reviewed_by=coordinator())


def test_the_report_says_what_the_review_answered(client, enrolment):
    answers = gap_answers_for(enrolment)
    evaluation = computed_evaluation(enrolment, UNTIL)
    client.force_login(coordinator())
    address = reverse("mentoring_incubation:review_evaluation", args=[evaluation.pk])
    client.post(
        address, {"review": "Baik.", **{f"gap-{code}": why for code, why in answers.items()}}
    )

    evaluation.refresh_from_db()
    (logs,) = [one for one in report_of(evaluation).sections if one.heading == "Kata catatan"]
    assert evaluation.state == "reviewed"
    assert WHY["OTO"] in [row[3] for row in logs.rows]


def test_where_logs_and_raters_agree_nothing_is_asked():
    enrolment = CycleEnrolmentFactory(state="midline")
    submitted_round(enrolment, happened_on=date(2025, 2, 3))

    assert decide(enrolment).gap_answers == []
    assert "gap-" not in str(locked_evaluation(enrolment, UNTIL).figures)
