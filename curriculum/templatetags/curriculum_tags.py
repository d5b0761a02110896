"""Small questions that the templates ask."""

from collections.abc import Iterable

from django import template

from curriculum.progress import Progress

register = template.Library()


@register.filter
def beads(lesson_ids: Iterable[int], progress: Progress) -> list[bool]:
    """For each lesson, in order, whether the reader has done it."""
    return [lesson_id in progress.lessons for lesson_id in lesson_ids]


@register.filter
def done(lesson_ids: Iterable[int], progress: Progress) -> int:
    """How many of these lessons the reader has done."""
    return sum(beads(lesson_ids, progress))
