"""What happened to a group, month by month."""

import io
from datetime import date, timedelta

import pytest

from mentoring.registry import services
from mentoring.sessions.timeline import timeline
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import CrafterGroupFactory, MembershipFactory
from tests.factories.sessions import AttendanceFactory, VisitFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 15)


@pytest.fixture
def group():
    return CrafterGroupFactory(name="Ronce Melati")


@pytest.fixture
def sri(group):
    facilitator = FacilitatorFactory(
        user=UserFactory(full_name="Sri Pendamping Contoh", roles=["facilitator"])
    )
    AssignmentFactory(group=group, facilitator=facilitator, starts_on=date(2026, 5, 4))
    return facilitator.user


def told(group, user, today=TODAY):
    return [
        (str(event.on), event.kind, event.text)
        for month in timeline(user, group, today)
        for event in month.events
    ]


def test_everything_that_happened_stands_in_its_month(group, sri):
    visit = VisitFactory(group=group, happened_on=date(2026, 6, 2))
    AttendanceFactory(session=visit)
    for name in ("Ani", "Budi", "Cici", "Dedi", "Evi"):
        MembershipFactory(group=group, person__full_name=name, starts_on=date(2026, 5, 1))
    leaving = group.memberships.get(person__full_name="Evi")
    services.end_membership(
        membership=leaving, ends_on=date(2026, 6, 1), ended_by=sri, leave_reason="moved"
    )
    services.keep_group_document(
        group=group,
        kind="kas",
        dated_on=date(2026, 5, 20),
        file=io.BytesIO(b"%PDF-1.4"),
        uploaded_by=sri,
    )
    services.rename_group(
        group=group, name="Melati Baru", happened_on=date(2026, 4, 1), renamed_by=sri
    )

    assert told(group, sri) == [
        ("2026-06-02", "session", "kunjungan ke kelompok · 1 anggota hadir"),
        ("2026-05-31", "member", "Keluar: Evi (pindah tempat tinggal)"),
        ("2026-05-20", "paper", "buku kas"),
        ("2026-05-04", "facilitator", "Sri Pendamping Contoh mendampingi sebagai pendamping utama"),
        ("2026-05-01", "member", "Masuk: Ani, Budi, Cici dan 2 orang lagi"),
        ("2026-04-01", "lineage", "Ronce Melati kini bernama Melati Baru"),
    ]


def test_it_reaches_back_twenty_four_months_and_not_into_the_future(group, sri):
    for day in (date(2024, 6, 30), date(2024, 7, 1), TODAY, TODAY + timedelta(days=1)):
        VisitFactory(group=group, happened_on=day)
    VisitFactory(group=group, happened_on=date(2026, 6, 1), state="planned")

    days = [on for on, kind, _text in told(group, sri) if kind == "session"]

    assert days == ["2026-06-15", "2024-07-01"]


def test_a_month_counts_its_meetings(group, sri):
    for day in (2, 9):
        VisitFactory(group=group, happened_on=date(2026, 6, day))

    assert timeline(sri, group, TODAY)[0].meetings == 2


@pytest.mark.parametrize("many", [1, 30])
def test_it_asks_the_same_questions_for_any_past(group, sri, many, django_assert_num_queries):
    for number in range(many):
        day = TODAY - timedelta(days=number * 7)
        AttendanceFactory(session=VisitFactory(group=group, happened_on=day))
        MembershipFactory(group=group, starts_on=day, ends_on=day + timedelta(days=30))
        services.keep_group_document(
            group=group,
            kind="kas",
            dated_on=day,
            file=io.BytesIO(b"%PDF-1.4"),
            uploaded_by=sri,
        )
    sri.get_all_permissions()

    with django_assert_num_queries(6):
        timeline(sri, group, TODAY)
