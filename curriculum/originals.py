"""What curriculum asks whoever keeps translations: the hook `register_lesson_translations`.

Without an answer every module stands for itself, and nothing is ever outdated.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Protocol

from wagtail import hooks


class LessonTranslations(Protocol):
    """Answered by `curriculum.translations`, or by another way of translating."""

    def original_of(self, module: Any) -> Any | None:
        """The module that `module` is a translation of; None if it stands for itself."""

    def behind(self, lessons: Collection[Any]) -> Mapping[int, Collection[str]]:
        """Page key of a translated lesson -> ids of the cards whose published words are not
        all translated from what the first language says now. A constant number of queries."""

    def exchanged(self, lessons: Collection[Any]) -> Mapping[int, Collection[str]]:
        """Page key of a translated lesson -> what was published there of media of its own:
        "<card id>.sound", "<card id>.video", "<card id>.picture.image",
        "<card id>.options.<answer id>.picture.image". A constant number of queries."""


def _sources() -> list[LessonTranslations]:
    return [make() for make in hooks.get_hooks("register_lesson_translations")]


def original_of(module: Any) -> Any | None:
    found = (source.original_of(module) for source in _sources())
    return next((original for original in found if original is not None), None)


def cards_behind(lessons: Collection[Any]) -> dict[int, set[str]]:
    """Every asked page key is present."""
    return _gathered(lessons, [source.behind(lessons) for source in _sources()])


def media_exchanged(lessons: Collection[Any]) -> dict[int, set[str]]:
    """Every asked page key is present."""
    return _gathered(lessons, [source.exchanged(lessons) for source in _sources()])


def _gathered(
    lessons: Collection[Any], answers: Iterable[Mapping[int, Collection[str]]]
) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {lesson.pk: set() for lesson in lessons}
    for answer in answers:
        for page_id, some in answer.items():
            found[page_id].update(some)
    return found
