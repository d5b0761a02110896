"""A session that the coordinator gave back."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from mentoring.reminder_kinds import Audience, Due, ReminderKind, due_about
from mentoring.sessions.models import MentoringSession, ReviewState


def _returned(now: datetime) -> Iterator[Due]:
    """To who recorded it, each time it comes back."""
    rows = MentoringSession.objects.filter(
        review_state=ReviewState.RETURNED, group__isnull=False, reviewed_at__isnull=False
    )
    for each in rows.select_related("group__sentra").order_by("reviewed_at", "pk"):
        if each.group is None or each.reviewed_at is None:
            continue
        yield due_about(
            each.group,
            key=f"{each.pk.hex}:{each.reviewed_at:%Y%m%d%H%M%S}",
            user_id=each.recorded_by_id,
            facts={"day": each.happened_on},
            path=each.get_absolute_url(),
        )


SESSION_RETURNED = ReminderKind(
    name="session_returned",
    title=_("A session came back to be put right"),
    audience=Audience.FACILITATOR,
    subject=_("The visit to {group} came back"),
    body=_("{name}, your coordinator asks about the visit to {group} on {day}. Read the comment."),
    facts=("group", "day"),
    due=_returned,
)
