"""Boxes that other rooms add to a group's page, without this room knowing them.

Hook `register_group_page_sections`: a function `(user, group, today)` that returns
objects like `GroupPageSection`. The group is one this user may see; an answer asks its
own scopes for its own rows, and returns nothing when there is nothing to show.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from django.utils.safestring import SafeString
from wagtail import hooks

from mentoring.registry.models import CrafterGroup


class GroupPageSection(Protocol):
    """One box: Wagtail's `Component` will do.

    order: lower stands higher. render_html: a `<section>` with its own `<h2>`;
    `parent_context` has the keys request, user, group and today.
    """

    order: int

    def render_html(self, parent_context: Any) -> SafeString: ...


def group_page_sections(request: Any, group: CrafterGroup, today: date) -> list[SafeString]:
    """The rendered boxes for `group`, in their order."""
    sections: list[GroupPageSection] = []
    for ask in hooks.get_hooks("register_group_page_sections"):
        answer: Iterable[GroupPageSection] = ask(request.user, group, today)
        sections.extend(answer)
    sections.sort(key=lambda section: section.order)
    context = {"request": request, "user": request.user, "group": group, "today": today}
    return [section.render_html(context) for section in sections]
