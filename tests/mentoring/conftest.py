"""The cast of the village: who keeps the registers, who accompanies, who looks on."""

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.assignments import FacilitatorFactory
from tests.factories.registry import (
    CrafterGroupFactory,
    MandateFactory,
    SentraFactory,
    banyumulek,
    place,
)


def _with_mandate(role, code, name):
    user = UserFactory(full_name=name, roles=[role])
    MandateFactory(user=user, role=role, place=place(code))
    return user


@pytest.fixture
def dewi(db):
    """Coordinates the regency of Jember."""
    return _with_mandate("coordinator", "35.09", "Dewi Koordinator Contoh")


@pytest.fixture
def wayan(db):
    """Coordinates Lombok Barat, another island."""
    return _with_mandate("coordinator", "52.01", "Wayan Koordinator Contoh")


@pytest.fixture
def eko(db):
    """Evaluates in Jember: sees, changes nothing."""
    return _with_mandate("evaluator", "35.09", "Eko Evaluator Contoh")


@pytest.fixture
def rini(db):
    """Manages the programme: sees everything."""
    return UserFactory(full_name="Rini Manajer Contoh", roles=["programme_manager"])


@pytest.fixture
def sri(db):
    """A facilitator who lives in Tutul."""
    return FacilitatorFactory(
        user=UserFactory(full_name="Sri Pendamping Contoh", roles=["facilitator"])
    )


@pytest.fixture
def here(db):
    """A group in Tutul, Jember."""
    return CrafterGroupFactory(name="Ronce Melati")


@pytest.fixture
def far(db):
    """A group in Banyumulek, Lombok Barat."""
    return CrafterGroupFactory(name="Tangan Tanah", sentra=SentraFactory(place=banyumulek()))
