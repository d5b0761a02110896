"""Answering the items of an open round."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils.formats import number_format

from mentoring import conf
from mentoring.incubation.errors import (
    AnswerOfOtherKind,
    ConsentMissing,
    LevelOutOfRange,
    NotTheRater,
    NumberOutOfRange,
    RoundAlreadySubmitted,
    UnknownChoice,
    UnknownItem,
)
from mentoring.incubation.models import CycleEnrolment, Item, ItemKind, Response, Round
from mentoring.incubation.scoring import TOP_LEVEL
from mentoring.incubation.services.cycles import local_today
from mentoring.photos import prepare_photo
from mentoring.private_files import delete_on_commit
from mentoring.registry.consents import has_consent
from mentoring.registry.models import ConsentPurpose, Person


@dataclass(frozen=True)
class Answer:
    """One answer: a level from 0 to 4, a number, the code of a choice, words, or the kind of
    empty (an EmptyKind), never two of them. note: what shows it.

    photo: a file to read; alone it answers an item that asks for a photo, elsewhere it shows
    the answer. upload: the key of a photo that a phone sends after its record, in its place.
    """

    level: int | None = None
    empty: str = ""
    note: str = ""
    number: Decimal | None = None
    choice: str = ""
    text: str = ""
    photo: Any = None
    upload: UUID | None = None

    def __post_init__(self) -> None:
        if len(self._given()) > 1 or not (self._given() or self.photo or self.upload):
            raise ValueError("An answer is either one answer or a kind of empty.")

    def _given(self) -> list[str]:
        """Which of the columns are filled."""
        said = {"level": self.level, "number": self.number}
        words = {"choice": self.choice, "text": self.text, "empty": self.empty}
        return [
            *(name for name, value in said.items() if value is not None),
            *(name for name, value in words.items() if value),
        ]

    @property
    def kind(self) -> str:
        """The `ItemKind` this answers, or "empty"."""
        return (self._given() or [ItemKind.PHOTO.value])[0]


def answer_round(*, round: Round, answers: Mapping[str, Answer], answered_by: Any) -> Round:
    """Write `answers` (item code -> Answer) into an open round; other answers stay, and so
    does a photo where none is given anew.

    Raises NotTheRater, RoundAlreadySubmitted, ConsentMissing, UnknownItem, AnswerOfOtherKind,
    LevelOutOfRange, NumberOutOfRange, UnknownChoice, and what `prepare_photo` refuses.
    """
    if round.rater_id != answered_by.pk:
        raise NotTheRater()
    if not round.is_open:
        raise RoundAlreadySubmitted()
    refuse_without_consent(round.enrolment, round.person)
    items = {item.code: item for item in items_of(round)}
    for code, answer in answers.items():
        if code not in items:
            raise UnknownItem(item=code)
        refuse_unfit(items[code], answer)
    kept = {code: _kept(answer.photo) for code, answer in answers.items() if answer.photo}
    with transaction.atomic():
        Response.objects.bulk_create(
            [
                _filled(Response(round=round, item=items[code]), answer)
                for code, answer in answers.items()
                if code not in kept
            ],
            update_conflicts=True,
            unique_fields=["round", "item"],
            update_fields=_COLUMNS,
        )
        for code, content in kept.items():
            row = Response.objects.filter(round=round, item=items[code]).first()
            row = row or Response(round=round, item=items[code])
            delete_on_commit(row.file)
            row.file.save("photo.jpg", content, save=False)
            _filled(row, answers[code]).save()
    return round


def refuse_without_consent(enrolment: CycleEnrolment, person: Person | None) -> None:
    """A yes that was taken back today counts no more. Raises ConsentMissing."""
    if person is None:
        return
    if not has_consent(person, ConsentPurpose.MENTORING, local_today(enrolment.group)):
        raise ConsentMissing(person=person.full_name)


def refuse_unfit(item: Item, answer: Answer) -> None:
    """Raises what says why `answer` is none of `item`; the range is in the sentence."""
    if answer.kind == "empty":
        return
    if answer.kind != item.kind:
        raise AnswerOfOtherKind(item=item.code, kind=item.get_kind_display())
    if answer.level is not None and not 0 <= answer.level <= TOP_LEVEL:
        raise LevelOutOfRange(level=answer.level, item=item.code)
    if answer.number is not None:
        too_low = item.minimum is not None and answer.number < item.minimum
        too_high = item.maximum is not None and answer.number > item.maximum
        if too_low or too_high or not answer.number.is_finite():
            raise NumberOutOfRange(
                number=_told(answer.number), item=item.code, range=item.range_text()
            )
    if answer.choice and answer.choice not in {one["code"] for one in item.options}:
        raise UnknownChoice(choice=answer.choice, item=item.code)


def _told(number: Decimal) -> str:
    """`number` as people write it here: with a decimal comma in Indonesian."""
    return number_format(f"{number.normalize():f}") if number.is_finite() else str(number)


def items_of(round: Round) -> list[Item]:
    """The items of the round's version as they are asked, each with its dimension."""
    return list(
        Item.objects.filter(dimension__version=round.version_id)
        .select_related("dimension")
        .order_by("dimension__order", "order")
    )


_COLUMNS = ["level", "number", "choice", "text", "empty", "note"]


def _filled(response: Response, answer: Answer) -> Response:
    for column in _COLUMNS:
        setattr(response, column, getattr(answer, column))
    return response


def reseal_answers() -> int:
    """Seal every kept number, choice and word with the newest key; return how many rows."""
    sealed = Response.objects.filter(Q(number__isnull=False) | ~Q(choice="") | ~Q(text="")).only(
        "number", "choice", "text"
    )
    count = 0
    for response in sealed.iterator(chunk_size=500):
        response.save(update_fields=["number", "choice", "text"])
        count += 1
    return count


def _kept(photo: Any) -> ContentFile:
    made = prepare_photo(photo, long_side=conf.photo_long_side(), max_bytes=conf.photo_max_bytes())
    return ContentFile(made.content)
