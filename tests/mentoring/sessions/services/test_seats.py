"""Seats and reserves of a training, proposals, facilitators who are trained, leaving."""

from datetime import date, timedelta

import pytest

from mentoring.sessions.errors import (
    DecisionNeedsReason,
    LeftBeforeAttended,
    NoSeatLeft,
    NotAFacilitator,
    OutsideTheRun,
    ProposalDecided,
    RunClosed,
    RunNotAgreed,
    SeatsTaken,
)
from mentoring.sessions.evidence import AttendanceEvidence, RunOccasions, occasion_key
from mentoring.sessions.models import RunParticipant
from mentoring.sessions.services import (
    Entrant,
    Presence,
    add_participants,
    change_training_run,
    close_run,
    decide_proposal,
    leave_run,
    person_of_facilitator,
    record_attendance,
)
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import MembershipFactory, PersonFactory
from tests.factories.sessions import (
    NOON,
    AttendanceFactory,
    RunParticipantFactory,
    RunSessionFactory,
    TrainingRunFactory,
)

pytestmark = pytest.mark.django_db
FIRST = date(2026, 3, 2)


@pytest.fixture
def rina():
    return UserFactory()


@pytest.fixture
def run():
    return TrainingRunFactory(
        starts_on=FIRST, ends_on=FIRST + timedelta(days=10), seats=2, reserve_seats=2
    )


def entrants(count, **assignment):
    group = AssignmentFactory(**assignment).group
    members = MembershipFactory.create_batch(count, group=group)
    return [Entrant(each.person, each.group) for each in members]


def added(run, rina, count):
    return add_participants(run=run, entrants=entrants(count), added_by=rina, now=NOON)


def seats_of(run):
    places = run.participants.order_by("participant_number")
    return list(places.values_list("seat", flat=True))


class TestSeats:
    def test_a_class_has_sixteen_seats_and_two_reserves_unless_somebody_says_otherwise(self):
        run = TrainingRunFactory()

        assert (run.seats, run.reserve_seats) == (16, 2)

    def test_who_comes_after_the_last_seat_is_a_reserve(self, run, rina):
        places = added(run, rina, 3)

        assert [place.seat for place in places] == ["seat", "seat", "reserve"]
        assert [place.participant_number for place in places] == ["01", "02", "03"]

    def test_nobody_is_added_when_there_are_not_seats_for_all(self, run, rina):
        added(run, rina, 1)

        with pytest.raises(NoSeatLeft) as refusal:
            added(run, rina, 4)

        assert run.participants.count() == 1
        assert "1 kursi dan 2 kursi cadangan" in str(refusal.value)

    def test_more_seats_let_the_first_reserve_move_up(self, run, rina):
        added(run, rina, 4)

        change_training_run(run=run, changes={"seats": 3}, changed_by=rina, now=NOON)

        assert seats_of(run) == ["seat", "seat", "seat", "reserve"]

    def test_there_are_never_fewer_seats_than_people_in_them(self, run, rina):
        added(run, rina, 2)

        with pytest.raises(SeatsTaken):
            change_training_run(run=run, changes={"seats": 1}, changed_by=rina)


class TestLeaving:
    def test_the_reserve_of_longest_standing_moves_up_on_that_day(self, run, rina):
        first, _second, third, fourth = added(run, rina, 4)

        moved = leave_run(
            place=first, left_on=FIRST + timedelta(days=3), reason="Pindah rumah", left_by=rina
        )

        third.refresh_from_db(), fourth.refresh_from_db(), first.refresh_from_db()
        assert moved == [third]
        assert (third.seat, third.seat_from) == ("seat", FIRST + timedelta(days=3))
        assert (fourth.seat, first.left_reason) == ("reserve", "Pindah rumah")

    def test_before_the_first_day_the_seat_counts_from_the_beginning(self, run, rina):
        first, _second, third = added(run, rina, 3)

        leave_run(place=first, left_on=FIRST - timedelta(days=9), reason="Sakit", left_by=rina)

        third.refresh_from_db()
        assert (third.seat, third.seat_from) == ("seat", None)

    def test_a_reserve_whose_group_nobody_accompanies_is_passed_over(self, run, rina):
        first = added(run, rina, 2)[0]
        lonely = RunParticipantFactory(run=run, seat="reserve", participant_number="90")
        (later,) = added(run, rina, 1)

        moved = leave_run(place=first, left_on=FIRST, reason="Sakit", left_by=rina)

        lonely.refresh_from_db()
        assert (moved, lonely.seat) == ([later], "reserve")

    def test_leaving_twice_changes_nothing(self, run, rina):
        first = added(run, rina, 4)[0]
        leave_run(place=first, left_on=FIRST, reason="Sakit", left_by=rina)

        assert leave_run(place=first, left_on=FIRST, reason="Lagi", left_by=rina) == []
        assert seats_of(run).count("reserve") == 1

    def test_nobody_leaves_before_a_day_she_was_present(self, run, rina):
        (first,) = added(run, rina, 1)
        day = FIRST + timedelta(days=4)
        session = RunSessionFactory(run=run, state="held", happened_on=day)
        AttendanceFactory(session=session, person=first.person, minutes=100)

        with pytest.raises(LeftBeforeAttended):
            leave_run(place=first, left_on=day, reason="Sakit", left_by=rina)

    def test_nobody_leaves_after_the_end_nor_from_a_closed_run(self, run, rina):
        (first,) = added(run, rina, 1)

        with pytest.raises(OutsideTheRun):
            leave_run(place=first, left_on=run.ends_on, reason="Sakit", left_by=rina)
        close_run(run=run, closed_by=rina, now=NOON)
        with pytest.raises(RunClosed):
            leave_run(place=first, left_on=FIRST, reason="Sakit", left_by=rina)

    def test_who_comes_back_keeps_her_number_and_is_expected_from_that_day(self, run, rina):
        (first,) = added(run, rina, 1)
        leave_run(place=first, left_on=FIRST, reason="Sakit", left_by=rina)

        (back,) = add_participants(
            run=run, entrants=[Entrant(first.person, first.group)], added_by=rina, now=NOON
        )

        back.refresh_from_db()
        assert (back.pk, back.left_on, back.seat_from) == (first.pk, None, FIRST)


