"""The table's lines about phones and what they sent."""

from mentoring.matrix.cells import (
    ALL,
    AREA,
    EVERY_ROLE_ITS_OWN,
    MINE,
    Act,
    Cells,
    Operation,
    Page,
    Row,
)

_PHONE_KEEPERS: Cells = {"coordinator": AREA, "programme_manager": ALL, "administrator": ALL}
_DECIDE: Cells = {"coordinator": AREA, "programme_manager": ALL}

ROWS: tuple[Row, ...] = (
    Row(
        "Phones of facilitators",
        ("mentoring_field.Device",),
        see={
            **MINE,
            "coordinator": AREA,
            "programme_manager": ALL,
            "auditor": ALL,
            "administrator": ALL,
        },
        change=_PHONE_KEEPERS,
        add=frozenset({"coordinator", "programme_manager", "administrator"}),
    ),
    # What lies in them is the field's own: whoever keeps the registers does not read it.
    Row(
        "Records of phones, and where they differ from the office",
        ("mentoring_field.Envelope", "mentoring_field.Conflict"),
        see={**MINE, "coordinator": AREA, "programme_manager": ALL},
        change=_DECIDE,
    ),
)

ACTS: tuple[Act, ...] = (
    Act("help with a phone", "mentoring_field.Device", _PHONE_KEEPERS),
    Act("sign a phone out", "mentoring_field.Device", {**MINE, **_PHONE_KEEPERS}),
    # Never about one's own.
    Act("decide about a record of a phone", "mentoring_field.Envelope", _DECIDE),
    Act("decide a difference", "mentoring_field.Conflict", _DECIDE),
)

PAGES: tuple[Page, ...] = (
    Page(
        "mentoring_field:device",
        "mentoring_field.Device",
        {
            **MINE,
            "coordinator": AREA,
            "programme_manager": ALL,
            "auditor": ALL,
            "administrator": ALL,
        },
    ),
    Page(
        "mentoring_field:held_record",
        "mentoring_field.Envelope",
        {**MINE, "coordinator": AREA, "programme_manager": ALL},
    ),
    Page(
        "mentoring_field:conflict",
        "mentoring_field.Conflict",
        {**MINE, "coordinator": AREA, "programme_manager": ALL},
    ),
)

# What a phone is answered, by whose phone it is. A phone speaks for its owner and no role opens
# it more than that: not even a coordinator's reaches beyond what is her own.
OPERATIONS: tuple[Operation, ...] = (
    Operation("GET contents/", "mentoring_registry.CrafterGroup", MINE),
    Operation("GET contents/{part}/{key}/", "mentoring_registry.CrafterGroup", MINE),
    Operation("POST push/", "mentoring_registry.CrafterGroup", MINE),
    Operation("POST answers/", "mentoring_field.Envelope", EVERY_ROLE_ITS_OWN),
    Operation("POST uploads/", "mentoring_field.Upload", EVERY_ROLE_ITS_OWN),
    Operation("HEAD uploads/{upload_id}/", "mentoring_field.Upload", EVERY_ROLE_ITS_OWN),
    Operation("PATCH uploads/{upload_id}/", "mentoring_field.Upload", EVERY_ROLE_ITS_OWN),
)
# About nothing but the phone itself, which its token or a one-time code names.
OPERATIONS_ON_ITSELF = ("POST enrol/", "POST unlock/", "POST keys/", "POST farewell/")
