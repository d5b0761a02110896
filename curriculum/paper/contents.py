"""What is printed of a release, as plain frozen objects for the templates of paper."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from curriculum.errors import ReleaseNotKept
from curriculum.frozen import thawed
from curriculum.models import ModuleRelease
from curriculum.rendering import Card, Face, Option

LETTERS = "ABCD"
# What a wall sheet shows: things to do, not things to answer or to watch.
ON_THE_WALL = ("step", "tools", "safety", "practice")


@dataclass(frozen=True)
class PaperCard:
    """A card on paper. `question` counts the module's checks from 1, 0 for other cards;
    `code` is that of its address, "" for a card that says nothing."""

    card: Card
    question: int
    code: str

    @property
    def answers(self) -> list[tuple[str, Option]]:
        """(letter, answer) in the order of the release."""
        return list(zip(LETTERS, self.card.options, strict=False))

    @property
    def right(self) -> tuple[str, Option] | None:
        return next((each for each in self.answers if each[1].is_correct), None)


@dataclass(frozen=True)
class PaperLesson:
    page_id: int
    number: int
    title: str
    cards: tuple[PaperCard, ...]


@dataclass(frozen=True)
class WallStep:
    """A card on a wall sheet; `number` counts the steps of its lesson from 1."""

    lesson: PaperLesson
    number: int
    card: PaperCard


@dataclass(frozen=True)
class PaperModule:
    """A release, whole. `before`: titles of the modules to be read first. Pictures carry
    the paths of their kept files, "" for what the release could not keep."""

    title: str
    code: str
    number: int
    published_on: date
    face: Face
    before: tuple[str, ...]
    lessons: tuple[PaperLesson, ...]
    language: str

    @property
    def checks(self) -> list[PaperCard]:
        return [each for lesson in self.lessons for each in lesson.cards if each.question]

    def wall_rows(self, columns: int) -> list[list[WallStep]]:
        """The steps of all lessons one after the other, so many in each row."""
        steps = [
            WallStep(lesson, number, each)
            for lesson in self.lessons
            for number, each in enumerate(
                (each for each in lesson.cards if each.card.kind in ON_THE_WALL), start=1
            )
        ]
        return [steps[start : start + columns] for start in range(0, len(steps), columns)]


def cards_with_sound(release: ModuleRelease) -> list[tuple[int, uuid.UUID]]:
    """(lesson's page key, card's block id) of each card that can be heard or watched."""
    return [
        (row.page_id, uuid.UUID(data["id"]))
        for row in release.lessons.all()
        for data in row.cards or ()
        if data.get("voice") or data.get("film")
    ]


def paper_module(
    release: ModuleRelease,
    *,
    codes: Mapping[tuple[int, uuid.UUID], str] | None = None,
    address: Callable[[str], str] = str,
) -> PaperModule:
    """`release` as it goes on paper. codes: (lesson, block) -> code of the card's address.

    address: where a kept path is read; as it is, if not given.
    Raises ReleaseNotKept for a release made before files were kept.
    """
    face = release.face
    if face is None or any(row.cards is None for row in release.lessons.all()):
        raise ReleaseNotKept(title=release.title)
    kept = {line["path"] for line in release.manifest}

    def path(name: str) -> str:
        return address(name) if name in kept else ""

    return PaperModule(
        title=release.title,
        code=release.code,
        number=release.number,
        published_on=timezone.localdate(release.published_at),
        face=thawed(Face, face, address=path),
        before=_before(release),
        lessons=tuple(_lessons(release, codes or {}, path)),
        language=release.page.locale.language_code,
    )


def _lessons(release: ModuleRelease, codes: Mapping[Any, str], path: Any) -> list[PaperLesson]:
    found, question = [], 0
    for number, row in enumerate(release.lessons.all(), start=1):
        cards = []
        for data in row.cards or ():
            card = thawed(Card, data, address=path)
            question += bool(card.options)
            code = codes.get((row.page_id, uuid.UUID(card.id)), "")
            cards.append(PaperCard(card, question if card.options else 0, code))
        found.append(PaperLesson(row.page_id, number, row.title, tuple(cards)))
    return found


def _before(release: ModuleRelease) -> tuple[str, ...]:
    titles = ModuleRelease.objects.current().filter(page_id__in=release.prerequisite_keys())
    return tuple(titles.order_by("code").values_list("title", flat=True))
