"""Phones, parcels, buildings and what stands around. Unless said otherwise (x, y) is the middle."""

from math import cos, pi, sin

from balai.demo.drawing.canvas import (
    CLAY,
    CREAM,
    GOLD,
    GREEN,
    GREY,
    INDIGO,
    INK,
    MUSTARD,
    RED,
    SKY,
    WHITE,
    WOOD,
    WOOD_DARK,
    WOOD_LIGHT,
    circle,
    curve,
    ellipse,
    line,
    merged,
    path,
    placed,
    poly,
    rect,
)
from balai.demo.drawing.parts.money import coin


def phone(
    x: float, y: float, picture: str = "", w: float = 120, turn: float = 0, screen: str = SKY
) -> str:
    """A phone standing upright; `picture` is drawn around the origin inside its screen."""
    h = w * 1.85
    return placed(
        rect(-w / 2, -h / 2, w, h, INK, w * 0.13)
        + rect(-w * 0.42, -h * 0.42, w * 0.84, h * 0.8, screen, 6, 0)
        + picture
        + circle(0, h * 0.44, w * 0.05, GREY, 0),
        x,
        y,
        turn=turn,
    )


def carton(x: float, y: float, w: float = 200, h: float = 140, is_open: bool = False) -> str:
    """A carton standing on `y`."""
    front = rect(x - w / 2, y - h, w, h, WOOD_LIGHT, 4)
    if not is_open:
        return (
            front
            + rect(x - 16, y - h, 32, h, WOOD, 0, 0)
            + line([(x - w / 2, y - h), (x + w / 2, y - h)])
            + rect(x - w / 2, y - h, w, h, "none", 4)
        )
    back = rect(x - w / 2 + 10, y - h - 10, w - 20, 40, WOOD_DARK, 2)
    flaps = poly(
        [
            (x - w / 2, y - h),
            (x - w / 2 - 56, y - h - 34),
            (x - w / 2 - 30, y - h - 56),
            (x - w / 2 + 10, y - h - 10),
        ],
        WOOD,
    )
    flaps += poly(
        [
            (x + w / 2, y - h),
            (x + w / 2 + 56, y - h - 34),
            (x + w / 2 + 30, y - h - 56),
            (x + w / 2 - 10, y - h - 10),
        ],
        WOOD,
    )
    return back + flaps + front


def window(x: float, y: float, w: float = 170, h: float = 200) -> str:
    """A bright window with the sun in it."""
    glass = rect(x - w / 2, y - h / 2, w, h, "#fff3c9", 4) + circle(
        x + w * 0.2, y - h * 0.22, 26, GOLD, 0
    )
    bars = line([(x, y - h / 2), (x, y + h / 2)], WOOD_DARK, 9) + line(
        [(x - w / 2, y), (x + w / 2, y)], WOOD_DARK, 9
    )
    return (
        glass
        + bars
        + rect(x - w / 2, y - h / 2, w, h, "none", 4, 11)
        + rect(x - w / 2 - 14, y + h / 2, w + 28, 18, WOOD, 4)
    )


def house(x: float, y: float, scale: float = 1, color: str = CREAM, roof: str = CLAY) -> str:
    """A small house standing on `y`, 190 wide at scale 1."""
    walls = (
        rect(-80, -110, 160, 110, color, 0)
        + rect(-22, -72, 44, 72, WOOD, 4)
        + circle(12, -34, 4, INK, 0)
    )
    panes = rect(-66, -84, 32, 32, SKY, 3, 4) + rect(36, -84, 32, 32, SKY, 3, 4)
    return placed(
        walls + panes + poly([(-100, -104), (-60, -172), (60, -172), (100, -104)], roof),
        x,
        y,
        scale,
    )


def shop(x: float, y: float, scale: float = 1, stripe: str = RED) -> str:
    """A shop with a striped awning standing on `y`."""
    walls = (
        rect(-90, -120, 180, 120, CREAM, 0)
        + rect(-74, -74, 92, 50, SKY, 4)
        + rect(34, -76, 42, 76, WOOD_DARK, 3)
    )
    awning = "".join(
        path(f"M{-104 + 26 * i} -132h26v34q-13 16 -26 0Z", stripe if i % 2 else WHITE, 4)
        for i in range(8)
    )
    return placed(walls + rect(-96, -160, 192, 30, stripe, 4) + awning, x, y, scale)


def bank(x: float, y: float, scale: float = 1) -> str:
    columns = "".join(rect(-76 + 44 * i, -92, 22, 78, WHITE, 2) for i in range(4))
    return placed(
        rect(-100, -16, 200, 18, GREY, 2)
        + rect(-86, -96, 172, 82, SKY, 0, 0)
        + columns
        + poly([(-108, -94), (0, -158), (108, -94)], INDIGO)
        + coin(0, -118, 16),
        x,
        y,
        scale,
    )


