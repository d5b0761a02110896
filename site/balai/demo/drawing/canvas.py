"""Shapes of the demo drawings: every function returns one piece of SVG text.

Lengths are SVG units on a sheet of 640 by 400, y downwards. Angles are degrees, clockwise.
"""

from collections.abc import Sequence

Point = tuple[float, float]

WIDTH, HEIGHT = 640, 400
OUTLINE = 5

INK = "#3a2a22"
CREAM, SAND, ROSE = "#fbf3e4", "#f3e2c7", "#f6ded3"
MINT, SKY, LEAF = "#dcebe6", "#dde8f0", "#e4edd6"
WOOD, WOOD_DARK, WOOD_LIGHT = "#c98f55", "#94592f", "#e6be87"
CLAY, CLAY_DARK, CLAY_WET, SOOT = "#c4623a", "#8e4026", "#a08778", "#4d4541"
TEAL, MUSTARD, RED, INDIGO = "#2f7f79", "#e2a93b", "#c2453a", "#3f5b8c"
GREEN, WHITE, GREY, STEEL = "#5e8c4a", "#fffdf8", "#b9b2a8", "#9fb0b8"
PLUM, PINK = "#84486f", "#d98e86"
GOLD = "#f0c860"
SKIN, SKIN_DARK, SKIN_LIGHT = "#9c6440", "#7d4d2f", "#b97b50"


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _pairs(points: Sequence[Point]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _ink(width: float) -> str:
    return (
        f'stroke="{INK}" stroke-width="{_number(width)}" stroke-linejoin="round"'
        if width
        else 'stroke="none"'
    )


def rect(
    x: float, y: float, w: float, h: float, fill: str, r: float = 6, ink: float = OUTLINE
) -> str:
    return (
        f'<rect x="{_number(x)}" y="{_number(y)}" width="{_number(w)}" height="{_number(h)}" '
        f'rx="{_number(r)}" fill="{fill}" {_ink(ink)}/>'
    )


def circle(x: float, y: float, r: float, fill: str, ink: float = OUTLINE) -> str:
    return (
        f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(r)}" fill="{fill}" {_ink(ink)}/>'
    )


def ellipse(x: float, y: float, rx: float, ry: float, fill: str, ink: float = OUTLINE) -> str:
    return f'<ellipse cx="{_number(x)}" cy="{_number(y)}" rx="{_number(rx)}" ry="{_number(ry)}" fill="{fill}" {_ink(ink)}/>'


def poly(points: Sequence[Point], fill: str, ink: float = OUTLINE) -> str:
    return f'<polygon points="{_pairs(points)}" fill="{fill}" {_ink(ink)}/>'


def path(d: str, fill: str = "none", ink: float = OUTLINE, color: str = INK) -> str:
    stroke = f'stroke="{color}" stroke-width="{_number(ink)}" stroke-linejoin="round" stroke-linecap="round"'
    return f'<path d="{d}" fill="{fill}" {stroke if ink else ""}/>'


