from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from mentoring.canonical_json import digest_of
from mentoring.incubation.errors import DayBeforeEnrolment, DayInFuture
from mentoring.incubation.errors.evaluations import (
    EvaluationUnderWay,
    FiguresAreLocked,
    FiguresChangedUnseen,
    FiguresNotReady,
    FiguresNotReviewed,
    LockerRatedGroup,
    NothingToEvaluate,
    NotYoursToEvaluate,
    NotYoursToLock,
    ReviewMissing,
)
from mentoring.incubation.models import Evaluation, Round
from mentoring.incubation.services.evaluations import (
    lock_evaluation,
    open_evaluation,
    recompute_evaluation,
    review_evaluation,
    wake_evaluations,
)
from mentoring.incubation.signals import evaluation_locked
from mentoring.sessions.locks import LockAsked, locked_sessions
from tests.factories.formulas import TenancyFactory
from tests.factories.incubation import (
    MONTH_24,
    CycleEnrolmentFactory,
    CycleFactory,
    computed_evaluation,
    coordinator,
    evaluator,
    facilitator_of,
    locked_evaluation,
    manager,
    submitted_round,
)

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 6, 30)


@pytest.fixture
def enrolment():
    enrolment = CycleEnrolmentFactory(state="endline")
    submitted_round(enrolment, happened_on=date(2025, 2, 3))
    submitted_round(enrolment, "endline", MONTH_24, happened_on=date(2026, 6, 1))
    return enrolment


def reviewed(evaluation):
    return review_evaluation(
        evaluation=evaluation, review="Angka masuk akal.", reviewed_by=coordinator()
    )


def lock(evaluation, by=None, **kwargs):
    kwargs.setdefault("seen_digest", digest_of(evaluation.figures))
    return lock_evaluation(evaluation=evaluation, locked_by=by or manager(), **kwargs)


def test_a_worker_computes_what_was_opened(enrolment, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        evaluation = open_evaluation(subject=enrolment, until=UNTIL, opened_by=coordinator())

    evaluation.refresh_from_db()
    assert evaluation.state == "computed"
    assert evaluation.figures["change"]["total"] == "33.02"
    assert evaluation.digest == ""


def test_reviewed_then_locked_under_the_digest_of_the_figures(
    enrolment, django_capture_on_commit_callbacks
):
    evaluation, sent = computed_evaluation(enrolment, UNTIL), []
    reviewed(evaluation)

    def listen(sender, evaluation, **kwargs):
        sent.append(evaluation.digest)

    evaluation_locked.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):
        locked = lock(evaluation)

    assert locked.state == "locked"
    assert locked.digest == digest_of(evaluation.figures)
    assert locked.has_kept_its_digest()
    assert sent == [locked.digest]
    assert set(Round.objects.values_list("state", flat=True)) == {"locked"}


def test_late_rounds_never_move_locked_figures(enrolment):
    evaluation = locked_evaluation(enrolment, UNTIL)
    submitted_round(enrolment, "endline", happened_on=date(2026, 6, 2))

    with translation.override("en"), pytest.raises(FiguresAreLocked, match="Ask for an amendment"):
        recompute_evaluation(evaluation=evaluation, until=UNTIL, asked_by=coordinator())
    wake_evaluations(now=timezone.now() + timedelta(days=1))

    kept = Evaluation.objects.get(pk=evaluation.pk)
    assert kept.figures == evaluation.figures
    assert kept.has_kept_its_digest()


def test_tampered_figures_no_longer_fit_their_digest(enrolment):
    evaluation = locked_evaluation(enrolment, UNTIL)
    evaluation.figures["rounds"]["endline"]["total"] = "99.00"

    assert not evaluation.has_kept_its_digest()


def test_figures_that_are_not_locked_are_computed_anew(
    enrolment, django_capture_on_commit_callbacks
):
    evaluation = computed_evaluation(enrolment, UNTIL)
    reviewed(evaluation)

    with django_capture_on_commit_callbacks(execute=True):
        recompute_evaluation(evaluation=evaluation, until=date(2026, 5, 1), asked_by=coordinator())

    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.review) == ("computed", "")
    assert "endline" not in evaluation.figures["rounds"]


def test_nobody_locks_what_nobody_reviewed(enrolment):
    evaluation = computed_evaluation(enrolment, UNTIL)

    with pytest.raises(FiguresNotReviewed):
        lock(evaluation)


def test_what_was_computed_anew_meanwhile_is_not_locked_unseen(enrolment):
    evaluation = computed_evaluation(enrolment, UNTIL)
    reviewed(evaluation)

    with pytest.raises(FiguresChangedUnseen):
        lock(evaluation, seen_digest="0" * 64)


def test_open_figures_are_neither_reviewed_nor_locked(enrolment):
    evaluation = open_evaluation(subject=enrolment, until=UNTIL, opened_by=coordinator())

    with pytest.raises(FiguresNotReady):
        reviewed(evaluation)
    with pytest.raises(FiguresNotReady):
        lock(evaluation)


def test_a_review_says_something(enrolment):
    with pytest.raises(ReviewMissing):
        review_evaluation(
            evaluation=computed_evaluation(enrolment, UNTIL), review="  ", reviewed_by=coordinator()
        )


