"""One session may wait for two decisions: a correction of locked figures, and a difference between
a phone and the office. Each is shown on the other's page."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.apps import apps

from mentoring.sessions.models import SessionCorrection


def no_others(record: UUID, user: Any) -> Sequence[tuple[str, str]]:
    return ()


def open_corrections(record: UUID, user: Any) -> Sequence[tuple[str, str]]:
    """(why it is asked, address) of corrections of the session `record` that `user` may see."""
    rows = SessionCorrection.objects.visible_to(user).open().filter(session=record)
    return [(each.reason, each.get_absolute_url()) for each in rows.order_by("asked_at", "pk")]


def open_differences(session: UUID, user: Any) -> Sequence[Any]:
    """Differences of phones about `session` that `user` may see; none where no phones are."""
    if not apps.is_installed("mentoring.field"):
        return ()
    rows = apps.get_model("mentoring_field", "Conflict").objects.visible_to(user).open()
    return rows.filter(envelope__record=session).order_by("found_at", "pk")