def line(points: Sequence[Point], color: str = INK, width: float = OUTLINE) -> str:
    return (
        f'<polyline points="{_pairs(points)}" fill="none" stroke="{color}" stroke-width="{_number(width)}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def curve(d: str, color: str, width: float) -> str:
    """A thick bar along the path `d` with an outline of its own: arms, ropes, handles."""
    return path(d, ink=width + 2 * OUTLINE) + path(d, ink=width, color=color)


def merged(color: str, *bars: tuple[str, float]) -> str:
    """Thick bars (path, width) of one colour grown together under one outline: hands, leaves."""
    outlines = "".join(path(d, ink=width + 2 * OUTLINE) for d, width in bars)
    return outlines + "".join(path(d, ink=width, color=color) for d, width in bars)


def placed(
    shape: str, x: float = 0, y: float = 0, scale: float = 1, turn: float = 0, mirror: bool = False
) -> str:
    """`shape` moved so that its own origin lies at (x, y), then turned and scaled around it."""
    steps = f"translate({_number(x)} {_number(y)})"
    if turn:
        steps += f" rotate({_number(turn)})"
    if scale != 1 or mirror:
        steps += f" scale({-scale:.3g} {scale:.3g})" if mirror else f" scale({scale:.3g})"
    return f'<g transform="{steps}">{shape}</g>'


def backdrop(color: str, ground: str | None = None, level: float = 300) -> str:
    """The calm background: one colour, and below `level` a floor or table of another."""
    floor = rect(-10, level, WIDTH + 20, HEIGHT, ground, 0, 0) if ground else ""
    return rect(0, 0, WIDTH, HEIGHT, color, 0, 0) + floor


def document(shapes: Sequence[str], title: str) -> str:
    """The whole SVG file; `title` is plain text and becomes the accessible name."""
    safe = title.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img">\n<title>{safe}</title>\n' + "\n".join(shapes) + "\n</svg>\n"
    )


# Digits are drawn as strokes on a grid of 10 by 16, so that a drawing needs no font.
GLYPHS: dict[str, tuple[float, str]] = {
    "0": (10, "M5 0C1 0 0 4 0 8S1 16 5 16 10 12 10 8 9 0 5 0Z"),
    "1": (5, "M0 4L4 0V16"),
    "2": (10, "M0 4C0 1 2 0 5 0S10 2 10 5C10 9 3 12 0 16H10"),
    "3": (10, "M0 2C3 -1 9 0 9 4S6 8 4 8C7 8 10 9 10 12S4 18 0 14"),
    "4": (11, "M8 16V0L0 11H11"),
    "5": (10, "M9 0H2L1 7C4 5 10 6 10 11S4 18 0 14"),
    "6": (10, "M8 0C3 2 0 7 0 11A5 5 0 1 0 10 11A5 5 0 1 0 0 11"),
    "7": (10, "M0 0H10L4 16"),
    "8": (10, "M5 8C1 8 1 0 5 0S9 8 5 8C-1 8 -1 16 5 16S11 8 5 8Z"),
    "9": (10, "M2 16C7 14 10 9 10 5A5 5 0 1 0 0 5A5 5 0 1 0 10 5"),
    "R": (10, "M0 16V0H5C11 0 11 8 5 8H0M5 8L10 16"),
    "p": (8, "M0 20V6M0 8C2 5 8 5 8 11S2 17 0 14"),
    ".": (1, "M0.5 15.5V16"),
    ",": (2, "M1.5 15V16L0 19"),
    "%": (
        11,
        "M10 0L1 16M2.5 1A2 2 0 1 0 2.5 5.5A2 2 0 1 0 2.5 1M8.5 11A2 2 0 1 0 8.5 15.5A2 2 0 1 0 8.5 11",
    ),
    "+": (10, "M5 3V13M0 8H10"),
    "-": (8, "M0 8H8"),
    "=": (10, "M0 5H10M0 11H10"),
    "x": (8, "M0 4L8 13M8 4L0 13"),
    ":": (1, "M0.5 6V6.5M0.5 13V13.5"),
    "/": (8, "M8 -1L0 17"),
    " ": (4, ""),
}


def figures_width(text: str, size: float) -> float:
    """Width in units of `text` when written `size` units high."""
    return (sum(GLYPHS[c][0] for c in text) + 4.5 * (len(text) - 1)) * size / 16


def figures(
    x: float, y: float, text: str, size: float = 40, color: str = INK, weight: float | None = None
) -> str:
    """`text` (digits, Rp and signs only) centred on (x, y), `size` units high."""
    scale = size / 16
    stroke = (weight or max(4, size / 6.5)) / scale
    pen, shapes = 0.0, []
    for character in text:
        advance, d = GLYPHS[character]
        if d:
            shapes.append(
                f'<g transform="translate({_number(pen)} 0)">{path(d, ink=stroke, color=color)}</g>'
            )
        pen += advance + 4.5
    left, top = x - figures_width(text, size) / 2, y - size / 2
    return placed("".join(shapes), left, top, scale)


