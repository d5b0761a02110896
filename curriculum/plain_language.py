"""What makes a text hard for somebody who reads little: pure questions about one text.

Source of the rules: people who read with effort go word by word and lose a long sentence
before its end; so at most 12 words, and at most 2 sentences on a step.
"""

import re

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
