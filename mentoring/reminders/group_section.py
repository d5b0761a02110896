"""The way from a group's page to how messages reach its members."""

from typing import Any

from wagtail.admin.ui.components import Component

from mentoring.registry.models import CrafterGroup


class MessagesSection(Component):
    """A box with one link; answers the hook `register_group_page_sections`."""

    order = 90
    template_name = "mentoring_reminders/_group_section.html"

    def __init__(self, group: CrafterGroup) -> None:
        self.group = group

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"group": self.group}
