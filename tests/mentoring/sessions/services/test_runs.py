from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentoring.registry.errors import JuraganIsNoBeneficiary
from mentoring.registry.models import Stratum
from mentoring.sessions.errors import (
    AttendanceMissing,
    GroupsWithoutFacilitator,
    MinutesExceedSession,
    NotMembersThatDay,
    NotOnTheRoster,
    OutsideTheRun,
    ProgrammeUnknown,
    RunClosed,
    SessionInTheFuture,
    SessionNotPlanned,
    SessionsStillOpen,
)
from mentoring.sessions.models import Attendance, MentoringSession, TrainingRun
from mentoring.sessions.services import (
    Entrant,
    PlannedSession,
    Presence,
    add_participants,
    cancel_session,
    change_training_run,
    close_run,
    open_training_run,
    plan_run_session,
    record_attendance,
)
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import CensusEntryFactory, MembershipFactory, tutul
from tests.factories.sessions import (
    NOON,
    AProgramme,
    AttendanceFactory,
    RunParticipantFactory,
    RunSessionFactory,
    TrainingRunFactory,
    programmes_offered,
)

pytestmark = pytest.mark.django_db
FIRST = date(2026, 3, 2)


@pytest.fixture
def rina():
    return UserFactory()


@pytest.fixture
def dwi():
    return UserFactory(full_name="Instruktur Dwi Contoh")


def opened(rina, **values):
    return open_training_run(
        **{
            "programme_code": "PROG-CONTOH",
            "number": "3",
            "issuer_code": "UPT-BLK-CONTOH",
            "place": tutul(),
            "venue": "Balai Desa Tutul",
            "time_zone": "Asia/Jakarta",
            "starts_on": FIRST,
            "ends_on": FIRST + timedelta(days=10),
            "opened_by": rina,
        }
        | values
    )


def member_of_accompanied_group(**assignment):
    return MembershipFactory(group=AssignmentFactory(**assignment).group)


def entrant(membership):
    return Entrant(membership.person, membership.group)


class TestOpening:
    def test_a_run_keeps_its_programme_as_it_was(self, rina, dwi):
        plan = [PlannedSession(FIRST + timedelta(days=n), 360) for n in range(3)]
        with programmes_offered() as offered:
            run = opened(rina, sessions=plan, instructors=[dwi])
            offered["PROG-CONTOH"] = AProgramme(title_id="Lain")

        run.refresh_from_db()
        assert run.programme["title_id"] == "Produksi Manik-manik Kayu"
        assert run.programme["units"][0]["code"] == "U1"
        assert list(run.instructors.all()) == [dwi]
        assert list(run.sessions.values_list("planned_minutes", "state")) == [(360, "planned")] * 3

    def test_an_unknown_programme_is_refused(self, rina):
        with programmes_offered(), pytest.raises(ProgrammeUnknown):
            opened(rina, programme_code="LAIN")

    def test_a_session_outside_the_run_refuses_the_whole_run(self, rina):
        plan = [PlannedSession(FIRST + timedelta(days=10), 360)]

        with programmes_offered(), pytest.raises(OutsideTheRun):
            opened(rina, sessions=plan)

        assert TrainingRun.objects.count() == 0

    def test_the_programme_of_a_run_that_began_stays(self, rina):
        with programmes_offered(AProgramme(), AProgramme(code="LAIN")):
            run = opened(rina)
            run = change_training_run(run=run, changes={"programme_code": "LAIN"}, changed_by=rina)
            TrainingRun.objects.update(state="running")
            with pytest.raises(ProgrammeUnknown):
                change_training_run(
                    run=run, changes={"programme_code": "PROG-CONTOH"}, changed_by=rina
                )

        assert run.programme["code"] == "LAIN"


