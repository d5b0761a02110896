"""Why the registry refuses: one class per reason."""

from mentoring.registry.errors.census import (
    AlreadyEnrolled,
    ListedOnly,
    OutsideYourCensus,
    SeenInFuture,
)
from mentoring.registry.errors.clusters import (
    BoardOfficeTaken,
    ClusterMembershipOverlaps,
    ClusterNameTaken,
    SeatOverlaps,
)
from mentoring.registry.errors.complaints import (
    AnswerMissing,
    ComplaintIsClosed,
    NobodyWouldBeLeft,
    NoHigherLevel,
    OnlyTheirSuperiors,
    TooManyComplaints,
)
from mentoring.registry.errors.consents import (
    ConsentNeeded,
    ConsentNeedsProof,
    ConsentNeedsWitness,
    ConsentNotByOwnTap,
    NoConsentText,
)
from mentoring.registry.errors.documents import (
    PaperStillToCome,
    PaperTooLarge,
    PaperUnreadable,
)
from mentoring.registry.errors.duplicates import (
    AlreadyDecided,
    AlreadyUndone,
    NotOfThisPair,
    RecordIsGone,
    ScanIsRunning,
    UndoOtherMergeFirst,
)
from mentoring.registry.errors.exports import ExportNeedsReason
from mentoring.registry.errors.groups import (
    GroupNameTaken,
    MembershipOverlaps,
    OpenMembershipOverlaps,
    PersonIsGone,
)
from mentoring.registry.errors.identifiers import (
    IdentifierUnreadable,
    NoNumberToReveal,
    RevealNeedsReason,
    RevealNotAllowed,
    TooManyNumbers,
)
from mentoring.registry.errors.imports import (
    ColumnsMissing,
    ImportFileGone,
    ImportFileTooLarge,
    ImportFileUnreadable,
    ImportHasTooManyRows,
    NotReadyForThat,
    RowsStillWrong,
    TooLateToTakeBack,
)
from mentoring.registry.errors.keeping import (
    EndsBeforeItStarts,
    StillInUse,
)
from mentoring.registry.errors.lineage import (
    BeforeItWasFounded,
    EverybodyMoves,
    GroupIsDissolved,
    GroupStillMeets,
    JoinedSince,
    MergedIntoItself,
    NobodyMoves,
    NotMembersThatDay,
    SameName,
    StillToCome,
)
from mentoring.registry.errors.mandates import (
    MandateOverlaps,
)
from mentoring.registry.errors.personal_data import (
    AlreadyErased,
    ErasureAlreadySettled,
    ErasureOfStaff,
)
from mentoring.registry.errors.places import (
    NoPlacesInFile,
    PlaceChangedAlready,
    PlaceFileUnreadable,
    PlaceIntoItself,
)
from mentoring.registry.errors.proposals import (
    DeciderProposedIt,
    NotAMemberNow,
    ProposalDecidedAlready,
    ProposedAlready,
    RefusalUnexplained,
)
from mentoring.registry.errors.ties import (
    DebtNeedsConsent,
    OneOtherSide,
    TiedToHerself,
    TieStands,
)
from mentoring.registry.errors.vulnerability import (
    AnswerUnknown,
    AssessedInFuture,
    AssessmentDeclined,
    JuraganIsNoBeneficiary,
    NobodyAssessesHerself,
    NoQuestionsThatDay,
    OtherStratumNeedsReason,
)

__all__ = [
    "AlreadyDecided",
    "AlreadyEnrolled",
    "AlreadyErased",
    "AlreadyUndone",
    "AnswerMissing",
    "AnswerUnknown",
    "AssessedInFuture",
    "AssessmentDeclined",
    "BeforeItWasFounded",
    "BoardOfficeTaken",
    "ClusterMembershipOverlaps",
    "ClusterNameTaken",
    "ColumnsMissing",
    "ComplaintIsClosed",
    "ConsentNeeded",
    "ConsentNeedsProof",
    "ConsentNeedsWitness",
    "ConsentNotByOwnTap",
    "DebtNeedsConsent",
    "DeciderProposedIt",
    "EndsBeforeItStarts",
    "ErasureAlreadySettled",
    "ErasureOfStaff",
    "EverybodyMoves",
    "ExportNeedsReason",
    "GroupIsDissolved",
    "GroupNameTaken",
    "GroupStillMeets",
    "IdentifierUnreadable",
    "ImportFileGone",
    "ImportFileTooLarge",
    "ImportFileUnreadable",
    "ImportHasTooManyRows",
    "JoinedSince",
    "JuraganIsNoBeneficiary",
    "ListedOnly",
    "MandateOverlaps",
    "MembershipOverlaps",
    "MergedIntoItself",
    "NoConsentText",
    "NoHigherLevel",
    "NoNumberToReveal",
    "NoPlacesInFile",
    "NoQuestionsThatDay",
    "NobodyAssessesHerself",
    "NobodyMoves",
    "NobodyWouldBeLeft",
    "NotAMemberNow",
    "NotMembersThatDay",
    "NotOfThisPair",
    "NotReadyForThat",
    "OneOtherSide",
    "OnlyTheirSuperiors",
    "OpenMembershipOverlaps",
    "OtherStratumNeedsReason",
    "OutsideYourCensus",
    "PaperStillToCome",
    "PaperTooLarge",
    "PaperUnreadable",
    "PersonIsGone",
    "PlaceChangedAlready",
    "PlaceFileUnreadable",
    "PlaceIntoItself",
    "ProposalDecidedAlready",
    "ProposedAlready",
    "RecordIsGone",
    "RefusalUnexplained",
    "RevealNeedsReason",
    "RevealNotAllowed",
    "RowsStillWrong",
    "SameName",
    "ScanIsRunning",
    "SeatOverlaps",
    "SeenInFuture",
    "StillInUse",
    "StillToCome",
    "TieStands",
    "TiedToHerself",
    "TooLateToTakeBack",
    "TooManyComplaints",
    "TooManyNumbers",
    "UndoOtherMergeFirst",
]
