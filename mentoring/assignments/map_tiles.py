"""Pictures of the land beneath the map, only where a site configures who draws them. Pure.

Tiles lie in Web Mercator, 2^zoom squares from the west and from the north; the map is drawn
plane. Each tile is put between its own corners, so that over a regency nothing shifts by more
than a dot is wide. Source of the numbering: https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import asinh, atan, degrees, floor, pi, radians, sinh, tan

# As many as a phone fetches for one look; the zoom follows from it.
MOST_TILES = 12
DEEPEST = 15
# Mercator ends before the poles.
_EDGE = 85.0


@dataclass(frozen=True)
class Bounds:
    """What the picture shows, in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True)
class Tile:
    """One picture: its address and its place in units of the map."""

    url: str
    x: float
    y: float
    width: float
    height: float


def tiles_for(
    bounds: Bounds, pattern: str, place: Callable[[float, float], tuple[float, float]]
) -> Iterator[Tile]:
    """The tiles that cover `bounds`, at the deepest zoom with at most `MOST_TILES` of them.

    pattern: an address with {z}, {x} and {y}. place: (longitude, latitude) -> (x, y) of the map.
    """
    zoom = next(
        zoom for zoom in range(DEEPEST, -1, -1) if zoom == 0 or _count(bounds, zoom) <= MOST_TILES
    )
    columns, rows = _covered(bounds, zoom)
    for row in rows:
        for column in columns:
            left, top = place(_longitude(column, zoom), _latitude(row, zoom))
            right, bottom = place(_longitude(column + 1, zoom), _latitude(row + 1, zoom))
            yield Tile(
                url=pattern.format(z=zoom, x=column, y=row),
                x=round(left, 1),
                y=round(top, 1),
                width=round(right - left, 1),
                height=round(bottom - top, 1),
            )


def _count(bounds: Bounds, zoom: int) -> int:
    columns, rows = _covered(bounds, zoom)
    return len(columns) * len(rows)


def _covered(bounds: Bounds, zoom: int) -> tuple[range, range]:
    last = 2**zoom - 1
    west, east = (_column(edge, zoom) for edge in (bounds.west, bounds.east))
    north, south = (_row(edge, zoom) for edge in (bounds.north, bounds.south))
    return (
        range(max(0, west), min(last, east) + 1),
        range(max(0, north), min(last, south) + 1),
    )


def _column(longitude: float, zoom: int) -> int:
    return floor((longitude + 180) / 360 * 2**zoom)


def _row(latitude: float, zoom: int) -> int:
    inside = max(-_EDGE, min(_EDGE, latitude))
    return floor((1 - asinh(tan(radians(inside))) / pi) / 2 * 2**zoom)


def _longitude(column: int, zoom: int) -> float:
    return column / 2**zoom * 360 - 180


def _latitude(row: int, zoom: int) -> float:
    return degrees(atan(sinh(pi * (1 - 2 * row / 2**zoom))))
