"""Who may do what with which rows of mentoring: the whole table, in one place.

The permissions matrix of the design as data. Nothing reads it when the site runs: scopes,
policies and questions of the rooms decide, and the site's roles hold the permissions. Tests
walk the table, for every role and three rows of every kind, and compare what really is.

A cell says how far a role reaches. A row is one's own (about oneself, of a group one
accompanies, written by oneself, of a training one teaches or issues for), of the area
(somebody else's in a place of one's mandate), or foreign.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Reach(StrEnum):
    """How far: own rows; those and the area's; every row."""

    OWN = "own"
    AREA = "area"
    ALL = "all"


OWN, AREA, ALL = Reach.OWN, Reach.AREA, Reach.ALL
Cells = Mapping[str, Reach]


@dataclass(frozen=True)
class Row:
    """One line of the table, for one or more models ("app.Model").

    see: who reads rows (pages, lists, admin, exports). change, delete: by the admin's
    policy, for models that have one. add: roles that hold the permission to add.
    """

    title: str
    models: tuple[str, ...]
    see: Cells
    change: Cells = field(default_factory=dict)
    delete: Cells = field(default_factory=dict)
    add: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Act:
    """One thing done to a row that is not plain changing: a question of `permissions.py`."""

    name: str
    model: str
    who: Cells


@dataclass(frozen=True)
class Page:
    """One page about one row: who gets it; for everybody else it does not exist or is shut."""

    address: str
    model: str
    who: Cells


# Whoever reads what lies in a place, and those who read every place.
_WATCH: Cells = {
    "coordinator": AREA,
    "evaluator": AREA,
    "programme_manager": ALL,
    "auditor": ALL,
    "administrator": ALL,
}
_JUDGE: Cells = {"coordinator": AREA, "evaluator": AREA, "programme_manager": ALL}
_OFFICE: Cells = {"blk_clerk": OWN, "blk_head": OWN}
_ME: Cells = {"crafter": OWN}
_MINE: Cells = {"facilitator": OWN}
_KEEP: Cells = {"coordinator": AREA, "administrator": ALL}
_COORDINATE: Cells = {"coordinator": AREA}
_KEEPERS = frozenset({"coordinator", "administrator"})
_COORDINATOR = frozenset({"coordinator"})
# Everybody reads what she herself uploaded or took out.
_EVERY_ROLE_ITS_OWN: Cells = dict.fromkeys(
    (
        *("crafter", "facilitator", "census_taker", "coordinator", "evaluator", "instructor"),
        *("blk_clerk", "blk_head", "programme_manager", "auditor", "administrator"),
        *("author", "translator", "publisher"),
    ),
    OWN,
)