def label(
    x: float, y: float, text: str, size: float = 36, fill: str = WHITE, color: str = INK
) -> str:
    """Figures on a rounded card centred on (x, y), pushed back inside the sheet if it would stick out."""
    width = figures_width(text, size) + size * 0.8
    x = min(max(x, width / 2 + 12), WIDTH - width / 2 - 12)
    return rect(x - width / 2, y - size * 0.9, width, size * 1.8, fill, 14) + figures(
        x, y, text, size, color
    )


def tick(x: float, y: float, r: float = 32) -> str:
    mark = path(
        f"M{x - r * 0.45} {y}L{x - r * 0.1} {y + r * 0.4}L{x + r * 0.5} {y - r * 0.4}",
        ink=r / 3.4,
        color=WHITE,
    )
    return circle(x, y, r, GREEN) + mark


def cross(x: float, y: float, r: float = 32) -> str:
    a = r * 0.42
    mark = path(
        f"M{x - a} {y - a}L{x + a} {y + a}M{x + a} {y - a}L{x - a} {y + a}",
        ink=r / 3.4,
        color=WHITE,
    )
    return circle(x, y, r, RED) + mark


def arrow(start: Point, end: Point, color: str = MUSTARD, width: float = 16) -> str:
    """A fat outlined arrow from `start` to `end`."""
    (x0, y0), (x1, y1) = start, end
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    h, head = width / 2, width * 1.5
    bx, by = x1 - ux * head, y1 - uy * head
    outline = [
        (x0 - uy * h, y0 + ux * h), (bx - uy * h, by + ux * h), (bx - uy * head, by + ux * head), (x1, y1),
        (bx + uy * head, by - ux * head), (bx + uy * h, by - ux * h), (x0 + uy * h, y0 - ux * h),
    ]  # fmt: skip
    return poly(outline, color)


def span(left: float, right: float, y: float, color: str = TEAL, width: float = 16) -> str:
    """A level arrow with a head at both ends: a distance to keep."""
    h, head = width / 2, width * 1.5
    upper = [(left, y), (left + head, y - head), (left + head, y - h), (right - head, y - h)]
    tip = [(right - head, y - head), (right, y), (right - head, y + head)]
    lower = [(right - head, y + h), (left + head, y + h), (left + head, y + head)]
    return poly([*upper, *tip, *lower], color)


def turning(x: float, y: float, r: float, color: str = MUSTARD) -> str:
    """A round arrow, clockwise, open at the upper left: turn it, let it spin."""
    d = f"M{x - r * 0.7} {y - r * 0.7}A{r} {r} 0 1 1 {x - r * 0.95} {y + r * 0.3}"
    tip = (x - r * 0.95, y + r * 0.3)
    head = [(tip[0] - 20, tip[1] + 12), (tip[0] + 20, tip[1] + 8), (tip[0] - 6, tip[1] - 24)]
    return curve(d, color, 10) + poly(head, color)


def sound(x: float, y: float, turn: float = 0) -> str:
    """Three arcs that open to the right: a knock, a ring, a rattle."""
    arcs = "".join(
        path(f"M{8 + i * 14} {-10 - i * 9}Q{22 + i * 17} 0 {8 + i * 14} {10 + i * 9}", ink=6)
        for i in range(3)
    )
    return placed(arcs, x, y, turn=turn)


def cropped(shape: str, x: float, y: float, w: float, h: float) -> str:
    """`shape`, in sheet units, seen only inside the given box: what a photo shows."""
    box = f'x="{_number(x)}" y="{_number(y)}" width="{_number(w)}" height="{_number(h)}"'
    view = " ".join(_number(side) for side in (x, y, w, h))
    return f'<svg {box} viewBox="{view}">{shape}</svg>'
