"""Places, craft centres, people, groups, who belongs to which, and where a role holds."""

from mentoring.registry.models.groups import (
    OFFICERS,
    CrafterGroup,
    CrafterGroupQuerySet,
    Membership,
    MembershipQuerySet,
    MembershipRole,
    Tenancy,
    Tier,
)
from mentoring.registry.models.mandates import Mandate, MandateQuerySet, MandateRole
from mentoring.registry.models.people import Person, PersonQuerySet, Sex
from mentoring.registry.models.places import Place, PlaceQuerySet, Sentra, SentraQuerySet, TimeZone

__all__ = [
    "OFFICERS",
    "CrafterGroup",
    "CrafterGroupQuerySet",
    "Mandate",
    "MandateQuerySet",
    "MandateRole",
    "Membership",
    "MembershipQuerySet",
    "MembershipRole",
    "Person",
    "PersonQuerySet",
    "Place",
    "PlaceQuerySet",
    "Sentra",
    "SentraQuerySet",
    "Sex",
    "Tenancy",
    "Tier",
    "TimeZone",
]