ROWS: tuple[Row, ...] = (
    Row(
        "Places",
        ("mentoring_registry.Place",),
        see={**_JUDGE, "census_taker": AREA, "administrator": ALL},
        change={"programme_manager": ALL, "administrator": ALL},
        add=frozenset({"administrator"}),
    ),
    Row(
        "Craft centres",
        ("mentoring_registry.Sentra",),
        see={**_MINE, **_WATCH, "census_taker": AREA},
        change=_KEEP,
        delete=_COORDINATE,
        add=_KEEPERS,
    ),
    Row(
        "Own profile",
        ("mentoring_registry.Person",),
        see={**_ME, **_MINE, **_WATCH, **_OFFICE},
        change=_KEEP,
        delete=_COORDINATE,
        add=_KEEPERS,
    ),
    # Identity numbers are seen masked; in clear text they are revealed (see ACTS).
    Row(
        "Consent, masked identity numbers",
        ("mentoring_registry.Consent", "mentoring_registry.PersonIdentifier"),
        see={**_ME, **_MINE, **_WATCH, **_OFFICE},
    ),
    Row(
        "Wishes to be forgotten",
        ("mentoring_registry.ErasureRequest",),
        see={"coordinator": AREA, "programme_manager": ALL},
        change={"coordinator": AREA, "programme_manager": ALL},
    ),
    Row("Copy of one's own data", ("mentoring_registry.DataCopy",), see=_ME),
    Row(
        "Frame of the unserved",
        ("mentoring_registry.CensusEntry",),
        see={**_MINE, **_JUDGE, "census_taker": AREA},
        change=_COORDINATE,
        delete=_COORDINATE,
        add=frozenset({"facilitator", "census_taker", "coordinator"}),
    ),
    Row(
        "Group, membership",
        ("mentoring_registry.CrafterGroup", "mentoring_registry.Membership"),
        see={**_ME, **_MINE, **_WATCH},
        change=_KEEP,
        delete=_COORDINATE,
        add=_KEEPERS,
    ),
    Row(
        "Papers of a group",
        ("mentoring_registry.GroupDocument",),
        see={**_ME, **_MINE, **_WATCH},
        change=_COORDINATE,
        delete=_COORDINATE,
        add=_COORDINATOR,
    ),
    Row(
        "Splits and merges of groups",
        ("mentoring_registry.GroupLineage",),
        see={**_MINE, **_WATCH},
        change=_COORDINATE,
        delete=_COORDINATE,
        add=_COORDINATOR,
    ),
    Row(
        "Proposals of members",
        ("mentoring_registry.MembershipProposal",),
        see={
            **_MINE,
            "coordinator": AREA,
            "programme_manager": ALL,
            "auditor": ALL,
            "administrator": ALL,
        },
        change=_COORDINATE,
        delete=_COORDINATE,
        add=frozenset({"facilitator", "coordinator"}),
    ),
    Row(
        "Business clusters",
        ("mentoring_registry.BusinessCluster",),
        see={**_ME, **_MINE, **_WATCH},
        change=_COORDINATE,
        delete=_COORDINATE,
        add=_COORDINATOR,
    ),
    Row(
        "Boards of clusters",
        ("mentoring_registry.BoardSeat",),
        see={**_ME, **_WATCH},
        change=_COORDINATE,
        delete=_COORDINATE,
        add=_COORDINATOR,
    ),
    Row(
        "Groups of clusters",
        ("mentoring_registry.ClusterMembership",),
        see=_WATCH,
        change=_COORDINATE,
        delete=_COORDINATE,
        add=_COORDINATOR,
    ),
    Row(
        "Papers of clusters",
        ("mentoring_registry.ClusterDocument",),
        see={**_MINE, **_WATCH},
        change=_COORDINATE,
        delete=_COORDINATE,
        add=_COORDINATOR,
    ),
    # Who lent to whom: the recorder, the coordinator of the area and the evaluator only.
    Row(
        "Power ties",
        ("mentoring_registry.BusinessTie",),
        see={**_ME, **_MINE, "coordinator": AREA, "evaluator": AREA},
        change=_COORDINATE,
        add=frozenset({"facilitator", "coordinator"}),
    ),
    # No crafter reads a stratum, her own included.
    Row(
        "Vulnerability",
        ("mentoring_registry.VulnerabilityAssessment",),
        see={**_MINE, **_JUDGE},
        add=frozenset({"facilitator", "coordinator", "evaluator"}),
    ),
    Row(
        "Frozen ranks, reach and evenness",
        (
            "mentoring_registry.FrozenRank",
            "mentoring_registry.ReachAggregate",
            "mentoring_registry.EquityAggregate",
            "mentoring_registry.EquityMonth",
        ),
        see=_JUDGE,
    ),
    Row(
        "Complaints",
        ("mentoring_registry.Complaint",),
        see={"coordinator": AREA, "programme_manager": ALL},
        add=frozenset({"coordinator", "programme_manager"}),
    ),
    Row(
        "Records that may be one person",
        ("mentoring_registry.DuplicateCase",),
        see={"coordinator": AREA, "programme_manager": ALL, "administrator": ALL},
        change={"coordinator": AREA, "programme_manager": ALL, "administrator": ALL},
        add=_KEEPERS,
    ),
    Row(
        "Lists that came in",
        ("mentoring_registry.ImportBatch",),
        see={**_EVERY_ROLE_ITS_OWN, "programme_manager": ALL, "administrator": ALL},
        change={"coordinator": OWN, "administrator": ALL},
        add=_KEEPERS,
    ),
    Row(
        "Lists that went out",
        ("mentoring_registry.ExportLog",),
        see={**_EVERY_ROLE_ITS_OWN, "programme_manager": ALL},
    ),
    Row(
        "Mandates",
        ("mentoring_registry.Mandate",),
        see={
            **dict.fromkeys(("census_taker", "coordinator", "evaluator"), OWN),
            "programme_manager": ALL,
            "auditor": ALL,
            "administrator": ALL,
        },
        change={"programme_manager": ALL, "administrator": ALL},
        add=frozenset({"programme_manager", "administrator"}),
    ),
    Row(
        "Assignment, facilitator, leave",
        (
            "mentoring_assignments.Assignment",
            "mentoring_assignments.Facilitator",
            "mentoring_assignments.TrainingFact",
            "mentoring_assignments.Leave",
        ),
        see={**_MINE, **_WATCH},
        change=_KEEP,
        delete=_COORDINATE,
        add=_KEEPERS,
    ),
    # Given by a manager through its own page, never by whoever keeps the register.
    Row(
        "Waivers of training",
        ("mentoring_assignments.TrainingWaiver",),
        see={**_MINE, **_WATCH},
    ),
    Row(
        "Questions of members",
        ("mentoring_assignments.Question",),
        see={**_ME, **_MINE, "coordinator": AREA, "programme_manager": AREA},
    ),
    Row(
        "Session, its photographs, voices and asked corrections",
        (
            "mentoring_sessions.MentoringSession",
            "mentoring_sessions.Evidence",
            "mentoring_sessions.VoiceNote",
            "mentoring_sessions.SessionCorrection",
        ),
        see={**_MINE, "instructor": OWN, **_WATCH},
    ),
    Row(
        "Phones of facilitators",
        ("mentoring_field.Device",),
        see={
            **_MINE,
            "coordinator": AREA,
            "programme_manager": ALL,
            "auditor": ALL,
            "administrator": ALL,
        },
        change={"coordinator": AREA, "programme_manager": ALL, "administrator": ALL},
        add=frozenset({"coordinator", "programme_manager", "administrator"}),
    ),
    # What lies in them is the field's own: whoever keeps the registers does not read it.
    Row(
        "Records of phones, and where they differ from the office",
        ("mentoring_field.Envelope", "mentoring_field.Conflict"),
        see={**_MINE, "coordinator": AREA, "programme_manager": ALL},
        change={"coordinator": AREA, "programme_manager": ALL},
    ),
    Row(
        "Visits told twice, and back-checks",
        ("mentoring_sessions.SessionDuplicate", "mentoring_sessions.BackCheck"),
        see=_WATCH,
        change=_COORDINATE,
        add=_COORDINATOR,
    ),
    Row(
        "Attendance",
        ("mentoring_sessions.Attendance",),
        see={**_ME, **_MINE, "instructor": OWN, **_WATCH},
    ),
    Row(
        "Meetings of clusters",
        ("mentoring_sessions.ClusterMeeting",),
        see={**_ME, **_MINE, **_WATCH},
    ),
    Row(
        "Promises and visit plans",
        ("mentoring_sessions.FollowUp", "mentoring_sessions.VisitPlan"),
        see={**_MINE, **_WATCH},
    ),
    Row(
        "Feasts, harvests, months of many orders",
        ("mentoring_sessions.Season",),
        see={**_MINE, **_WATCH},
        change=_COORDINATE,
        delete=_COORDINATE,
        add=_COORDINATOR,
    ),
    Row(
        "Study visits",
        ("mentoring_sessions.StudyVisit",),
        see={**_MINE, **_WATCH},
        change=_COORDINATE,
        add=_COORDINATOR,
    ),
    Row(
        "Messages to people",
        ("mentoring_sessions.Reminder",),
        see={
            **_EVERY_ROLE_ITS_OWN,
            "coordinator": AREA,
            "programme_manager": ALL,
            "administrator": ALL,
        },
    ),
    Row(
        "Training run",
        ("mentoring_sessions.TrainingRun",),
        see={**_MINE, "instructor": OWN, **_OFFICE, **_WATCH},
        change=_COORDINATE,
        add=_COORDINATOR,
    ),
    Row(
        "Participants of a training",
        ("mentoring_sessions.RunParticipant",),
        see={**_ME, **_MINE, "instructor": OWN, **_OFFICE, **_WATCH},
        change=_COORDINATE,
        add=_COORDINATOR,
    ),
    Row(
        "Readiness and materials of a training",
        ("mentoring_sessions.RunReadiness", "mentoring_sessions.RunMaterial"),
        see={**_MINE, "instructor": OWN, **_OFFICE, **_WATCH},
        change=_COORDINATE,
        add=_COORDINATOR,
    ),
    # They say where somebody lives and how to call her: for those who answer them.
    Row(
        "Registrations for a training",
        ("mentoring_sessions.RunRegistration",),
        see={**_OFFICE, "coordinator": AREA, "programme_manager": ALL},
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
        see=_EVERY_ROLE_ITS_OWN,
    ),
    Row(
        "Cycle",
        ("mentoring_incubation.Cycle",),
        see={**_MINE, **_WATCH},
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
            **_MINE,
            "coordinator": AREA,
            "evaluator": AREA,
            "programme_manager": ALL,
            "auditor": ALL,
        },
    ),
)

