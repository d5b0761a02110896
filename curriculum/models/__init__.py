"""The nouns of curriculum: sounds, programmes, releases and progress."""

from curriculum.models.programmes import (
    CompetencyUnit,
    Programme,
    ProgrammeModule,
    ProgrammeUnit,
)
from curriculum.models.progress import EventKind, ProgressEvent, ProgressSummary
from curriculum.models.releases import ChangeKind, ModuleRelease, ReleasedLesson
from curriculum.models.sounds import Sound

__all__ = [
    "ChangeKind",
    "CompetencyUnit",
    "EventKind",
    "ModuleRelease",
    "Programme",
    "ProgrammeModule",
    "ProgrammeUnit",
    "ProgressEvent",
    "ProgressSummary",
    "ReleasedLesson",
    "Sound",
]
