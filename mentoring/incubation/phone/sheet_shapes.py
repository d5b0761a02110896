"""What the phone reads of rounds: the shape of each bucket of `offline.PARTS`.

The phone's screens (`site/frontend/incubation/`) read exactly these names. Days are
"2026-11-22", codes those of the models, `label`, `name` and texts in the language of the
phone's owner. No score and no answer of another rater is in any of them.
"""

from typing import TypedDict

from mentoring.incubation.phone.told_answers import SaidAnswer


class Choice(TypedDict):
    code: str
    label: str


class Questionnaire(TypedDict):
    """One instrument that the cycle asks. subject: "group" or "person"."""

    version: int
    name: str
    subject: str
    is_main: bool


class PersonToAsk(TypedDict):
    """A member of today who agreed to being accompanied; nobody else is here."""

    person: str
    name: str


class Draft(TypedDict):
    """A sheet she began on the web. digest: of its answers, told back as `based_on`."""

    id: str
    kind: str
    version: int
    person: str | None
    happened_on: str
    digest: str
    answers: dict[str, SaidAnswer]


class Done(TypedDict):
    """A sheet that was submitted in this cycle. is_mine: by the phone's owner."""

    kind: str
    version: int
    person: str | None
    happened_on: str
    is_mine: bool


class SheetBucket(TypedDict):
    """Part `incubation.sheets`, one bucket for each group in a cycle that its lead or cover may
    rate, key: the enrolment's UUID.

    awaited: the kind of round its stage waits for, "" for none; due_on: the planned end of that
    stage. kinds: what she may rate. not_yours: a sentence where others must rate, "" otherwise.
    """

    group: str
    name: str
    hamlet: str
    zone: str
    stage_label: str
    starts_on: str
    awaited: str
    due_on: str | None
    kinds: list[Choice]
    not_yours: str
    questionnaires: list[Questionnaire]
    people: list[PersonToAsk]
    drafts: list[Draft]
    done: list[Done]


class SheetItem(TypedDict):
    """One question. minimum, maximum: of a number, as text with a full stop, both included, None
    for no bound; range: the same in words. asked_if: as `Item.asked_if`."""

    code: str
    kind: str
    question: str
    anchors: list[str]
    evidence: str
    unit: str
    minimum: str | None
    maximum: str | None
    range: str
    options: list[Choice]
    asked_if: dict[str, object]
    needs_evidence: bool
    is_confidential: bool


class SheetSection(TypedDict):
    name: str
    meaning: str
    items: list[SheetItem]


class QuestionBucket(TypedDict):
    """Part `incubation.questions`, key: the version's."""

    name: str
    subject: str
    introduction: str
    caution: str
    sections: list[SheetSection]


class WordBucket(TypedDict):
    """Part `incubation.words`, its only key is "words"."""

    empties: list[Choice]
