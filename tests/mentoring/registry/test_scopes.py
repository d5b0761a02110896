from datetime import date

import pytest
from django.utils import timezone

from mentoring.registry.models import CrafterGroup, ErasureRequest, Person
from mentoring.registry.permissions import (
    can_edit_person,
    can_keep_person,
    can_reveal_identifier,
    can_settle_erasure,
)
from mentoring.registry.services import ask_for_erasure
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import (
    CrafterGroupFactory,
    MandateFactory,
    MembershipFactory,
    PersonIdentifierFactory,
    SentraFactory,
    banyumulek,
    place,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


def test_a_mandate_for_a_regency_shows_the_groups_of_its_villages_only():
    here = CrafterGroupFactory()
    CrafterGroupFactory(sentra=SentraFactory(place=banyumulek()))
    coordinator = MandateFactory(place=place("35.09")).user

    assert list(CrafterGroup.objects.visible_to(coordinator, DAY)) == [here]


def test_a_mandate_that_ended_shows_nothing_from_its_end_day_on():
    CrafterGroupFactory()
    coordinator = MandateFactory(place=place("35.09"), ends_on=DAY).user

    assert list(CrafterGroup.objects.visible_to(coordinator, DAY)) == []


def test_a_facilitator_sees_the_groups_and_people_assigned_on_the_day():
    assignment = AssignmentFactory()
    member = MembershipFactory(group=assignment.group)
    MembershipFactory()
    facilitator = assignment.facilitator.user

    assert list(CrafterGroup.objects.visible_to(facilitator, DAY)) == [assignment.group]
    assert list(Person.objects.visible_to(facilitator, DAY)) == [member.person]


def test_whoever_left_the_group_is_no_longer_kept_by_those_who_answer_for_it(here, sri, dewi):
    AssignmentFactory(facilitator=sri, group=here)
    member = MembershipFactory(group=here, person__place=banyumulek())
    person, today = member.person, timezone.localdate()
    number = PersonIdentifierFactory(person=person)
    wish = ask_for_erasure(person=person, asked_by=None, now=timezone.now())

    def power():
        return {
            "facilitator keeps": can_keep_person(sri.user, person),
            "coordinator keeps": can_keep_person(dewi, person),
            "edits": can_edit_person(dewi, person),
            "reveals": can_reveal_identifier(dewi, number),
            "settles": can_settle_erasure(dewi, wish),
            "reads the wish": ErasureRequest.objects.visible_to(dewi).exists(),
        }

    assert set(power().values()) == {True}

    member.ends_on = today
    member.save()

    assert set(power().values()) == {False}
    assert Person.objects.visible_to(sri.user).contains(person)


def test_a_proposed_assignment_shows_nothing_yet():
    assignment = AssignmentFactory(state="proposed")

    assert list(CrafterGroup.objects.visible_to(assignment.facilitator.user, DAY)) == []


def test_a_crafter_sees_her_own_group_and_herself_only():
    crafter = UserFactory()
    membership = MembershipFactory(person__user=crafter)
    MembershipFactory(group=membership.group)

    assert list(CrafterGroup.objects.visible_to(crafter, DAY)) == [membership.group]
    assert list(Person.objects.visible_to(crafter, DAY)) == [membership.person]


def test_an_outsider_and_a_deactivated_coordinator_see_nothing():
    CrafterGroupFactory()
    gone = MandateFactory(user=UserFactory(is_active=False)).user

    assert list(CrafterGroup.objects.visible_to(UserFactory(), DAY)) == []
    assert list(CrafterGroup.objects.visible_to(gone, DAY)) == []


def test_a_group_seen_for_two_reasons_is_listed_once():
    coordinator = MandateFactory(place=place("35.09")).user
    membership = MembershipFactory(person__user=coordinator)

    assert list(CrafterGroup.objects.visible_to(coordinator, DAY)) == [membership.group]
    assert list(Person.objects.visible_to(coordinator, DAY)) == [membership.person]


def test_reasons_to_see_a_row_never_join_the_tables_of_one_another():
    coordinator = MandateFactory(place=place("35.09")).user

    for model in (CrafterGroup, Person):
        tables, _where, _rest = str(model.objects.visible_to(coordinator, DAY).query).partition(
            " WHERE "
        )
        assert "JOIN" not in tables


def test_counting_pages_of_groups_reads_no_memberships(django_assert_num_queries):
    MembershipFactory()

    with django_assert_num_queries(1) as asked:
        assert CrafterGroup.objects.with_member_count(DAY).count() == 1

    assert "mentoring_registry_membership" not in asked.captured_queries[0]["sql"]
