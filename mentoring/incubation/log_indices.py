"""How rooted, cohesive and autonomous a group is by its logs, beside what raters say. Pure.

Each index is the mean of those of its parts that the logs tell, 0 to 100; a part that is
not measured here is named and never counted as 0. The same reading serves a group and an
association of groups: there the "members" are its groups.
Source of the rule: mentoring.md 1.5 (parts and the planned glide of the facilitator).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import prod

GAP = 20
# One lucky part is no index.
FEWEST_PARTS = 2
_HALF_BY_MONTH = 18


@dataclass(frozen=True)
class Count:
    """`part` of `whole`: how many meetings of all, how many members of all."""

    part: int
    whole: int

    def __post_init__(self) -> None:
        if not 0 <= self.part <= self.whole:
            raise ValueError("A part is between 0 and the whole.")

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.part, self.whole) if self.whole else None


NOTHING = Count(0, 0)


@dataclass(frozen=True)
class Log:
    """What the logs of one group say about a time. A count of 0 of 0 is "not measured".

    local_members, local_officers: who live in the group's village. women_members,
    women_officers: of those whose sex is known. attended: hadir of hadir and alpa. stayed:
    members of the first day who are members on the last. alone: meetings without the
    facilitator. chaired: meetings chaired by members, of those where it was noted.
    own_funds: the group's own rupiah of all its rupiah. months: since the cycle began.
    """

    months: int
    local_members: Count = NOTHING
    local_officers: Count = NOTHING
    women_members: Count = NOTHING
    women_officers: Count = NOTHING
    attended: Count = NOTHING
    stayed: Count = NOTHING
    alone: Count = NOTHING
    chaired: Count = NOTHING
    own_funds: Count = NOTHING


@dataclass(frozen=True)
class LogIndex:
    """points: 0 to 100, None with fewer than two parts. parts: code -> points or None."""

    points: Fraction | None
    parts: Mapping[str, Fraction | None]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(code for code, points in self.parts.items() if points is None)


@dataclass(frozen=True)
class Indices:
    """The three indices by the code of the dimension they stand beside (AKR, KOH, OTO)."""

    rooted: LogIndex
    cohesive: LogIndex
    autonomous: LogIndex

    def points(self) -> dict[str, Fraction | None]:
        return {
            "KOH": self.cohesive.points,
            "OTO": self.autonomous.points,
            "AKR": self.rooted.points,
        }

    @property
    def lowest(self) -> Fraction | None:
        """The smallest of the three, which gates read; None if one is not measured."""
        values = [points for points in self.points().values() if points is not None]
        return min(values) if len(values) == len(self.points()) else None

    @property
    def geometric_mean(self) -> float | None:
        values = [points for points in self.points().values() if points is not None]
        if len(values) < len(self.points()):
            return None
        return float(prod(float(one) for one in values) ** (1 / len(values)))


@dataclass(frozen=True)
class Gap:
    """Logs and opinion say different things about one dimension."""

    dimension: str
    by_logs: Fraction
    by_opinion: Fraction

    @property
    def points(self) -> Fraction:
        return abs(self.by_logs - self.by_opinion)


def indices(log: Log) -> Indices:
    """The three indices of `log`."""
    return Indices(
        rooted=_index(
            residents=log.local_members.share,
            local_officers=log.local_officers.share,
            women_lead=_women_lead(log),
            own_material=None,
        ),
        cohesive=_index(
            attendance=log.attended.share,
            retention=log.stayed.share,
            speaks=None,
        ),
        autonomous=_index(
            alone=log.alone.share,
            chaired=log.chaired.share,
            glide=_glide_kept(log),
            own_funds=log.own_funds.share,
        ),
    )


def planned_glide(month: int) -> Fraction:
    """Share of meetings with the facilitator that the programme plans for `month` of a cycle:
    1 at the start, evenly down to a half in month 18, a quarter after it."""
    if month <= 0:
        return Fraction(1)
    if month <= _HALF_BY_MONTH:
        return 1 - Fraction(month, 2 * _HALF_BY_MONTH)
    return Fraction(1, 4)


def dependence(log: Log) -> Fraction | None:
    """Meetings with the facilitator, of all; None without meetings."""
    return None if log.alone.share is None else 1 - log.alone.share


def gaps(indices: Indices, opinion: Mapping[str, Fraction | None]) -> tuple[Gap, ...]:
    """Where logs and raters differ by `GAP` points or more; a memo must answer each.

    opinion: dimension code -> points of the counted round, None if not assessed.
    """
    found = []
    for dimension, by_logs in indices.points().items():
        said = opinion.get(dimension)
        if by_logs is not None and said is not None and abs(by_logs - Fraction(said)) >= GAP:
            found.append(Gap(dimension, by_logs, Fraction(said)))
    return tuple(found)


def _index(**shares: Fraction | None) -> LogIndex:
    parts = {code: None if share is None else share * 100 for code, share in shares.items()}
    known = [points for points in parts.values() if points is not None]
    enough = len(known) >= FEWEST_PARTS
    return LogIndex(sum(known, Fraction(0)) / len(known) if enough else None, parts)


def _women_lead(log: Log) -> Fraction | None:
    """How women are among officers against members; a group without women has no such part."""
    among_officers, among_members = log.women_officers.share, log.women_members.share
    if among_officers is None or not among_members:
        return None
    return min(Fraction(1), among_officers / among_members)


def _glide_kept(log: Log) -> Fraction | None:
    """1 where the facilitator comes as seldom as planned or more so, less if oftener."""
    actual = dependence(log)
    if actual is None:
        return None
    planned = planned_glide(log.months)
    return Fraction(1) if actual <= planned else planned / actual
