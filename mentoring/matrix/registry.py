"""The table's lines about people, groups, places, consents."""

from mentoring.matrix.cells import (
    ALL,
    AREA,
    COORDINATE,
    COORDINATOR,
    EVERY_ROLE_ITS_OWN,
    JUDGE,
    KEEP,
    KEEPERS,
    ME,
    MINE,
    OFFICE,
    OWN,
    RESPONSIBLE,
    WATCH,
    Act,
    Cells,
    Page,
    Right,
    Row,
)

ROWS: tuple[Row, ...] = (
    Row(
        "Places",
        ("mentoring_registry.Place",),
        see={**JUDGE, "census_taker": AREA, "administrator": ALL},
        change={"programme_manager": ALL, "administrator": ALL},
        add=frozenset({"administrator"}),
    ),
    Row(
        "Craft centres",
        ("mentoring_registry.Sentra",),
        see={**MINE, **WATCH, "census_taker": AREA},
        change=KEEP,
        delete=COORDINATE,
        add=KEEPERS,
    ),
    Row(
        "Own profile",
        ("mentoring_registry.Person",),
        see={**ME, **MINE, **WATCH, **OFFICE},
        change=KEEP,
        delete=COORDINATE,
        add=KEEPERS,
    ),
    # Identity numbers are seen masked; in clear text they are revealed (see ACTS).
    Row(
        "Consent, masked identity numbers",
        ("mentoring_registry.Consent", "mentoring_registry.PersonIdentifier"),
        see={**ME, **MINE, **WATCH, **OFFICE},
    ),
    Row(
        "Wishes to be forgotten",
        ("mentoring_registry.ErasureRequest",),
        see={"coordinator": AREA, "programme_manager": ALL},
        change={"coordinator": AREA, "programme_manager": ALL},
    ),
    Row("Copy of one's own data", ("mentoring_registry.DataCopy",), see=ME),
    Row(
        "Frame of the unserved",
        ("mentoring_registry.CensusEntry",),
        see={**MINE, **JUDGE, "census_taker": AREA},
        change=COORDINATE,
        delete=COORDINATE,
        add=frozenset({"facilitator", "census_taker", "coordinator"}),
    ),
    Row(
        "Group, membership",
        ("mentoring_registry.CrafterGroup", "mentoring_registry.Membership"),
        see={**ME, **MINE, **WATCH},
        change=KEEP,
        delete=COORDINATE,
        add=KEEPERS,
    ),
    Row(
        "Papers of a group",
        ("mentoring_registry.GroupDocument",),
        see={**ME, **MINE, **WATCH},
        change=COORDINATE,
        delete=COORDINATE,
        add=COORDINATOR,
    ),
    Row(
        "Splits and merges of groups",
        ("mentoring_registry.GroupLineage",),
        see={**MINE, **WATCH},
        change=COORDINATE,
        delete=COORDINATE,
        add=COORDINATOR,
    ),
    Row(
        "Proposals of members",
        ("mentoring_registry.MembershipProposal",),
        see={
            **MINE,
            "coordinator": AREA,
            "programme_manager": ALL,
            "auditor": ALL,
            "administrator": ALL,
        },
        change=COORDINATE,
        delete=COORDINATE,
        add=frozenset({"facilitator", "coordinator"}),
    ),
    Row(
        "Business clusters",
        ("mentoring_registry.BusinessCluster",),
        see={**ME, **MINE, **WATCH},
        change=COORDINATE,
        delete=COORDINATE,
        add=COORDINATOR,
    ),
    Row(
        "Boards of clusters",
        ("mentoring_registry.BoardSeat",),
        see={**ME, **WATCH},
        change=COORDINATE,
        delete=COORDINATE,
        add=COORDINATOR,
    ),
    Row(
        "Groups of clusters",
        ("mentoring_registry.ClusterMembership",),
        see=WATCH,
        change=COORDINATE,
        delete=COORDINATE,
        add=COORDINATOR,
    ),
    Row(
        "Papers of clusters",
        ("mentoring_registry.ClusterDocument",),
        see={**MINE, **WATCH},
        change=COORDINATE,
        delete=COORDINATE,
        add=COORDINATOR,
    ),
    # Who lent to whom: the recorder, the coordinator of the area and the evaluator only.
    Row(
        "Power ties",
        ("mentoring_registry.BusinessTie",),
        see={**ME, **MINE, "coordinator": AREA, "evaluator": AREA},
        change=COORDINATE,
        add=frozenset({"facilitator", "coordinator"}),
    ),
    # No crafter reads a stratum, her own included.
    Row(
        "Vulnerability",
        ("mentoring_registry.VulnerabilityAssessment",),
        see={**MINE, **JUDGE},
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
        see=JUDGE,
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
        add=KEEPERS,
    ),
    Row(
        "Lists that came in",
        ("mentoring_registry.ImportBatch",),
        see={**EVERY_ROLE_ITS_OWN, "programme_manager": ALL, "administrator": ALL},
        change={"coordinator": OWN, "administrator": ALL},
        add=KEEPERS,
    ),
    Row(
        "Lists that went out",
        ("mentoring_registry.ExportLog",),
        see={**EVERY_ROLE_ITS_OWN, "programme_manager": ALL},
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
)

ACTS: tuple[Act, ...] = (
    Act(
        "reveal an identity number",
        "mentoring_registry.PersonIdentifier",
        {**ME, **COORDINATE, **OFFICE},
    ),
    Act(
        "keep somebody's page",
        "mentoring_registry.Person",
        {**ME, **MINE, **KEEP},
    ),
    Act(
        "assess vulnerability",
        "mentoring_registry.Person",
        {**MINE, "coordinator": AREA, "evaluator": AREA},
    ),
    Act("record a power tie", "mentoring_registry.Person", {**MINE, **COORDINATE}),
    Act(
        "take the census",
        "mentoring_registry.CrafterGroup",
        {**MINE, "coordinator": AREA, "census_taker": AREA},
    ),
    Act("correct a craft centre", "mentoring_registry.Sentra", KEEP),
    Act("correct somebody's record", "mentoring_registry.Person", KEEP),
    Act("say that she moved", "mentoring_registry.Person", KEEP),
    Act("copy somebody's data", "mentoring_registry.Person", {**ME, **KEEP}),
    Act("end a power tie", "mentoring_registry.BusinessTie", {**MINE, **COORDINATE}),
    Act(
        "settle a wish to be forgotten",
        "mentoring_registry.ErasureRequest",
        {"coordinator": AREA, "programme_manager": ALL},
    ),
    Act("change a group", "mentoring_registry.CrafterGroup", KEEP),
    Act("keep a cluster", "mentoring_registry.BusinessCluster", COORDINATE),
    Act("add members", "mentoring_registry.CrafterGroup", KEEP),
    Act("decide a proposal", "mentoring_registry.MembershipProposal", COORDINATE),
    Act(
        "decide on two records",
        "mentoring_registry.DuplicateCase",
        {"coordinator": AREA, "programme_manager": ALL, "administrator": ALL},
    ),
    Act("propose an assignment", "mentoring_registry.CrafterGroup", RESPONSIBLE),
    Act("record a visit", "mentoring_registry.CrafterGroup", MINE),
    Act("propose for a cycle", "mentoring_registry.CrafterGroup", COORDINATE),
)

_PLAN = frozenset({"coordinator", "programme_manager"})
_OFFICE_OF_ALL = frozenset({"programme_manager", "administrator"})
RIGHTS: tuple[Right, ...] = (
    Right("handle complaints", _PLAN),
    Right("import places", frozenset({"administrator"})),
    Right("change places", _OFFICE_OF_ALL),
    Right("import lists", KEEPERS),
    Right("search for duplicates", _OFFICE_OF_ALL | COORDINATOR),
    Right(
        "take names out",
        frozenset({"coordinator", "evaluator", "programme_manager", "auditor", "administrator"}),
    ),
)

_COMPLAINTS: Cells = {"coordinator": AREA, "programme_manager": ALL}
_PAIRS: Cells = {"coordinator": AREA, "programme_manager": ALL, "administrator": ALL}
_LISTS: Cells = {"coordinator": OWN, "administrator": ALL}
_PLACES: Cells = {"programme_manager": ALL, "administrator": ALL}
# Pages of the office about one row, beside those every register has.
_OFFICE_PAGES: tuple[Page, ...] = (
    *(
        Page(f"mentoring_group:{name}", "mentoring_registry.CrafterGroup", KEEP)
        for name in (
            *("add_member", "enrol_new_person", "rename", "split", "merge", "dissolve"),
            "keep_document",
        )
    ),
    *(
        Page(f"mentoring_cluster:{name}", "mentoring_registry.BusinessCluster", COORDINATE)
        for name in ("add_group", "seat", "keep_document")
    ),
    *(
        Page(f"mentoring_place:{name}", "mentoring_registry.Place", _PLACES)
        for name in ("rename", "replace")
    ),
    *(
        Page(f"mentoring_duplicate:{name}", "mentoring_registry.DuplicateCase", _PAIRS)
        for name in ("decide", "undo", "again")
    ),
    *(
        Page(f"mentoring_import:{name}", "mentoring_registry.ImportBatch", _LISTS)
        for name in ("columns", "suggestions", "write", "take_back", "try_again")
    ),
    Page(
        "mentoring_import:report",
        "mentoring_registry.ImportBatch",
        {**_LISTS, "programme_manager": ALL},
    ),
)
_ABOUT_HER: Cells = {**MINE, "coordinator": AREA, "evaluator": AREA}
# What only takes what is sent to it.
_SENT_PAGES: tuple[Page, ...] = (
    *(
        Page(
            f"mentoring_registry:{name}", "mentoring_registry.Complaint", _COMPLAINTS, is_sent=True
        )
        for name in (
            *("answer_complaint", "keep_complaint_from"),
            *("complaint_tangani", "complaint_selesai", "complaint_naik"),
        )
    ),
    Page(
        "mentoring_registry:end_tie",
        "mentoring_registry.BusinessTie",
        {**MINE, **COORDINATE},
        is_sent=True,
    ),
    Page(
        "mentoring_registry:enrol_census_entry",
        "mentoring_registry.CensusEntry",
        COORDINATE,
        is_sent=True,
    ),
)

PAGES: tuple[Page, ...] = (
    *_OFFICE_PAGES,
    *_SENT_PAGES,
    *(
        Page(f"mentoring_registry:{name}", "mentoring_registry.Person", {**ME, **KEEP})
        for name in ("data_copies", "ask_erasure")
    ),
    Page(
        "mentoring_registry:vulnerability",
        "mentoring_registry.Person",
        {**_ABOUT_HER, "programme_manager": ALL},
    ),
    Page("mentoring_registry:ties", "mentoring_registry.Person", {**ME, **_ABOUT_HER}),
    Page(
        "mentoring_registry:consent",
        "mentoring_registry.Person",
        {**ME, **MINE, **KEEP},
        more=("foto",),
    ),
    Page(
        "mentoring_registry:enter_identifier",
        "mentoring_registry.Person",
        {**ME, **MINE, **KEEP},
        more=("nik",),
    ),
    Page("mentoring_registry:erasure_request", "mentoring_registry.ErasureRequest", _COMPLAINTS),
    Page(
        "mentoring_registry:complaint",
        "mentoring_registry.Complaint",
        {"coordinator": AREA, "programme_manager": ALL},
    ),
    Page(
        "mentoring_registry:person",
        "mentoring_registry.Person",
        {**ME, **MINE, **WATCH, **OFFICE},
    ),
    Page(
        "mentoring_registry:consents",
        "mentoring_registry.Person",
        {**ME, **MINE, **WATCH, **OFFICE},
    ),
    Page("mentoring_registry:edit_profile", "mentoring_registry.Person", {**ME, **MINE, **KEEP}),
    Page("mentoring_registry:work", "mentoring_registry.Person", {**ME, **MINE, **KEEP}),
    Page("mentoring_registry:portrait", "mentoring_registry.Person", {**ME, **MINE, **KEEP}),
    Page(
        "mentoring_registry:census_entry",
        "mentoring_registry.CensusEntry",
        {**MINE, **JUDGE, "census_taker": AREA},
    ),
)

# What people are asked with, by version: the roles say who opens the register.
OPEN_TO_ALL = ("mentoring_registry.ConsentText", "mentoring_registry.VulnerabilityVersion")
