"""Found by its name."""

from mentoring.reminder_kinds import ReminderKind

HARVEST = ReminderKind(
    name="harvest",
    title="Panen",
    audience="crafter",
    subject="Panen di {group}",
    body="{name}, besok panen di {group}.",
    facts=("group",),
    due=lambda now: [],
)
KINDS = [HARVEST]
