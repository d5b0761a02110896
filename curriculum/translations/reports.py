"""Which translations are behind: one row for each lesson and language it is translated into."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Substr
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.models import Locale, get_page_models
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from curriculum.languages import all_pages
from curriculum.mixins import LessonMixin
from curriculum.reports import BarColumn, LessonReport
from curriculum.translations.freshness import CARDS

BLOCK_ID = Substr("context__path", len(CARDS) + 1, 36)


def lessons_in_translation() -> "QuerySet[Translation]":
    """Every lesson begun in another language, with `cards`, `missing`, `outdated`, `behind`.

    cards: how many have words. missing: not translated, or not wholly. outdated: wholly
    translated before, but the first text changed. behind: both together.
    """
    kinds = [model for model in get_page_models() if issubclass(model, LessonMixin)]
    types = ContentType.objects.get_for_models(*kinds).values()
    lessons = Translation.objects.filter(enabled=True, source__specific_content_type__in=types)
    of_lesson = StringSegment.objects.filter(
        source=OuterRef("source_id"), context__path__startswith=CARDS
    )
    here = {"locale": OuterRef(OuterRef("target_locale_id")), "context": OuterRef("context_id")}
    ever = StringTranslation.objects.filter(**here, has_error=False)
    untranslated = of_lesson.exclude(Exists(ever.filter(translation_of=OuterRef("string_id"))))
    return lessons.annotate(
        cards=_count(of_lesson),
        behind=_count(untranslated),
        missing=_count(untranslated.exclude(Exists(ever))),
    ).annotate(
        outdated=F("behind") - F("missing"),
        share=Case(
            When(cards=0, then=Value(100)),
            default=(F("cards") - F("behind")) * 100 / F("cards"),
            output_field=IntegerField(),
        ),
    )


def _count(segments: "QuerySet[StringSegment]") -> Coalesce:
    """How many cards these texts stand on."""
    cards = segments.order_by().values("source").annotate(n=Count(BLOCK_ID, distinct=True))
    return Coalesce(Subquery(cards.values("n"), output_field=IntegerField()), 0)


class LanguageFilter(WagtailFilterSet):
    target_locale = django_filters.ModelChoiceFilter(
        queryset=Locale.objects.all(), label=_("Language")
    )
    waiting = django_filters.BooleanFilter(label=_("Only those behind"), method="only_waiting")

    class Meta:
        model = Translation
        fields: list[str] = []

    def only_waiting(self, rows: QuerySet, name: str, value: bool | None) -> QuerySet:
        return rows if value is None else rows.filter(Q(behind__gt=0) if value else Q(behind=0))


def cards_address(row: Any) -> str | None:
    return reverse("curriculum_translations:cards", args=[row.page_id]) if row.page_id else None


class TranslationsBehindReport(LessonReport):
    """How many cards of each lesson wait for a translator, in each language."""

    index_url_name = "curriculum_translations:behind"
    index_results_url_name = "curriculum_translations:behind_results"
    page_title = _("Translations that are behind")
    header_icon = "wagtail-localize-language"
    filterset_class = LanguageFilter
    default_ordering = ("-behind", "source__object_repr", "pk")
    columns = [
        TitleColumn(
            "lesson", label=pgettext_lazy("part of a module", "Lesson"), get_url=cards_address
        ),
        Column("module", label=_("Module")),
        Column("language", label=_("Language")),
        Column("cards", label=_("Cards"), sort_key="cards"),
        Column("missing", label=_("Missing"), sort_key="missing"),
        Column("outdated", label=_("Outdated"), sort_key="outdated"),
        BarColumn("share", label=_("Translated"), sort_key="share"),
    ]
    list_export = ["module", "lesson", "language", "cards", "missing", "outdated"]
    export_headings = {
        "module": _("Module"),
        "lesson": pgettext_lazy("part of a module", "Lesson"),
        "language": _("Language"),
        "cards": _("Cards"),
        "missing": _("Not translated"),
        "outdated": _("Older than the first text"),
    }

    def get_base_queryset(self) -> "QuerySet[Translation]":
        return (
            lessons_in_translation()
            .select_related("source", "target_locale")
            .defer("source__content_json")
        )

    def decorate_paginated_queryset(self, object_list: Iterable[Any]) -> list[Any]:
        rows = list(object_list)
        pages = _pages_of(rows)
        modules = _modules_of(pages.values())
        for row in rows:
            page = pages.get((row.source.object_id, row.target_locale_id))
            row.page_id = page.pk if page else None
            row.module = modules.get(_above(page), "") if page else ""
            row.lesson = row.source.object_repr
            row.language = row.target_locale.get_display_name()
        return rows


def _pages_of(rows: list[Any]) -> dict[tuple[Any, int], Any]:
    """(translation key, locale key) -> the page that the translation makes."""
    wanted = all_pages().filter(translation_key__in={row.source.object_id for row in rows})
    return {(page.translation_key, page.locale_id): page for page in wanted}


def _above(page: Any) -> str:
    return page.path[: -page.steplen]


def _modules_of(lessons: Iterable[Any]) -> dict[str, str]:
    """Place in the tree -> code of the module there."""
    found = all_pages().filter(path__in={_above(page) for page in lessons}).specific()
    return {page.path: getattr(page, "code", "") for page in found}