class TestParticipants:
    def test_a_juragan_gets_no_place_and_nobody_with_her(self, rina):
        run = TrainingRunFactory(starts_on=FIRST)
        first, second = member_of_accompanied_group(), member_of_accompanied_group()
        CensusEntryFactory(
            sentra=second.group.sentra, person=second.person, stratum=Stratum.JURAGAN
        )

        with pytest.raises(JuraganIsNoBeneficiary, match=second.person.full_name):
            add_participants(run=run, entrants=[entrant(first), entrant(second)], added_by=rina)

        assert not run.participants.exists()

    def test_who_became_a_juragan_since_the_run_began_gets_no_place(self, rina):
        today = timezone.localdate()
        run = TrainingRunFactory(
            starts_on=today - timedelta(days=30), ends_on=today + timedelta(days=30)
        )
        member = member_of_accompanied_group()
        CensusEntryFactory(
            sentra=member.group.sentra,
            person=member.person,
            stratum=Stratum.JURAGAN,
            seen_on=today - timedelta(days=1),
        )

        with pytest.raises(JuraganIsNoBeneficiary):
            add_participants(run=run, entrants=[entrant(member)], added_by=rina)

    def test_people_of_two_groups_get_numbers_and_accounts(self, rina):
        run = TrainingRunFactory(starts_on=FIRST)
        first, second = member_of_accompanied_group(), member_of_accompanied_group()

        places = add_participants(
            run=run, entrants=[entrant(first), entrant(second)], added_by=rina
        )

        assert [place.participant_number for place in places] == ["01", "02"]
        assert [place.group for place in places] == [first.group, second.group]
        first.person.refresh_from_db()
        assert first.person.user.has_usable_password() is False

    def test_adding_somebody_again_keeps_her_number(self, rina):
        run = TrainingRunFactory(starts_on=FIRST)
        first, second = member_of_accompanied_group(), member_of_accompanied_group()
        add_participants(run=run, entrants=[entrant(first)], added_by=rina)

        places = add_participants(
            run=run, entrants=[entrant(second), entrant(first)], added_by=rina
        )

        assert [place.participant_number for place in places] == ["02", "01"]
        assert run.participants.count() == 2

    def test_a_group_nobody_accompanies_on_the_day_is_refused_by_name(self, rina):
        run = TrainingRunFactory(starts_on=FIRST)
        alone = MembershipFactory(group__name="Kendi Muda")

        with pytest.raises(GroupsWithoutFacilitator) as refusal:
            add_participants(
                run=run,
                entrants=[entrant(alone), entrant(member_of_accompanied_group())],
                added_by=rina,
            )

        assert refusal.value.facts["groups"] == "Kendi Muda"
        assert run.participants.count() == 0

    @pytest.mark.parametrize(
        "assignment",
        [
            {"state": "proposed"},
            {"kind": "trainee"},
            {"starts_on": FIRST + timedelta(days=1)},
            {"state": "ended", "ends_on": FIRST},
        ],
    )
    def test_only_an_accepted_lead_or_cover_on_the_day_accompanies(self, rina, assignment):
        run = TrainingRunFactory(starts_on=FIRST)

        with pytest.raises(GroupsWithoutFacilitator):
            add_participants(
                run=run,
                entrants=[entrant(member_of_accompanied_group(**assignment))],
                added_by=rina,
            )

    def test_who_is_no_member_of_the_group_is_refused(self, rina):
        run = TrainingRunFactory(starts_on=FIRST)
        gone = MembershipFactory(ends_on=FIRST)

        with pytest.raises(NotMembersThatDay):
            add_participants(run=run, entrants=[entrant(gone)], added_by=rina)

    def test_a_closed_run_takes_nobody(self, rina):
        run = TrainingRunFactory(state="closed", closed_at=NOON)

        with pytest.raises(RunClosed):
            add_participants(run=run, entrants=[], added_by=rina)


