"""Registrations of this room."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from mentoring.desk import DeskItem
from mentoring.field.desk import desk_items
from mentoring.field.models import Conflict, Device, Envelope
from mentoring.field.personal_data import FieldData
from mentoring.field.retention import SentRecords
from mentoring.field.viewsets import PhoneViewSet
from mentoring.registry.permissions import RowPermissionPolicy

for model in (Device, Envelope, Conflict):
    register_permission_policy(model, RowPermissionPolicy(model))


@hooks.register("register_admin_viewset")
def registers() -> list[Any]:
    return [PhoneViewSet()]


@hooks.register("register_desk_items")
def desk(user: Any, today: date) -> Iterator[DeskItem]:
    return desk_items(user, today)


@hooks.register("register_personal_data")
def data_of_phones() -> FieldData:
    return FieldData()


@hooks.register("register_retention_rules")
def how_long_words_of_phones_are_kept() -> list[SentRecords]:
    return [SentRecords()]


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action("mentoring.invite_phone", _("Invite a phone"), _("Phone invited"))
    actions.register_action("mentoring.set_up_phone", _("Set up a phone"), _("Phone set up"))
    actions.register_action("mentoring.revoke_phone", _("Sign out a phone"), _("Phone signed out"))
    actions.register_action("mentoring.phone_emptied", _("Empty a phone"), _("Phone emptied"))
    actions.register_action("mentoring.give_unlock_code", _("Give a code"), _("Code given"))
    actions.register_action(
        "mentoring.unlock_phone", _("Open a phone"), _("Phone opened by a code")
    )
    actions.register_action(
        "mentoring.rescue_phone", _("Rescue a phone"), _("Rescue file taken in")
    )
    actions.register_action("mentoring.accept_record", _("Take over"), _("Record taken over"))
    actions.register_action("mentoring.return_record", _("Ask back"), _("Facilitator asked"))
    actions.register_action("mentoring.drop_record", _("Throw away"), _("Record thrown away"))
    actions.register_action("mentoring.resolve_conflict", _("Decide"), _("Difference decided"))
