"""Where the strong sit among the weak."""

from datetime import date

import pytest

from mentoring.assignments.power import PowerAttention
from mentoring.registry.models import Stratum, TieKind
from tests.factories.registry import (
    BusinessTieFactory,
    CensusEntryFactory,
    MembershipFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def codes(*groups):
    found = PowerAttention().reasons(groups, TODAY)
    return sorted((reason.group_id, reason.code) for reason in found)


def test_a_member_known_as_a_juragan_is_pointed_out(here, far):
    person = MembershipFactory(group=here).person
    MembershipFactory(group=far)
    CensusEntryFactory(sentra=here.sentra, person=person, stratum=Stratum.JURAGAN)

    assert codes(here, far) == [(here.pk, "juragan_inside")]


def test_an_officer_whom_members_owe_is_pointed_out_in_their_group_only(here, far):
    chair = MembershipFactory(group=here, role="chair").person
    member = MembershipFactory(group=here).person
    MembershipFactory(group=far, person=chair)
    BusinessTieFactory(from_person=member, to_person=chair, kind=TieKind.LENDER)

    assert codes(here, far) == [(here.pk, "creditor_leads")]


def test_an_officer_who_owes_a_member_of_her_group_is_pointed_out(here, far):
    chair = MembershipFactory(group=here, role="chair").person
    member = MembershipFactory(group=here).person
    MembershipFactory(group=far, person=chair, role="chair")
    BusinessTieFactory(from_person=chair, to_person=member, kind=TieKind.LENDER)

    assert codes(here, far) == [(here.pk, "officer_owes")]


@pytest.mark.parametrize(("officers", "tied"), [(1, True), (2, True), (3, False)])
def test_half_of_the_officers_owing_a_juragan_of_outside_are_pointed_out(here, officers, tied):
    boss = PersonFactory()
    CensusEntryFactory(sentra=here.sentra, person=boss, stratum=Stratum.JURAGAN)
    roles = ("chair", "secretary", "treasurer")[:officers]
    people = [MembershipFactory(group=here, role=role).person for role in roles]
    BusinessTieFactory(from_person=people[0], to_person=boss, kind=TieKind.LENDER)
    BusinessTieFactory(
        from_person=MembershipFactory(group=here).person, to_person=boss, kind=TieKind.LENDER
    )

    assert codes(here) == ([(here.pk, "officers_tied")] if tied else [])


def test_an_ended_debt_says_nothing(here):
    chair = MembershipFactory(group=here, role="chair").person
    member = MembershipFactory(group=here).person
    BusinessTieFactory(
        from_person=member, to_person=chair, kind=TieKind.LENDER, ends_on=date(2026, 1, 1)
    )

    assert codes(here) == []


def test_groups_are_asked_about_together(here, far, django_assert_num_queries):
    for group in (here, far):
        for _ in range(3):
            MembershipFactory(group=group)

    with django_assert_num_queries(4):
        codes(here, far)


def test_no_group_is_no_question_too_many():
    assert codes() == []
