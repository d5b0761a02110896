"""What happened: training runs, sessions, who was there, photographs, what was promised."""

from mentoring.sessions.models.attendance import (
    STRONGEST_FIRST,
    Attendance,
    AttendanceStatus,
)
from mentoring.sessions.models.back_checks import (
    AskedAgain,
    BackCheck,
    BackCheckAnswer,
    BackCheckDraw,
    BackCheckQuerySet,
)
from mentoring.sessions.models.calendar import (
    CalendarFeed,
    PlanChange,
    PlanChangeKind,
    Rhythm,
    Season,
    SeasonKind,
    SeriesDay,
    SessionSeries,
)
from mentoring.sessions.models.clusters import (
    ClusterMeeting,
)
from mentoring.sessions.models.duplicates import (
    PairState,
    SessionDuplicate,
)
from mentoring.sessions.models.lessons import (
    SessionLesson,
)
from mentoring.sessions.models.papers import (
    AttendancePaper,
    PaperKind,
)
from mentoring.sessions.models.participants import (
    PlaceSource,
    RunParticipant,
    SeatKind,
)
from mentoring.sessions.models.plans import (
    VisitPlan,
)
from mentoring.sessions.models.readiness import (
    ReadinessAnswer,
    ReadinessLine,
)
from mentoring.sessions.models.records import (
    Evidence,
    FollowUp,
    OwnerKind,
)
from mentoring.sessions.models.registrations import (
    RegistrationState,
    RunRegistration,
)
from mentoring.sessions.models.reviews import (
    RemarkKind,
    ReviewRemark,
)
from mentoring.sessions.models.revisions import (
    CorrectionState,
    SessionCorrection,
    SessionRevision,
)
from mentoring.sessions.models.run_preparation import (
    RunMaterial,
    RunReadiness,
    RunReadinessLine,
)
from mentoring.sessions.models.runs import (
    Delivery,
    RunState,
    TrainingRun,
)
from mentoring.sessions.models.selections import (
    RunSelection,
    SelectionOutcome,
)
from mentoring.sessions.models.sessions import (
    Arrival,
    ChairedBy,
    Component,
    Credit,
    MentoringSession,
    Purpose,
    ReviewState,
    SessionKind,
    SessionState,
)
from mentoring.sessions.models.study_visits import (
    Adoption,
    PracticeCheck,
    PromisedPractice,
    StudyDirection,
    StudyParticipant,
    StudyPurchase,
    StudyPurpose,
    StudyVisit,
    StudyVisitState,
)
from mentoring.sessions.models.voices import (
    VoiceNote,
)

__all__ = [
    "STRONGEST_FIRST",
    "Adoption",
    "Arrival",
    "AskedAgain",
    "Attendance",
    "AttendancePaper",
    "AttendanceStatus",
    "BackCheck",
    "BackCheckAnswer",
    "BackCheckDraw",
    "BackCheckQuerySet",
    "CalendarFeed",
    "ChairedBy",
    "ClusterMeeting",
    "Component",
    "CorrectionState",
    "Credit",
    "Delivery",
    "Evidence",
    "FollowUp",
    "MentoringSession",
    "OwnerKind",
    "PairState",
    "PaperKind",
    "PlaceSource",
    "PlanChange",
    "PlanChangeKind",
    "PracticeCheck",
    "PromisedPractice",
    "Purpose",
    "ReadinessAnswer",
    "ReadinessLine",
    "RegistrationState",
    "RemarkKind",
    "ReviewRemark",
    "ReviewState",
    "Rhythm",
    "RunMaterial",
    "RunParticipant",
    "RunReadiness",
    "RunReadinessLine",
    "RunRegistration",
    "RunSelection",
    "RunState",
    "Season",
    "SeasonKind",
    "SeatKind",
    "SelectionOutcome",
    "SeriesDay",
    "SessionCorrection",
    "SessionDuplicate",
    "SessionKind",
    "SessionLesson",
    "SessionRevision",
    "SessionSeries",
    "SessionState",
    "StudyDirection",
    "StudyParticipant",
    "StudyPurchase",
    "StudyPurpose",
    "StudyVisit",
    "StudyVisitState",
    "TrainingRun",
    "VisitPlan",
    "VoiceNote",
    "lines_missing",
]
