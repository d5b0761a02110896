"""The table's lines about the way from diagnosis to lesson, and about the incubator's places."""

from mentoring.matrix.cells import (
    ALL,
    AREA,
    COORDINATE,
    ME,
    MINE,
    RESPONSIBLE,
    WATCH,
    Act,
    Cells,
    Page,
    Row,
)

_FOLLOW: Cells = {
    **MINE,
    "coordinator": AREA,
    "evaluator": AREA,
    "programme_manager": ALL,
    "auditor": ALL,
}

ROWS: tuple[Row, ...] = (
    Row(
        "Diagnosis, findings about lessons, tenancies",
        (
            "mentoring_incubation.Diagnosis",
            "mentoring_incubation.LessonFinding",
            "mentoring_incubation.Tenancy",
            "mentoring_incubation.IncubatorPlace",
        ),
        see=_FOLLOW,
    ),
    Row("Formula the group agreed to", ("mentoring_incubation.Formula",), see={**_FOLLOW, **ME}),
)

# The managers of a cycle and its coordinators say which training consolidates it.
_LINK: Cells = {**COORDINATE, "programme_manager": ALL, "administrator": ALL}
# Who accompanies or judges a group writes down what its lessons should do differently.
_NOTE: Cells = {**MINE, **RESPONSIBLE, "evaluator": AREA}

PAGES: tuple[Page, ...] = (
    Page("mentoring_incubation:way", "mentoring_incubation.CycleEnrolment", _FOLLOW),
    Page(
        "mentoring_incubation:consolidated_training",
        "mentoring_incubation.Cycle",
        {**MINE, **WATCH},
    ),
    Page("mentoring_incubation:finding", "mentoring_incubation.LessonFinding", _FOLLOW),
    Page("mentoring_incubation:incubator_place", "mentoring_incubation.IncubatorPlace", _FOLLOW),
    Page(
        "mentoring_incubation:change_incubator_place",
        "mentoring_incubation.IncubatorPlace",
        COORDINATE,
    ),
    Page("mentoring_incubation:end_tenancy", "mentoring_incubation.Tenancy", COORDINATE),
    Page("mentoring_incubation:note_finding", "mentoring_incubation.CycleEnrolment", _NOTE),
)

ACTS: tuple[Act, ...] = (
    Act("write the formula", "mentoring_incubation.CycleEnrolment", MINE),
    Act("approve the formula", "mentoring_incubation.CycleEnrolment", COORDINATE),
    Act("link a training to a cycle", "mentoring_incubation.Cycle", _LINK),
    Act("write down a finding", "mentoring_incubation.CycleEnrolment", _NOTE),
)
