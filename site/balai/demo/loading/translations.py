"""The sample translations: one module in English, and a lesson that is partly in Javanese."""

import tomllib
from collections.abc import Mapping
from typing import Any

from balai.accounts.models import User
from balai.demo.ledger import remember
from balai.demo.loading.lessons import DEMO
from curriculum.models import ModuleRelease
from curriculum.translations.services import translate_page

TRANSLATIONS = DEMO / "translations"


def load_translations(modules: Mapping[str, Any], admin: User) -> None:
    """Publish every translation of `translations/`; modules: code -> page."""
    for file in sorted(TRANSLATIONS.glob("*.toml")):
        facts = tomllib.loads(file.read_text(encoding="utf-8"))
        _load(modules[facts["module"]], facts, admin)


def _load(module: Any, facts: Mapping[str, Any], by: User) -> None:
    words = {"language": facts["language"], "words": facts["words"], "by": by}
    lessons = module.get_lessons()
    wanted = facts.get("lessons", [lesson.slug for lesson in lessons])
    # The module last: all of it becomes one release. Lessons that are not wanted begin as
    # drafts, as they would by themselves once somebody publishes the module again.
    translate_page(page=module, **words, publish=False)
    for lesson in lessons:
        translate_page(page=lesson, **words, publish=lesson.slug in wanted)
    translated = translate_page(page=module, **words)
    release = ModuleRelease.objects.with_lessons().get(page_id=translated.pk)
    remember(release, *release.lessons.all())
