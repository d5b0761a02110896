"""What a lesson must be like before readers get it: pure rules over cards.

Each rule takes cards and gives findings. A finding stops publishing unless a publisher
says why the lesson goes out all the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from curriculum.kilobytes import kilobytes
from curriculum.plain_language import (
    MAX_WORDS_IN_A_SENTENCE,
    PlainWords,
    hard_words,
    long_sentences,
    words_of,
    words_to_avoid,
)
from curriculum.rendering import Card
from curriculum.weights import Weight

MESSAGES = {
    "sentence_too_long": _(
        "“%(sentence)s” has %(count)d words; at most %(limit)d are easy to read. Cut it in two."
    ),
    "word_not_plain": _(
        "“%(word)s” is not in the list of plain words. "
        "Say it more plainly, or add it to the list if everybody knows it."
    ),
    "word_to_avoid": _("Say “%(instead)s” instead of “%(word)s”."),
    "alt_missing": _("A picture has no description for who cannot see it. Write one sentence."),
    "sound_missing": _("This card has no sound. Record or choose one for who does not read."),
    "no_cards": _("This lesson has no cards yet. Add at least one."),
    "too_heavy": _(
        "The lesson weighs %(kilobytes)d kB with pictures and sound, more than its %(budget)d kB. "
        "Use fewer or smaller pictures, or shorter sounds."
    ),
}


@dataclass(frozen=True)
class Finding:
    """One thing to mend. `card` counts from 1; 0 is the lesson as a whole."""

    code: str
    card: int
    facts: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        return str(MESSAGES[self.code]) % dict(self.facts)


def findings_in(
    cards: Sequence[Card], *, weight: Weight, budget: int, words: PlainWords | None
) -> list[Finding]:
    """Everything to mend, the lesson first, then card by card.

    budget: bytes that text, pictures and sound may weigh together. words: None leaves
    words unchecked, for a language that has no list.
    """
    found = [*lesson_without_cards(cards), *lesson_over_budget(weight, budget)]
    for card in cards:
        found += sentences_too_long(card)
        found += words_not_plain(card, words) if words else ()
        found += pictures_without_words(card)
        found += card_without_sound(card)
    return found


def texts_of(card: Card) -> Iterator[str]:
    """Everything a reader is asked to read on `card`, what answers say among it."""
    yield card.text
    yield from card.items
    for option in card.options:
        yield option.text
        yield option.feedback
    if card.film:
        yield card.film.transcript


def lesson_without_cards(cards: Sequence[Card]) -> Iterable[Finding]:
    return () if cards else (Finding("no_cards", 0),)


def lesson_over_budget(weight: Weight, budget: int) -> Iterable[Finding]:
    if weight.saved <= budget:
        return ()
    facts = (("kilobytes", kilobytes(weight.saved)), ("budget", budget // 1000))
    return (Finding("too_heavy", 0, facts),)


def sentences_too_long(card: Card) -> Iterator[Finding]:
    for text in texts_of(card):
        for sentence in long_sentences(text):
            facts = {"sentence": sentence, "count": len(words_of(sentence))}
            facts["limit"] = MAX_WORDS_IN_A_SENTENCE
            yield Finding("sentence_too_long", card.number, tuple(facts.items()))


def words_not_plain(card: Card, words: PlainWords) -> Iterator[Finding]:
    """Each word once on a card, however often it stands there."""
    hard = [word for text in texts_of(card) for word in hard_words(text, words)]
    for word in dict.fromkeys(word.lower() for word in hard):
        yield Finding("word_not_plain", card.number, (("word", word),))
    avoid = [pair for text in texts_of(card) for pair in words_to_avoid(text, words)]
    for word, instead in dict.fromkeys(avoid):
        yield Finding("word_to_avoid", card.number, (("word", word), ("instead", instead)))


def pictures_without_words(card: Card) -> Iterator[Finding]:
    """An answer's picture may stay without, where words beside it say the same."""
    pictures = [card.picture, *(option.picture for option in card.options if not option.text)]
    if any(picture and not picture.alt.strip() for picture in pictures):
        yield Finding("alt_missing", card.number)


def card_without_sound(card: Card) -> Iterator[Finding]:
    # Who can play a film hears it.
    if card.voice is None and card.film is None:
        yield Finding("sound_missing", card.number)
