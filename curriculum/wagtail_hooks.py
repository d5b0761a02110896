"""Registrations of curriculum."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter
from wagtail.models import AbstractPage
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from curriculum.choosers import sound_chooser_viewset, video_chooser_viewset
from curriculum.desk import DeskItem
from curriculum.desk import desk_items as items_of
from curriculum.errors import CurriculumError, LessonNotReady
from curriculum.evidence import ReadingEvidence
from curriculum.mixins import lessons_to_publish
from curriculum.models import (
    CompetencyUnit,
    EventForReview,
    ModuleChangeRequest,
    PlainWord,
    Programme,
    Sound,
    Video,
)
from curriculum.offers import TeachingModules, TrainingProgrammes
from curriculum.offline_reading import OfflineReading
from curriculum.permissions import (
    DecideOnlyPolicy,
    may_see_reports,
    was_released,
)
from curriculum.personal_data import LearningData
from curriculum.practical_evidence import PracticalEvidence
from curriculum.report_menu import REPORTS
from curriculum.request_answers import RequestAnswer, request_answers
from curriculum.services import file_change_request, require_ready
from curriculum.services.publishing import PUBLISHED_ALL_THE_SAME
from curriculum.services.reader_keys import KEY_GIVEN, KEYS_ENDED
from curriculum.services.settling import SETTLED
from curriculum.skill_gaps import SkillGaps
from curriculum.viewsets import CurriculumViewSetGroup

for model in (CompetencyUnit, PlainWord, Programme, Sound, Video):
    register_permission_policy(model, ModelPermissionPolicy(model))
register_permission_policy(ModuleChangeRequest, DecideOnlyPolicy(ModuleChangeRequest))
register_permission_policy(EventForReview, DecideOnlyPolicy(EventForReview))


@hooks.register("register_admin_viewset")
def sound_chooser() -> Any:
    return sound_chooser_viewset


@hooks.register("register_admin_viewset")
def video_chooser() -> Any:
    return video_chooser_viewset


@hooks.register("register_admin_viewset")
def programmes_and_sounds() -> Any:
    return CurriculumViewSetGroup()


@hooks.register("before_delete_page")
def keep_what_was_released(request: HttpRequest, page: Any) -> HttpResponse | None:
    """What readers have read is taken back, never deleted: their progress points at it."""
    if not was_released(page):
        return None
    messages.error(
        request,
        _("“%(title)s” was published to readers and cannot be deleted. Unpublish it instead.")
        % {"title": page.get_admin_display_title()},
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def keep_all_that_was_released(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """The same for pages ticked in a list: one that was released keeps them all."""
    if action_type != "delete":
        return None
    pages = [each for each in objects if isinstance(each, AbstractPage)]
    answers = (keep_what_was_released(request, page) for page in pages)
    return next((answer for answer in answers if answer is not None), None)


@hooks.register("before_bulk_action")
def publish_only_what_is_ready(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Lessons ticked in a list are published by one click that asks for no reason."""
    if action_type != "publish":
        return None
    pages = [each for each in objects if isinstance(each, AbstractPage)]
    try:
        for lesson in lessons_to_publish(pages):
            require_ready(lesson=lesson, revision=lesson.latest_revision)
    except LessonNotReady as refusal:
        messages.error(request, str(refusal))
        return redirect("wagtailadmin_explore", pages[0].get_parent().pk)
    return None


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action(
        KEY_GIVEN, gettext_lazy("Keep a reader on a phone"), gettext_lazy("Kept on a phone")
    )
    actions.register_action(
        KEYS_ENDED, gettext_lazy("End phones of a reader"), gettext_lazy("Phones ended")
    )

    @actions.register_action(PUBLISHED_ALL_THE_SAME)
    class PublishedAllTheSame(LogFormatter):
        label = gettext_lazy("Publish in spite of the check")

        def format_message(self, log_entry: Any) -> str:
            facts = {
                "count": len(log_entry.data.get("findings", ())),
                "reason": log_entry.data.get("reason", ""),
            }
            return _("Published with %(count)d things to mend, because: %(reason)s") % facts


@hooks.register("register_log_actions")
def log_settling(actions: Any) -> None:
    actions.register_action(
        SETTLED, gettext_lazy("Settle a record"), gettext_lazy("Record settled")
    )


@hooks.register("register_certificate_evidence")
def certificate_evidence() -> ReadingEvidence:
    return ReadingEvidence()


@hooks.register("register_certificate_evidence")
def practical_evidence() -> PracticalEvidence:
    return PracticalEvidence()


@hooks.register("register_skill_gaps")
def skill_gaps() -> SkillGaps:
    return SkillGaps()


@hooks.register("register_training_programmes")
def training_programmes() -> TrainingProgrammes:
    return TrainingProgrammes()


@hooks.register("register_offline_reading")
def offline_reading() -> OfflineReading:
    return OfflineReading()


@hooks.register("register_teaching_modules")
def teaching_modules() -> TeachingModules:
    return TeachingModules()


@hooks.register("register_admin_urls")
def report_addresses() -> list[Any]:
    addresses = [
        address
        for name, view in REPORTS.items()
        for address in (
            path(f"{name}/", view.as_view(), name=name),
            path(f"{name}/results/", view.as_view(results_only=True), name=f"{name}_results"),
        )
    ]
    return [path("reports/lessons/", include((addresses, "curriculum_reports")))]


class ReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_reports(request.user)


def _menu_item(name: str, order: int) -> ReportMenuItem:
    view = REPORTS[name]
    return ReportMenuItem(
        view.page_title,
        reverse_lazy(f"curriculum_reports:{name}"),
        name=f"curriculum-{name}",
        icon_name=view.header_icon,
        order=order,
    )


for place, name in enumerate(REPORTS):
    hooks.register("register_reports_menu_item", partial(_menu_item, name, 100 + place))


@hooks.register("file_module_change_request")
def take_in_change_request(**proposal: Any) -> bool:
    """Whether the proposal was kept; the manual names its keys."""
    try:
        file_change_request(**proposal)
    except CurriculumError:
        return False
    return True


@hooks.register("register_change_request_answers")
def answers_to_change_requests(keys: Collection[UUID]) -> Mapping[UUID, RequestAnswer]:
    return request_answers(keys)


@hooks.register("register_desk_items")
def desk_items(user: Any, today: date) -> Iterable[DeskItem]:
    return items_of(user, today)


@hooks.register("register_personal_data")
def data_of_learning() -> LearningData:
    return LearningData()
