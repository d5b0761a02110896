"""The concentration curve as the points of an SVG, without any script."""

from collections.abc import Iterable

SIDE = 200


def polyline(points: Iterable[tuple[float, float]]) -> str:
    """(0..1, 0..1) pairs -> "x,y x,y" in a square of SIDE, y upwards."""
    return " ".join(f"{x * SIDE:.1f},{SIDE - y * SIDE:.1f}" for x, y in points)
