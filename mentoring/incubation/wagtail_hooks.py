"""Registrations of the two-year cycle: desk, group pages, admin."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wagtail import hooks

from mentoring.desk import DeskItem
from mentoring.incubation.contributions import GroupCycleSection, desk_items, group_cycle
from mentoring.registry.models import CrafterGroup


@hooks.register("register_desk_items")
def cycle_desk_items(user: Any, today: date) -> Iterable[DeskItem]:
    return desk_items(user, today)


@hooks.register("register_group_page_sections")
def cycle_on_group_page(user: Any, group: CrafterGroup, today: date) -> Iterable[GroupCycleSection]:
    section = group_cycle(user, group, today)
    return [] if section is None else [section]
