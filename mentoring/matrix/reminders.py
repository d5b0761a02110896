"""The table's lines about messages to people."""

from mentoring.matrix.cells import ALL, AREA, EVERY_ROLE_ITS_OWN, KEEP, ME, MINE, Page, Row

ROWS: tuple[Row, ...] = (
    Row(
        "Messages to people",
        ("mentoring_reminders.Reminder",),
        see={
            **EVERY_ROLE_ITS_OWN,
            "coordinator": AREA,
            "programme_manager": ALL,
            "administrator": ALL,
        },
    ),
)

PAGES: tuple[Page, ...] = (
    Page("mentoring_reminders:group", "mentoring_registry.CrafterGroup", {**MINE, **KEEP}),
    Page("mentoring_reminders:wish_of", "mentoring_registry.Person", {**ME, **MINE, **KEEP}),
)
