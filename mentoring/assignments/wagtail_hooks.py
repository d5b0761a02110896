"""Registrations of assignments."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from mentoring.assignments.accompanied import AccompaniedPeople, facilitators_among
from mentoring.assignments.attention import AccompanyingAttention
from mentoring.assignments.desk import desk_items
from mentoring.assignments.models import (
    Assignment,
    Facilitator,
    Leave,
    TrainingFact,
    TrainingWaiver,
)
from mentoring.assignments.open_work import LeftOpen, open_questions
from mentoring.assignments.personal_data import AssignmentsData
from mentoring.assignments.power import PowerAttention
from mentoring.assignments.retention import AnsweredQuestions
from mentoring.assignments.views.registers import FacilitatorsPanel
from mentoring.assignments.viewsets import AssignmentViewSet, FacilitatorViewSet
from mentoring.desk import DeskItem
from mentoring.registry.permissions import RowPermissionPolicy

for model in (Facilitator, Assignment, TrainingFact, TrainingWaiver, Leave):
    register_permission_policy(model, RowPermissionPolicy(model))


@hooks.register("register_admin_viewset")
def registers() -> list[Any]:
    return [FacilitatorViewSet(), AssignmentViewSet()]


@hooks.register("register_group_panels")
def facilitators_of_a_group(request: Any, group: Any) -> FacilitatorsPanel:
    return FacilitatorsPanel(request.user, group)


@hooks.register("register_desk_items")
def desk(user: Any, today: date) -> Iterator[DeskItem]:
    return desk_items(user, today)


@hooks.register("register_accompanied_readers")
def accompanied_readers() -> AccompaniedPeople:
    return AccompaniedPeople()


@hooks.register("register_accompanying_accounts")
def accounts_of_facilitators(user_ids: Collection[int]) -> set[int]:
    return facilitators_among(user_ids)


@hooks.register("register_open_work")
def questions_without_an_answer(group: Any, facilitator: Any) -> list[LeftOpen]:
    return open_questions(group, facilitator)


@hooks.register("register_group_attention")
def power_needs_attention() -> PowerAttention:
    return PowerAttention()


@hooks.register("register_group_attention")
def who_accompanies_needs_attention() -> AccompanyingAttention:
    return AccompanyingAttention()


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action("mentoring.accept", _("Accept"), _("Assignment accepted"))
    actions.register_action("mentoring.decline", _("Decline"), _("Assignment declined"))
    actions.register_action("mentoring.withdraw", _("Withdraw"), _("Proposal withdrawn"))
    actions.register_action("mentoring.activate", _("Begin"), _("Assignment begun"))
    actions.register_action("mentoring.suspend", _("Suspend"), _("Assignment suspended"))
    actions.register_action("mentoring.resume", _("Resume"), _("Assignment resumed"))
    actions.register_action("mentoring.hand_over", _("Hand over"), _("Handover begun"))
    actions.register_action("mentoring.waive_training", _("Waive training"), _("Training waived"))
    actions.register_action(
        "mentoring.withdraw_training", _("Take training back"), _("Training taken back")
    )


@hooks.register("register_personal_data")
def data_of_assignments() -> AssignmentsData:
    return AssignmentsData()


@hooks.register("register_retention_rules")
def what_is_forgotten_in_time() -> list[AnsweredQuestions]:
    return [AnsweredQuestions()]
