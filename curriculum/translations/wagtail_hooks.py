"""Registrations of the translations."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import include, path, reverse, reverse_lazy
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from curriculum.mixins import LessonMixin
from curriculum.permissions import may_see_reports
from curriculum.translations.freshness import (
    CardBehind,
    LocalizedLessons,
    cards_behind_in,
    translations_to,
)
from curriculum.translations.publishing import SyncView, answer_publish
from curriculum.translations.reports import TranslationsBehindReport
from curriculum.translations.views import CardsBehindView


@hooks.register("register_lesson_translations")
def lesson_translations() -> LocalizedLessons:
    return LocalizedLessons()


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    report = TranslationsBehindReport
    found = [
        path("", report.as_view(), name="behind"),
        path("results/", report.as_view(results_only=True), name="behind_results"),
        path("<int:pk>/", CardsBehindView.as_view(), name="cards"),
    ]
    return [path("reports/translations/lessons/", include((found, "curriculum_translations")))]


# Before wagtail-localize's own, which publishes all languages without asking whether they may.
@hooks.register("register_admin_urls", order=-10)
def sync_address() -> list[Any]:
    return [path("localize/update/<int:translation_source_id>/", SyncView.as_view())]


class BehindMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_reports(request.user)


@hooks.register("register_reports_menu_item")
def report_of_what_is_behind() -> BehindMenuItem:
    return BehindMenuItem(
        TranslationsBehindReport.page_title,
        reverse_lazy("curriculum_translations:behind"),
        name="curriculum-translations-behind",
        icon_name=TranslationsBehindReport.header_icon,
        order=110,
    )


# Before wagtail-localize's own, which answers with its editor.
@hooks.register("before_edit_page", order=-10)
def tell_what_is_behind(request: HttpRequest, page: Any) -> None:
    """At the head of the translation's editor: which cards wait, and a way to their texts."""
    if request.method != "GET" or not isinstance(page, LessonMixin):
        return
    translation = translations_to(page).select_related("source").first()
    cards = cards_behind_in(translation) if translation else []
    if cards:
        button = messages.button(
            reverse("curriculum_translations:cards", args=[page.pk]), _("Look at the texts")
        )
        messages.warning(request, _told(cards), buttons=[button])


@hooks.register("before_edit_page", order=-10)
def publish_only_what_is_ready(request: HttpRequest, page: Any) -> HttpResponse | None:
    """A press on "publish" in the translation's editor."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    if not isinstance(page, LessonMixin):
        return None
    translation = translations_to(page).select_related("source", "target_locale").first()
    if translation is None:
        return None
    return answer_publish(request, translation=translation, lesson=page)


def _told(cards: list[CardBehind]) -> str:
    outdated = [str(card.number) for card in cards if card.is_outdated]
    missing = [str(card.number) for card in cards if not card.is_outdated]
    told = []
    if outdated:
        told.append(_("Older than the first text: card %s.") % ", ".join(outdated))
    if missing:
        told.append(_("Not translated: card %s.") % ", ".join(missing))
    return " ".join(told)
