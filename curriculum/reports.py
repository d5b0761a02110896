"""What authors and managers ask about lessons, as reports in Wagtail's admin.

Counts only, never who: whoever may see programmes may see them. Every report is one page of
rows with a constant number of queries, and goes out whole as XLSX or CSV.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from curriculum.kilobytes import kilobytes
from curriculum.models import (
    EventKind,
    ModuleRelease,
    ProgressEvent,
    ProgressSummary,
    ReleasedLesson,
)
from curriculum.permissions import may_see_reports


class BarColumn(Column):
    """A whole share in percent: a bar for the eye, the number beside it for everybody."""

    cell_template_name = "curriculum/reports/_bar.html"


class LessonReport(ReportView):
    """A report about modules: who may open it, and what all of them share."""

    header_icon = "openquote"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see_reports(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_filename(self) -> str:
        return self.index_url_name.rpartition(":")[2]


def modules_in_use() -> "QuerySet[ModuleRelease]":
    """The current release of every module, with `readers`, `completed` and `last_read_at`.

    readers: people with any progress in the module, whatever release or language they read.
    """
    of_module = ProgressSummary.objects.filter(module=OuterRef("page")).order_by().values("module")
    return (
        ModuleRelease.objects.current()
        .originals()
        .annotate(
            readers=Coalesce(Subquery(of_module.annotate(n=Count("pk")).values("n")), 0),
            completed=Coalesce(
                Subquery(of_module.annotate(n=Count("completed_at")).values("n")), 0
            ),
            last_read_at=Subquery(
                ProgressSummary.objects.filter(module=OuterRef("page"))
                .order_by("-last_event_at")
                .values("last_event_at")[:1]
            ),
        )
    )


class ModuleUseReport(LessonReport):
    """How many people read each module, and how many came to its end."""

    index_url_name = "curriculum_reports:module_use"
    index_results_url_name = "curriculum_reports:module_use_results"
    page_title = _("Lessons and their readers")
    default_ordering = ("-readers", "code")
    columns = [
        Column("code", label=_("Code"), sort_key="code"),
        Column("title", label=_("Title"), sort_key="title"),
        Column("readers", label=_("Readers"), sort_key="readers"),
        Column("completed", label=_("Read to the end"), sort_key="completed"),
        BarColumn("completed_share", label=_("Of the readers")),
        DateColumn("last_read_at", label=_("Last read"), sort_key="last_read_at"),
    ]
    list_export = ["code", "title", "number", "readers", "completed", "last_read_at"]
    export_headings = {
        "readers": _("Readers"),
        "completed": _("Read to the end"),
        "last_read_at": _("Last read"),
    }

    def get_base_queryset(self) -> "QuerySet[ModuleRelease]":
        return modules_in_use().defer("manifest", "face")

    def decorate_paginated_queryset(self, object_list: Iterable[Any]) -> list[Any]:
        rows = list(object_list)
        for row in rows:
            row.completed_share = whole_percent(row.completed, row.readers)
        return rows


class ModuleWeightReport(LessonReport):
    """What each module weighs on a reader's data, by what she chooses to download."""

    index_url_name = "curriculum_reports:module_weight"
    index_results_url_name = "curriculum_reports:module_weight_results"
    page_title = _("What lessons weigh")
    default_ordering = ("-audio_bytes", "code")
    columns = [
        Column("code", label=_("Code"), sort_key="code"),
        Column("title", label=_("Title"), sort_key="title"),
        *(
            Column(
                f"{tier}_kilobytes",
                label=label,
                accessor=lambda row, tier=tier: kilobytes(getattr(row, f"{tier}_bytes")),
                sort_key=f"{tier}_bytes",
            )
            for tier, label in (
                ("text", _("Text, kB")),
                ("pictures", _("Pictures, kB")),
                ("audio", _("Sound, kB")),
                ("video", _("Video, kB")),
            )
        ),
    ]
    list_export = [
        *("code", "title", "number"),
        *("text_bytes", "pictures_bytes", "audio_bytes", "video_bytes"),
    ]

    def get_base_queryset(self) -> "QuerySet[ModuleRelease]":
        return ModuleRelease.objects.current().defer("manifest", "face")


def answered_checks() -> "QuerySet[Any]":
    """One row per check that was ever answered: block_id, lesson_id, people, stumbled, share.

    people: who answered it. stumbled: who chose a wrong answer at least once, however often.
    share: stumbled of people, in whole percent rounded down.
    """
    answers = ProgressEvent.objects.filter(kind=EventKind.CHECK_ANSWERED).order_by()
    counted = answers.values("block_id", "lesson_id").annotate(
        people=Count("user", distinct=True),
        stumbled=Count("user", distinct=True, filter=Q(is_correct=False)),
    )
    return counted.annotate(share=F("stumbled") * 100 / F("people"))


class HardCheckReport(LessonReport):
    """The checks at which most people stumble: the card before them may need better words."""

    index_url_name = "curriculum_reports:hard_checks"
    index_results_url_name = "curriculum_reports:hard_checks_results"
    page_title = _("Checks people stumble at")
    default_ordering = ("-share", "-people", "block_id")
    columns = [
        Column("question", label=_("Question")),
        Column("lesson", label=pgettext_lazy("part of a module", "Lesson")),
        Column("module", label=_("Module")),
        Column("people", label=_("Answered by"), sort_key="people"),
        BarColumn("share", label=_("Wrong at least once"), sort_key="share"),
    ]
    list_export = ["module", "lesson", "question", "people", "stumbled", "share"]
    export_headings = {
        "module": _("Module"),
        "lesson": pgettext_lazy("part of a module", "Lesson"),
        "question": _("Question"),
        "people": _("Answered by"),
        "stumbled": _("Wrong at least once"),
        "share": _("Wrong at least once, %"),
    }

    def get_base_queryset(self) -> "QuerySet[Any]":
        return answered_checks()

    def decorate_paginated_queryset(self, object_list: Iterable[Any]) -> list[Any]:
        rows = list(object_list)
        lessons = _latest_lessons({row["lesson_id"] for row in rows})
        for row in rows:
            lesson = lessons.get(row["lesson_id"])
            row["lesson"] = lesson.title if lesson else ""
            row["module"] = lesson.release.code if lesson else ""
            row["question"] = _question(lesson, str(row["block_id"]))
        return rows


def _latest_lessons(page_ids: set[int]) -> dict[int, ReleasedLesson]:
    """Page key -> the lesson in the newest release that has it."""
    found = (
        ReleasedLesson.objects.filter(page_id__in=page_ids)
        .select_related("release")
        .defer("release__manifest", "release__face")
        .order_by("release__number")
    )
    return {lesson.page_id: lesson for lesson in found}


def _question(lesson: ReleasedLesson | None, block_id: str) -> str:
    """The words of a check; empty when the newest release no longer has it."""
    cards = (lesson.cards if lesson else None) or []
    return next((card["text"] for card in cards if card["id"] == block_id), "")


def whole_percent(part: int, whole: int) -> int | None:
    """`part` of `whole` in percent, rounded down; None of nothing."""
    return part * 100 // whole if whole else None
