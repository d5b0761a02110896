"""A small map drawn on the server: dots at map points, no network. Pure.

Tiles lie beneath only where a site says whose (`map_tiles.py`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from mentoring.assignments.map_tiles import Bounds, Tile, tiles_for

WIDTH, HEIGHT, MARGIN = 640, 400, 28
# At least so many degrees are shown, about two kilometres: one dot is no whole map.
NARROWEST = 0.02


@dataclass(frozen=True)
class Ground:
    """Whose pictures of the land lie beneath. pattern: an address with {z}, {x} and {y}.
    credit: who drew them, in words that stand under the map."""

    pattern: str
    credit: str


@dataclass(frozen=True)
class Pin:
    """One thing to draw. state: "good", "warn" or "bad"; count: how many groups are there."""

    label: str
    latitude: float
    longitude: float
    state: str
    count: int = 1
    url: str = ""


@dataclass(frozen=True)
class Dot:
    """A pin on the picture: x, y and r in its units."""

    pin: Pin
    x: float
    y: float
    r: float

    @property
    def corners(self) -> str:
        """The points of a triangle in the dot's place, for an SVG polygon."""
        x, y, r = self.x, self.y, self.r * 1.2
        return f"{x:.1f},{y - r:.1f} {x + r:.1f},{y + r:.1f} {x - r:.1f},{y + r:.1f}"

    @property
    def left(self) -> float:
        return round(self.x - self.r, 1)

    @property
    def top(self) -> float:
        return round(self.y - self.r, 1)

    @property
    def side(self) -> float:
        return round(2 * self.r, 1)


@dataclass(frozen=True)
class Drawing:
    """A finished map. scale_kilometres, scale_length: a bar so many kilometres long."""

    dots: tuple[Dot, ...]
    scale_kilometres: int
    scale_length: float
    width: int = WIDTH
    height: int = HEIGHT
    tiles: tuple[Tile, ...] = ()
    credit: str = ""


KILOMETRES_PER_DEGREE = 111.2
BARS = (500, 200, 100, 50, 20, 10, 5, 2, 1)


@dataclass(frozen=True)
class Plane:
    """Where a place on earth stands on the picture. unit: of the picture, for a degree of
    latitude; a degree of longitude is shorter, by `narrow`."""

    latitude: float
    longitude: float
    unit: float
    narrow: float

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        x = WIDTH / 2 + (longitude - self.longitude) * self.narrow * self.unit
        return x, HEIGHT / 2 - (latitude - self.latitude) * self.unit

    @property
    def bounds(self) -> Bounds:
        across = WIDTH / 2 / (self.narrow * self.unit)
        up = HEIGHT / 2 / self.unit
        return Bounds(
            self.longitude - across, self.latitude - up, self.longitude + across, self.latitude + up
        )


def drawing(pins: Iterable[Pin], ground: Ground | None = None) -> Drawing | None:
    """The map of `pins`, all of them in sight; None without any. North is up.

    ground: whose tiles lie beneath, None for none.
    """
    known = list(pins)
    if not known:
        return None
    plane = _plane(known)
    dots = []
    for pin in known:
        x, y = plane.place(pin.longitude, pin.latitude)
        dots.append(Dot(pin, round(x, 1), round(y, 1), min(18.0, 8 + pin.count)))
    per_kilometre = plane.unit / KILOMETRES_PER_DEGREE
    bar = next((km for km in BARS if km * per_kilometre <= WIDTH / 3), 1)
    # Grave ones are drawn last, on top of the others.
    order = {"good": 0, "warn": 1, "bad": 2}
    return Drawing(
        dots=tuple(sorted(dots, key=lambda dot: order.get(dot.pin.state, 0))),
        scale_kilometres=bar,
        scale_length=round(bar * per_kilometre, 1),
        tiles=tuple(tiles_for(plane.bounds, ground.pattern, plane.place)) if ground else (),
        credit=ground.credit if ground else "",
    )


def _plane(pins: Sequence[Pin]) -> Plane:
    latitudes, longitudes = ([pin.latitude for pin in pins], [pin.longitude for pin in pins])
    narrow = cos(radians(_middle(latitudes)))
    tall = max(_span(latitudes), NARROWEST)
    wide = max(_span(longitudes) * narrow, NARROWEST)
    unit = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / tall)
    return Plane(_middle(latitudes), _middle(longitudes), unit, narrow)


def _middle(numbers: Sequence[float]) -> float:
    return (min(numbers) + max(numbers)) / 2


def _span(numbers: Sequence[float]) -> Any:
    return max(numbers) - min(numbers)
