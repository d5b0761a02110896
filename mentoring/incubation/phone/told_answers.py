"""Answers as phones and the office tell them to one another: plain values, compared by content."""

from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

from mentoring.canonical_json import canonical_json, digest_of
from mentoring.incubation.models import EmptyKind, Response
from mentoring.incubation.phone.records import ToldAnswer
from mentoring.registry.sealing import seal, unseal

ITEM = "item_"


class SaidAnswer(TypedDict, total=False):
    """What is not said is left out. number: digits with a full stop before the parts.
    has_photo: one is kept, or on its way."""

    level: int
    number: str
    choice: str
    text: str
    empty: str
    note: str
    has_photo: bool


def said_in(responses: Iterable[Response]) -> dict[str, SaidAnswer]:
    """Item code -> what was answered. Reads items; gaps that the platform filled are none."""
    told = {}
    for one in responses:
        said = _said(
            one.level,
            None if one.number is None else f"{one.number.normalize():f}",
            (one.choice, one.text, one.empty, one.note),
            bool(one.file or one.upload),
        )
        if said != {"empty": EmptyKind.NOT_ASKED.value}:
            told[one.item.code] = said
    return told


def said_by(answers: Mapping[str, ToldAnswer]) -> dict[str, SaidAnswer]:
    """The same of what a phone tells."""
    told = {}
    for code, one in answers.items():
        number = one.answer().number
        said = _said(
            one.level,
            None if number is None else f"{number.normalize():f}",
            (one.choice, one.text, str(one.empty), one.note),
            one.photo is not None or one.keeps_photo,
        )
        if said != {"empty": EmptyKind.NOT_ASKED.value}:
            told[code] = said
    return told


def _said(
    level: int | None, number: str | None, words: tuple[str, str, str, str], has_photo: bool
) -> SaidAnswer:
    choice, text, empty, note = words
    every: dict[str, Any] = {
        "level": level,
        "number": number,
        "choice": choice,
        "text": text,
        "empty": empty,
        "note": note,
        "has_photo": has_photo,
    }
    # By identity: level 0 is an answer, and 0 == False.
    said = {k: one for k, one in every.items() if one is not None and one is not False}
    return SaidAnswer(**{k: one for k, one in said.items() if one != ""})  # type: ignore[typeddict-item]


def digest_of_answers(answers: Mapping[str, SaidAnswer]) -> str:
    """SHA-256, hex; "" of no answers."""
    return digest_of(dict(answers)) if answers else ""


def sealed(answers: Mapping[str, Any]) -> dict[str, str]:
    """Each as a field of a difference that only its room can read: {"item_KOH1": "…"}."""
    return {f"{ITEM}{code}": seal(canonical_json(said)) for code, said in answers.items()}


def unsealed(text: str) -> str:
    """The JSON text. Raises ValueError."""
    return unseal(text)