# Rows that are the same for everybody: no person, group or place is in them.
OPEN_TO_ALL = ("mentoring_incubation.InstrumentVersion",)

_RESPONSIBLE: Cells = {"coordinator": AREA, "programme_manager": AREA}

ACTS: tuple[Act, ...] = (
    Act(
        "reveal an identity number",
        "mentoring_registry.PersonIdentifier",
        {**_ME, **_COORDINATE, **_OFFICE},
    ),
    Act(
        "keep somebody's page",
        "mentoring_registry.Person",
        {**_ME, **_MINE, **_KEEP},
    ),
    Act(
        "assess vulnerability",
        "mentoring_registry.Person",
        {**_MINE, "coordinator": AREA, "evaluator": AREA},
    ),
    Act("record a power tie", "mentoring_registry.Person", {**_MINE, **_COORDINATE}),
    Act(
        "take the census",
        "mentoring_registry.CrafterGroup",
        {**_MINE, "coordinator": AREA, "census_taker": AREA},
    ),
    Act("add members", "mentoring_registry.CrafterGroup", _KEEP),
    Act("decide a proposal", "mentoring_registry.MembershipProposal", _COORDINATE),
    Act(
        "decide on two records",
        "mentoring_registry.DuplicateCase",
        {"coordinator": AREA, "programme_manager": ALL, "administrator": ALL},
    ),
    Act("propose an assignment", "mentoring_registry.CrafterGroup", _RESPONSIBLE),
    Act("end an assignment", "mentoring_assignments.Assignment", _RESPONSIBLE),
    Act("record leave", "mentoring_assignments.Facilitator", {**_MINE, **_KEEP}),
    Act("record training", "mentoring_assignments.Facilitator", _KEEP),
    Act("waive training", "mentoring_assignments.Facilitator", {"programme_manager": AREA}),
    Act("answer a question", "mentoring_assignments.Question", {**_MINE, **_RESPONSIBLE}),
    Act("record a visit", "mentoring_registry.CrafterGroup", _MINE),
    Act("close a promise", "mentoring_sessions.FollowUp", _MINE),
    Act("change a training", "mentoring_sessions.TrainingRun", _COORDINATE),
    Act("keep a training", "mentoring_sessions.TrainingRun", {**_COORDINATE, **_OFFICE}),
    Act(
        "decide on a proposed training",
        "mentoring_sessions.TrainingRun",
        {"blk_head": OWN, "programme_manager": ALL},
    ),
    Act("propose for a cycle", "mentoring_registry.CrafterGroup", _COORDINATE),
    Act("decide a gate", "mentoring_incubation.CycleEnrolment", {"programme_manager": AREA}),
)

