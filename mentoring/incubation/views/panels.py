"""A group's cycle on pages of other rooms: its phone page and its page in the admin."""

from datetime import date
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from mentoring.incubation.models import CycleEnrolment
from mentoring.incubation.permissions import can_propose
from mentoring.registry.models import CrafterGroup


class GroupCycleSection(Component):
    """A group's cycle, or the way to propose it."""

    template_name = "mentoring_incubation/_group_section.html"
    order = 60

    def __init__(self, group: CrafterGroup, enrolment: CycleEnrolment | None) -> None:
        self.group = group
        self.enrolment = enrolment

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        version = self.enrolment and self.enrolment.cycle.instrument_version
        latest = (self.enrolment and self.enrolment.latest_class) or ""
        return {
            "enrolment": self.enrolment,
            "class_name": version.class_name(latest) if version else "",
            "propose_url": f"{reverse('mentoring_incubation:propose')}?group={self.group.pk}",
        }


class GroupCyclePanel(GroupCycleSection):
    """The same in the admin."""

    template_name = "mentoring_incubation/admin/group_panel.html"


def group_cycle(
    user: Any,
    group: CrafterGroup,
    today: date,
    component: type[GroupCycleSection] = GroupCycleSection,
) -> GroupCycleSection | None:
    """The box for `group`: its latest cycle if `user` may see it, else the way to propose it
    for those who may; None for everybody else."""
    enrolment = (
        CycleEnrolment.objects.visible_to(user, today)
        .with_standing()
        .filter(group=group)
        .order_by("-starts_on", "pk")
        .first()
    )
    if enrolment is None and not can_propose(user, group, today):
        return None
    return component(group, enrolment)
