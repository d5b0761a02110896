"""Which records may be one person: pure, and linear in the number of people.

Nobody is compared with everybody. Records whose names begin alike form a block; inside it
only those of one hamlet, or of one phone, meet, and of many only neighbours by name. Scores
are whole numbers to 100: how sure, never how true. A person decides.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from uuid import UUID

from mentoring.registry.models import Likeness
from mentoring.registry.name_keys import name_key

# Of a hundred alike in one hamlet each is compared with so many who follow her.
NEIGHBOURS = 12
LOWEST_SCORE = 45
_HAMLET_WORDS = ("dusun", "dsn", "kampung", "kp", "gubuk", "lingkungan")


class Record(NamedTuple):
    """What is known of one person, as far as it tells people apart. phone: E.164 or ""."""

    pk: UUID
    name_key: str
    sex: str
    born_on: date | None
    birth_year: int | None
    is_birth_estimated: bool
    phone: str
    place_code: str | None
    hamlet: str

    @property
    def year(self) -> int | None:
        return self.born_on.year if self.born_on else self.birth_year


class Pair(NamedTuple):
    """Two records that may be one person; the smaller key first."""

    a: UUID
    b: UUID
    reason: Likeness
    score: int


def blocks(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Records in the order of their name keys, gathered by the first word of the key."""
    block: list[Record] = []
    word = ""
    for record in records:
        first = record.name_key.partition(" ")[0]
        if block and first != word:
            yield block
            block = []
        word = first
        block.append(record)
    if block:
        yield block


def pairs(block: Sequence[Record]) -> Iterator[Pair]:
    """Each pair of `block` that may be one person, once."""
    met: set[tuple[UUID, UUID]] = set()
    for neighbours in _meetings(block):
        for place, record in enumerate(neighbours):
            for other in islice(neighbours, place + 1, place + 1 + NEIGHBOURS):
                a, b = sorted((record.pk, other.pk))
                if (a, b) not in met and (found := compare(record, other)):
                    met.add((a, b))
                    yield Pair(a, b, *found)


def compare(one: Record, other: Record) -> tuple[Likeness, int] | None:
    """Why the two may be one person and how sure, or None. Numbers of identity are not asked."""
    alike = _alike_names(one.name_key, other.name_key)
    if not alike:
        return None
    less = (0 if alike == "same" else 10) + _against(one, other)
    if one.phone and one.phone == other.phone:
        return _sure(Likeness.NAME_AND_PHONE, 90 - less)
    if not _one_hamlet(one, other):
        return None
    if one.year is None or other.year is None:
        return _sure(Likeness.NAME_AND_HAMLET, 60 - less)
    if one.year == other.year:
        return _sure(Likeness.NAME_AND_BIRTH, 85 - less)
    if one.is_birth_estimated or other.is_birth_estimated:
        apart = abs(one.year - other.year)
        return _sure(Likeness.NAME_AND_BIRTH, 75 - less) if apart <= 2 else None
    return None


def _meetings(block: Sequence[Record]) -> Iterator[list[Record]]:
    by_phone: dict[str, list[Record]] = defaultdict(list)
    by_hamlet: dict[tuple[str | None, str], list[Record]] = defaultdict(list)
    for record in block:
        if record.phone:
            by_phone[record.phone].append(record)
        by_hamlet[record.place_code, hamlet_key(record.hamlet)].append(record)
    yield from (met for met in by_phone.values() if len(met) > 1)
    yield from (met for met in by_hamlet.values() if len(met) > 1)


def _alike_names(one: str, other: str) -> str:
    """ "same", "part" when one has words the other lacks, or "" when they differ."""
    if not one or not other:
        return ""
    if one == other:
        return "same"
    fewer, more = sorted((set(one.split()), set(other.split())), key=len)
    return "part" if fewer <= more else ""


def _against(one: Record, other: Record) -> int:
    """What speaks against: another sex, another day of the same year."""
    another_sex = bool(one.sex and other.sex and one.sex != other.sex)
    another_day = bool(one.born_on and other.born_on and one.born_on != other.born_on)
    return 30 * another_sex + 20 * another_day


def _one_hamlet(one: Record, other: Record) -> bool:
    return one.place_code == other.place_code and hamlet_key(one.hamlet) == hamlet_key(other.hamlet)


@lru_cache(maxsize=4096)
def hamlet_key(hamlet: str) -> str:
    """ "Dusun Krajan" and "krajan" are one hamlet."""
    words = [word for word in hamlet.lower().split() if word.strip(".") not in _HAMLET_WORDS]
    return name_key(" ".join(words or [hamlet]))


def _sure(reason: Likeness, score: int) -> tuple[Likeness, int] | None:
    return (reason, score) if score >= LOWEST_SCORE else None
