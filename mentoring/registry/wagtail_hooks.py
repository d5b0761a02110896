"""Registrations of the registry."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.templatetags.static import static
from django.urls import path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from mentoring.desk import DeskItem
from mentoring.registry import viewsets
from mentoring.registry.consent_uses import consent_uses
from mentoring.registry.desk import desk_items, duplicates_waiting
from mentoring.registry.holders import HolderSource
from mentoring.registry.models import (
    BoardSeat,
    BusinessCluster,
    CensusEntry,
    ClusterDocument,
    ClusterMembership,
    Consent,
    ConsentText,
    CrafterGroup,
    DuplicateCase,
    ErasureRequest,
    ExportLog,
    GroupDocument,
    GroupLineage,
    ImportBatch,
    Mandate,
    Membership,
    MembershipProposal,
    Person,
    PersonIdentifier,
    Place,
    Sentra,
    VulnerabilityVersion,
)
from mentoring.registry.own_data_desk import erasures_waiting, my_data
from mentoring.registry.permissions import (
    CensusPermissionPolicy,
    RowPermissionPolicy,
    SeenRowPolicy,
    WrittenOncePolicy,
    can_import_places,
)
from mentoring.registry.personal_data import RegistryData
from mentoring.registry.retention import ClosedComplaints, ImportedLists
from mentoring.registry.subjects import IdentityLinks
from mentoring.registry.views import place_lists
from mentoring.registry.viewsets.census import CensusViewSet
from mentoring.registry.viewsets.duplicates import DuplicateViewSet
from mentoring.registry.viewsets.exports import ExportViewSet
from mentoring.registry.viewsets.imports import ImportViewSet

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
    ExportLog,
):
    register_permission_policy(model, RowPermissionPolicy(model))
register_permission_policy(CensusEntry, CensusPermissionPolicy(CensusEntry))
for model in (DuplicateCase, ImportBatch):
    register_permission_policy(model, SeenRowPolicy(model))
for model in (ConsentText, VulnerabilityVersion):
    register_permission_policy(model, WrittenOncePolicy(model))


class PlaceListMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return can_import_places(request.user)


# Action -> what it is called, and what the log says was done.
AUDITED = {
    "mentoring.list_crafters": (_("Write down the census"), _("Census sheet written down")),
    "mentoring.freeze_ranks": (_("Freeze ranks"), _("Ranks frozen")),
    "mentoring.forget_list": (_("Forget a list"), _("List forgotten after its time")),
    "mentoring.read_tie": (_("Read a business tie"), _("Business tie read")),
    "mentoring.read_vulnerability": (_("Read how vulnerable she is"), _("Vulnerability read")),
    "mentoring.read_complaint": (_("Read a complaint"), _("Complaint read")),
    "mentoring.read_proof": (_("Open the proof of a consent"), _("Proof of a consent opened")),
    "mentoring.read_special": (_("Read what is hard for her"), _("Specific data read")),
    "mentoring.complaint": (_("Leave a complaint"), _("Complaint left")),
    "mentoring.complaint_taken": (_("Take a complaint up"), _("Complaint taken up")),
    "mentoring.complaint_answered": (_("Answer a complaint"), _("Complaint answered")),
    "mentoring.complaint_closed": (_("Close a complaint"), _("Complaint closed")),
    "mentoring.complaint_escalated": (_("Pass a complaint up"), _("Complaint passed up")),
    "mentoring.complaint_kept_from": (
        _("Keep a complaint from somebody"),
        _("Complaint kept from somebody"),
    ),
}


@hooks.register("register_admin_viewset")
def registers() -> list[Any]:
    return [
        viewsets.RegisterGroup(),
        DuplicateViewSet(),
        ImportViewSet(),
        ExportViewSet(),
        CensusViewSet(),
        viewsets.PlaceChooserViewSet(),
        viewsets.PersonChooserViewSet(),
    ]


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [path("mentoring/places/list/", place_lists.import_list, name="mentoring_place_list")]


@hooks.register("register_mentoring_menu_item")
def list_of_places() -> MenuItem:
    return PlaceListMenuItem(
        _("List of places"), reverse_lazy("mentoring_place_list"), icon_name="upload", order=900
    )


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("mentoring/admin.css"))


@hooks.register("register_certificate_holders")
def certificate_holders() -> HolderSource:
    return HolderSource()


@hooks.register("register_desk_items")
def desk(user: Any, today: date) -> Iterator[DeskItem]:
    yield from desk_items(user, today)
    yield from duplicates_waiting(user, today)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action(
        "mentoring.decide_duplicate", _("Decide on a duplicate"), _("Duplicate decided")
    )
    actions.register_action("mentoring.look_again", _("Look again"), _("Pair opened again"))
    actions.register_action(
        "mentoring.merge", _("Merge people"), _("Another record merged into it")
    )
    actions.register_action("mentoring.undo_merge", _("Undo a merge"), _("Merge undone"))
    actions.register_action("mentoring.take_in", _("Take in a list"), _("List taken in"))
    actions.register_action("mentoring.write_list", _("Write a list"), _("List written"))
    actions.register_action("mentoring.take_back_list", _("Take back a list"), _("List taken back"))
    actions.register_action("mentoring.export", _("Take out a list"), _("List taken out"))
    actions.register_action("mentoring.scan", _("Search for duplicates"), _("Search started"))
    actions.register_action("mentoring.end", _("Set last day"), _("Last day set"))
    actions.register_action("mentoring.split", _("Split the group"), _("Group split"))
    actions.register_action("mentoring.merge", _("Merge the group"), _("Group merged"))
    actions.register_action("mentoring.rename", _("Give a new name"), _("New name given"))
    actions.register_action("mentoring.reform", _("Form again"), _("Formed again"))
    actions.register_action("mentoring.dissolve", _("Dissolve the group"), _("Group dissolved"))
    actions.register_action("mentoring.status", _("Set status"), _("Status set"))
    actions.register_action("mentoring.decide", _("Decide"), _("Decided"))
    actions.register_action(
        "mentoring.enter_identifier", _("Write down number"), _("Identity number written down")
    )
    actions.register_action("mentoring.data_copy", _("Copy data"), _("Data copied"))
    actions.register_action("mentoring.ask_erasure", _("Ask to erase"), _("Erasure asked for"))
    actions.register_action("mentoring.refuse_erasure", _("Refuse to erase"), _("Erasure refused"))
    actions.register_action("mentoring.erase", _("Erase data"), _("Data erased"))
    actions.register_action("mentoring.give_consent", _("Say yes"), _("Consent given"))
    actions.register_action("mentoring.withdraw_consent", _("Say no"), _("Consent refused"))
    for action, (message, done) in AUDITED.items():
        actions.register_action(action, message, done)
    actions.register_action("mentoring.reveal", _("Read number"), _("Identity number read"))


@hooks.register("register_consent_uses")
def what_the_registry_stops(purpose: str) -> list[str]:
    return consent_uses(purpose)


hooks.register("register_desk_items", my_data)
hooks.register("register_desk_items", erasures_waiting)


@hooks.register("register_retention_rules")
def what_is_forgotten_in_time() -> list[ImportedLists | ClosedComplaints]:
    return [ImportedLists(), ClosedComplaints()]


@hooks.register("register_personal_data")
def data_of_the_registry() -> RegistryData:
    return RegistryData()


@hooks.register("register_identity_links")
def people_who_are_one() -> IdentityLinks:
    return IdentityLinks()
