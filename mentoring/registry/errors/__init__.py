"""Why the registry refuses: one class per reason."""

from mentoring.registry.errors.consents import (
    ConsentNeeded,
    ConsentNeedsProof,
    ConsentNeedsWitness,
    ConsentNotByOwnTap,
    NoConsentText,
)
from mentoring.registry.errors.groups import (
    GroupNameTaken,
    MembershipOverlaps,
    OpenMembershipOverlaps,
)
from mentoring.registry.errors.identifiers import (
    IdentifierUnreadable,
    NoNumberToReveal,
    RevealNeedsReason,
    RevealNotAllowed,
)
from mentoring.registry.errors.keeping import EndsBeforeItStarts, StillInUse
from mentoring.registry.errors.mandates import MandateOverlaps

__all__ = [
    "ConsentNeeded",
    "ConsentNeedsProof",
    "ConsentNeedsWitness",
    "ConsentNotByOwnTap",
    "EndsBeforeItStarts",
    "GroupNameTaken",
    "IdentifierUnreadable",
    "MandateOverlaps",
    "MembershipOverlaps",
    "NoConsentText",
    "NoNumberToReveal",
    "OpenMembershipOverlaps",
    "RevealNeedsReason",
    "RevealNotAllowed",
    "StillInUse",
]
