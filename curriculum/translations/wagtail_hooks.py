"""Registrations of the translations."""

from wagtail import hooks

from curriculum.translations.freshness import LocalizedLessons


@hooks.register("register_lesson_translations")
def lesson_translations() -> LocalizedLessons:
    return LocalizedLessons()
