"""The nouns of curriculum: sounds, videos, programmes, releases and progress."""

from curriculum.models.assessments import PracticalAssessment, PracticalResult
from curriculum.models.card_addresses import CardAddress
from curriculum.models.change_requests import ModuleChangeRequest, RequestState
from curriculum.models.packs import OfflinePack
from curriculum.models.pins import ReleasePin
from curriculum.models.prints import ModulePrint, PrintKind, PrintState
from curriculum.models.programmes import (
    CompetencyUnit,
    Programme,
    ProgrammeModule,
    ProgrammeUnit,
)
from curriculum.models.progress import (
    EventForReview,
    EventKind,
    Moment,
    ProgressEvent,
    ProgressSummary,
)
from curriculum.models.reader_keys import ReaderKey
from curriculum.models.releases import ChangeKind, ModuleRelease, ReleasedLesson, Tier
from curriculum.models.sounds import Sound
from curriculum.models.videos import Video
from curriculum.models.words import PlainWord

__all__ = [
    "CardAddress",
    "ChangeKind",
    "CompetencyUnit",
    "EventForReview",
    "EventKind",
    "ModuleChangeRequest",
    "ModulePrint",
    "ModuleRelease",
    "Moment",
    "OfflinePack",
    "PlainWord",
    "PracticalAssessment",
    "PracticalResult",
    "PrintKind",
    "PrintState",
    "Programme",
    "ProgrammeModule",
    "ProgrammeUnit",
    "ProgressEvent",
    "ProgressSummary",
    "ReaderKey",
    "ReleasePin",
    "ReleasedLesson",
    "RequestState",
    "Sound",
    "Tier",
    "Video",
]
