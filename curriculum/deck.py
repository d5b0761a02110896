"""The cards of a lesson as HTML: rendered once, then filled in for each reader.

Most of a lesson page is the same for everybody who is signed in. It is kept with slots
where a reader's token, form number and passed checks belong. Slots are made of NUL, which
no text can hold: forms and databases refuse it.
"""

import re
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from curriculum import shelf
from curriculum.reader_progress import Progress
from curriculum.rendering import LessonReading

SLOTS = {"csrf": "\0csrf\0", "form": "\0form\0", "passed": "\0passed:", "end": "\0"}
_PASSED = re.compile("\0passed:([^\0]*)\0")


def deck_of(
    request: HttpRequest,
    reading: LessonReading,
    *,
    form_id: Any,
    progress: Progress | None,
    lang: str,
) -> SafeString:
    """The cards of `reading`; with `progress`, as forms of this reader, else as links."""
    key = shelf.deck_key(reading, is_reader=progress is not None)
    html = shelf.find_deck(key) if reading.is_public else None
    if html is None:
        keeps = progress is not None
        facts = {"reading": reading, "keeps_progress": keeps, "lang": lang, "slots": SLOTS}
        html = render_to_string("curriculum/_deck.html", facts)
        if reading.is_public:
            shelf.keep_deck(key, html)
    if progress is not None:
        html = _filled(html, get_token(request), str(form_id), progress)
    return mark_safe(html)  # noqa: S308 - rendered by our own templates, filled with our own marks


def _filled(html: str, token: str, form_id: str, progress: Progress) -> str:
    said = render_to_string("curriculum/_passed.html") if progress.checks else ""
    html = _PASSED.sub(lambda slot: said if slot[1] in progress.checks else "", html)
    return html.replace(SLOTS["csrf"], token).replace(SLOTS["form"], form_id)
