"""Refusals of this room: what, why, and what next, each with a code of its own."""

from mentoring.sessions.errors.attendance import (
    AttendanceMissing,
    MinutesExceedSession,
)
from mentoring.sessions.errors.calendar import (
    NotResponsibleAllDays,
    SeasonTooLong,
    SeasonWithoutOnePlace,
    SeriesEndsBeforeItStarts,
    SeriesTooLong,
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
    DecisionNeedsReason,
    GroupsWithoutFacilitator,
    LeftBeforeAttended,
    NoSeatLeft,
    NotAFacilitator,
    NotMembersThatDay,
    NumberTwice,
    OutsideTheRun,
    ProgrammeUnknown,
    ProposalDecided,
    RunClosed,
    RunNotAgreed,
    SeatsTaken,
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
    "DecisionNeedsReason",
    "FollowUpClosed",
    "FollowUpDueTooEarly",
    "GroupDissolvedBefore",
    "GroupNotFoundedYet",
    "GroupsNotInTheCluster",
    "GroupsWithoutFacilitator",
    "LeftBeforeAttended",
    "MeetingAlreadyLogged",
    "MinutesExceedSession",
    "NoSeatLeft",
    "NobodyCame",
    "NotAFacilitator",
    "NotAssignedThatDay",
    "NotMembersThatDay",
    "NotOnTheRoster",
    "NotResponsibleAllDays",
    "NumberTwice",
    "OutsideTheRun",
    "ProgrammeUnknown",
    "ProposalDecided",
    "ProposalNotTaken",
    "ReasonMissing",
    "ResultMissing",
    "RunClosed",
    "RunNotAgreed",
    "SeasonTooLong",
    "SeasonWithoutOnePlace",
    "SeatsTaken",
    "SeriesEndsBeforeItStarts",
    "SeriesTooLong",
    "SessionAlreadyLogged",
    "SessionHasPassed",
    "SessionInTheFuture",
    "SessionNotPlanned",
    "SessionTooLong",
    "SessionsStillOpen",
    "VisitPlansOverlap",
]
