"""Registrations of this room."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from mentoring.assignments.open_work import LeftOpen
from mentoring.desk import DeskItem
from mentoring.registry.models import ConsentPurpose
from mentoring.registry.permissions import RowPermissionPolicy
from mentoring.sessions.assessed import AssessedRuns
from mentoring.sessions.attention import SilenceAttention, VisitAttention
from mentoring.sessions.audiences import ReadingAudiences
from mentoring.sessions.desk import desk_items
from mentoring.sessions.evidence import AttendanceEvidence, RunOccasions
from mentoring.sessions.ineligible import SheetAttention
from mentoring.sessions.models import TrainingRun
from mentoring.sessions.open_work import open_promises
from mentoring.sessions.personal_data import SessionsData
from mentoring.sessions.record_retention import (
    DecidedCorrections,
    EarlierVersions,
    FoundWords,
    SpokenNotes,
)
from mentoring.sessions.retention import StudyContacts
from mentoring.sessions.run_retention import Registrations
from mentoring.sessions.viewsets import TrainingRunViewSet

register_permission_policy(TrainingRun, RowPermissionPolicy(TrainingRun))


@hooks.register("register_admin_viewset")
def registers() -> list[Any]:
    return [TrainingRunViewSet()]


@hooks.register("register_certificate_occasions")
def certificate_occasions() -> RunOccasions:
    return RunOccasions()


@hooks.register("register_certificate_evidence")
def certificate_evidence() -> AttendanceEvidence:
    return AttendanceEvidence()


@hooks.register("register_reading_audiences")
def reading_audiences() -> ReadingAudiences:
    return ReadingAudiences()


@hooks.register("register_assessed_occasions")
def assessed_occasions() -> AssessedRuns:
    return AssessedRuns()


@hooks.register("register_desk_items")
def desk(user: Any, today: date) -> Iterator[DeskItem]:
    return desk_items(user, today)


@hooks.register("register_open_work")
def promises_left_open(group: Any, facilitator: Any) -> list[LeftOpen]:
    return open_promises(group, facilitator)


@hooks.register("register_group_attention")
def silence_needs_attention() -> SilenceAttention:
    return SilenceAttention()


@hooks.register("register_group_attention")
def visits_need_attention() -> VisitAttention:
    return VisitAttention()


@hooks.register("register_group_attention")
def sheets_need_attention() -> SheetAttention:
    return SheetAttention()


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action("mentoring.close", _("Close"), _("Closed"))
    for action, label, message in (
        ("agree_training", _("Agree"), _("Agreed to the training")),
        ("decline_training", _("Decline"), _("Declined the training")),
        ("leave_training", _("Note who leaves"), _("Noted who left the training")),
        ("move_up", _("Let reserves move up"), _("Gave free seats to reserves")),
        ("decide_registration", _("Decide"), _("Decided on a registration")),
        ("draw_back_checks", _("Draw lots"), _("Drew lots for back-checks")),
        ("assign_back_check", _("Give to somebody"), _("Said who asks again")),
        ("re_own", _("Choose who does it"), _("Chose who keeps a promise")),
        ("decide_correction", _("Decide"), _("Decided on a correction")),
        ("answer_back_check", _("Ask again"), _("Wrote down what was found")),
    ):
        actions.register_action(f"mentoring.{action}", label, message)


@hooks.register("register_consent_uses")
def what_sessions_stop(purpose: str) -> list[str]:
    if purpose != ConsentPurpose.PHOTO:
        return []
    return [_("Photographs of sessions you attended are shown to nobody.")]


@hooks.register("register_retention_rules")
def registrations_and_contacts_are_forgotten() -> list[Any]:
    return [
        Registrations(),
        StudyContacts(),
        SpokenNotes(),
        EarlierVersions(),
        DecidedCorrections(),
        FoundWords(),
    ]


# Before the registry: it asks for names that the registry takes away.
@hooks.register("register_personal_data", order=-1)
def data_of_sessions() -> SessionsData:
    return SessionsData()
