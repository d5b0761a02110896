"""Places, craft centres, people, groups, who belongs to which, and where a role holds."""

from mentoring.registry.models.consents import (
    Consent,
    ConsentMode,
    ConsentPurpose,
    ConsentQuerySet,
    ConsentText,
)
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
from mentoring.registry.models.identifiers import (
    IdentifierKind,
    MissingReason,
    PersonIdentifier,
    PersonIdentifierQuerySet,
)
from mentoring.registry.models.mandates import Mandate, MandateQuerySet, MandateRole
from mentoring.registry.models.people import (
    Disability,
    HelpedByMinors,
    Language,
    Person,
    PersonQuerySet,
    Schooling,
    Sex,
    WorkerStatus,
)
from mentoring.registry.models.personal_data import DataCopy, DataCopyState, ErasureRequest
from mentoring.registry.models.places import Place, PlaceQuerySet, Sentra, SentraQuerySet, TimeZone

__all__ = [
    "OFFICERS",
    "Consent",
    "ConsentMode",
    "ConsentPurpose",
    "ConsentQuerySet",
    "ConsentText",
    "CrafterGroup",
    "CrafterGroupQuerySet",
    "DataCopy",
    "DataCopyState",
    "Disability",
    "ErasureRequest",
    "HelpedByMinors",
    "IdentifierKind",
    "Language",
    "Mandate",
    "MandateQuerySet",
    "MandateRole",
    "Membership",
    "MembershipQuerySet",
    "MembershipRole",
    "MissingReason",
    "Person",
    "PersonIdentifier",
    "PersonIdentifierQuerySet",
    "PersonQuerySet",
    "Place",
    "PlaceQuerySet",
    "Schooling",
    "Sentra",
    "SentraQuerySet",
    "Sex",
    "Tenancy",
    "Tier",
    "TimeZone",
    "WorkerStatus",
]