PAGES: tuple[Page, ...] = (
    Page(
        "mentoring_field:device",
        "mentoring_field.Device",
        {
            **_MINE,
            "coordinator": AREA,
            "programme_manager": ALL,
            "auditor": ALL,
            "administrator": ALL,
        },
    ),
    Page(
        "mentoring_field:conflict",
        "mentoring_field.Conflict",
        {**_MINE, "coordinator": AREA, "programme_manager": ALL},
    ),
    Page(
        "mentoring_registry:complaint",
        "mentoring_registry.Complaint",
        {"coordinator": AREA, "programme_manager": ALL},
    ),
    Page(
        "mentoring_registry:person",
        "mentoring_registry.Person",
        {**_ME, **_MINE, **_WATCH, **_OFFICE},
    ),
    Page(
        "mentoring_registry:consents",
        "mentoring_registry.Person",
        {**_ME, **_MINE, **_WATCH, **_OFFICE},
    ),
    Page("mentoring_registry:edit_profile", "mentoring_registry.Person", {**_ME, **_MINE, **_KEEP}),
    Page("mentoring_registry:work", "mentoring_registry.Person", {**_ME, **_MINE, **_KEEP}),
    Page("mentoring_registry:portrait", "mentoring_registry.Person", {**_ME, **_MINE, **_KEEP}),
    Page(
        "mentoring_registry:census_entry",
        "mentoring_registry.CensusEntry",
        {**_MINE, **_JUDGE, "census_taker": AREA},
    ),
    Page(
        "mentoring_assignments:assignment", "mentoring_assignments.Assignment", {**_MINE, **_WATCH}
    ),
    Page(
        "mentoring_assignments:question",
        "mentoring_assignments.Question",
        {**_ME, **_MINE, **_RESPONSIBLE},
    ),
    # A member reads of her group on her own page, never its tier nor what others wrote.
    Page("mentoring_sessions:group", "mentoring_registry.CrafterGroup", {**_MINE, **_WATCH}),
    Page("mentoring_sessions:log_visit", "mentoring_registry.CrafterGroup", _MINE),
    Page("mentoring_sessions:plan_visit", "mentoring_registry.CrafterGroup", _MINE),
    Page("mentoring_sessions:complete", "mentoring_sessions.FollowUp", _MINE),
    Page("mentoring_sessions:participants", "mentoring_sessions.TrainingRun", _COORDINATE),
    Page("mentoring_sessions:plan_sessions", "mentoring_sessions.TrainingRun", _COORDINATE),
    Page("mentoring_sessions:facilitator_trainees", "mentoring_sessions.TrainingRun", _COORDINATE),
    Page("mentoring_sessions:choose_participants", "mentoring_sessions.TrainingRun", _COORDINATE),
    *(
        Page(
            f"mentoring_sessions:{name}",
            "mentoring_sessions.TrainingRun",
            {**_COORDINATE, **_OFFICE},
        )
        for name in ("run_marks", "run_readiness", "run_minutes")
    ),
    Page(
        "mentoring_sessions:run_registrations",
        "mentoring_sessions.TrainingRun",
        {**_COORDINATE, **_OFFICE},
    ),
    Page(
        "mentoring_sessions:decide_registration",
        "mentoring_sessions.RunRegistration",
        {**_COORDINATE, **_OFFICE},
    ),
    Page(
        "mentoring_sessions:run_papers",
        "mentoring_sessions.TrainingRun",
        {
            **_COORDINATE,
            **_OFFICE,
            "instructor": OWN,
            "programme_manager": ALL,
            "auditor": ALL,
            "administrator": ALL,
        },
    ),
    Page("mentoring_sessions:group_papers", "mentoring_registry.CrafterGroup", {**_MINE, **_WATCH}),
    Page("mentoring_sessions:paper", "mentoring_sessions.AttendancePaper", _EVERY_ROLE_ITS_OWN),
    Page(
        "mentoring_sessions:run_sheet",
        "mentoring_sessions.TrainingRun",
        {**_COORDINATE, **_OFFICE, "instructor": OWN},
    ),
    Page(
        "mentoring_sessions:session",
        "mentoring_sessions.MentoringSession",
        {**_MINE, "instructor": OWN, **_WATCH},
    ),
    Page(
        "mentoring_sessions:run",
        "mentoring_sessions.TrainingRun",
        {**_MINE, "instructor": OWN, **_OFFICE, **_WATCH},
    ),
    Page(
        "mentoring_incubation:round",
        "mentoring_incubation.Round",
        {
            **_MINE,
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
        "mentoring_incubation:enrolment",
        "mentoring_incubation.CycleEnrolment",
        {
            **_MINE,
            "coordinator": AREA,
            "evaluator": AREA,
            "programme_manager": ALL,
            "auditor": ALL,
        },
    ),
)


def row_of(model: str) -> Row:
    """The line of the table about `model` ("app.Model"). Raises LookupError."""
    for row in ROWS:
        if model in row.models:
            return row
    raise LookupError(model)


def models() -> list[str]:
    """Every model the table is about, in its order."""
    return [model for row in ROWS for model in row.models]


def reached(cells: Cells, role: str) -> set[str]:
    """Which of the rows "own", "near" and "far" `role` reaches by `cells`."""
    steps = {OWN: {"own"}, AREA: {"own", "near"}, ALL: {"own", "near", "far"}}
    return steps[cells[role]] if role in cells else set()
