"""Who may do what with a row of her own place and of another: one table, walked whole."""

import pytest

from mentoring.assignments.permissions import (
    can_answer_assignment,
    can_edit_facilitator,
    can_end_assignment,
    can_propose_assignment,
    can_withdraw_assignment,
)
from mentoring.registry.permissions import (
    can_add_members,
    can_edit_group,
    can_edit_person,
    can_edit_sentra,
    can_end_mandate,
)
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import MandateFactory, MembershipFactory, banyumulek

pytestmark = pytest.mark.django_db

# question -> who may in her own place; in the other place nobody of these ever may.
WHO_MAY_HERE = {
    "edit sentra": {"coordinator", "administrator"},
    "edit person": {"coordinator", "administrator"},
    "edit group": {"coordinator", "administrator"},
    "add members": {"coordinator", "administrator"},
    "edit facilitator": {"coordinator", "administrator"},
    "propose": {"coordinator"},
    "withdraw": {"coordinator"},
    "end": {"coordinator"},
    "answer": {"facilitator"},
}
# Rows of every place are theirs.
EVERYWHERE = {"administrator"}
ROLES = [
    "coordinator",
    "evaluator",
    "facilitator",
    "crafter",
    "programme_manager",
    "auditor",
    "administrator",
    "blk_clerk",
    "author",
]


def rows_of(group, facilitator):
    return {
        "group": group,
        "member": MembershipFactory(group=group, person__place=group.sentra.place).person,
        "facilitator": facilitator,
        "proposed": AssignmentFactory(group=group, facilitator=facilitator, state="proposed"),
        "active": AssignmentFactory(group=group),
    }


def answers(user, rows):
    return {
        "edit sentra": can_edit_sentra(user, rows["group"].sentra),
        "edit person": can_edit_person(user, rows["member"]),
        "edit group": can_edit_group(user, rows["group"]),
        "add members": can_add_members(user, rows["group"]),
        "edit facilitator": can_edit_facilitator(user, rows["facilitator"]),
        "propose": can_propose_assignment(user, rows["group"]),
        "withdraw": can_withdraw_assignment(user, rows["proposed"]),
        "end": can_end_assignment(user, rows["active"]),
        "answer": can_answer_assignment(user, rows["proposed"]),
    }


@pytest.fixture
def own_and_foreign(here, far):
    sri = FacilitatorFactory(user=UserFactory(roles=["facilitator"]))
    foreign = rows_of(far, FacilitatorFactory(home_place=banyumulek()))
    return {"own": rows_of(here, sri), "foreign": foreign, "sri": sri.user}


def person_of(role, cast):
    if role == "facilitator":
        return cast["sri"]
    user = UserFactory(roles=[role])
    if role in ("coordinator", "evaluator"):
        MandateFactory(user=user, role=role)
    return user


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_here_what_the_table_says_and_elsewhere_nothing(role, own_and_foreign):
    user = person_of(role, own_and_foreign)

    here = {question for question, yes in answers(user, own_and_foreign["own"]).items() if yes}
    there = {question for question, yes in answers(user, own_and_foreign["foreign"]).items() if yes}

    expected = {question for question, roles in WHO_MAY_HERE.items() if role in roles}
    assert here == expected
    assert there == (expected if role in EVERYWHERE else set())


def test_a_deactivated_coordinator_may_nothing(own_and_foreign):
    user = UserFactory(roles=["coordinator"], is_active=False)
    MandateFactory(user=user)

    assert not any(answers(user, own_and_foreign["own"]).values())


def test_nobody_has_a_hand_in_her_own_mandate():
    manager = UserFactory(roles=["programme_manager"])
    own, other = MandateFactory(user=manager), MandateFactory()

    assert (can_end_mandate(manager, own), can_end_mandate(manager, other)) == (False, True)
