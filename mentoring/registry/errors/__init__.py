"""Why the registry refuses: one class per reason."""

from mentoring.registry.errors.census import (
    AlreadyEnrolled,
    ListedOnly,
    OutsideYourCensus,
    SeenInFuture,
)
from mentoring.registry.errors.complaints import (
    AnswerMissing,
    ComplaintIsClosed,
    NoHigherLevel,
    TooManyComplaints,
)
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
from mentoring.registry.errors.ties import OneOtherSide, TiedToHerself, TieStands
from mentoring.registry.errors.vulnerability import (
    AnswerUnknown,
    AssessedInFuture,
    JuraganIsNoBeneficiary,
    NobodyAssessesHerself,
    NoQuestionsThatDay,
    OtherStratumNeedsReason,
)

__all__ = [
    "AlreadyEnrolled",
    "AnswerMissing",
    "AnswerUnknown",
    "AssessedInFuture",
    "ComplaintIsClosed",
    "ConsentNeeded",
    "ConsentNeedsProof",
    "ConsentNeedsWitness",
    "ConsentNotByOwnTap",
    "EndsBeforeItStarts",
    "GroupNameTaken",
    "IdentifierUnreadable",
    "JuraganIsNoBeneficiary",
    "ListedOnly",
    "MandateOverlaps",
    "MembershipOverlaps",
    "NoConsentText",
    "NoHigherLevel",
    "NoNumberToReveal",
    "NoQuestionsThatDay",
    "NobodyAssessesHerself",
    "OneOtherSide",
    "OpenMembershipOverlaps",
    "OtherStratumNeedsReason",
    "OutsideYourCensus",
    "RevealNeedsReason",
    "RevealNotAllowed",
    "SeenInFuture",
    "StillInUse",
    "TieStands",
    "TiedToHerself",
    "TooManyComplaints",
]
