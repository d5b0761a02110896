"""How far a group is from a facilitator's home: pure, from map points or official codes."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_KILOMETRES = 6371.0
# Village roads wind, and a motorbike does about thirty kilometres an hour on them.
MINUTES_PER_KILOMETRE = 2.6
# Without map points: minutes one way by how much of the official code two places share.
# Characters of the code: province 2, regency 5, district 8, village 13.
MINUTES_BY_SHARED_CODE = ((13, 10), (8, 25), (5, 60), (2, 180), (0, 480))
SAME_REGENCY = 5


@dataclass(frozen=True)
class Spot:
    """A place by its official code and, where known, its point on the map in degrees."""

    code: str
    latitude: float | None = None
    longitude: float | None = None

    @property
    def has_point(self) -> bool:
        return self.latitude is not None and self.longitude is not None


@dataclass(frozen=True)
class Distance:
    """kilometres: as the crow flies, None without map points. minutes: estimated, one way.

    shared: how many characters of the official codes are those of common places.
    """

    kilometres: float | None
    minutes: int
    shared: int

    def is_local(self, kilometres: int) -> bool:
        """Whether it is within `kilometres`, or in the same regency where no point is known."""
        if self.kilometres is not None:
            return self.kilometres <= kilometres
        return self.shared >= SAME_REGENCY


def distance(home: Spot, group: Spot) -> Distance:
    """From `home` to `group`; map points win over codes."""
    shared = _shared(home.code, group.code)
    if home.has_point and group.has_point:
        kilometres = _great_circle(home, group)
        # A walk of ten minutes at least: nobody is there at once.
        minutes = max(10, 5 * round(kilometres * MINUTES_PER_KILOMETRE / 5))
        return Distance(kilometres=kilometres, minutes=minutes, shared=shared)
    minutes = next(minutes for length, minutes in MINUTES_BY_SHARED_CODE if shared >= length)
    return Distance(kilometres=None, minutes=minutes, shared=shared)


def _shared(one: str, other: str) -> int:
    """The length of the longest common place: 13 for one village, 5 for one regency, 0."""
    for length, _minutes in MINUTES_BY_SHARED_CODE:
        if len(one) >= length and one[:length] == other[:length]:
            return length
    return 0


def _great_circle(one: Spot, other: Spot) -> float:
    lat_1, lon_1, lat_2, lon_2 = (
        radians(float(degrees))
        for degrees in (one.latitude, one.longitude, other.latitude, other.longitude)
        if degrees is not None
    )
    half = sin((lat_2 - lat_1) / 2) ** 2
    half += cos(lat_1) * cos(lat_2) * sin((lon_2 - lon_1) / 2) ** 2
    return 2 * EARTH_KILOMETRES * asin(sqrt(half))
