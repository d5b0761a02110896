"""The table's lines about who accompanies whom."""

from mentoring.matrix.cells import (
    ALL,
    AREA,
    COORDINATE,
    KEEP,
    KEEPERS,
    ME,
    MINE,
    RESPONSIBLE,
    WATCH,
    Act,
    Page,
    Right,
    Row,
)

ROWS: tuple[Row, ...] = (
    Row(
        "Assignment, facilitator, leave",
        (
            "mentoring_assignments.Assignment",
            "mentoring_assignments.Facilitator",
            "mentoring_assignments.TrainingFact",
            "mentoring_assignments.Leave",
        ),
        see={**MINE, **WATCH},
        change=KEEP,
        delete=COORDINATE,
        add=KEEPERS,
    ),
    # Given by a manager through its own page, never by whoever keeps the register.
    Row(
        "Waivers of training",
        ("mentoring_assignments.TrainingWaiver",),
        see={**MINE, **WATCH},
    ),
    Row(
        "Questions of members",
        ("mentoring_assignments.Question",),
        see={**ME, **MINE, "coordinator": AREA, "programme_manager": AREA},
    ),
)

ACTS: tuple[Act, ...] = (
    Act("end an assignment", "mentoring_assignments.Assignment", RESPONSIBLE),
    Act("answer a proposal", "mentoring_assignments.Assignment", MINE),
    Act("take a proposal back", "mentoring_assignments.Assignment", RESPONSIBLE),
    Act("let an assignment rest", "mentoring_assignments.Assignment", RESPONSIBLE),
    Act("let an assignment go on", "mentoring_assignments.Assignment", RESPONSIBLE),
    Act("hand over", "mentoring_assignments.Assignment", RESPONSIBLE),
    Act("finish a handover", "mentoring_assignments.Assignment", RESPONSIBLE),
    Act("write what the next should know", "mentoring_assignments.Assignment", MINE),
    Act(
        "read what the one before left",
        "mentoring_assignments.Assignment",
        {**MINE, **RESPONSIBLE},
    ),
    Act("correct a facilitator", "mentoring_assignments.Facilitator", KEEP),
    Act(
        "see a portfolio",
        "mentoring_assignments.Facilitator",
        {"coordinator": AREA, "programme_manager": ALL},
    ),
    Act("take a question back", "mentoring_assignments.Question", ME),
    Act("record leave", "mentoring_assignments.Facilitator", {**MINE, **KEEP}),
    Act("record training", "mentoring_assignments.Facilitator", KEEP),
    Act("waive training", "mentoring_assignments.Facilitator", {"programme_manager": AREA}),
    Act("answer a question", "mentoring_assignments.Question", {**MINE, **RESPONSIBLE}),
)

RIGHTS: tuple[Right, ...] = (
    Right(
        "watch over groups",
        frozenset({"coordinator", "programme_manager", "auditor", "administrator"}),
    ),
    Right("see portfolios", frozenset({"coordinator", "programme_manager"})),
)

PAGES: tuple[Page, ...] = (
    Page(
        "mentoring_assignments:facilitator", "mentoring_assignments.Facilitator", {**MINE, **WATCH}
    ),
    Page("mentoring_assignments:leave", "mentoring_assignments.Facilitator", {**MINE, **KEEP}),
    Page("mentoring_assignments:suggestions", "mentoring_registry.CrafterGroup", RESPONSIBLE),
    *(
        Page(f"mentoring_facilitator:{name}", "mentoring_assignments.Facilitator", KEEP)
        for name in ("training", "leave")
    ),
    Page(
        "mentoring_facilitator:waiver",
        "mentoring_assignments.Facilitator",
        {"programme_manager": AREA},
    ),
    *(
        Page(f"mentoring_assignment:{name}", "mentoring_assignments.Assignment", RESPONSIBLE)
        for name in ("end", "suspend", "hand_over")
    ),
    *(
        Page(
            f"mentoring_assignments:{name}",
            "mentoring_assignments.Assignment",
            MINE,
            is_sent=True,
        )
        for name in ("accept", "decline")
    ),
    Page(
        "mentoring_assignments:withdraw_question",
        "mentoring_assignments.Question",
        ME,
        is_sent=True,
    ),
    Page("mentoring_assignments:assignment", "mentoring_assignments.Assignment", {**MINE, **WATCH}),
    Page(
        "mentoring_assignments:question",
        "mentoring_assignments.Question",
        {**ME, **MINE, **RESPONSIBLE},
    ),
)
