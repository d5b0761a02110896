"""Registrations of this room."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from mentoring.desk import DeskItem
from mentoring.registry.models import CrafterGroup
from mentoring.registry.permissions import RowPermissionPolicy
from mentoring.reminders.desk import desk_items
from mentoring.reminders.group_section import MessagesSection
from mentoring.reminders.models import Reminder
from mentoring.reminders.permissions import may_ask_about_messages
from mentoring.reminders.personal_data import RemindersData
from mentoring.reminders.retention import SentMessages

register_permission_policy(Reminder, RowPermissionPolicy(Reminder))


@hooks.register("register_personal_data")
def data_of_messages() -> RemindersData:
    return RemindersData()


@hooks.register("register_desk_items")
def desk(user: Any, today: date) -> Iterator[DeskItem]:
    return desk_items(user, today)


@hooks.register("register_group_page_sections")
def messages_on_group_page(user: Any, group: CrafterGroup, today: date) -> list[MessagesSection]:
    return [MessagesSection(group)] if may_ask_about_messages(user) else []


@hooks.register("register_retention_rules")
def how_long_words_of_messages_are_kept() -> list[SentMessages]:
    return [SentMessages()]


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action(
        "mentoring.write_message_text", _("Write words of messages"), _("Words of messages written")
    )
    actions.register_action(
        "mentoring.forget_message_text", _("Take words back"), _("Words of messages taken back")
    )
