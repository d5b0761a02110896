"""How a page looks that lies on a phone: without a server, without a person's name.

The same for everybody: who reads, and what she has done, is added on the phone by a script.
Answers are sheets of the same page, so a check works without any connection.
"""

import hashlib
from collections.abc import Collection
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html

from curriculum.rendering import (
    Card,
    Film,
    LessonReading,
    ModuleReading,
    Option,
    Picture,
    Place,
    Voice,
)


def kept_context(reading: ModuleReading | LessonReading) -> dict[str, Any]:
    """What the templates below `curriculum/kept/` take."""
    reading = without_spares(reading)
    language = reading.language
    same = language == translation.get_language()
    return {
        "reading": reading,
        "kept": True,
        "keeps_progress": False,
        "progress": None,
        "lang": "" if same else format_html(' lang="{}"', language),
    }


def without_spares(reading: Any) -> Any:
    """`reading` without what a phone fetches only in place of something else: other formats
    of a picture, the second file of a voice. They would be addresses of nothing."""
    if not is_dataclass(reading) or isinstance(reading, type):
        return tuple(map(without_spares, reading)) if isinstance(reading, tuple) else reading
    changed = {each.name: without_spares(getattr(reading, each.name)) for each in fields(reading)}
    if isinstance(reading, Picture):
        changed["sources"] = ()
    if isinstance(reading, Voice):
        changed["sources"] = reading.sources[:1]
    return replace(reading, **changed)


def frame_of(language: str, lesson_ids: Collection[int] = ()) -> str:
    """A digest of everything around the words of lessons: templates, our own words, and
    which lessons of a release are in the pack.

    Made by rendering a sample with one card of each kind: whatever changes a page that
    phones keep, changes it.
    """
    said = f"{_frame(language)} {sorted(lesson_ids)}"
    return hashlib.sha256(said.encode()).hexdigest()


@lru_cache(maxsize=32)
def _frame(language: str) -> str:
    with translation.override(language):
        pages = [
            render_to_string(f"curriculum/kept/{reading.kind}.html", kept_context(reading))
            for reading in _samples()
        ]
    return hashlib.sha256("\n".join(pages).encode()).hexdigest()


def _samples() -> list[ModuleReading | LessonReading]:
    picture = Picture("/p", 4, 3, "p")
    voice = Voice((("/v", "audio/ogg"),), 2, is_machine=True)
    index, module = Place(1, "index", "/i/"), Place(2, "module", "/i/m/")
    lessons = (Place(3, "one", "/i/m/1/", ("c",)), Place(4, "two", "/i/m/2/"))
    options = (Option("a", "a", picture, False, "no"), Option("b", "b", None, True, "yes"))
    film = Film("/f", 1, "/g", 2, "said")
    kinds = ("step", "tools", "safety", "video", "practice", "check")
    cards = tuple(
        Card(
            id=kind,
            number=number,
            kind=kind,
            text=kind,
            picture=picture,
            voice=voice,
            items=("item",) if kind in ("tools", "practice") else (),
            options=options if kind == "check" else (),
            film=film if kind == "video" else None,
        )
        for number, kind in enumerate(kinds, start=1)
    )
    lesson = LessonReading(
        page_id=3,
        url="/i/m/1/",
        title="one",
        number=1,
        module=module,
        lessons=lessons,
        cards=cards,
        language="id",
        release_id=1,
        is_public=True,
    )
    top = ModuleReading(
        page_id=2,
        url="/i/m/",
        title="module",
        code="M",
        craft="craft",
        level="level",
        summary="summary",
        jp=None,
        cover=picture,
        voice=voice,
        units=(("satu", "one"),),
        index=index,
        lessons=lessons,
        language="id",
        release_id=1,
        is_public=True,
    )
    return [top, lesson]
