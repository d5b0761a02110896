from datetime import date

import pytest

from mentoring.incubation.errors.evaluations import (
    AmendmentNotWaiting,
    AmendmentReasonMissing,
    AmendmentWaits,
    FiguresMovedSince,
    FiguresNotReady,
    NotYoursToDecideAmendment,
    NotYoursToRequestAmendment,
)
from mentoring.incubation.models import Amendment, Evaluation
from mentoring.incubation.services.amendments import (
    decide_amendment,
    prepare_amendment,
    request_amendment,
)
from mentoring.incubation.services.evaluations import open_evaluation
from tests.factories.incubation import (
    MONTH_24,
    CycleEnrolmentFactory,
    computed_evaluation,
    coordinator,
    facilitator_for,
    facilitator_of,
    locked_evaluation,
    manager,
    submitted_round,
)

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 6, 30)
BETTER = {**MONTH_24, "OTO": (3, 3, 2, 2, 2)}


@pytest.fixture
def enrolment():
    enrolment = CycleEnrolmentFactory(state="endline")
    submitted_round(enrolment, happened_on=date(2025, 2, 3))
    submitted_round(enrolment, "endline", MONTH_24, happened_on=date(2026, 6, 1))
    return enrolment


def late(enrolment):
    """A scoring that arrives after the figures were read."""
    submitted_round(enrolment, "endline", BETTER, happened_on=date(2026, 6, 2))


def asked(evaluation, by=None):
    amendment = request_amendment(
        evaluation=evaluation,
        reason="Penilaian kedua datang terlambat.",
        requested_by=by or manager(),
    )
    prepare_amendment(amendment_id=amendment.pk)
    amendment.refresh_from_db()
    return amendment


def decide(amendment, by=None, *, approve=True):
    return decide_amendment(amendment=amendment, approve=approve, decided_by=by or manager())


def test_an_amendment_says_what_stood_there_and_what_shall(enrolment):
    evaluation = locked_evaluation(enrolment, UNTIL)
    late(enrolment)

    amendment = asked(evaluation)

    changes = {".".join(path): (before, after) for path, before, after in amendment.changes}
    assert amendment.state == "requested"
    assert changes["rounds.endline.points.OTO"] == ("55.00", "60.00")
    assert changes["rounds.endline.total"] == ("56.25", "57.50")
    evaluation.refresh_from_db()
    assert evaluation.figures["rounds"]["endline"]["total"] == "56.25"


def test_an_approved_amendment_gives_the_figures_a_new_digest(enrolment):
    evaluation = locked_evaluation(enrolment, UNTIL)
    late(enrolment)

    decided = decide(asked(evaluation))

    amended = Evaluation.objects.with_amendments().get(pk=evaluation.pk)
    assert amended.state == "amended"
    assert amended.figures["rounds"]["endline"]["total"] == "57.50"
    assert amended.digest == decided.digest_after != decided.digest_before == evaluation.digest
    assert amended.has_kept_its_digest()
    assert amended.amendment_count == 1


def test_a_declined_amendment_changes_nothing(enrolment):
    evaluation = locked_evaluation(enrolment, UNTIL)
    late(enrolment)

    decide(asked(evaluation), approve=False)

    kept = Evaluation.objects.get(pk=evaluation.pk)
    assert (kept.state, kept.digest) == ("locked", evaluation.digest)


def test_where_nothing_differs_there_is_nothing_to_decide(enrolment):
    amendment = asked(locked_evaluation(enrolment, UNTIL))

    assert (amendment.state, amendment.changes) == ("unchanged", [])
    with pytest.raises(AmendmentNotWaiting):
        decide(amendment)


def test_before_the_lock_a_coordinator_decides_after_it_only_a_manager(enrolment):
    evaluation = computed_evaluation(enrolment, UNTIL)
    late(enrolment)
    amendment = asked(evaluation)

    decide(amendment, by=coordinator())

    evaluation.refresh_from_db()
    assert evaluation.state == "computed"
    assert evaluation.figures["rounds"]["endline"]["total"] == "57.50"

    locked = locked_evaluation(CycleEnrolmentFactory(), UNTIL)
    submitted_round(locked.enrolment, happened_on=date(2025, 2, 3))
    with pytest.raises(NotYoursToDecideAmendment):
        decide(asked(locked), by=coordinator())


def test_nobody_decides_her_own_request(enrolment):
    evaluation = locked_evaluation(enrolment, UNTIL)
    late(enrolment)
    who = manager()

    with pytest.raises(NotYoursToDecideAmendment):
        decide(asked(evaluation, by=who), by=who)


def test_figures_that_moved_since_take_no_amendment(enrolment):
    evaluation = locked_evaluation(enrolment, UNTIL)
    late(enrolment)
    amendment = asked(evaluation)
    Amendment.objects.update(digest_before="0" * 64)

    with pytest.raises(FiguresMovedSince):
        decide(amendment)


def test_the_facilitator_of_the_group_may_ask_and_others_may_not(enrolment):
    evaluation = locked_evaluation(enrolment, UNTIL)

    assert asked(evaluation, by=facilitator_for(enrolment.group)).pk
    with pytest.raises(NotYoursToRequestAmendment):
        asked(evaluation, by=facilitator_of(CycleEnrolmentFactory().group))


def test_a_request_needs_figures_a_reason_and_no_other_that_waits(enrolment):
    evaluation = locked_evaluation(enrolment, UNTIL)
    late(enrolment)

    with pytest.raises(AmendmentReasonMissing):
        request_amendment(evaluation=evaluation, reason=" ", requested_by=manager())
    asked(evaluation)
    with pytest.raises(AmendmentWaits):
        asked(evaluation)
    fresh = open_evaluation(subject=enrolment, until=UNTIL, opened_by=coordinator())
    with pytest.raises(FiguresNotReady):
        asked(fresh)


def test_comparing_twice_changes_nothing(enrolment):
    evaluation = locked_evaluation(enrolment, UNTIL)
    late(enrolment)
    amendment = asked(evaluation)

    assert prepare_amendment(amendment_id=amendment.pk) is False
