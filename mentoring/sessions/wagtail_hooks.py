"""Registrations of this room."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from mentoring.desk import DeskItem
from mentoring.sessions.desk import desk_items
from mentoring.sessions.evidence import AttendanceEvidence, RunOccasions


@hooks.register("register_certificate_occasions")
def certificate_occasions() -> RunOccasions:
    return RunOccasions()


@hooks.register("register_certificate_evidence")
def certificate_evidence() -> AttendanceEvidence:
    return AttendanceEvidence()


@hooks.register("register_desk_items")
def desk(user: Any, today: date) -> Iterator[DeskItem]:
    return desk_items(user, today)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action("mentoring.close", _("Close"), _("Closed"))
