"""The table's lines about the two-year cycle."""

from mentoring.matrix.cells import ALL, AREA, EVERY_ROLE_ITS_OWN, MINE, OWN, WATCH, Act, Page, Row

ROWS: tuple[Row, ...] = (
    Row(
        "Cycle",
        ("mentoring_incubation.Cycle",),
        see={**MINE, **WATCH},
        change={"programme_manager": ALL, "administrator": ALL},
        add=frozenset({"programme_manager", "administrator"}),
    ),
    Row(
        "Enrolments, rounds, gate decisions",
        (
            "mentoring_incubation.CycleEnrolment",
            "mentoring_incubation.Round",
            "mentoring_incubation.GateDecision",
        ),
        see={
            **MINE,
            "coordinator": AREA,
            "evaluator": AREA,
            "programme_manager": ALL,
            "auditor": ALL,
        },
    ),
    Row(
        "Checks after graduation",
        ("mentoring_incubation.AfterCheck",),
        see={
            **MINE,
            "coordinator": AREA,
            "evaluator": AREA,
            "programme_manager": ALL,
            "auditor": ALL,
        },
    ),
    Row(
        "Evaluations (a facilitator reads what is locked)",
        ("mentoring_incubation.Evaluation",),
        see={
            **MINE,
            "coordinator": AREA,
            "evaluator": AREA,
            "programme_manager": ALL,
            "auditor": ALL,
        },
    ),
    Row(
        "Evaluation reports taken out as files",
        ("mentoring_incubation.EvaluationPaper",),
        see=EVERY_ROLE_ITS_OWN,
    ),
    Row(
        "Amendments (who asked sees her own)",
        ("mentoring_incubation.Amendment",),
        see={
            "coordinator": AREA,
            "evaluator": AREA,
            "programme_manager": ALL,
            "auditor": ALL,
        },
    ),
)

ACTS: tuple[Act, ...] = (
    Act(
        "lock figures",
        "mentoring_incubation.Evaluation",
        {"evaluator": AREA, "programme_manager": AREA},
    ),
    Act(
        "ask for an amendment",
        "mentoring_incubation.Evaluation",
        {**MINE, "coordinator": AREA, "evaluator": AREA, "programme_manager": AREA},
    ),
    Act(
        "decide amendments after the lock",
        "mentoring_incubation.Evaluation",
        {"programme_manager": AREA},
    ),
    Act("decide a gate", "mentoring_incubation.CycleEnrolment", {"programme_manager": AREA}),
)

PAGES: tuple[Page, ...] = (
    Page(
        "mentoring_incubation:round",
        "mentoring_incubation.Round",
        {
            **MINE,
            "coordinator": AREA,
            "evaluator": AREA,
            "programme_manager": ALL,
            "auditor": ALL,
        },
    ),
    Page(
        "mentoring_incubation:evaluation",
        "mentoring_incubation.Evaluation",
        {
            **MINE,
            "coordinator": AREA,
            "evaluator": AREA,
            "programme_manager": ALL,
            "auditor": ALL,
        },
    ),
    Page(
        "mentoring_incubation:after_check",
        "mentoring_incubation.AfterCheck",
        {
            **MINE,
            "coordinator": AREA,
            "evaluator": AREA,
            "programme_manager": ALL,
            "auditor": ALL,
        },
    ),
    Page(
        "mentoring_incubation:reopen", "mentoring_incubation.CycleEnrolment", {"coordinator": AREA}
    ),
    Page(
        "mentoring_incubation:group_result",
        "mentoring_incubation.Evaluation",
        {
            **MINE,
            "crafter": OWN,
            "coordinator": AREA,
            "evaluator": AREA,
            "programme_manager": ALL,
            "auditor": ALL,
        },
    ),
    Page(
        "mentoring_incubation:gate",
        "mentoring_incubation.CycleEnrolment",
        {"programme_manager": AREA},
    ),
    Page(
        "mentoring_incubation:criteria",
        "mentoring_incubation.CycleEnrolment",
        {
            **MINE,
            "coordinator": AREA,
            "evaluator": AREA,
            "programme_manager": ALL,
            "auditor": ALL,
        },
    ),
    Page(
        "mentoring_incubation:enrolment",
        "mentoring_incubation.CycleEnrolment",
        {
            **MINE,
            "coordinator": AREA,
            "evaluator": AREA,
            "programme_manager": ALL,
            "auditor": ALL,
        },
    ),
)

# Rows that are the same for everybody: no person, group or place is in them.
OPEN_TO_ALL = ("mentoring_incubation.InstrumentVersion",)
