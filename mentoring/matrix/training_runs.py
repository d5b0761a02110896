"""The table's lines about trainings, calendar, study visits."""

from mentoring.matrix.cells import (
    ALL,
    AREA,
    COORDINATE,
    COORDINATOR,
    EVERY_ROLE_ITS_OWN,
    ME,
    MINE,
    OFFICE,
    OWN,
    WATCH,
    Act,
    Page,
    Row,
)

ROWS: tuple[Row, ...] = (
    Row(
        "Feasts, harvests, months of many orders",
        ("mentoring_sessions.Season",),
        see={**MINE, **WATCH},
        change=COORDINATE,
        delete=COORDINATE,
        add=COORDINATOR,
    ),
    Row(
        "Study visits",
        ("mentoring_sessions.StudyVisit",),
        see={**MINE, **WATCH},
        change=COORDINATE,
        add=COORDINATOR,
    ),
    Row(
        "Training run",
        ("mentoring_sessions.TrainingRun",),
        see={**MINE, "instructor": OWN, **OFFICE, **WATCH},
        change=COORDINATE,
        add=COORDINATOR,
    ),
    Row(
        "Participants of a training",
        ("mentoring_sessions.RunParticipant",),
        see={**ME, **MINE, "instructor": OWN, **OFFICE, **WATCH},
        change=COORDINATE,
        add=COORDINATOR,
    ),
    Row(
        "Readiness and materials of a training",
        ("mentoring_sessions.RunReadiness", "mentoring_sessions.RunMaterial"),
        see={**MINE, "instructor": OWN, **OFFICE, **WATCH},
        change=COORDINATE,
        add=COORDINATOR,
    ),
    # They say where somebody lives and how to call her: for those who answer them.
    Row(
        "Registrations for a training",
        ("mentoring_sessions.RunRegistration",),
        see={**OFFICE, "coordinator": AREA, "programme_manager": ALL},
    ),
    # They tell how weak people are: neither for those chosen nor for their companions.
    Row(
        "Who was chosen for a training, and who was passed over",
        ("mentoring_sessions.RunSelection",),
        see={
            "coordinator": AREA,
            "evaluator": AREA,
            "programme_manager": ALL,
            "auditor": ALL,
        },
    ),
    Row(
        "Attendance sheets and minutes taken out",
        ("mentoring_sessions.AttendancePaper",),
        see=EVERY_ROLE_ITS_OWN,
    ),
)

ACTS: tuple[Act, ...] = (
    Act("change a training", "mentoring_sessions.TrainingRun", COORDINATE),
    Act("keep a training", "mentoring_sessions.TrainingRun", {**COORDINATE, **OFFICE}),
    Act(
        "decide on a proposed training",
        "mentoring_sessions.TrainingRun",
        {"blk_head": OWN, "programme_manager": ALL},
    ),
)

PAGES: tuple[Page, ...] = (
    Page("mentoring_sessions:participants", "mentoring_sessions.TrainingRun", COORDINATE),
    Page("mentoring_sessions:plan_sessions", "mentoring_sessions.TrainingRun", COORDINATE),
    Page("mentoring_sessions:facilitator_trainees", "mentoring_sessions.TrainingRun", COORDINATE),
    Page("mentoring_sessions:choose_participants", "mentoring_sessions.TrainingRun", COORDINATE),
    Page("mentoring_sessions:run_needs", "mentoring_sessions.TrainingRun", COORDINATE),
    Page("mentoring_sessions:run_choices", "mentoring_sessions.TrainingRun", COORDINATE),
    Page("mentoring_sessions:trainee_grid", "mentoring_sessions.TrainingRun", COORDINATE),
    Page("mentoring_sessions:trainee_file", "mentoring_sessions.TrainingRun", COORDINATE),
    Page("mentoring_sessions:trainee_template", "mentoring_sessions.TrainingRun", COORDINATE),
    *(
        Page(
            f"mentoring_sessions:{name}",
            "mentoring_sessions.TrainingRun",
            {**COORDINATE, **OFFICE},
        )
        for name in ("run_marks", "run_readiness", "run_minutes")
    ),
    Page(
        "mentoring_sessions:run_registrations",
        "mentoring_sessions.TrainingRun",
        {**COORDINATE, **OFFICE},
    ),
    Page(
        "mentoring_sessions:decide_registration",
        "mentoring_sessions.RunRegistration",
        {**COORDINATE, **OFFICE},
    ),
    Page(
        "mentoring_sessions:run_papers",
        "mentoring_sessions.TrainingRun",
        {
            **COORDINATE,
            **OFFICE,
            "instructor": OWN,
            "programme_manager": ALL,
            "auditor": ALL,
            "administrator": ALL,
        },
    ),
    Page("mentoring_sessions:season", "mentoring_sessions.Season", COORDINATE),
    Page("mentoring_sessions:study_visit", "mentoring_sessions.StudyVisit", {**MINE, **WATCH}),
    *(
        Page(f"mentoring_sessions:{name}", "mentoring_sessions.StudyVisit", COORDINATE)
        for name in ("approve_study_visit", "refuse_study_visit")
    ),
    *(
        Page(f"mentoring_sessions:{name}", "mentoring_sessions.StudyVisit", {**MINE, **COORDINATE})
        for name in ("study_purchase", "study_practices")
    ),
    Page(
        "mentoring_sessions:plan_outgoing",
        "mentoring_registry.CrafterGroup",
        {**MINE, **COORDINATE},
    ),
    Page("mentoring_sessions:paper", "mentoring_sessions.AttendancePaper", EVERY_ROLE_ITS_OWN),
    Page(
        "mentoring_sessions:run_sheet",
        "mentoring_sessions.TrainingRun",
        {**COORDINATE, **OFFICE, "instructor": OWN},
    ),
    Page(
        "mentoring_sessions:run",
        "mentoring_sessions.TrainingRun",
        {**MINE, "instructor": OWN, **OFFICE, **WATCH},
    ),
)
