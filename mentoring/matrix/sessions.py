"""The table's lines about visits, attendance, promises, messages."""

from mentoring.matrix.cells import (
    ME,
    MINE,
    OWN,
    WATCH,
    Act,
    Page,
    Row,
)

ROWS: tuple[Row, ...] = (
    Row(
        "Session, its photographs, voices and asked corrections",
        (
            "mentoring_sessions.MentoringSession",
            "mentoring_sessions.Evidence",
            "mentoring_sessions.VoiceNote",
            "mentoring_sessions.SessionCorrection",
        ),
        see={**MINE, "instructor": OWN, **WATCH},
    ),
    Row(
        "Attendance",
        ("mentoring_sessions.Attendance",),
        see={**ME, **MINE, "instructor": OWN, **WATCH},
    ),
    Row(
        "Meetings of clusters",
        ("mentoring_sessions.ClusterMeeting",),
        see={**ME, **MINE, **WATCH},
    ),
    Row(
        "Promises and visit plans",
        ("mentoring_sessions.FollowUp", "mentoring_sessions.VisitPlan"),
        see={**MINE, **WATCH},
    ),
)

ACTS: tuple[Act, ...] = (Act("close a promise", "mentoring_sessions.FollowUp", MINE),)

PAGES: tuple[Page, ...] = (
    # A member reads of her group on her own page, never its tier nor what others wrote.
    Page("mentoring_sessions:group", "mentoring_registry.CrafterGroup", {**MINE, **WATCH}),
    Page("mentoring_sessions:log_visit", "mentoring_registry.CrafterGroup", MINE),
    Page("mentoring_sessions:plan_visit", "mentoring_registry.CrafterGroup", MINE),
    Page("mentoring_sessions:complete", "mentoring_sessions.FollowUp", MINE),
    Page("mentoring_sessions:re_own", "mentoring_sessions.FollowUp", MINE),
    Page("mentoring_sessions:group_papers", "mentoring_registry.CrafterGroup", {**MINE, **WATCH}),
    Page(
        "mentoring_sessions:session",
        "mentoring_sessions.MentoringSession",
        {**MINE, "instructor": OWN, **WATCH},
    ),
)
