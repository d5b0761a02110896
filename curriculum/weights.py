"""What a lesson costs in data, in bytes for each tier a reader may choose."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string

from curriculum.models import Tier
from curriculum.rendering import Card, LessonReading, Place, cards_of, url_of


@dataclass(frozen=True)
class Weight:
    """Bytes of each kind; what a tier costs is the sum up to it."""

    text: int
    pictures: int
    audio: int
    video: int

    @property
    def saved(self) -> int:
        """What keeping it on a phone fetches: text, pictures and sound. A video is asked for."""
        return self.text + self.pictures + self.audio

    @property
    def tiers(self) -> tuple[int, int, int, int]:
        """Bytes of text, + pictures, + audio, + video."""
        pictures = self.text + self.pictures
        return self.text, pictures, self.saved, self.saved + self.video


@dataclass
class Scales:
    """Weighs files while cards are made of them; an `Address` for rendering.

    A file used twice counts once, and what a phone fetches only in place of another never.
    """

    sizes: dict[tuple[str, str], int] = field(default_factory=dict)

    def __call__(self, file: Any, tier: str, *, is_fallback: bool = False) -> str:
        if not is_fallback and (tier, file.name) not in self.sizes:
            try:
                self.sizes[tier, file.name] = file.size
            except FileNotFoundError:
                self.sizes[tier, file.name] = 0
        return url_of(file, tier)

    def total(self, tier: str) -> int:
        return sum(size for (kind, _name), size in self.sizes.items() if kind == tier)


def weighed_cards(body: Iterable[Any], *, language: str) -> tuple[tuple[Card, ...], Weight]:
    """The cards of a lesson's StreamField value, saved or not, and what they weigh."""
    scales = Scales()
    cards = cards_of(body, scales)
    media = {tier: scales.total(tier) for tier in (Tier.PICTURES, Tier.AUDIO, Tier.VIDEO)}
    return cards, Weight(
        text=_text_weight(cards, language),
        pictures=media[Tier.PICTURES],
        audio=media[Tier.AUDIO],
        video=media[Tier.VIDEO],
    )


def _text_weight(cards: tuple[Card, ...], language: str) -> int:
    """The compressed cards as a guest's page has them, without the frame around."""
    somewhere = Place(0, "", "/")
    reading = LessonReading(
        page_id=0,
        url="/",
        title="",
        number=1,
        module=somewhere,
        lessons=(),
        cards=cards,
        language=language,
        release_id=None,
        is_public=False,
    )
    facts = {"reading": reading, "keeps_progress": False, "lang": "", "slots": {}}
    return len(gzip.compress(render_to_string("curriculum/_deck.html", facts).encode(), 9))
