"""The words of a message: of its kind, or of the site where it changed them, filled with facts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.conf import settings
from django.utils.formats import date_format, time_format
from django.utils.translation import check_for_language, override

from mentoring.reminder_kinds import ReminderKind
from mentoring.reminders.facts import FACTS
from mentoring.reminders.models import MessageText

LONGEST_SUBJECT = 120
_PLACE = re.compile(r"\{([^{}]*)\}")
_SPACES = re.compile(r"[ \t]{2,}")
_BEFORE_STOP = re.compile(r" +([.,;:!?])")


@dataclass(frozen=True)
class Words:
    subject: str
    body: str


def own_words(kind: ReminderKind, language: str) -> Words:
    """The words that come with the plugin, in `language`."""
    with override(language):
        return Words(str(kind.subject), str(kind.body))


def message_languages() -> dict[str, Any]:
    """Languages of the site in which anything is written: those that only lessons are read
    aloud in have no words for a message."""
    return {code: name for code, name in settings.LANGUAGES if check_for_language(code)}


def words_of(kind: ReminderKind) -> dict[str, Words]:
    """By language: the site's own words, or those of the kind. One query."""
    found = {code: own_words(kind, code) for code in message_languages()}
    for text in MessageText.objects.filter(kind=kind.name, language__in=list(found)):
        found[text.language] = Words(text.subject, text.body)
    return found


def strange_words(kind: ReminderKind, text: str) -> set[str]:
    """What stands in braces in `text` and is no fact of `kind`."""
    return set(_PLACE.findall(text)) - {"name", *kind.facts}


def filled(words: Words, facts: Mapping[str, Any], language: str) -> Words:
    """`words` with every fact in its place, as `language` writes days and hours.

    A fact that is not known leaves nothing. Text is put in as it is: nobody's name can
    bring in a fact of its own.
    """
    with override(language):
        said = {name: _said(value) for name, value in facts.items()}
        subject = " ".join(_put(words.subject, said).split())
        return Words(subject[:LONGEST_SUBJECT], _put(words.body, said))


def _put(text: str, said: Mapping[str, str]) -> str:
    put = _PLACE.sub(lambda place: said.get(place[1], ""), text)
    return _BEFORE_STOP.sub(r"\1", _SPACES.sub(" ", put)).strip()


def _said(value: Any) -> str:
    if isinstance(value, date):
        return date_format(value, "l, j F Y")
    if isinstance(value, time):
        return time_format(value, "H.i")
    return "" if value is None else str(value)


def sample(kind: ReminderKind, words: Words, language: str, *, longest: bool) -> Words:
    """`words` as they read with the shortest or the longest facts."""
    facts = {
        name: FACTS[name].longest if longest else FACTS[name].shortest
        for name in ("name", *kind.facts)
    }
    return filled(words, facts, language)
