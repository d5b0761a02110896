"""What waits for a translator in one lesson, card by card."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from curriculum.languages import all_pages
from curriculum.translations.freshness import cards_behind_in, translations_to


class CardsBehindView(WagtailAdminTemplateMixin, View):
    """For whoever may change the translated lesson."""

    template_name = "curriculum_translations/cards_behind.html"
    page_title = _("Cards that wait for a translation")
    header_icon = "wagtail-localize-language"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.lesson.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return self.render_to_response(self.get_context_data())

    @cached_property
    def lesson(self) -> Any:
        return get_object_or_404(all_pages().select_related("locale"), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return f"{self.lesson.get_admin_display_title()} ({self.lesson.locale})"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        report = {
            "url": reverse("curriculum_translations:behind"),
            "label": _("Translations that are behind"),
        }
        here = {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), report, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        translation = get_object_or_404(
            translations_to(self.lesson).select_related("source__locale")
        )
        return super().get_context_data(
            cards=cards_behind_in(translation),
            first=translation.source.locale,
            here=self.lesson.locale,
            edit_url=reverse("wagtailadmin_pages:edit", args=[self.lesson.pk]),
            **kwargs,
        )
