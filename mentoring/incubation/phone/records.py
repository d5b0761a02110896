"""What a phone tells of one round: the shape of the record type `incubation.round` version 1.

Reading it changes nothing and asks no database; whether it can be true is asked in
`services.phone_rounds`. No refusal repeats an answer: its sentence is kept in clear text.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from mentoring.incubation.errors import RecordUnreadable
from mentoring.incubation.models import EmptyKind, RoundKind
from mentoring.incubation.services.answers import Answer
from mentoring.sessions.errors import DayUnreadable

_YEARS = range(2000, 2100)
MOST_ANSWERS = 500

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
# The phone has read the comma already: "12.5".
Number = Annotated[str, StringConstraints(pattern=r"^-?\d{1,15}(\.\d{1,6})?$")]
LongText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=24)]


class _Told(BaseModel):
    # Unknown keys are passed over: a newer phone may say more than this server reads.
    model_config = ConfigDict(frozen=True, extra="ignore", use_enum_values=True)


class ToldPhoto(_Told):
    """A photograph that is sent after the text; `sha256` is of the file that is sent."""

    upload: UUID
    sha256: Hash


class ToldAnswer(_Told):
    """The answer to one item: one of level, number, choice, text, photo, or the kind of empty.

    number: digits with a full stop before the parts. note: what shows it. keeps_photo: the
    photo that the office has already stays.
    """

    level: int | None = None
    number: Number | None = None
    choice: Annotated[str, StringConstraints(max_length=60)] = ""
    text: LongText = ""
    empty: EmptyKind | Literal[""] = ""
    note: LongText = ""
    photo: ToldPhoto | None = None
    keeps_photo: bool = False

    def answer(self) -> Answer | None:
        """As the room's own; None where nothing is said. Raises ValueError for two answers."""
        return Answer(
            level=self.level,
            number=None if self.number is None else Decimal(self.number),
            choice=self.choice,
            text=self.text,
            empty=self.empty,
            note=self.note,
            upload=self.photo.upload if self.photo else None,
            photo=self.keeps_photo,
        )


class RoundRecord(_Told):
    """One finished sheet of a group or a person, answered by whose phone it is.

    enrolment: the group in its cycle. version: the key of the instrument's version. person:
    none for the group as a whole. happened_on: the local day where the group is. seconds: how
    long answering took, pauses left out; without it the time between started_at and ended_at.
    based_on: digest of the answers the office had when the phone fetched them, "" for none.
    """

    enrolment: UUID
    kind: RoundKind
    version: int = Field(ge=1)
    person: UUID | None = None
    happened_on: date
    started_at: datetime | None = None
    ended_at: datetime | None = None
    seconds: int | None = Field(None, ge=0, le=31_536_000)
    based_on: Annotated[str, StringConstraints(max_length=64)] = ""
    answers: Mapping[Code, ToldAnswer] = Field(default_factory=dict, max_length=MOST_ANSWERS)

    def answering_seconds(self) -> int | None:
        if self.seconds is not None or self.started_at is None or self.ended_at is None:
            return self.seconds
        started, ended = self.started_at, self.ended_at
        if (started.tzinfo is None) != (ended.tzinfo is None):
            return None
        return max(0, int((ended - started).total_seconds()))


def read_round(payload: Mapping[str, Any], version: int) -> RoundRecord:
    """Raises DayUnreadable, RecordUnreadable."""
    try:
        told = RoundRecord.model_validate(payload)
        for said in told.answers.values():
            said.answer()
    except ValidationError as wrong:
        [first, *_more] = wrong.errors(include_url=False, include_context=False)
        where = ".".join(str(each) for each in first["loc"])[:80]
        if where == "happened_on":
            raise DayUnreadable(said=str(first["input"])[:40]) from None
        raise RecordUnreadable(where=where) from None
    except ValueError:
        raise RecordUnreadable(where="answers") from None
    if told.happened_on.year not in _YEARS:
        raise DayUnreadable(said=told.happened_on.isoformat())
    return told
