"""Rooted, cohesive, autonomous: how a group or cluster stands, counted from its records.

Pure. Each side is the mean of the shares that can be counted, as 0 to 100, and needs at
least half of them; else it cannot be said. Nothing unknown is ever a zero. Source: the
programme's group autonomy index ("mengakar, kohesif, terkelola otonom"); a gate asks for
the weakest of the three, because strength on one side does not make up for another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Records:
    """What is written down of a group or cluster; counts of a time, None where nobody knows.

    members, officers: people (of a cluster: member groups, and people of its board).
    expected: how often somebody should have come to a meeting, came: how often somebody
    did. were: members at the beginning of the time, stayed: those of them still there.
    decided: meetings whose decisions are written down.
    """

    members: int = 0
    resident_members: int | None = None
    women_members: int | None = None
    officers: int = 0
    resident_officers: int | None = None
    women_officers: int | None = None
    has_recognition: bool = False
    has_rules: bool = False
    has_current_books: bool | None = None
    expected: int = 0
    came: int = 0
    were: int = 0
    stayed: int = 0
    meetings: int = 0
    without_facilitator: int = 0
    chaired_by_members: int = 0
    decided: int = 0


@dataclass(frozen=True)
class Standing:
    """The three sides as 0 to 100, None where they cannot be said."""

    rooted: Fraction | None
    cohesive: Fraction | None
    autonomous: Fraction | None

    @property
    def weakest(self) -> Fraction | None:
        """The lowest side; None unless all three can be said."""
        sides = [self.rooted, self.cohesive, self.autonomous]
        known = [side for side in sides if side is not None]
        return min(known) if len(known) == len(sides) else None


def standing(records: Records) -> Standing:
    """The three sides of `records`."""
    return Standing(
        rooted=_side(
            (
                _share(records.resident_members, records.members),
                _share(records.resident_officers, records.officers),
                _womens_share(records),
                _yes(records.has_recognition),
            )
        ),
        cohesive=_side(
            (_share(records.came, records.expected), _share(records.stayed, records.were))
        ),
        # Without a single meeting nothing says who runs it, whatever papers lie there.
        autonomous=_side(
            (
                _share(records.without_facilitator, records.meetings),
                _share(records.chaired_by_members, records.meetings),
                _share(records.decided, records.meetings),
                _yes(records.has_rules),
                None if records.has_current_books is None else _yes(records.has_current_books),
            )
        )
        if records.meetings
        else None,
    )


def _share(part: int | None, whole: int) -> Fraction | None:
    return None if part is None or whole == 0 else min(Fraction(1), Fraction(part, whole))


def _yes(said: bool) -> Fraction:
    return Fraction(int(said))


def _womens_share(records: Records) -> Fraction | None:
    """Women among officers over women among members, at most 1; None without women."""
    members = _share(records.women_members, records.members)
    officers = _share(records.women_officers, records.officers)
    if not members or officers is None:
        return None
    return min(Fraction(1), officers / members)


def _side(shares: Sequence[Fraction | None]) -> Fraction | None:
    known = [share for share in shares if share is not None]
    if 2 * len(known) < len(shares):
        return None
    return 100 * sum(known, Fraction(0)) / len(known)