class TestAttendance:
    @pytest.fixture
    def run(self, dwi):
        run = TrainingRunFactory()
        run.instructors.add(dwi)
        return run

    @pytest.fixture
    def session(self, run):
        return RunSessionFactory(run=run, happened_on=FIRST)

    @pytest.fixture
    def sutini(self, run):
        return RunParticipantFactory(run=run).person

    def record(self, session, presences, by, **values):
        return record_attendance(
            session=session, presences=presences, recorded_by=by, now=NOON, **values
        )

    def test_the_first_list_holds_the_session_and_starts_the_run(self, run, session, sutini, dwi):
        self.record(session, {sutini: Presence("hadir")}, dwi)

        session.refresh_from_db()
        run.refresh_from_db()
        assert (session.state, session.recorded_by, run.state) == ("held", dwi, "running")
        assert Attendance.objects.get().minutes == 100

    def test_recording_again_replaces(self, session, sutini, dwi):
        self.record(session, {sutini: Presence("hadir", 40)}, dwi)
        self.record(session, {sutini: Presence("izin")}, dwi)

        assert list(Attendance.objects.values_list("status", "minutes")) == [("izin", 0)]

    def test_minutes_are_at_most_what_the_session_took(self, session, sutini, dwi):
        with pytest.raises(MinutesExceedSession):
            self.record(session, {sutini: Presence("hadir", 61)}, dwi, minutes=60)

        assert MentoringSession.objects.get().state == "planned"

    def test_a_facilitator_records_her_own_groups_only(self, run, session, sutini):
        membership = member_of_accompanied_group()
        hers = RunParticipantFactory(run=run, person=membership.person, group=membership.group)
        sri = membership.group.assignments.get().facilitator.user

        self.record(session, {hers.person: Presence("hadir")}, sri)
        with pytest.raises(NotOnTheRoster):
            self.record(session, {sutini: Presence("hadir")}, sri)

    def test_a_stranger_records_nobody(self, session, sutini, rina):
        with pytest.raises(NotOnTheRoster):
            self.record(session, {sutini: Presence("hadir")}, rina)

    def test_a_session_that_has_not_come_or_was_cancelled_is_refused(self, run, sutini, dwi):
        later = RunSessionFactory(run=run, happened_on=FIRST + timedelta(days=1))
        cancelled = RunSessionFactory(run=run, state="cancelled", state_reason="hujan")

        with pytest.raises(SessionInTheFuture):
            self.record(later, {sutini: Presence("hadir")}, dwi)
        with pytest.raises(SessionNotPlanned):
            self.record(cancelled, {sutini: Presence("hadir")}, dwi)

    def test_a_large_class_costs_the_same_queries(
        self, run, session, dwi, django_assert_max_num_queries
    ):
        people = [RunParticipantFactory(run=run).person for _ in range(30)]

        with django_assert_max_num_queries(10):
            self.record(session, dict.fromkeys(people, Presence("hadir")), dwi)


class TestClosing:
    def test_sessions_without_an_outcome_keep_a_run_open(self, rina):
        run = RunSessionFactory().run

        with pytest.raises(SessionsStillOpen):
            close_run(run=run, closed_by=rina)

    def test_a_participant_who_is_not_marked_keeps_a_run_open(self, rina):
        run = RunSessionFactory(state="held").run
        RunParticipantFactory(run=run)

        with pytest.raises(AttendanceMissing):
            close_run(run=run, closed_by=rina)

    def test_a_closed_run_is_final(self, rina, dwi):
        run = TrainingRunFactory(state="running")
        run.instructors.add(dwi)
        place = RunParticipantFactory(run=run)
        held = RunSessionFactory(run=run, state="held")
        AttendanceFactory(session=held, person=place.person)
        RunSessionFactory(run=run, state="held", is_make_up=True)
        cancel_session(session=RunSessionFactory(run=run), reason="hujan", said_by=rina)

        run = close_run(run=run, closed_by=rina, now=NOON)

        assert (run.state, run.closed_at) == ("closed", NOON)
        assert close_run(run=run, closed_by=rina).closed_at == NOON
        with pytest.raises(RunClosed):
            record_attendance(session=held, presences={}, recorded_by=dwi)
        with pytest.raises(RunClosed):
            plan_run_session(run=run, planned_on=FIRST, planned_minutes=60, planned_by=rina)
        with pytest.raises(RunClosed):
            change_training_run(run=run, changes={"venue": "Lain"}, changed_by=rina)
