"""Small questions that the templates ask."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages

from curriculum.kilobytes import kilobytes
from curriculum.models import PrintKind, Tier
from curriculum.reader_progress import Progress

register = template.Library()


@register.filter
def beads(lesson_ids: Iterable[int], progress: Progress) -> list[bool]:
    """For each lesson, in order, whether the reader has done it."""
    return [lesson_id in progress.lessons for lesson_id in lesson_ids]


@register.filter
def done(lesson_ids: Iterable[int], progress: Progress) -> int:
    """How many of these lessons the reader has done."""
    return sum(beads(lesson_ids, progress))


@register.filter
def finished(lesson_ids: Iterable[int], progress: Progress) -> bool:
    """Whether the reader has done every one of these lessons."""
    marks = beads(lesson_ids, progress)
    return bool(marks) and all(marks)


@register.filter
def summed(weights: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """(words, bytes) of each tier with those before it; tiers without files are left out."""
    return [(words, total) for _tier, words, total in _tiers(weights)]


@register.filter
def keepable(weights: Iterable[tuple[str, int]]) -> list[tuple[str, str, int]]:
    """(tier, words, bytes) of what a phone may keep: a video is fetched when it is asked for."""
    return [each for each in _tiers(weights) if each[0] != Tier.VIDEO]


def _tiers(weights: Iterable[tuple[str, int]]) -> list[tuple[str, str, int]]:
    words = {
        "text": _("Text only"),
        "pictures": _("Text and pictures"),
        "audio": _("Text, pictures and sound"),
        "video": _("Everything, with video"),
    }
    total, found = 0, []
    for tier, weight in weights:
        total += weight
        if weight:
            found.append((tier, words[tier], total))
    return found


@register.filter
def lang_of(thing: Any, otherwise: str) -> str:
    """The `lang` attribute of a card, place or tile: its own, else that of what is around it."""
    return format_html(' lang="{}"', thing.language) if thing.language else otherwise


@register.filter
def paper_name(kind: str) -> str:
    """What a `PrintKind` is called."""
    return PrintKind(kind).label


@register.filter
def language_name(code: str) -> str:
    """The language as those who speak it call it."""
    return str(get_content_languages().get(code, code))


@register.filter
def data_size(weight: int) -> str:
    """Bytes as people buy them: "48 kB", "1.3 MB" (of 1,000); a begun kB counts."""
    told = kilobytes(weight)
    if told < 1000:
        return f"{told} kB"
    return f"{number_format(-(-told // 100) / 10, 1)} MB"