class TestFacilitatorsAreTrainees:
    def test_a_facilitator_takes_part_without_a_group(self, run, rina):
        facilitator = FacilitatorFactory()
        person = person_of_facilitator(facilitator=facilitator, registered_by=rina)

        (place,) = add_participants(run=run, entrants=[Entrant(person, None)], added_by=rina)

        assert (place.group, place.person.user) == (None, facilitator.user)
        assert person_of_facilitator(facilitator=facilitator, registered_by=rina) == person

    def test_somebody_else_needs_a_group(self, run, rina):
        stranger = Entrant(PersonFactory(), None)

        with pytest.raises(NotAFacilitator):
            add_participants(run=run, entrants=[stranger], added_by=rina)


class TestWhatCertificatesAreTold:
    def test_seats_and_facilitators_are_named_reserves_and_leavers_are_not(self, run, rina):
        stays, leaves, _reserve = added(run, rina, 3)
        RunParticipant.objects.filter(seat="reserve").delete()
        leave_run(place=leaves, left_on=FIRST, reason="Sakit", left_by=rina)
        facilitator = person_of_facilitator(facilitator=FacilitatorFactory(), registered_by=rina)
        add_participants(run=run, entrants=[Entrant(facilitator, None)], added_by=rina)
        added(run, rina, 1)

        occasion = RunOccasions().by_key(occasion_key(run))

        told = {(each.user_id, each.group_label) for each in occasion.participants}
        assert told == {
            (stays.person.user_id, stays.group.name),
            (facilitator.user_id, "pendamping"),
        }

    def test_a_make_up_fills_what_was_missed(self, run, rina):
        (place,) = added(run, rina, 1)
        for is_make_up, status in ((False, "sakit"), (True, "hadir")):
            session = RunSessionFactory(run=run, happened_on=FIRST, is_make_up=is_make_up)
            record_attendance(
                session=session,
                presences={place.person: Presence(status)},
                recorded_by=UserFactory(is_superuser=True),
                now=NOON,
            )

        facts = AttendanceEvidence().facts_for(
            user_ids=[place.person.user_id], occasion=RunOccasions().by_key(occasion_key(run))
        )

        (fact,) = facts[place.person.user_id]
        assert (fact.value, fact.of) == (100, 100)

    @pytest.mark.parametrize("state", ["proposed", "declined"])
    def test_what_nobody_agreed_to_is_no_occasion(self, state):
        run = TrainingRunFactory(state=state, decision_reason="Tidak ada dana")

        assert RunOccasions().by_key(occasion_key(run)) is None
        assert RunOccasions().visible_to(UserFactory(is_superuser=True)) == []


class TestProposals:
    def test_a_proposed_run_is_planned_once_somebody_agrees(self, rina):
        run = TrainingRunFactory(state="proposed")

        run = decide_proposal(run=run, is_agreed=True, reason="", decided_by=rina, now=NOON)

        assert (run.state, run.decided_by, run.decided_at) == ("planned", rina, NOON)
        with pytest.raises(ProposalDecided):
            decide_proposal(run=run, is_agreed=False, reason="x", decided_by=rina)

    def test_it_is_declined_with_a_reason_only_and_nothing_follows(self, rina):
        run = TrainingRunFactory(state="proposed")
        session = RunSessionFactory(run=run, happened_on=FIRST)

        with pytest.raises(DecisionNeedsReason):
            decide_proposal(run=run, is_agreed=False, reason="  ", decided_by=rina)
        run = decide_proposal(
            run=run, is_agreed=False, reason="Dana habis", decided_by=rina, now=NOON
        )

        assert (run.state, run.decision_reason) == ("declined", "Dana habis")
        session.refresh_from_db()
        assert (session.state, session.state_reason) == ("cancelled", "Dana habis")
        with pytest.raises(RunClosed):
            added(run, rina, 1)
        with pytest.raises(RunNotAgreed):
            close_run(run=run, closed_by=rina)

    def test_nobody_is_marked_before_somebody_agreed(self, rina):
        run = TrainingRunFactory(state="proposed")
        person = RunParticipantFactory(run=run).person
        session = RunSessionFactory(run=run, happened_on=FIRST)

        with pytest.raises(RunNotAgreed):
            record_attendance(
                session=session, presences={person: Presence("hadir")}, recorded_by=rina, now=NOON
            )


class TestClosing:
    def test_only_who_was_expected_needs_a_mark(self, run, rina):
        first, second, third = added(run, rina, 3)
        day = FIRST
        for n, who in enumerate(([first, second], [second, third])):
            session = RunSessionFactory(run=run, state="held", happened_on=day + timedelta(days=n))
            for place in who:
                AttendanceFactory(session=session, person=place.person, minutes=100)
        leave_run(place=first, left_on=FIRST + timedelta(days=1), reason="Sakit", left_by=rina)

        close_run(run=run, closed_by=rina, now=NOON)

        run.refresh_from_db()
        assert run.state == "closed"
