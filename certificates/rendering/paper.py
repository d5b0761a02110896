"""Papers that certificates are printed on, and where things stand on them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """One sheet, in millimetres, as the reader holds it."""

    width: float
    height: float


# F4 as it is sold and set in Indonesian printers: 215 x 330 mm, longer than A4.
_SHORT_AND_LONG: Mapping[str, tuple[float, float]] = {"a4": (210, 297), "f4": (215, 330)}
# The art of the border is drawn for A4; on F4 it stands in the middle.
ART = Paper(297, 210)


def paper_of(size: str, *, upright: bool) -> Paper:
    """The sheet of `size` ("a4" or "f4"), upright or lying."""
    short, long = _SHORT_AND_LONG[size]
    return Paper(short, long) if upright else Paper(long, short)
