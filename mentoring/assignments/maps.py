"""A small map drawn on the server: dots at map points, no tiles, no network. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

WIDTH, HEIGHT, MARGIN = 640, 400, 28
# At least so many degrees are shown, about two kilometres: one dot is no whole map.
NARROWEST = 0.02


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


KILOMETRES_PER_DEGREE = 111.2
BARS = (500, 200, 100, 50, 20, 10, 5, 2, 1)


def drawing(pins: Iterable[Pin]) -> Drawing | None:
    """The map of `pins`, all of them in sight; None without any. North is up."""
    known = list(pins)
    if not known:
        return None
    middle_lat = _middle([pin.latitude for pin in known])
    middle_lon = _middle([pin.longitude for pin in known])
    # A degree of longitude is shorter than one of latitude.
    narrow = cos(radians(middle_lat))
    tall = max(_span([pin.latitude for pin in known]), NARROWEST)
    wide = max(_span([pin.longitude for pin in known]) * narrow, NARROWEST)
    unit = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / tall)
    dots = (
        Dot(
            pin,
            round(WIDTH / 2 + (pin.longitude - middle_lon) * narrow * unit, 1),
            round(HEIGHT / 2 - (pin.latitude - middle_lat) * unit, 1),
            min(18.0, 8 + pin.count),
        )
        for pin in known
    )
    per_kilometre = unit / KILOMETRES_PER_DEGREE
    bar = next((km for km in BARS if km * per_kilometre <= WIDTH / 3), 1)
    # Grave ones are drawn last, on top of the others.
    order = {"good": 0, "warn": 1, "bad": 2}
    return Drawing(
        dots=tuple(sorted(dots, key=lambda dot: order.get(dot.pin.state, 0))),
        scale_kilometres=bar,
        scale_length=round(bar * per_kilometre, 1),
    )


def _middle(numbers: Sequence[float]) -> float:
    return (min(numbers) + max(numbers)) / 2


def _span(numbers: Sequence[float]) -> Any:
    return max(numbers) - min(numbers)
