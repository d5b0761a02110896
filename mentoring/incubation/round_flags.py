"""What makes a reader look twice at a round. Pure; a flag never refuses and never scores.

Source: the programme's rules on rounds: a difference of two levels between raters, all
answers equal, a form filled in within 40 seconds, a starting point after the first session.
"""

from collections.abc import Mapping, Sequence

QUICK_SECONDS = 40
# Of fewer answers neither speed nor sameness says anything.
ENOUGH_ANSWERS = 5
DIFFERENCE = 2

Levels = Mapping[str, int | None]


def hurried_flags(levels: Levels, seconds: int | None) -> list[str]:
    """`speed` and `all_equal` of one round. seconds: None if nobody measured."""
    given = [level for level in levels.values() if level is not None]
    if len(given) < ENOUGH_ANSWERS:
        return []
    quick = seconds is not None and seconds <= QUICK_SECONDS
    return [
        *(["speed"] if quick else []),
        *(["all_equal"] if len(set(given)) == 1 else []),
    ]


def differing_items(mine: Levels, others: Sequence[Levels]) -> list[str]:
    """Codes of the items on which another rater stands two levels or more away."""
    return [
        code
        for code, level in mine.items()
        if level is not None
        and any(
            (other := levels.get(code)) is not None and abs(other - level) >= DIFFERENCE
            for levels in others
        )
    ]
