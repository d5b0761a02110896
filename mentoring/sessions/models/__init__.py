"""What happened: training runs, sessions, who was there, photographs, what was promised."""

from mentoring.sessions.models.clusters import ClusterMeeting
from mentoring.sessions.models.plans import VisitPlan
from mentoring.sessions.models.records import Evidence, FollowUp, OwnerKind
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

__all__ = [
    "Attendance",
    "AttendanceStatus",
    "ChairedBy",
    "ClusterMeeting",
    "Delivery",
    "Evidence",
    "FollowUp",
    "MentoringSession",
    "OwnerKind",
    "Purpose",
    "ReviewState",
    "RunParticipant",
    "RunState",
    "SessionKind",
    "SessionState",
    "TrainingRun",
    "VisitPlan",
]