def test_who_rated_or_accompanied_does_not_lock(enrolment):
    evaluation = computed_evaluation(enrolment, UNTIL)
    reviewed(evaluation)
    rater = enrolment.rounds.get(kind="endline").rater

    with pytest.raises(LockerRatedGroup):
        lock(evaluation, by=rater)


def test_an_evaluator_of_the_place_who_did_not_rate_may_lock(enrolment):
    evaluation = computed_evaluation(enrolment, UNTIL)
    reviewed(evaluation)

    assert lock(evaluation, by=evaluator()).is_locked


@pytest.mark.parametrize("who", ["coordinator", "foreign manager", "facilitator"])
def test_others_do_not_lock(enrolment, who):
    evaluation = computed_evaluation(enrolment, UNTIL)
    reviewed(evaluation)
    user = {
        "coordinator": coordinator,
        "foreign manager": lambda: manager("52"),
        "facilitator": lambda: facilitator_of(CycleEnrolmentFactory().group),
    }[who]()

    with pytest.raises(NotYoursToLock):
        lock(evaluation, by=user)


def test_only_who_answers_for_the_place_opens(enrolment):
    for user in (coordinator("52.01"), facilitator_of(CycleEnrolmentFactory().group)):
        with pytest.raises(NotYoursToEvaluate):
            open_evaluation(subject=enrolment, until=UNTIL, opened_by=user)


def test_days_that_make_no_sense_are_refused(enrolment):
    tomorrow = timezone.localdate() + timedelta(days=2)

    with pytest.raises(DayInFuture):
        open_evaluation(subject=enrolment, until=tomorrow, opened_by=coordinator())
    with pytest.raises(DayBeforeEnrolment):
        open_evaluation(subject=enrolment, until=date(2024, 12, 31), opened_by=coordinator())
    with pytest.raises(NothingToEvaluate):
        open_evaluation(subject=CycleFactory(), until=UNTIL, opened_by=manager())


def test_one_evaluation_at_a_time_is_being_worked_on(enrolment):
    open_evaluation(subject=enrolment, until=UNTIL, opened_by=coordinator())

    with pytest.raises(EvaluationUnderWay):
        open_evaluation(subject=enrolment, until=UNTIL, opened_by=coordinator())


def test_after_the_lock_a_later_evaluation_may_be_opened(enrolment):
    locked_evaluation(enrolment, UNTIL)

    assert open_evaluation(subject=enrolment, until=UNTIL, opened_by=coordinator()).pk


def test_what_a_dead_worker_left_is_computed_by_the_sweep(
    enrolment, django_capture_on_commit_callbacks
):
    evaluation = open_evaluation(subject=enrolment, until=UNTIL, opened_by=coordinator())
    Evaluation.objects.update(heartbeat_at=timezone.now() - timedelta(hours=1))

    with django_capture_on_commit_callbacks(execute=True):
        assert wake_evaluations() == 1

    evaluation.refresh_from_db()
    assert evaluation.state == "computed"
    assert wake_evaluations(now=timezone.now() + timedelta(days=1)) == 0


def test_a_whole_cycle_is_evaluated_with_its_groups(enrolment):
    other = CycleEnrolmentFactory(cycle=enrolment.cycle)
    TenancyFactory(group=other.group, starts_on=other.starts_on)
    submitted_round(other, happened_on=date(2025, 2, 3))

    figures = computed_evaluation(enrolment.cycle, UNTIL).figures

    assert figures["subject"]["groups"] == "2"
    assert figures["groups"]["total"]["change"]["measured_before"] == "2"
    assert figures["groups"]["total"]["change"]["mean"] == "33.02"
    assert figures["counts"]["group_verdict"] == {"cannot_say": "1", "significant": "1"}
    assert figures["counts"]["class_baseline"] == {"pemula": "2"}
    assert set(figures["groups"]["total"]["by_tenancy"]) == {"inwall", "outwall"}
    assert figures["rows"][str(enrolment.pk)]["after"] == "56.25"


def test_a_cycle_reads_its_groups_with_a_constant_number_of_queries(
    enrolment, django_assert_num_queries
):
    from mentoring.incubation.evaluations.facts import facts_of
    from mentoring.incubation.models import CycleEnrolment

    others = [CycleEnrolmentFactory(cycle=enrolment.cycle) for _ in range(3)]
    for one in others:
        submitted_round(one, happened_on=date(2025, 2, 3))
        submitted_round(one, "endline", MONTH_24, happened_on=date(2026, 6, 1))
    found = CycleEnrolment.objects.select_related("group__sentra", "cycle")

    for keys in ([enrolment.pk], [one.pk for one in others]):
        enrolments = list(found.filter(pk__in=keys))
        with django_assert_num_queries(22):
            facts_of(enrolments, UNTIL)


def test_sessions_of_the_locked_time_are_locked(enrolment):
    locked_evaluation(enrolment, UNTIL)
    inside = LockAsked(enrolment.pk, enrolment.group_id, date(2026, 6, 30))
    after = LockAsked(
        enrolment.cycle.instruments.model().pk or 1, enrolment.group_id, UNTIL + timedelta(days=1)
    )

    assert list(locked_sessions([inside, after])) == [inside.id]
