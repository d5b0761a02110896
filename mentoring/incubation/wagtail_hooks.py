"""Registrations of the two-year cycle: desk, pages of a group, registers."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from mentoring.desk import DeskItem
from mentoring.incubation import harm
from mentoring.incubation.agreement_retention import AgreementProofs
from mentoring.incubation.desk import desk_items
from mentoring.incubation.evaluations.locked_periods import locked_by_evaluations
from mentoring.incubation.identity_retention import FORGET, IdentityNumbers
from mentoring.incubation.models import Cycle, InstrumentVersion
from mentoring.incubation.permissions import ReadOnlyPolicy
from mentoring.incubation.personal_data import IncubationData
from mentoring.incubation.views.panels import GroupCyclePanel, GroupCycleSection, group_cycle
from mentoring.incubation.views.session_lines import SessionLinesSection, session_lines
from mentoring.incubation.viewsets import CycleViewSet, InstrumentVersionViewSet
from mentoring.incubation.visit_topics import FormulaTopics
from mentoring.registry.models import ConsentPurpose, CrafterGroup
from mentoring.registry.permissions import RowPermissionPolicy
from mentoring.sessions.locks import LockAsked

register_permission_policy(Cycle, RowPermissionPolicy(Cycle))
register_permission_policy(InstrumentVersion, ReadOnlyPolicy(InstrumentVersion))


@hooks.register("register_admin_viewset")
def registers() -> list[Any]:
    return [CycleViewSet(), InstrumentVersionViewSet()]


@hooks.register("register_consent_uses")
def consent_uses(purpose: str) -> list[Any]:
    if purpose != ConsentPurpose.MENTORING:
        return []
    return [_("You are not asked in rounds any more. What was begun with you is deleted.")]


@hooks.register("register_desk_items")
def desk(user: Any, today: date) -> Iterable[DeskItem]:
    return desk_items(user, today)


@hooks.register("register_group_attention")
def strong_groups_need_attention() -> harm.StrongFedAttention:
    return harm.StrongFedAttention()


@hooks.register("register_group_page_sections")
def cycle_on_group_page(user: Any, group: CrafterGroup, today: date) -> Iterable[GroupCycleSection]:
    section = group_cycle(user, group, today)
    return [] if section is None else [section]


@hooks.register("register_session_page_sections")
def formula_on_session_page(user: Any, session: Any, today: date) -> Iterable[SessionLinesSection]:
    return session_lines(user, session, today)


@hooks.register("register_visit_topics")
def lines_of_formulas() -> FormulaTopics:
    return FormulaTopics()


@hooks.register("register_group_panels")
def cycle_of_a_group(request: Any, group: CrafterGroup) -> GroupCycleSection | None:
    return group_cycle(request.user, group, timezone.localdate(), GroupCyclePanel)


@hooks.register("register_retention_rules")
def what_is_not_kept_for_ever() -> list[IdentityNumbers | AgreementProofs]:
    return [IdentityNumbers(), AgreementProofs()]


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action("mentoring.propose", _("Propose"), _("Proposed for a cycle"))
    actions.register_action("mentoring.move", _("Move"), _("Moved to another stage"))
    actions.register_action("mentoring.submit", _("Submit"), _("Scoring submitted"))
    actions.register_action(
        "mentoring.agree", _("Agree to the formula"), _("Formula agreed by the group")
    )
    actions.register_action("mentoring.approve", _("Approve the formula"), _("Formula approved"))
    actions.register_action(
        "mentoring.check_graduate", _("Check a graduate"), _("Graduate checked")
    )
    actions.register_action("mentoring.decide", _("Decide"), _("Gate decided"))
    actions.register_action(
        "mentoring.publish_instrument", _("Publish these questions"), _("Instrument published")
    )
    actions.register_action(
        "mentoring.import_instrument", _("Bring in"), _("Instrument brought in from an XLSForm")
    )
    actions.register_action(
        FORGET, _("Forget an identity number"), _("Identity number forgotten after its time")
    )


@hooks.register("register_log_actions")
def log_actions_of_evaluations(actions: Any) -> None:
    actions.register_action("mentoring.open_evaluation", _("Evaluate"), _("Evaluation opened"))
    actions.register_action("mentoring.review_evaluation", _("Review"), _("Evaluation reviewed"))
    actions.register_action(
        "mentoring.lock_evaluation", _("Lock figures"), _("Figures of an evaluation locked")
    )
    actions.register_action(
        "mentoring.request_amendment", _("Ask for an amendment"), _("Amendment requested")
    )
    actions.register_action(
        "mentoring.decide_amendment", _("Decide an amendment"), _("Amendment decided")
    )


@hooks.register("register_log_actions")
def log_actions_of_visits(actions: Any) -> None:
    actions.register_action(
        "mentoring.begin_taper", _("Visit by stage"), _("Visits follow the stages of the cycle")
    )


@hooks.register("register_log_actions")
def log_actions_of_findings(actions: Any) -> None:
    actions.register_action(
        "mentoring.file_finding", _("Propose a change"), _("Finding sent as a proposed change")
    )
    actions.register_action(
        "mentoring.close_finding", _("Close the finding"), _("Finding closed by the group's people")
    )
    actions.register_action(
        "mentoring.choose_version",
        _("Choose a version"),
        _("Version of a lesson of the formula chosen"),
    )


@hooks.register("register_session_locks")
def sessions_of_locked_figures(sessions: Collection[LockAsked]) -> dict[UUID, str]:
    return locked_by_evaluations(sessions)


# Before the registry: what was written is found by her name while it still stands there.
@hooks.register("register_personal_data", order=-1)
def data_of_incubation() -> IncubationData:
    return IncubationData()
