"""What readers of a translated module get, card by card: never a page in the wrong language.

A lesson follows the cards of its first language as released there. A card whose words
are all translated is shown; one that was translated before, and whose first text says
something else by now, stays as it was and says so; any other is shown in the first
language. A lesson that nobody has translated is a way to the lesson itself.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from curriculum.frozen import plain
from curriculum.languages import all_pages
from curriculum.models import ModuleRelease, ReleasedLesson
from curriculum.originals import cards_behind, media_exchanged
from curriculum.rendering import cards_of
from curriculum.services.keeping import Shelving

FrozenCard = dict[str, Any]


@dataclass
class _Translating:
    """One release of a translated module on its way."""

    language: str  # of the first module
    shelving: Shelving
    files: dict[str, Mapping[str, Any]]  # path -> line of a manifest that knows it
    behind: Mapping[int, set[str]]
    exchanged: Mapping[int, set[str]]
    before: Mapping[int, Mapping[str, FrozenCard]]  # page -> card id -> as last released

    def row(self, page: Any, first: ReleasedLesson | None) -> ReleasedLesson:
        """The lesson `page`, following what was released of it in the first language."""
        scratch = Shelving()
        own = {card["id"]: card for card in plain(cards_of(page.body, scratch))}
        self.files |= {line["path"]: line for line in scratch.manifest()}
        firsts = list(own.values()) if first is None else first.cards or []
        cards = [self.card(page, own, card) for card in firsts]
        return self.kept(page.pk, page.live_revision_id, page.title, cards)

    def card(self, page: Any, own: Mapping[str, FrozenCard], first: FrozenCard) -> FrozenCard:
        key = first["id"]
        if key in own and key not in self.behind[page.pk]:
            return in_other_words(first, own[key], self.exchanged[page.pk], self.language)
        before = self.before.get(page.pk, {}).get(key)
        if before is not None and not before.get("language"):
            return {**before, "number": first["number"], "is_outdated": True}
        return {**first, "language": self.language}

    def kept(
        self, page_id: int, revision_id: int, title: str, cards: list[FrozenCard]
    ) -> ReleasedLesson:
        self.shelving.adopt(self.files, cards)
        checks = [card["id"] for card in cards if card["options"]]
        return ReleasedLesson(
            page_id=page_id, revision_id=revision_id, title=title, check_ids=checks, cards=cards
        )


def in_other_words(
    first: FrozenCard, own: FrozenCard, exchanged: Collection[str], language: str
) -> FrozenCard:
    """The card of the first language with the words of `own`, and with its exchanged media.

    So a picture, a sound or a right answer that was mended there is mended here at once.
    """
    key = first["id"]
    words = {option["id"]: option for option in own["options"]}
    voice = first["voice"] and {**first["voice"], "language": language}
    film = first.get("film") and {**first["film"], "transcript": own["film"]["transcript"]}
    return {
        **first,
        "text": own["text"],
        "items": own["items"],
        "picture": _described(first, own, f"{key}.picture.image" in exchanged),
        "voice": own["voice"] if f"{key}.sound" in exchanged else voice,
        "film": own["film"] if f"{key}.video" in exchanged else film,
        "options": [
            _option(option, words[option["id"]], key, exchanged)
            for option in first["options"]
            if option["id"] in words
        ],
    }


def _option(
    first: Mapping[str, Any], own: Mapping[str, Any], key: str, exchanged: Collection[str]
) -> dict[str, Any]:
    is_own = f"{key}.options.{first['id']}.picture.image" in exchanged
    words = {part: own[part] for part in ("text", "feedback")}
    return {**first, **words, "picture": _described(first, own, is_own)}


def _described(first: Mapping[str, Any], own: Mapping[str, Any], is_own: bool) -> Any:
    """A picture, with what it shows said in the other language."""
    if is_own or not first["picture"] or not own["picture"]:
        return own["picture"] if is_own else first["picture"]
    return {**first["picture"], "alt": own["picture"]["alt"]}


def translated_lessons(
    *, module: Any, original: Any, latest: ModuleRelease | None, shelving: Shelving
) -> list[ReleasedLesson] | None:
    """The rows of a release of `module`, not yet saved, with their cards and files.

    None if nothing of `original` is released: then the translation stands for itself.
    """
    first = original.current_release()
    if first is None:
        return None
    pages = [page for page in module.get_lessons() if page.live_revision_id]
    work = _Translating(
        language=original.locale.language_code,
        shelving=shelving,
        files=_files(first, latest),
        behind=cards_behind(pages),
        exchanged=media_exchanged(pages),
        before=_before(latest),
    )
    rows = _in_order(work, pages, list(first.lessons.all()))
    for position, row in enumerate(rows, start=1):
        row.position = position
    return rows


def _in_order(
    work: _Translating, pages: Iterable[Any], firsts: list[ReleasedLesson]
) -> list[ReleasedLesson]:
    """As the first language has them; what only the translation has comes last."""
    keys = _translation_keys(firsts)
    own = {page.translation_key: page for page in pages}
    rows = []
    for each in firsts:
        page = own.pop(keys[each.page_id], None)
        if page is None:
            rows.append(work.kept(each.page_id, each.revision_id, each.title, each.cards or []))
        else:
            rows.append(work.row(page, each))
    return rows + [work.row(page, None) for page in own.values()]


def _translation_keys(rows: Iterable[ReleasedLesson]) -> dict[int, Any]:
    pages = all_pages().filter(pk__in=[row.page_id for row in rows])
    return dict(pages.values_list("pk", "translation_key"))


def _files(*releases: ModuleRelease | None) -> dict[str, Mapping[str, Any]]:
    return {line["path"]: line for release in releases if release for line in release.manifest}


def _before(latest: ModuleRelease | None) -> dict[int, dict[str, FrozenCard]]:
    rows = latest.lessons.all() if latest else ()
    return {row.page_id: {card["id"]: card for card in row.cards or []} for row in rows}
