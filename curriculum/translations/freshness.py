"""How far the translations of lessons are behind their first language, card by card.

wagtail-localize keeps a segment for every text of the first language, and a translation
for every text it ever had. So a text is translated if there is a translation of what it
says now; outdated if there are only translations of what it said before; missing if there
is none. A card is as good as its worst text. The tables are kept in step with what is
published by `services.follow_original`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import DateTimeField, Exists, F, OuterRef, QuerySet, Subquery
from wagtail_localize.models import (
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
)
from wagtail_localize.strings import StringValue

CARDS = "body."  # texts of cards have paths "body.<block id>.…"


class LocalizedLessons:
    """The answer to `register_lesson_translations`."""

    def original_of(self, module: Any) -> Any | None:
        translation = translations_to(module).select_related("source").first()
        return translation.source.get_source_instance() if translation else None

    def behind(self, lessons: Collection[Any]) -> Mapping[int, Collection[str]]:
        """Words typed but not yet published do not count: readers do not see them."""
        pages = {(page.translation_key, page.locale_id): page for page in lessons}
        behind: dict[int, set[str]] = defaultdict(set)
        for segment in _segments_of(pages):
            page = pages.get((segment.source.object_id, segment.target_locale))
            if page is not None and not _is_published(segment.translated_at, page):
                behind[page.pk].add(card_of(segment.context.path))
        return behind

    def exchanged(self, lessons: Collection[Any]) -> Mapping[int, Collection[str]]:
        """What a translator chose and nobody has published yet does not count."""
        pages = {(page.translation_key, page.locale_id): page for page in lessons}
        chosen = SegmentOverride.objects.filter(
            context__object__in={key for key, _locale in pages},
            context__path__startswith=CARDS,
            has_error=False,
        ).select_related("context")
        found: dict[int, set[str]] = defaultdict(set)
        for each in chosen:
            page = pages.get((each.context.object_id, each.locale_id))
            if page is not None and _is_published(each.created_at, page):
                found[page.pk].add(each.context.path.removeprefix(CARDS))
        return found


def translations_to(page: Any) -> "QuerySet[Translation]":
    """The translation that makes `page`, if it is one and still follows its first language."""
    return Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    )


def card_of(path: str) -> str:
    """The block id in the path of a text."""
    return path.split(".", 2)[1]


def translation_of_segment(locale: str) -> "QuerySet[StringTranslation]":
    """The translation of what a segment says now; `locale`: where its language stands."""
    return StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=OuterRef(locale),
        has_error=False,
    )


def _segments_of(pages: Iterable[tuple[Any, int]]) -> "QuerySet[StringSegment]":
    """Texts of cards, once for each language; with `target_locale` and `translated_at`."""
    keys, locales = {key for key, _locale in pages}, {locale for _key, locale in pages}
    wanted = StringSegment.objects.filter(
        source__object_id__in=keys,
        source__translations__target_locale__in=locales,
        source__translations__enabled=True,
        context__path__startswith=CARDS,
    )
    target = "source__translations__target_locale_id"
    made = translation_of_segment(target).values("created_at")[:1]
    return wanted.select_related("source", "context").annotate(
        target_locale=F(target), translated_at=Subquery(made, output_field=DateTimeField())
    )


def _is_published(translated_at: Any, page: Any) -> bool:
    return translated_at is not None and translated_at <= page.live_revision.created_at


@dataclass(frozen=True)
class CardBehind:
    """A card to look at. `is_outdated`: translated before, of another text; else missing."""

    number: int
    block_id: str
    is_outdated: bool
    texts: tuple["TextBehind", ...]


@dataclass(frozen=True)
class TextBehind:
    """`now` is what the first language says; the others are empty if never translated."""

    now: str
    before: str
    translated: str


def cards_behind_in(translation: Translation) -> list[CardBehind]:
    """The cards of one lesson that wait for a translator, in reading order; three queries."""
    locale = translation.target_locale_id
    segments = (
        StringSegment.objects.filter(source=translation.source, context__path__startswith=CARDS)
        .select_related("context", "string")
        .order_by("order")
        .annotate(is_done=Exists(_done(locale)))
    )
    numbers: dict[str, int] = {}
    waiting: dict[str, list[StringSegment]] = defaultdict(list)
    for segment in segments:
        block_id = card_of(segment.context.path)
        numbers.setdefault(block_id, len(numbers) + 1)
        if not segment.is_done:
            waiting[block_id].append(segment)
    older = _older(translation, locale)
    return [
        _behind(numbers[block_id], block_id, texts, older) for block_id, texts in waiting.items()
    ]


def _done(locale: int) -> "QuerySet[StringTranslation]":
    return StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=locale,
        has_error=False,
    )


def _older(translation: Translation, locale: int) -> dict[int, StringTranslation]:
    """Context key -> its newest translation, of whatever text."""
    found = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale_id=locale
    )
    rows = found.select_related("translation_of").order_by("updated_at", "pk")
    return {row.context_id: row for row in rows}


def _behind(
    number: int, block_id: str, segments: list[StringSegment], older: dict[int, StringTranslation]
) -> CardBehind:
    texts = []
    for segment in segments:
        was = older.get(segment.context_id)
        texts.append(
            TextBehind(
                now=_plain(segment.string.data),
                before=_plain(was.translation_of.data) if was else "",
                translated=_plain(was.data) if was else "",
            )
        )
    return CardBehind(number, block_id, all(text.translated for text in texts), tuple(texts))


def _plain(data: str) -> str:
    """wagtail-localize keeps texts as HTML, also those without any."""
    return StringValue(data).render_text()
