"""A juragan who is marked present as a crafter."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from mentoring.registry.models import Stratum
from mentoring.sessions.ineligible import WINDOW, SheetAttention
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import CensusEntryFactory, MembershipFactory, PersonFactory
from tests.factories.sessions import AttendanceFactory, VisitFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)


@pytest.fixture
def boss(here):
    person = PersonFactory(full_name="Anom Rekaan")
    CensusEntryFactory(
        sentra=here.sentra, person=person, stratum=Stratum.JURAGAN, seen_on=date(2026, 1, 1)
    )
    return person


def held(group, person, status="hadir", day=DAY):
    session = VisitFactory(group=group, happened_on=day, state="held")
    AttendanceFactory(session=session, person=person, status=status)
    AttendanceFactory(session=session, person=PersonFactory())
    return session


def reasons(groups, today=DAY):
    return [(each.group_id, each.since) for each in SheetAttention().reasons(groups, today)]


def test_the_coordinators_list_tells_of_the_last_sheet_for_sixty_days(here, far, boss):
    held(here, boss, day=DAY - timedelta(days=7))
    held(here, boss)
    held(far, PersonFactory())

    assert reasons([here, far]) == [(here.pk, DAY)]
    assert reasons([here, far], DAY + WINDOW - timedelta(days=1)) == [(here.pk, DAY)]
    assert reasons([here, far], DAY + WINDOW) == []


def test_as_a_guest_or_absent_she_takes_no_place(here, boss):
    held(here, boss, status="tamu")
    held(here, boss, status="alpa", day=DAY - timedelta(days=1))

    assert reasons([here]) == []


@pytest.mark.parametrize("visits", [1, 30])
def test_many_groups_cost_the_same_questions(visits, here, far, boss, django_assert_num_queries):
    for number in range(visits):
        held(here, boss, day=DAY - timedelta(days=number))

    with django_assert_num_queries(4):
        reasons([here, far])


def test_the_page_warns_who_plans_and_no_member(client, here, sri, boss):
    AssignmentFactory(facilitator=sri, group=here, starts_on=date(2020, 1, 1))
    member = UserFactory(roles=["crafter"])
    MembershipFactory(group=here, person=PersonFactory(user=member))
    session = held(here, boss)
    before = held(here, boss, day=date(2025, 12, 1))

    def warned(user, shown):
        client.force_login(user)
        page = client.get(reverse("mentoring_sessions:session", args=[shown.pk]))
        if page.status_code == 200:
            assert markup_errors(page.text) == []
        return "Anom Rekaan: " in page.text

    assert warned(sri.user, session)
    assert not warned(sri.user, before)
    assert not warned(member, session)
