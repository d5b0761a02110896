"""What the translation editor publishes is asked the same as what the lesson's editor does.

wagtail-localize publishes without the page's own form, so the check of `LessonForm`, with
its place for a reason, is asked here: before its editor answers a press on "publish", and
before its "sync" page publishes every language at once.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail_localize.models import Translation
from wagtail_localize.views.update_translations import UpdateTranslationsView

from curriculum.errors import LessonNotReady
from curriculum.lesson_check import LessonCheck, check_page
from curriculum.mixins import LessonMixin
from curriculum.services import keep_publish_reason


def check_translation(translation: Translation, lesson: Any) -> LessonCheck:
    """The check of `lesson` as `translation` would write it now; nothing is saved.

    lesson: the translated page with LessonMixin. What is not translated stays in the first
    language, as readers would get it.
    """
    written = translation.source.get_ephemeral_translated_instance(
        translation.target_locale, fallback=True
    )
    return check_page(lesson, lesson.get_module(), body=written.body)


class ReasonForm(forms.Form):
    publish_reason = forms.CharField(
        label=gettext_lazy("Publish all the same, because"),
        max_length=300,
        help_text=gettext_lazy(
            "Only when something above cannot be mended now. Your words are kept."
        ),
    )


def answer_publish(
    request: HttpRequest, *, translation: Translation, lesson: Any
) -> HttpResponse | None:
    """None where the translation may go out as it is, else the answer to the press on "publish".

    The answer shows what is to mend and asks for a reason; with one, the lesson goes out and
    the reason is kept with its revision. Whoever may not publish gets wagtail-localize's refusal.
    """
    if not lesson.permissions_for_user(request.user).can_publish():
        return None
    check = check_translation(translation, lesson)
    if not check.findings:
        return None
    form = ReasonForm(request.POST if "publish_reason" in request.POST else None)
    if form.is_valid():
        reason = form.cleaned_data["publish_reason"].strip()
        return _publish_all_the_same(request, translation, lesson, check, reason)
    context = {"check": check, "form": form, "lesson": lesson, "locale": lesson.locale}
    return TemplateResponse(request, "curriculum_translations/not_ready.html", context)


def _publish_all_the_same(
    request: HttpRequest, translation: Translation, lesson: Any, check: LessonCheck, reason: str
) -> HttpResponse | None:
    try:
        # One transaction: the reason is kept before the revision goes out on commit.
        with transaction.atomic():
            translation.save_target(user=request.user, publish=True)
            lesson.refresh_from_db()
            keep_publish_reason(
                lesson=lesson,
                revision=lesson.latest_revision,
                reason=reason,
                findings=check.findings,
                by=request.user,
            )
    except ValidationError:
        # wagtail-localize's own view says which text it was.
        return None
    messages.success(
        request, _("Published in %(language)s. Your reason is kept.") % {"language": lesson.locale}
    )
    return redirect(request.path)


def lessons_not_ready(translations: Iterable[Translation]) -> list[LessonNotReady]:
    """A refusal for each of these translations of a lesson that has something to mend."""
    refusals = []
    for translation in translations:
        lesson = translation.get_target_instance()
        found = check_translation(translation, lesson).findings
        if found:
            refusals.append(
                LessonNotReady(title=f"{lesson.title} ({lesson.locale})", count=len(found))
            )
    return refusals


class SyncView(UpdateTranslationsView):
    """wagtail-localize's page, which publishes all languages by one click without a reason."""

    def form_valid(self, form: Any) -> HttpResponse:
        if form.cleaned_data["publish_translations"]:
            refusals = self._refusals()
            if refusals:
                for refusal in refusals:
                    messages.error(self.request, str(refusal))
                return redirect(
                    reverse("wagtail_localize:update_translations", args=[self.object.pk])
                )
        return super().form_valid(form)

    def _refusals(self) -> list[LessonNotReady]:
        if not isinstance(self.object.get_source_instance(), LessonMixin):
            return []
        # The texts as they would be after the sync, which is taken back when it is refused.
        with transaction.atomic():
            self.object.update_from_db()
            enabled = self.object.translations.filter(enabled=True)
            refusals = lessons_not_ready(enabled.select_related("source", "target_locale"))
            transaction.set_rollback(True)
        self.object.refresh_from_db()
        return refusals
