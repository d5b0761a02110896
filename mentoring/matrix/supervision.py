"""The table's lines about supervision: sessions looked at, told twice, asked about again."""

from mentoring.matrix.cells import ALL, COORDINATE, COORDINATOR, MINE, OWN, WATCH, Act, Page, Row

ROWS: tuple[Row, ...] = (
    Row(
        "Visits told twice",
        ("mentoring_sessions.SessionDuplicate",),
        see=WATCH,
        change=COORDINATE,
        add=COORDINATOR,
    ),
    # A facilitator sees those she is to ask of others' visits, never one of her own visits.
    Row(
        "Back-checks",
        ("mentoring_sessions.BackCheck",),
        see={**MINE, **WATCH},
        change=COORDINATE,
        add=COORDINATOR,
    ),
)

ACTS: tuple[Act, ...] = (
    Act("look at a session", "mentoring_sessions.MentoringSession", COORDINATE),
    # Never who asked for it, recorded the session or led it.
    Act(
        "decide on a correction", "mentoring_sessions.SessionCorrection", {"programme_manager": ALL}
    ),
    Act("ask again", "mentoring_sessions.BackCheck", {**MINE, **COORDINATE}),
    Act("say who asks again", "mentoring_sessions.BackCheck", COORDINATE),
)

PAGES: tuple[Page, ...] = (
    Page("mentoring_sessions:review", "mentoring_sessions.MentoringSession", COORDINATE),
    Page("mentoring_sessions:versions", "mentoring_sessions.MentoringSession", {**MINE, **WATCH}),
    Page(
        "mentoring_sessions:correction",
        "mentoring_sessions.SessionCorrection",
        {**MINE, "instructor": OWN, **WATCH},
    ),
    Page("mentoring_sessions:pair", "mentoring_sessions.SessionDuplicate", WATCH),
    Page("mentoring_sessions:back_check", "mentoring_sessions.BackCheck", {**MINE, **WATCH}),
)
