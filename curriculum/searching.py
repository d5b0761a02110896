"""Find lessons on a shelf by plain words: in titles, crafts, tools, cards and picture tags.

Wagtail's search does the finding. Every word may be the beginning of a longer one, and
nothing is stemmed: Indonesian hangs its affixes at the front as well. Only what is open to
all is searched. Two queries; what was found lies on the shelf for who asks the same few words.
"""

import difflib
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.images import get_image_model
from wagtail.search.query import And, PlainText

from curriculum import shelf
from curriculum.languages import all_pages
from curriculum.rendering import Craft, IndexReading, ModuleTile, Place

LONGEST_ASKED, LONGEST_WORD, MOST_WORDS, MOST_FOUND = 80, 30, 6, 60
MOST_WORDS_KEPT = 3
# How alike a word must be to one on the shelf to be taken for it, from 0 to 1.
ALIKE = 0.72
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Hit:
    """A module, and those of its lessons that speak of what was asked."""

    tile: ModuleTile
    lessons: tuple[Place, ...]


@dataclass(frozen=True)
class Found:
    """`words` are those that found something; `asked` says what was typed."""

    asked: str
    words: tuple[str, ...]
    hits: tuple[Hit, ...]

    @cached_property
    def is_guess(self) -> bool:
        """Nothing has the words as they were typed; these are words that look like them."""
        return bool(self.hits) and list(self.words) != words_in(self.asked)


def plain(asked: str) -> str:
    """What was typed, without signs that no page may hold, and no longer than the field."""
    return "".join(sign for sign in asked if sign.isprintable()).strip()[:LONGEST_ASKED]


def words_in(asked: str) -> list[str]:
    """What was typed as small words, few and short enough to look for."""
    return [word.lower()[:LONGEST_WORD] for word in _WORD.findall(asked)[:MOST_WORDS]]


def find(request: HttpRequest, reading: IndexReading, asked: str) -> Found:
    """What the shelf `reading` has about `asked`; if nothing, about words that look like it."""
    asked = plain(asked)
    words = words_in(asked)
    hits = _hits(request, reading, words)
    if words and not hits:
        alike = _alike(words, reading)
        if alike != words:
            words, hits = alike, _hits(request, reading, alike)
    return Found(asked, tuple(words), hits)


def _hits(request: HttpRequest, reading: IndexReading, words: Sequence[str]) -> tuple[Hit, ...]:
    if not words:
        return ()
    different = sorted(set(words))
    if not _is_worth_keeping(different):
        return _grouped(request, reading, _pages_with(different, _on_shelf(reading)))
    key = shelf.search_key(request, reading.page_id, different)
    found = shelf.find_hits(key)
    if found is None:
        found = _grouped(request, reading, _pages_with(different, _on_shelf(reading)))
        # Nothing is found for words without end; they must not push out what is kept.
        if found:
            shelf.keep_hits(key, found)
    return found


def _is_worth_keeping(words: Sequence[str]) -> bool:
    """Whether somebody else may ask the same; beginnings and long rows of words have no end."""
    return len(words) <= MOST_WORDS_KEPT and all(len(word) > 1 for word in words)


def _on_shelf(reading: IndexReading) -> list[int]:
    """Page keys of the modules and lessons that readers may open from here."""
    tiles = [tile for craft in reading.crafts for tile in craft.modules]
    return [key for tile in tiles for key in (tile.page_id, *tile.lesson_ids)]


def _pages_with(words: Sequence[str], page_ids: Collection[int]) -> list[Any]:
    asked = And([PlainText(word) for word in words])
    # An open module may hold a closed lesson: what is found would tell which words it has.
    pages = all_pages().live().public().filter(pk__in=page_ids)
    return list(pages.autocomplete(asked)[:MOST_FOUND])


def _grouped(request: HttpRequest, reading: IndexReading, pages: Iterable[Any]) -> tuple[Hit, ...]:
    """By module, the best first."""
    tiles = [tile for craft in reading.crafts for tile in craft.modules]
    tile_of = {key: tile for tile in tiles for key in (tile.page_id, *tile.lesson_ids)}
    lessons: dict[ModuleTile, list[Place]] = {}
    for page in pages:
        tile = tile_of[page.pk]
        found = lessons.setdefault(tile, [])
        if page.pk != tile.page_id:
            url = page.get_url(request) or ""
            found.append(Place(page.pk, page.title, url, language=tile.language))
    return tuple(Hit(tile, tuple(found)) for tile, found in lessons.items())


def _alike(words: Sequence[str], reading: IndexReading) -> list[str]:
    """Each word as it stands on the tiles of the shelf, where one looks like it."""
    known: dict[str, None] = {}
    for craft in reading.crafts:
        for tile in craft.modules:
            for text in (craft.name, tile.title, tile.summary):
                known |= dict.fromkeys(_WORD.findall(text.lower()))
    found = (difflib.get_close_matches(word, known, n=1, cutoff=ALIKE) for word in words)
    return [near[0] if near else word for word, near in zip(words, found, strict=True)]


def first_of_each_craft(reading: IndexReading) -> list[tuple[Craft, ModuleTile]]:
    """A picture for each craft, for who finds nothing by words."""
    return [(craft, craft.modules[0]) for craft in reading.crafts]


def picture_tags(image_ids: Iterable[int | None]) -> str:
    """The tags of these pictures, as words to be found by."""
    wanted = {key for key in image_ids if key is not None}
    if not wanted:
        return ""
    names = get_image_model().objects.filter(pk__in=wanted, tags__name__isnull=False)
    return " ".join(sorted(set(names.order_by().values_list("tags__name", flat=True))))
