"""Begin, write and follow translations of lessons."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from wagtail.models import Locale
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    TemplateSegment,
    TranslatableObject,
    Translation,
    TranslationSource,
)
from wagtail_localize.operations import TranslationCreator
from wagtail_localize.strings import StringValue

from curriculum.services import refresh_release


def offer_languages(*, codes: Iterable[str]) -> list[Locale]:
    """The languages lessons may be translated into, made if need be; in the order of `codes`."""
    return [Locale.objects.get_or_create(language_code=code)[0] for code in codes]


@transaction.atomic
def translate_page(
    *, page: Any, language: str, words: Mapping[str, str], by: Any = None, publish: bool = True
) -> Any:
    """The translation of `page` into `language` with these `words`, begun if need be.

    words: text of the first language, exactly as it stands there -> the same in `language`.
    What is not among them stays in the first language. The language must be offered, and
    what is above `page` is taken over as it is. With `publish` readers get it at once.
    """
    locale = Locale.objects.get(language_code=language)
    translation = _begun(page, locale, by)
    segments = translation.source.stringsegment_set.select_related("string", "context")
    for segment in segments:
        text = words.get(StringValue(segment.string.data).render_text())
        if text:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=locale,
                defaults={
                    "data": StringValue.from_plaintext(text).data,
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                    "last_translated_by": by,
                    "has_error": False,
                },
            )
    translation.save_target(user=by, publish=False)
    translated = translation.get_target_instance()
    if publish:
        translated.get_latest_revision().publish(user=by, skip_permission_checks=True)
        translated.refresh_from_db()
    return translated


def _begun(page: Any, locale: Locale, by: Any) -> Translation:
    TranslationCreator(by, [locale]).create_translations(page)
    return Translation.objects.select_related("source", "target_locale").get(
        source__object_id=page.translation_key, target_locale=locale
    )


@transaction.atomic
def follow_original(*, module: Any) -> None:
    """After `module` was released: let its translations know what it says now.

    Texts that changed wait for a translator from now on, new lessons begin as drafts, and
    readers of each published translation get a release that says which parts are behind.
    Does nothing for a module without translations.
    """
    translations = list(
        Translation.objects.filter(
            source__object_id=module.translation_key,
            source__locale_id=module.locale_id,
            enabled=True,
        ).select_related("source", "target_locale")
    )
    if not translations:
        return
    lessons = module.get_lessons()
    _take_over_texts([module, *lessons])
    for translation in translations:
        _begin_new_lessons(lessons, translation.target_locale)
        refresh_release(module=translation.get_target_instance())


@transaction.atomic
def forget_translations(*, translation_keys: Iterable[Any]) -> None:
    """Let go of everything kept about translating these pages; the pages themselves stay.

    For pages that are about to go and were never real.
    """
    objects = TranslatableObject.objects.filter(pk__in=list(translation_keys))
    of_them = {"context__object__in": objects}
    # A context may not go before what was said in it.
    for model in (StringSegment, OverridableSegment, RelatedObjectSegment, TemplateSegment):
        model.objects.filter(**of_them).delete()
    StringTranslation.objects.filter(**of_them).delete()
    SegmentOverride.objects.filter(**of_them).delete()
    objects.delete()


def _take_over_texts(pages: list[Any]) -> None:
    published = {page.translation_key: page.last_published_at for page in pages}
    sources = TranslationSource.objects.filter(
        object_id__in=published, locale_id=pages[0].locale_id
    )
    for source in sources:
        if published[source.object_id] and published[source.object_id] > source.last_updated_at:
            source.update_from_db()


def _begin_new_lessons(lessons: list[Any], locale: Locale) -> None:
    """Also where somebody stopped following a lesson there is a row, and it stays so."""
    begun = Translation.objects.filter(
        source__object_id__in=[lesson.translation_key for lesson in lessons], target_locale=locale
    ).values_list("source__object_id", flat=True)
    known = set(begun)
    for lesson in lessons:
        if lesson.translation_key not in known:
            TranslationCreator(None, [locale]).create_translations(lesson)
