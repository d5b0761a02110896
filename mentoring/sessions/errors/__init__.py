"""Refusals of this room: what, why, and what next, each with a code of its own."""

from mentoring.sessions.errors.attendance import (
    AttendanceMissing,
    MinutesExceedSession,
)
from mentoring.sessions.errors.clusters import (
    ClusterNotFoundedYet,
    GroupsNotInTheCluster,
    MeetingAlreadyLogged,
)
from mentoring.sessions.errors.follow_ups import (
    FollowUpClosed,
    FollowUpDueTooEarly,
    ResultMissing,
)
from mentoring.sessions.errors.plans import (
    ReasonMissing,
    SessionHasPassed,
    SessionNotPlanned,
    VisitPlansOverlap,
)
from mentoring.sessions.errors.proposals import (
    ProposalNotTaken,
)
from mentoring.sessions.errors.runs import (
    GroupsWithoutFacilitator,
    NotMembersThatDay,
    OutsideTheRun,
    ProgrammeUnknown,
    RunClosed,
    SessionsStillOpen,
)
from mentoring.sessions.errors.visits import (
    GroupDissolvedBefore,
    GroupNotFoundedYet,
    NobodyCame,
    NotAssignedThatDay,
    NotOnTheRoster,
    SessionAlreadyLogged,
    SessionInTheFuture,
    SessionTooLong,
)

__all__ = [
    "AttendanceMissing",
    "ClusterNotFoundedYet",
    "FollowUpClosed",
    "FollowUpDueTooEarly",
    "GroupDissolvedBefore",
    "GroupNotFoundedYet",
    "GroupsNotInTheCluster",
    "GroupsWithoutFacilitator",
    "MeetingAlreadyLogged",
    "MinutesExceedSession",
    "NobodyCame",
    "NotAssignedThatDay",
    "NotMembersThatDay",
    "NotOnTheRoster",
    "OutsideTheRun",
    "ProgrammeUnknown",
    "ProposalNotTaken",
    "ReasonMissing",
    "ResultMissing",
    "RunClosed",
    "SessionAlreadyLogged",
    "SessionHasPassed",
    "SessionInTheFuture",
    "SessionNotPlanned",
    "SessionTooLong",
    "SessionsStillOpen",
    "VisitPlansOverlap",
]
