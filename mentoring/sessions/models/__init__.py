"""What happened: training runs, sessions, who was there, photographs, what was promised."""

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
from mentoring.sessions.models.clusters import ClusterMeeting
from mentoring.sessions.models.plans import VisitPlan
from mentoring.sessions.models.records import Evidence, FollowUp, OwnerKind
from mentoring.sessions.models.reminders import (
    Channel,
    ContactPreference,
    Digest,
    MessageText,
    Reminder,
    ReminderState,
)
from mentoring.sessions.models.runs import Delivery, RunParticipant, RunState, TrainingRun
from mentoring.sessions.models.sessions import (
    Attendance,
    AttendanceStatus,
    ChairedBy,
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

__all__ = [
    "Adoption",
    "Attendance",
    "AttendanceStatus",
    "CalendarFeed",
    "ChairedBy",
    "Channel",
    "ClusterMeeting",
    "ContactPreference",
    "Delivery",
    "Digest",
    "Evidence",
    "FollowUp",
    "MentoringSession",
    "MessageText",
    "OwnerKind",
    "PlanChange",
    "PlanChangeKind",
    "PracticeCheck",
    "PromisedPractice",
    "Purpose",
    "Reminder",
    "ReminderState",
    "ReviewState",
    "Rhythm",
    "RunParticipant",
    "RunState",
    "Season",
    "SeasonKind",
    "SeriesDay",
    "SessionKind",
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
]
