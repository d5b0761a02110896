"""A visit that was told twice counts once, whatever order its records come in."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring.sessions.dormancy import silence_of
from mentoring.sessions.errors import CommentMissing, PairDecided, ReviewerRecordedIt
from mentoring.sessions.figures import attendance_rate, visits_due
from mentoring.sessions.models import (
    Attendance,
    MentoringSession,
    ReviewRemark,
    SessionDuplicate,
)
from mentoring.sessions.services.reviews import accept_sessions, credit_session, return_session
from mentoring.sessions.services.told_twice import decide_pair, find_pairs, reopen_pair
from tests.factories.accounts import UserFactory
from tests.factories.registry import CrafterGroupFactory, MandateFactory, MembershipFactory
from tests.factories.sessions import NOON, AttendanceFactory, VisitFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


@pytest.fixture
def group():
    return CrafterGroupFactory()


@pytest.fixture
def people(group):
    return [MembershipFactory(group=group).person for _ in range(3)]


def told(group, marks, **more):
    session = VisitFactory(group=group, happened_on=DAY, **more)
    for person, status in marks.items():
        AttendanceFactory(session=session, person=person, status=status)
    find_pairs([session], now=NOON)
    return session


def rate(group):
    found = attendance_rate([group.pk], since=DAY, until=DAY + timedelta(days=1))[group.pk]
    return (found.hadir, found.izin, found.sakit, found.alpa)


def test_until_somebody_decides_everybody_whom_either_saw_counts_once(group, people):
    sutini, ruminah, sahnim = people
    told(group, {sutini: "hadir", ruminah: "alpa", sahnim: "izin"})
    told(group, {sutini: "alpa", ruminah: "hadir", sahnim: "alpa"})

    assert SessionDuplicate.objects.get().state == "open"
    assert rate(group) == (2, 1, 0, 0)
    assert MentoringSession.objects.counted().count() == 1


@pytest.mark.parametrize(
    ("state", "counted", "sessions"),
    [
        ("joined", (2, 0, 0, 0), 1),
        ("first", (1, 0, 0, 1), 1),
        ("second", (1, 0, 0, 1), 1),
        ("different", (2, 0, 0, 2), 2),
    ],
)
def test_a_decision_says_what_counts_and_can_be_taken_back(state, counted, sessions, group, people):
    told(group, {people[0]: "hadir", people[1]: "alpa"})
    told(group, {people[0]: "alpa", people[1]: "hadir"})
    pair = SessionDuplicate.objects.get()

    decide_pair(pair=pair, state=state, note="Sudah ditanyakan", decided_by=UserFactory())
    assert (rate(group), MentoringSession.objects.counted().count()) == (counted, sessions)
    with pytest.raises(PairDecided):
        decide_pair(pair=pair, state="joined", note="Lagi", decided_by=UserFactory())

    reopen_pair(pair=pair, reopened_by=UserFactory())
    assert (rate(group), MentoringSession.objects.counted().count()) == ((2, 0, 0, 0), 1)


def test_visits_hours_apart_or_of_another_kind_are_two(group, people):
    morning, evening = (datetime(2026, 3, 1, hour, tzinfo=UTC) for hour in (1, 9))
    told(group, {people[0]: "hadir"}, starts_at=morning)
    told(group, {people[0]: "hadir"}, starts_at=evening)
    told(group, {people[0]: "hadir"}, kind="remote")

    assert SessionDuplicate.objects.count() == 0
    assert rate(group) == (3, 0, 0, 0)


def test_a_visit_at_which_only_the_second_saw_the_facilitator_is_a_visit(group, people):
    told(group, {people[0]: "hadir"}, facilitator_was_present=False)
    told(group, {people[0]: "hadir"}, received_at=NOON + timedelta(hours=1))

    assert visits_due([group], DAY)[group.pk].last_held_on == DAY


STATUS = st.sampled_from(["hadir", "izin", "sakit", "alpa", None])


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(lists=st.lists(st.tuples(STATUS, STATUS, STATUS), min_size=1, max_size=4), data=st.data())
def test_whatever_comes_first_the_union_is_the_same(lists, data, group, people):
    found = []
    for some in (lists, data.draw(st.permutations(lists))):
        MentoringSession.objects.filter(group=group).delete()
        for marks in some:
            told(group, {p: s for p, s in zip(people, marks, strict=True) if s})
        found.append(rate(group))
        counted = Attendance.objects.counted().filter(session__group=group)
        assert counted.count() == counted.values("person").distinct().count()

    ranks = ["hadir", "izin", "sakit", "alpa"]
    best = [
        min((s for s in each if s), key=ranks.index, default=None)
        for each in zip(*lists, strict=True)
    ]
    assert found == [tuple(best.count(status) for status in ranks)] * 2


def test_what_waits_counts_once_a_coordinator_said_yes(group, people):
    session = told(group, {people[0]: "hadir"}, credit="before_assignment", is_counted=False)
    assert (rate(group), silence_of([group], DAY)[group.pk].last_met_on) == ((0, 0, 0, 0), None)

    credit_session(session=session, credited_by=UserFactory())

    assert (rate(group), silence_of([group], DAY)[group.pk].last_met_on) == ((1, 0, 0, 0), DAY)
    assert ReviewRemark.objects.get().kind == "credited"


def test_a_session_is_given_back_with_a_comment_and_the_thread_is_kept(group):
    session, boss = VisitFactory(group=group, review_state="submitted"), UserFactory()

    with pytest.raises(CommentMissing):
        return_session(session=session, comment=" ", returned_by=boss)
    with pytest.raises(ReviewerRecordedIt):
        return_session(session=session, comment="Salah", returned_by=session.recorded_by)
    return_session(session=session, comment="Tanggalnya keliru", returned_by=boss)
    accept_sessions(sessions=[session], accepted_by=boss)

    session.refresh_from_db()
    assert session.review_state == "accepted"
    assert list(ReviewRemark.objects.values_list("kind", "text")) == [
        ("returned", "Tanggalnya keliru"),
        ("accepted", ""),
    ]


@pytest.fixture
def dewi(group, client):
    user = UserFactory(roles=["coordinator"])
    MandateFactory(user=user, place=group.sentra.place, role="coordinator")
    client.force_login(user)
    return user


def test_a_coordinator_accepts_many_and_decides_on_a_pair(group, people, dewi, client):
    sessions = [told(group, {people[0]: "hadir"}, review_state="submitted") for _ in range(2)]
    pair = SessionDuplicate.objects.get()

    page = client.get(reverse("mentoring_sessions:reviews"))
    client.post(reverse("mentoring_sessions:reviews"), {"sesi": [s.pk for s in sessions] + ["x"]})
    shown = client.get(pair.get_absolute_url())
    client.post(pair.get_absolute_url(), {"state": "joined", "note": "Sama"})

    assert (page.status_code, shown.status_code) == (200, 200)
    assert set(MentoringSession.objects.values_list("review_state", flat=True)) == {"accepted"}
    pair.refresh_from_db()
    assert (pair.state, pair.decided_by) == ("joined", dewi)


def test_a_coordinator_of_another_place_finds_neither(group, people, client):
    user = UserFactory()
    client.force_login(user)
    session = told(group, {people[0]: "hadir"}, review_state="submitted")
    told(group, {people[0]: "hadir"})

    addresses = [
        reverse("mentoring_sessions:review", args=[session.pk]),
        SessionDuplicate.objects.get().get_absolute_url(),
    ]
    assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_a_rate_of_a_visit_told_twice_is_that_of_one(group, people):
    for _ in range(2):
        told(group, {people[0]: "hadir", people[1]: "alpa"})

    found = attendance_rate([group.pk], since=DAY, until=DAY + timedelta(days=1))[group.pk]

    assert found.rate == Fraction(1, 2)
