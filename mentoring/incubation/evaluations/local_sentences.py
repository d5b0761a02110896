"""The sentences of a group's result in the language its people speak at home.

They are data: one TOML file for each language in `sentences/`, keyed by the English source. All
are drafts until a native speaker checked them, and the paper says so. What is missing there is said
in Indonesian, sentence by sentence.
"""

import tomllib
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language, gettext, override

from mentoring.intervals import on_day
from mentoring.registry.models import CrafterGroup, Language, Membership

FALLBACK = "id"
_FOLDER = Path(__file__).resolve().parent / "sentences"


@cache
def local_languages() -> tuple[str, ...]:
    """Codes of the local languages that there are sentences in."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def sentences_in(language: str) -> Mapping[str, str]:
    """English source -> sentence in `language`; nothing for a language without a file."""
    if language not in local_languages():
        return {}
    read = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return dict(read["words"])


def is_local(language: str | None) -> bool:
    return language in local_languages()


def say(message: str) -> str:
    """`message` in the active language; in a local one that lacks it, in Indonesian."""
    language = get_language() or FALLBACK
    if not is_local(language):
        return gettext(message)
    if (said := sentences_in(language).get(message)) is not None:
        return said
    with override(FALLBACK):
        return gettext(message)


def language_of(group: CrafterGroup, today: date) -> str:
    """The local language that more than half of the members of `today` speak, of those whose
    languages are known, if there are sentences in it; "" for none. One query."""
    members = Membership.objects.filter(on_day(today), group=group)
    known = [spoken for spoken in members.values_list("person__languages", flat=True) if spoken]
    often = Counter(code for spoken in known for code in set(spoken) if is_local(code))
    code, count = max(often.items(), key=lambda one: (one[1], one[0]), default=("", 0))
    return code if 2 * count > len(known) else ""


def language_name(code: str) -> str:
    """What a language is called: as the site lists it, else as people are asked."""
    said = dict(settings.LANGUAGES) | {FALLBACK: Language(FALLBACK).label}
    return str(said.get(code) or dict(Language.choices).get(code, code))
