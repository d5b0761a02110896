"""Which sessions of a month are asked again: lots that anybody can draw anew by their seed."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Lot:
    """One held session in the drum. is_drawn: an earlier drawing chose it."""

    session: UUID
    facilitator: int
    is_weak: bool
    is_drawn: bool = False


def draw(lots: Iterable[Lot], *, percent: int, seed: str) -> list[UUID]:
    """The sessions that are drawn now, in the order of their lots.

    Of every facilitator at least one session and at least `percent` of hers; at least as
    large a share of the visits to groups left behind. What was drawn before counts, and is
    never drawn again: drawing twice over the same sessions finds nothing the second time.
    Source: mentoring.md, section 2, BackCheck: 5 to 10 % at random of each facilitator and
    month.
    """
    drum = list(lots)
    lacks = _lacking(drum, percent)
    waiting = sorted(
        (lot for lot in drum if not lot.is_drawn), key=lambda lot: number(seed, lot.session)
    )
    chosen: set[UUID] = set()

    def take(fits: Callable[[Lot], bool]) -> None:
        for lot in waiting:
            if lot.session not in chosen and fits(lot):
                chosen.add(lot.session)
                lacks[lot.facilitator] -= 1
                lacks["weak"] -= lot.is_weak

    take(lambda lot: lot.is_weak and lacks["weak"] > 0 and lacks[lot.facilitator] > 0)
    take(lambda lot: lot.is_weak and lacks["weak"] > 0)
    take(lambda lot: lacks[lot.facilitator] > 0)
    return [lot.session for lot in waiting if lot.session in chosen]


def number(seed: str, session: UUID) -> str:
    """The number on the lot of `session`: SHA-256, hexadecimal; the smallest ones win."""
    return hashlib.sha256(f"{seed}:{session}".encode()).hexdigest()


def needed(sessions: int, percent: int) -> int:
    """How many of so many sessions are asked again: the share, rounded up; 0 of none."""
    return -(-sessions * percent // 100)


def _lacking(lots: Sequence[Lot], percent: int) -> Counter:
    """Facilitator, or "weak" -> how many are missing still."""
    there: Counter = Counter()
    drawn: Counter = Counter()
    for lot in lots:
        keys = [lot.facilitator, *(["weak"] if lot.is_weak else [])]
        there.update(keys)
        drawn.update(keys if lot.is_drawn else ())
    return Counter({key: needed(there[key], percent) - drawn[key] for key in there})
