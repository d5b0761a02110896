"""Registrations of the two-year cycle: desk, pages of a group, registers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from mentoring.desk import DeskItem
from mentoring.incubation.desk import desk_items
from mentoring.incubation.models import Cycle, InstrumentVersion
from mentoring.incubation.permissions import ReadOnlyPolicy
from mentoring.incubation.personal_data import IncubationData
from mentoring.incubation.retention import FORGET, IdentityNumbers
from mentoring.incubation.views.panels import GroupCyclePanel, GroupCycleSection, group_cycle
from mentoring.incubation.viewsets import CycleViewSet, InstrumentVersionViewSet
from mentoring.registry.models import CrafterGroup
from mentoring.registry.permissions import RowPermissionPolicy

register_permission_policy(Cycle, RowPermissionPolicy(Cycle))
register_permission_policy(InstrumentVersion, ReadOnlyPolicy(InstrumentVersion))


@hooks.register("register_admin_viewset")
def registers() -> list[Any]:
    return [CycleViewSet(), InstrumentVersionViewSet()]


@hooks.register("register_desk_items")
def desk(user: Any, today: date) -> Iterable[DeskItem]:
    return desk_items(user, today)


@hooks.register("register_group_page_sections")
def cycle_on_group_page(user: Any, group: CrafterGroup, today: date) -> Iterable[GroupCycleSection]:
    section = group_cycle(user, group, today)
    return [] if section is None else [section]


@hooks.register("register_group_panels")
def cycle_of_a_group(request: Any, group: CrafterGroup) -> GroupCycleSection | None:
    return group_cycle(request.user, group, timezone.localdate(), GroupCyclePanel)


@hooks.register("register_retention_rules")
def what_is_not_kept_for_ever() -> list[IdentityNumbers]:
    return [IdentityNumbers()]


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action("mentoring.propose", _("Propose"), _("Proposed for a cycle"))
    actions.register_action("mentoring.move", _("Move"), _("Moved to another stage"))
    actions.register_action("mentoring.submit", _("Submit"), _("Scoring submitted"))
    actions.register_action("mentoring.decide", _("Decide"), _("Gate decided"))
    actions.register_action(
        FORGET, _("Forget an identity number"), _("Identity number forgotten after its time")
    )


@hooks.register("register_personal_data")
def data_of_incubation() -> IncubationData:
    return IncubationData()
