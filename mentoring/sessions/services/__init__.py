"""What is done in this room. Keyword-only; objects in, object out; one transaction each.

`now` is the moment the server counts as the present (aware; the real one if not given),
so that tests, imports and the demo can tell of other days.
"""

from mentoring.sessions.services.calendar import (
    SeriesPlan,
    call_off_rest,
    move_session,
    plan_series,
)
from mentoring.sessions.services.closing import close_run
from mentoring.sessions.services.cluster_meetings import log_cluster_meeting
from mentoring.sessions.services.dormancy import note_dormancy, wake_group
from mentoring.sessions.services.feeds import end_feed, renew_feed
from mentoring.sessions.services.follow_ups import add_follow_up, complete_follow_up
from mentoring.sessions.services.participants import (
    Entrant,
    add_participants,
    leave_run,
    person_of_facilitator,
)
from mentoring.sessions.services.plan_keeping import keep_all_plans, keep_plans
from mentoring.sessions.services.plans import (
    cancel_session,
    mark_not_held,
    pause_visits,
    plan_run_session,
    plan_visit,
    set_visit_interval,
)
from mentoring.sessions.services.run_attendance import (
    Presence,
    record_attendance,
    record_sheet,
)
from mentoring.sessions.services.run_keeping import (
    ParticipantFacts,
    ReadinessAnswer,
    answer_readiness,
    note_participants,
    write_minutes,
)
from mentoring.sessions.services.runs import (
    PlannedSession,
    change_training_run,
    decide_proposal,
    open_training_run,
)
from mentoring.sessions.services.seasons import change_season, delete_season, record_season
from mentoring.sessions.services.study_visits import (
    Wish,
    agree_to_outgoing,
    approve_visit,
    ask_for_visit,
    call_off_visit,
    check_practice,
    decline_visit,
    plan_outgoing,
    promise_practices,
    record_purchase,
)
from mentoring.sessions.services.visits import (
    PhotoUpload,
    Promise,
    VisitLog,
    log_group_visit,
)

__all__ = [
    "Entrant",
    "ParticipantFacts",
    "PhotoUpload",
    "PlannedSession",
    "Presence",
    "Promise",
    "ReadinessAnswer",
    "SeriesPlan",
    "VisitLog",
    "Wish",
    "add_follow_up",
    "add_participants",
    "agree_to_outgoing",
    "answer_readiness",
    "approve_visit",
    "ask_for_visit",
    "call_off_rest",
    "call_off_visit",
    "cancel_session",
    "change_season",
    "change_training_run",
    "check_practice",
    "close_run",
    "complete_follow_up",
    "decide_proposal",
    "decline_visit",
    "delete_season",
    "end_feed",
    "keep_all_plans",
    "keep_plans",
    "leave_run",
    "log_cluster_meeting",
    "log_group_visit",
    "mark_not_held",
    "move_session",
    "note_dormancy",
    "note_participants",
    "open_training_run",
    "pause_visits",
    "person_of_facilitator",
    "plan_outgoing",
    "plan_run_session",
    "plan_series",
    "plan_visit",
    "promise_practices",
    "record_attendance",
    "record_purchase",
    "record_season",
    "record_sheet",
    "renew_feed",
    "set_visit_interval",
    "wake_group",
    "write_minutes",
]
