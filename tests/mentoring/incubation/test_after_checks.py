"""Graduates: checks after six and twelve months, closing, and following again."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.assignments.conf import escalate_after_days
from mentoring.incubation.errors import DayInFuture, NotYoursToMove
from mentoring.incubation.errors.after_checks import (
    CheckAnswered,
    CheckNoteMissing,
    ChecksOpen,
    CheckTooEarly,
    NotAGraduate,
    NotDormant,
    NotYoursToCheck,
    ReopenReasonMissing,
)
from mentoring.incubation.models import AfterCheck, CycleEnrolment, GateStanding, StagePeriod
from mentoring.incubation.reminders import CHECK_COMES, CHECK_LATE, GATE_LATE, GRADUATE_SILENT
from mentoring.incubation.services import decide_gate, move_on
from mentoring.incubation.services.after_checks import answer_check, reopen_monitoring
from mentoring.incubation.services.gate_standings import look_at_gates
from mentoring.incubation.services.gates import CriterionInput
from mentoring.incubation.tasks import look_at_gates_task
from mentoring.reminders.models import Reminder
from mentoring.reminders.services import make_reminders
from tests.factories.accounts import UserFactory
from tests.factories.formulas import DiagnosisFactory
from tests.factories.incubation import (
    MONTH_24,
    CycleEnrolmentFactory,
    coordinator,
    evaluator,
    facilitator_for,
    manager,
    submitted_round,
)
from tests.factories.registry import MandateFactory, place
from tests.factories.sessions import VisitFactory

pytestmark = pytest.mark.django_db
GRADUATED = date(2026, 1, 12)
SIX, TWELVE = date(2026, 7, 12), date(2027, 1, 12)
YES = CriterionInput(is_met=True)
SEEN = {"still_meets": True, "keeps_books": True, "decides_alone": True}


@pytest.fixture
def graduate():
    enrolment = CycleEnrolmentFactory(state="endline", group__name="Gaharu Lestari")
    submitted_round(enrolment)
    strong = {**MONTH_24, "OTO": (3, 3, 2, 2, 2)}
    submitted_round(enrolment, "endline", strong, happened_on=date(2025, 12, 1))
    decide_gate(
        enrolment=enrolment,
        outcome="pass",
        memo="Siap berdiri sendiri.",
        decider=manager(),
        decided_on=GRADUATED,
        answers={"books-current": YES, "members-gain": YES, "no-conflicts": YES},
    )
    return fresh(enrolment)


def fresh(enrolment):
    return CycleEnrolment.objects.select_related("group__sentra", "cycle").get(pk=enrolment.pk)


def answer(check, by, outcome="stands", on=SIX, note="Buku terisi.", **said):
    return answer_check(
        check=check,
        outcome=outcome,
        note=note,
        answered_on=on,
        answered_by=by,
        **{**SEEN, **said},
    )


def closed(graduate, by):
    for check in graduate.after_checks.all():
        AfterCheck.objects.filter(pk=check.pk).update(
            outcome="stands", answered_on=check.due_on, answered_by=by
        )
    return fresh(move_on(enrolment=graduate, moved_by=by, moved_on=date(2026, 8, 3)))


def test_graduation_plans_a_check_after_six_and_after_twelve_months(graduate):
    assert graduate.state == "monitoring"
    assert list(graduate.after_checks.values_list("occasion", "due_on", "outcome")) == [
        ("six_months", SIX, ""),
        ("twelve_months", TWELVE, ""),
    ]


def test_the_board_waits_for_the_next_check_of_a_graduate(graduate):
    look_at_gates(now=datetime(2026, 8, 3, tzinfo=UTC))

    assert GateStanding.objects.get().due_on == SIX


@pytest.mark.parametrize("who", [coordinator, evaluator, None])
def test_a_check_is_written_down_by_who_follows_the_group(graduate, who):
    by = who() if who else facilitator_for(graduate.group)
    check = graduate.after_checks.first()

    answer(check, by, keeps_books=False)

    check.refresh_from_db()
    assert (check.outcome, check.answered_on, check.answered_by) == ("stands", SIX, by)
    assert (check.still_meets, check.keeps_books) == (True, False)
    assert graduate.after_checks.count() == 2


@pytest.mark.parametrize("outcome", ["needs_help", "dormant"])
def test_a_graduate_that_does_not_stand_is_looked_at_again_in_three_months(graduate, outcome):
    answer(graduate.after_checks.first(), coordinator(), outcome)

    assert list(graduate.after_checks.values_list("occasion", "due_on")) == [
        ("six_months", SIX),
        ("follow_up", date(2026, 10, 12)),
        ("twelve_months", TWELVE),
    ]


def test_a_graduate_that_no_longer_exists_has_no_check_left_and_is_closed(graduate):
    by = coordinator()

    answer(graduate.after_checks.first(), by, "dissolved", still_meets=False)

    assert list(graduate.after_checks.values_list("occasion", "outcome")) == [
        ("six_months", "dissolved")
    ]
    assert move_on(enrolment=graduate, moved_by=by, moved_on=date(2026, 8, 3)).state == "closed"


def test_the_night_plans_the_checks_of_graduates_that_have_none(graduate):
    planned = list(graduate.after_checks.values_list("occasion", "due_on"))
    graduate.after_checks.all().delete()
    CycleEnrolmentFactory(cycle=graduate.cycle, state="delivery")

    look_at_gates_task()
    look_at_gates_task()

    assert list(AfterCheck.objects.values_list("occasion", "due_on")) == planned


def test_a_check_that_is_early_empty_foreign_or_written_twice_is_refused(graduate):
    check, by = graduate.after_checks.first(), coordinator()

    with pytest.raises(CheckTooEarly, match=r"12 Juni 2026|June 12, 2026"):
        answer(check, by, on=date(2026, 6, 11))
    with pytest.raises(CheckNoteMissing):
        answer(check, by, note="  ")
    with pytest.raises(DayInFuture):
        answer(check, by, on=timezone.localdate() + timedelta(days=2))
    for who in (coordinator("52.01"), UserFactory(), manager()):
        with pytest.raises(NotYoursToCheck):
            answer(check, who)
    answer(check, by)
    with pytest.raises(CheckAnswered):
        answer(check, by, "needs_help")


def test_a_cycle_is_closed_only_when_every_check_was_made(graduate):
    by = coordinator()
    answer(graduate.after_checks.first(), by)

    with pytest.raises(ChecksOpen) as refusal:
        move_on(enrolment=graduate, moved_by=by, moved_on=date(2026, 8, 3))
    AfterCheck.objects.filter(due_on=TWELVE).update(
        outcome="stands", answered_on=date(2026, 8, 3), answered_by=by
    )

    assert "Gaharu Lestari" in str(refusal.value)
    assert move_on(enrolment=graduate, moved_by=by, moved_on=date(2026, 8, 3)).state == "closed"


def test_a_graduate_that_fell_silent_is_followed_again(graduate):
    by = coordinator()
    done = closed(graduate, by)
    VisitFactory(group=done.group, happened_on=date(2026, 3, 2))

    again = reopen_monitoring(
        enrolment=done, reason="Tidak bertemu lagi.", reopened_on=date(2026, 9, 7), reopened_by=by
    )

    again.refresh_from_db()
    assert (again.state, again.ends_on) == ("monitoring", None)
    assert "Tidak bertemu lagi." in again.reason
    assert list(again.after_checks.waiting().values_list("occasion", "due_on")) == [
        ("follow_up", date(2026, 12, 7))
    ]
    periods = StagePeriod.objects.filter(enrolment=again, ends_on=None)
    assert list(periods.values_list("state", "starts_on", "moved_by")) == [
        ("monitoring", date(2026, 9, 7), by.pk)
    ]


def test_following_again_is_refused_for_who_meets_never_graduated_or_is_not_yours(graduate):
    by = coordinator()
    said = {"reason": "Tidak bertemu.", "reopened_on": date(2026, 9, 7)}

    with pytest.raises(NotAGraduate):
        reopen_monitoring(enrolment=graduate, reopened_by=by, **said)
    done = closed(graduate, by)
    VisitFactory(group=done.group, happened_on=date(2026, 8, 31))
    with pytest.raises(NotDormant):
        reopen_monitoring(enrolment=done, reopened_by=by, **said)
    with pytest.raises(ReopenReasonMissing):
        reopen_monitoring(enrolment=done, reopened_by=by, **{**said, "reason": " "})
    with pytest.raises(NotYoursToMove):
        reopen_monitoring(enrolment=done, reopened_by=coordinator("52.01"), **said)

    assert fresh(done).state == "closed"


def test_the_page_of_a_check_says_what_is_wrong_and_then_keeps_it(client, graduate):
    check = graduate.after_checks.first()
    client.force_login(coordinator())
    given = {
        "still_meets": "yes",
        "keeps_books": "no",
        "decides_alone": "yes",
        "outcome": "needs_help",
        "note": "Buku kosong sejak Mei.",
        "answered_on": "2026-05-01",
    }

    empty = client.post(check.get_absolute_url(), {}).content.decode()
    early = client.post(check.get_absolute_url(), given).content.decode()
    done = client.post(check.get_absolute_url(), {**given, "answered_on": SIX.isoformat()})
    shown = client.get(check.get_absolute_url()).content.decode()
    of_group = client.get(graduate.get_absolute_url()).content.decode()

    assert empty.count('class="field-error"') == 6
    assert "terlalu awal" in early and "Buku kosong sejak Mei." in early
    assert done.headers["Location"] == graduate.get_absolute_url()
    assert (
        "Kelompok perlu bantuan lagi." in shown
        and "<form" not in shown.split("<main")[1].split("</main")[0]
    )
    assert "Dilihat lagi" in of_group


def test_a_check_is_read_and_written_by_no_stranger(client, graduate):
    check = graduate.after_checks.first()

    for who, got, posted in (
        (coordinator("52.01"), 404, 404),
        (UserFactory(), 404, 404),
        (UserFactory(roles=["auditor"]), 200, 403),
    ):
        client.force_login(who)
        assert client.get(check.get_absolute_url()).status_code == got
        assert client.post(check.get_absolute_url(), {}).status_code == posted


def test_a_dormant_graduate_is_taken_up_again_on_a_page(client, graduate):
    by = coordinator()
    done = closed(graduate, by)
    VisitFactory(group=done.group, happened_on=date(2026, 3, 2))
    done.group.status = "dormant"
    done.group.save()
    address = reverse("mentoring_incubation:reopen", args=[done.pk])
    client.force_login(by)

    offered = client.get(done.get_absolute_url()).content.decode()
    wrong = client.post(address, {"reason": "Diam.", "day": "2026-08-01"}).content.decode()
    client.post(address, {"reason": "Diam.", "day": "2026-09-07"})
    client.force_login(evaluator())

    assert address in offered
    assert "Tulis hari yang lebih akhir." in wrong
    assert fresh(done).state == "monitoring"
    assert client.get(address).status_code == 403


def test_what_a_check_says_of_somebody_who_is_forgotten_goes_with_her(graduate):
    from mentoring.incubation.forgetting import forget_in_formulas
    from tests.factories.registry import MembershipFactory

    member = MembershipFactory(group=graduate.group, person__full_name="Ruminah Contoh")
    DiagnosisFactory(enrolment=graduate)
    AfterCheck.objects.update(note="Ruminah Contoh memegang buku.")

    forget_in_formulas([member.person_id])

    assert not AfterCheck.objects.filter(note__contains="Ruminah").exists()


def reminded(kind, now):
    make_reminders(now=now, only=[kind.name])
    make_reminders(now=now, only=[kind.name])
    rows = Reminder.objects.filter(kind=kind.name).order_by("user")
    return [row.user for row in rows]


def present(user, now):
    type(user).objects.filter(pk=user.pk).update(last_login=now)


def test_a_late_gate_is_told_once_and_one_level_higher_when_it_waits_or_nobody_is_there():
    now = datetime(2026, 6, 1, 3, tzinfo=UTC)
    enrolment = CycleEnrolmentFactory()
    near, above = (
        coordinator("35.09"),
        MandateFactory(
            user=UserFactory(roles=["coordinator"]), role="coordinator", place=place("35")
        ).user,
    )
    for user in (near, above):
        present(user, now)
    look_at_gates(now=now)
    GateStanding.objects.update(due_on=date(2026, 5, 31))

    assert reminded(GATE_LATE, now) == [near]

    later = now + timedelta(days=escalate_after_days() + 1)
    present(near, later)
    assert reminded(GATE_LATE, later) == [near, above]
    first = Reminder.objects.get(user=near)
    assert f"gerbang {enrolment.group.name} terlambat 1 hari" in first.body


def test_a_late_gate_goes_to_who_is_above_while_the_coordinator_is_away():
    now = datetime(2026, 6, 1, 3, tzinfo=UTC)
    CycleEnrolmentFactory()
    near, above = (
        coordinator("35.09"),
        MandateFactory(
            user=UserFactory(roles=["coordinator"]), role="coordinator", place=place("35")
        ).user,
    )
    present(near, now - timedelta(days=60))
    present(above, now)
    look_at_gates(now=now)
    GateStanding.objects.update(due_on=date(2026, 5, 31))

    assert reminded(GATE_LATE, now) == [near, above]


def test_a_stage_without_a_gate_and_a_decided_gate_remind_nobody(graduate):
    now = datetime(2026, 6, 1, 3, tzinfo=UTC)
    coordinator()
    CycleEnrolmentFactory(cycle=graduate.cycle, state="delivery")
    look_at_gates(now=now)
    GateStanding.objects.update(due_on=date(2026, 5, 1))

    assert reminded(GATE_LATE, now) == []


def test_deciding_a_gate_drops_what_stood_before_it():
    enrolment = CycleEnrolmentFactory()
    look_at_gates(now=datetime(2026, 6, 1, 3, tzinfo=UTC))

    decide_gate(
        enrolment=enrolment,
        outcome="extend",
        memo="Belum.",
        decider=manager(),
        decided_on=date(2026, 6, 1),
    )

    assert GateStanding.objects.count() == 0


def test_a_check_is_told_to_the_facilitator_a_week_ahead_and_above_her_once_it_is_late(graduate):
    dewi = coordinator()
    facilitator = facilitator_for(graduate.group)
    before = datetime(2026, 7, 5, 3, tzinfo=UTC)
    present(dewi, before)

    assert reminded(CHECK_COMES, datetime(2026, 7, 4, 3, tzinfo=UTC)) == []
    assert reminded(CHECK_COMES, before) == [facilitator]
    assert reminded(CHECK_LATE, before) == []
    present(dewi, datetime(2026, 7, 13, 3, tzinfo=UTC))
    assert reminded(CHECK_LATE, datetime(2026, 7, 13, 3, tzinfo=UTC)) == [dewi]


def test_a_graduate_that_nobody_accompanies_is_the_coordinators_to_look_in_on(graduate):
    dewi = coordinator()
    present(dewi, datetime(2026, 7, 5, 3, tzinfo=UTC))
    graduate.group.assignments.all().delete()

    assert reminded(CHECK_COMES, datetime(2026, 7, 5, 3, tzinfo=UTC)) == []
    assert reminded(CHECK_LATE, datetime(2026, 7, 5, 3, tzinfo=UTC)) == [dewi]


def test_a_silent_graduate_is_told_to_the_coordinator_once(graduate):
    dewi = coordinator()
    now = datetime(2026, 7, 5, 3, tzinfo=UTC)
    present(dewi, now)
    assert reminded(GRADUATE_SILENT, now) == []
    graduate.group.status, graduate.group.status_since = "dormant", date(2026, 7, 1)
    graduate.group.save()

    assert reminded(GRADUATE_SILENT, now) == [dewi]
