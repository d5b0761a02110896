"""The cast: Sri accompanies Ruminah's group; Wayan coordinates its place; others do not."""

from types import SimpleNamespace

import pytest

from balai.accounts.services import create_participant_user
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import (
    CrafterGroupFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    SentraFactory,
    banyumulek,
    place,
    tutul,
)


def facilitator(name, group):
    user = UserFactory(full_name=name, roles=["facilitator"])
    AssignmentFactory(facilitator=FacilitatorFactory(user=user), group=group)
    return user


@pytest.fixture
def cast(db):
    sentra = SentraFactory(place=tutul())
    group, neighbours = CrafterGroupFactory(sentra=sentra), CrafterGroupFactory(sentra=sentra)
    far = CrafterGroupFactory(sentra=SentraFactory(place=banyumulek()))
    user = create_participant_user(full_name="Ruminah Contoh")
    person = PersonFactory(full_name="Ruminah Contoh", user=user)
    MembershipFactory(group=group, person=person)
    coordinator = UserFactory(full_name="Wayan Contoh", roles=["coordinator"])
    MandateFactory(user=coordinator, place=place("35.09"))
    abroad = UserFactory(roles=["coordinator"])
    MandateFactory(user=abroad, place=banyumulek())
    evaluator = UserFactory(roles=["evaluator"])
    MandateFactory(user=evaluator, place=tutul(), role="evaluator")
    return SimpleNamespace(
        group=group,
        person=person,
        ruminah=user,
        sri=facilitator("Sri Pendamping Contoh", group),
        same_area=facilitator("Dwi Contoh", neighbours),
        far_away=facilitator("Baiq Mentor Rekaan", far),
        coordinator=coordinator,
        coordinator_abroad=abroad,
        evaluator=evaluator,
        administrator=UserFactory(roles=["administrator"]),
    )
