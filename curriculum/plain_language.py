"""What makes a text hard for somebody who reads little: pure questions about one text.

Source of the rules: people who read with effort go word by word and lose a long sentence
before its end; so at most 12 words, and at most 2 sentences on a step.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

MAX_WORDS_IN_A_SENTENCE = 12
MAX_SENTENCES_ON_A_STEP = 2

# An end mark with a space and a new beginning behind it: "2.5 cm" and "no. 3" go on.
_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9À-Þ])|\n+")
_SHORT_FORM = re.compile(r"\b(?:no|hlm|dsb|dst|dll|ttd|bpk|sdr)\.$", re.IGNORECASE)
# "manik-manik", "25.000" and "2,5" are one word each.
_WORD = re.compile(r"[^\W_]+(?:[-’'.,/][^\W_]+)*")


def sentences_of(text: str) -> list[str]:
    """The sentences of `text`, trimmed; an empty text has none."""
    found: list[str] = []
    for part in (piece.strip() for piece in _END.split(text)):
        if part and found and _SHORT_FORM.search(found[-1]):
            found[-1] = f"{found[-1]} {part}"
        elif part:
            found.append(part)
    return found


def words_of(text: str) -> list[str]:
    """The words of `text` as written, numbers among them."""
    return _WORD.findall(text)


def long_sentences(text: str, *, limit: int = MAX_WORDS_IN_A_SENTENCE) -> list[str]:
    """The sentences of more than `limit` words."""
    return [each for each in sentences_of(text) if len(words_of(each)) > limit]


@dataclass(frozen=True)
class PlainWords:
    """The words of one language that everybody knows, in small letters.

    instead: a word to avoid -> what to say instead.
    """

    known: frozenset[str]
    instead: Mapping[str, str]

    def knows(self, word: str) -> bool:
        return not self.known.isdisjoint(roots_of(word))


# What Indonesian hangs on a word without making it harder.
_ENDINGS = ("nya", "lah", "kah", "pun", "kan", "an", "i", "mu", "ku")
_BEGINNINGS = ("di", "ter", "ber", "se", "ke", "pe", "me")


def roots_of(word: str) -> set[str]:
    """`word` in small letters, and what is left of it without doubling and common affixes.

    Generous on purpose: a plain word must never be called hard; "meruncingkan" is as plain
    as "runcing".
    """
    whole = word.lower()
    forms = {whole, *whole.split("-")}
    forms |= {form.removesuffix(end) for form in forms for end in _ENDINGS}
    forms |= {form.removesuffix(end) for form in forms for end in ("kan", "an", "i")}
    forms |= {form.removeprefix(start) for form in forms for start in _BEGINNINGS}
    return {form for form in forms if len(form) > 1 or form == whole}


def hard_words(text: str, words: PlainWords) -> list[str]:
    """Words of `text` that are not plain, each once, as written; those to avoid are not here.

    Numbers are plain, and so is a name: a capital letter inside a sentence.
    """
    found: dict[str, str] = {}
    for sentence in sentences_of(text):
        for place, word in enumerate(words_of(sentence)):
            is_name = place > 0 and word[0].isupper()
            if is_name or any(sign.isdigit() for sign in word):
                continue
            if word.lower() not in words.instead and not words.knows(word):
                found.setdefault(word.lower(), word)
    return list(found.values())


def words_to_avoid(text: str, words: PlainWords) -> list[tuple[str, str]]:
    """(word as written, what to say instead) for each word of `text` that has a plainer one."""
    return [
        (word, words.instead[word.lower()])
        for word in dict.fromkeys(words_of(text))
        if word.lower() in words.instead
    ]
