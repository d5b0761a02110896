"""Registrations of the registry."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from mentoring.desk import DeskItem
from mentoring.registry import viewsets
from mentoring.registry.consent_uses import consent_uses
from mentoring.registry.desk import desk_items
from mentoring.registry.holders import HolderSource
from mentoring.registry.models import (
    BoardSeat,
    BusinessCluster,
    ClusterDocument,
    ClusterMembership,
    Consent,
    CrafterGroup,
    ErasureRequest,
    GroupDocument,
    GroupLineage,
    Mandate,
    Membership,
    MembershipProposal,
    Person,
    PersonIdentifier,
    Place,
    Sentra,
)
from mentoring.registry.permissions import RowPermissionPolicy

for model in (
    Place,
    Sentra,
    Person,
    PersonIdentifier,
    Consent,
    ErasureRequest,
    CrafterGroup,
    Membership,
    Mandate,
    GroupDocument,
    GroupLineage,
    MembershipProposal,
    BusinessCluster,
    ClusterMembership,
    ClusterDocument,
    BoardSeat,
):
    register_permission_policy(model, RowPermissionPolicy(model))


@hooks.register("register_admin_viewset")
def registers() -> list[Any]:
    return [
        viewsets.RegisterGroup(),
        viewsets.PlaceChooserViewSet(),
        viewsets.PersonChooserViewSet(),
    ]


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("mentoring/admin.css"))


@hooks.register("register_certificate_holders")
def certificate_holders() -> HolderSource:
    return HolderSource()


@hooks.register("register_desk_items")
def desk(user: Any, today: date) -> Iterator[DeskItem]:
    return desk_items(user, today)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action("mentoring.end", _("Set last day"), _("Last day set"))
    actions.register_action(
        "mentoring.enter_identifier", _("Write down number"), _("Identity number written down")
    )
    actions.register_action("mentoring.give_consent", _("Say yes"), _("Consent given"))
    actions.register_action("mentoring.withdraw_consent", _("Say no"), _("Consent refused"))
    actions.register_action("mentoring.reveal", _("Read number"), _("Identity number read"))


@hooks.register("register_consent_uses")
def what_the_registry_stops(purpose: str) -> list[str]:
    return consent_uses(purpose)
