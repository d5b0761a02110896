"""How much each group reads of each module, as a report. Groups are asked of other plugins."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from curriculum.audiences import audiences_by_user
from curriculum.models import ModuleRelease, ProgressSummary
from curriculum.reports import BarColumn, LessonReport, whole_percent


@dataclass(frozen=True)
class GroupUse:
    """How many readers of one group have begun one module, and come to its end."""

    code: str
    title: str
    group: str
    readers: int
    completed: int

    @property
    def completed_share(self) -> int | None:
        return whole_percent(self.completed, self.readers)


def use_by_group() -> list[GroupUse]:
    """One row per module and group with readers, by module, then by group.

    Somebody in two groups is counted in both; who is in none is left out. Two queries and
    those of the audiences, for any number of readers.
    """
    summaries = list(
        ProgressSummary.objects.order_by().values_list("user_id", "module_id", "completed_at")
    )
    releases = ModuleRelease.objects.filter(
        page_id__in={module for _user, module, _at in summaries}
    )
    modules = {
        page_id: (code, title)
        for page_id, code, title in releases.order_by("number").values_list(
            "page_id", "code", "title"
        )
    }
    audiences = audiences_by_user({user for user, _module, _at in summaries})
    completed: dict[tuple[int, str, str], list[bool]] = defaultdict(list)
    for user_id, module_id, completed_at in summaries:
        for audience in audiences.get(user_id, ()):
            completed[module_id, audience.label, audience.key].append(completed_at is not None)
    rows = [
        GroupUse(*modules[module_id], label, len(marks), sum(marks))
        for (module_id, label, _key), marks in completed.items()
        # Only a translation of it may be released.
        if module_id in modules
    ]
    return sorted(rows, key=lambda row: (row.code, row.group))


class GroupUseReport(LessonReport):
    """How many people of each group read each module, and how many came to its end."""

    index_url_name = "curriculum_reports:group_use"
    index_results_url_name = "curriculum_reports:group_use_results"
    page_title = _("Lessons by group")
    default_ordering = None
    columns = [
        Column("code", label=_("Code")),
        Column("title", label=_("Title")),
        Column("group", label=_("Group or training")),
        Column("readers", label=_("Readers")),
        Column("completed", label=_("Read to the end")),
        BarColumn("completed_share", label=_("Of the readers")),
    ]
    list_export = ["code", "title", "group", "readers", "completed"]
    export_headings = {
        "code": _("Code"),
        "title": _("Title"),
        "group": _("Group or training"),
        "readers": _("Readers"),
        "completed": _("Read to the end"),
    }

    def get_base_queryset(self) -> Collection[Any]:
        return use_by_group()