def tree(x: float, y: float, scale: float = 1) -> str:
    crown = merged(
        GREEN,
        ("M-40 -120L-39 -120", 84),
        ("M34 -116L35 -116", 84),
        ("M0 -164L1 -164", 92),
        ("M0 -116L1 -116", 70),
    )
    return placed(curve("M0 0V-90", WOOD_DARK, 24) + crown, x, y, scale)


def sun(x: float, y: float, r: float = 40) -> str:
    rays = "".join(
        line(
            [
                (x + r * 1.35 * cos(pi * i / 6), y + r * 1.35 * sin(pi * i / 6)),
                (x + r * 1.75 * cos(pi * i / 6), y + r * 1.75 * sin(pi * i / 6)),
            ],
            MUSTARD,
            8,
        )
        for i in range(12)
    )
    return rays + circle(x, y, r, GOLD)


def loupe(x: float, y: float, r: float = 60, seen: str = "") -> str:
    """A magnifying glass around (x, y); `seen` is drawn on its glass in sheet units."""
    grip = curve(f"M{x + r * 0.75} {y + r * 0.75}L{x + r * 1.6} {y + r * 1.6}", WOOD_DARK, 18)
    return grip + circle(x, y, r, "#eef6f5", 11) + seen


def bubble(
    x: float,
    y: float,
    w: float = 170,
    h: float = 100,
    tail: tuple[float, float] = (-40, 80),
    color: str = WHITE,
) -> str:
    """A speech bubble; the tip of its tail is `tail` away from the middle."""
    tx, ty = tail
    side = 1 if tx >= 0 else -1
    edge = h / 2 if ty > 0 else -h / 2
    wedge = [
        (x + side * w * 0.08, y + edge * 0.9),
        (x + tx, y + ty),
        (x + side * w * 0.3, y + edge * 0.9),
    ]
    cover = poly(
        [
            (x + side * w * 0.11, y + edge * 0.82),
            (x + tx * 0.8, y + ty * 0.8),
            (x + side * w * 0.27, y + edge * 0.82),
        ],
        color,
        0,
    )
    return poly(wedge, color) + rect(x - w / 2, y - h / 2, w, h, color, min(34, h / 2.4)) + cover


def bowl_of(x: float, y: float, content: str, color: str = WOOD_DARK, w: float = 130) -> str:
    """A bowl whose rim is at `y`, with `content` drawn behind its front."""
    return (
        ellipse(x, y, w / 2, w * 0.16, color)
        + content
        + path(
            f"M{x - w / 2} {y}C{x - w * 0.46} {y + w * 0.5} {x + w * 0.46} {y + w * 0.5} {x + w / 2} {y}Q{x} {y + w * 0.3} {x - w / 2} {y}Z",
            color,
        )
    )


def book(x: float, y: float, w: float = 110, color: str = RED) -> str:
    """A closed exercise book seen from the front."""
    return (
        rect(x - w / 2, y - w * 0.65, w, w * 1.3, color, 8)
        + line([(x - w * 0.34, y - w * 0.65), (x - w * 0.34, y + w * 0.65)], INK, 4)
        + rect(x - w * 0.2, y - w * 0.4, w * 0.56, w * 0.3, WHITE, 5, 4)
    )


def mask(x: float, y: float, scale: float = 1) -> str:
    """A dust mask lying by itself."""
    loops = path("M-64 -18C-124 -40 -124 50 -60 34M64 -18C124 -40 124 50 60 34", ink=6)
    return placed(
        loops
        + path("M-68 -22Q0 -62 68 -22L62 34Q0 84 -62 34Z", WHITE)
        + path("M-44 4H44M-40 26H40", ink=4, color=GREY),
        x,
        y,
        scale,
    )


def dust(
    x: float, y: float, w: float = 120, h: float = 80, count: int = 16, color: str = WOOD_DARK
) -> str:
    """Specks spread over a box; the golden ratio keeps them from lining up."""
    spots = [
        (x - w / 2 + w * (i * 0.618 % 1), y - h / 2 + h * (i * 0.7549 % 1)) for i in range(count)
    ]
    return "".join(circle(sx, sy, 2.5 + i % 4, color, 0) for i, (sx, sy) in enumerate(spots))


def sheet_mat(x: float, y: float, rx: float = 270, ry: float = 74, color: str = MUSTARD) -> str:
    """A woven mat on the floor."""
    return ellipse(x, y, rx, ry, color) + ellipse(x, y, rx - 22, ry - 13, "none", 4)


def board(x: float, y: float, w: float = 220, h: float = 180) -> str:
    """A writing board on two legs."""
    return (
        rect(x - w / 2, y - h / 2, w, h, WHITE, 6, 9)
        + line([(x - w * 0.3, y + h / 2), (x - w * 0.42, y + h / 2 + 120)], WOOD_DARK, 12)
        + line([(x + w * 0.3, y + h / 2), (x + w * 0.42, y + h / 2 + 120)], WOOD_DARK, 12)
    )
