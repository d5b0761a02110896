"""What is pointed out about who belongs to a group, and what is not."""

from datetime import date

import pytest
from django.utils import timezone

from mentoring.registry.cautions import roster_cautions
from mentoring.registry.models import BusinessTie, Membership, TieKind
from tests.factories.registry import CrafterGroupFactory, MembershipFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 1)


@pytest.fixture
def group():
    return CrafterGroupFactory(name="Ronce Melati")


def cautions(group):
    return roster_cautions(group, list(Membership.objects.roster(DAY).filter(group=group)), DAY)


def kin(one, other):
    BusinessTie.objects.create(
        from_person=one.person,
        to_person=other.person,
        kind=TieKind.RELATIVE,
        source="Kepala dusun",
        starts_on=date(2025, 1, 1),
        recorded_at=timezone.now(),
    )


def officers(group):
    return [
        MembershipFactory(group=group, role=role) for role in ("chair", "secretary", "treasurer")
    ]


def test_a_usual_group_is_not_pointed_out(group):
    officers(group)

    assert cautions(group) == []


def test_officers_of_one_family_are_pointed_out_also_through_one_another(group):
    chair, secretary, treasurer = officers(group)
    kin(chair, secretary)
    assert cautions(group) == []

    kin(treasurer, secretary)

    assert [str(each) for each in cautions(group)] == [
        "Semua pengurus Ronce Melati berasal dari satu keluarga."
    ]


def test_a_womens_craft_without_any_woman_is_pointed_out(group):
    group.sentra.is_womens_craft = True
    MembershipFactory(group=group, person__sex="L")
    assert len(cautions(group)) == 1

    MembershipFactory(group=group, person__sex="P")

    assert cautions(group) == []


def test_nobodys_sex_is_guessed(group):
    group.sentra.is_womens_craft = True
    MembershipFactory(group=group, person__sex="")

    assert cautions(group) == []


def test_members_of_two_groups_are_named(group):
    membership = MembershipFactory(group=group, person__full_name="Siti Contoh")
    MembershipFactory(person=membership.person)

    assert "Siti Contoh" in cautions(group)[0]


def test_a_group_asks_the_same_few_questions_for_any_number_of_members(
    group, django_assert_num_queries
):
    roster = [*officers(group), *(MembershipFactory(group=group) for _ in range(30))]

    with django_assert_num_queries(2):
        roster_cautions(group, roster, DAY)
