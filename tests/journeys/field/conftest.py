"""Sri, her groups, and her phone."""

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import CrafterGroupFactory, MembershipFactory, PersonFactory
from tests.journeys.field.phones import FieldPhone


@pytest.fixture
def sri(transactional_db):
    return FacilitatorFactory(
        user=UserFactory(full_name="Sri Pendamping Contoh", roles=["facilitator"])
    )


@pytest.fixture
def group(sri):
    """Sixteen members, accompanied by Sri."""
    group = CrafterGroupFactory(name="Manik Maduran Contoh")
    AssignmentFactory(facilitator=sri, group=group)
    for number in range(16):
        MembershipFactory(
            group=group, person=PersonFactory(full_name=f"Anggota {number:02} Contoh")
        )
    return group


@pytest.fixture
def members(group):
    return [each.person for each in group.memberships.order_by("person__full_name")]


@pytest.fixture
def make_phone(live_server, new_page, guard):
    # The browser itself writes this whenever a page asks without a network.
    guard.allow("ERR_INTERNET_DISCONNECTED")
    return lambda **more: FieldPhone(new_page(**more), live_server.url)


@pytest.fixture
def phone(make_phone, sri, group):
    """Sri's phone, set up and open."""
    phone = make_phone()
    phone.enrol(sri.user)
    phone.begin()
    return phone
