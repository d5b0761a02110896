"""People of the drawings: half figures with a few features, in varied dress, and hands seen close."""

from typing import TypedDict

from balai.demo.drawing.canvas import (
    CLAY,
    GOLD,
    GREEN,
    GREY,
    INDIGO,
    INK,
    MUSTARD,
    PINK,
    PLUM,
    SKIN,
    SKIN_DARK,
    SKIN_LIGHT,
    SKY,
    TEAL,
    WHITE,
    WOOD_DARK,
    Point,
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

HAIR = "#2e211c"
OLD_HAIR = "#a79d93"


def _face(mood: str, skin: str) -> str:
    mouths = {
        "smile": "M-13 14Q0 28 13 14",
        "calm": "M-10 18H10",
        "worry": "M-11 23Q0 12 11 23",
        "talk": "M-9 14Q0 32 9 14Z",
    }
    eyes = circle(-15, -4, 4.2, INK, 0) + circle(15, -4, 4.2, INK, 0)
    brows = (
        line([(-23, -18), (-10, -22)], width=4) + line([(10, -22), (23, -18)], width=4)
        if mood == "worry"
        else ""
    )
    nose = path("M0 -1Q5 8 -1 9", ink=3)
    return eyes + brows + nose + path(mouths[mood], fill=INK if mood == "talk" else "none", ink=4)


def _mask() -> str:
    straps = line([(-36, 0), (-24, 5)], WHITE, 4) + line([(36, 0), (24, 5)], WHITE, 4)
    shape = path("M-28 3Q0 -8 28 3L26 26Q0 48 -26 26Z", WHITE, 4)
    return straps + shape + path("M-17 14H17M-15 23H15", ink=2.5, color=GREY)


def _goggles() -> str:
    lenses = rect(-31, -18, 28, 24, SKY, 9, 4) + rect(3, -18, 28, 24, SKY, 9, 4)
    return (
        line([(-40, -8), (40, -8)], INK, 5)
        + lenses
        + circle(-16, -6, 4, INK, 0)
        + circle(17, -6, 4, INK, 0)
    )


def _jilbab(cloth: str, skin: str) -> str:
    drape = path(
        "M0 -54C40 -54 50 -18 47 8C48 34 62 52 66 74C40 92 -40 92 -66 74C-62 52 -48 34 -47 8C-50 -18 -40 -54 0 -54Z",
        cloth,
    )
    opening = path(
        "M0 -36C26 -36 35 -16 33 4C31 30 14 40 0 40C-14 40 -31 30 -33 4C-35 -16 -26 -36 0 -36Z",
        skin,
    )
    return drape + path("M-40 62Q0 80 44 58", ink=4) + opening


def _bare_head(style: str, skin: str) -> str:
    colour = OLD_HAIR if style.startswith("old") else HAIR
    behind = (
        path("M-44 -4C-50 -58 50 -58 44 -4L48 46Q0 60 -48 46Z", colour) if style == "long" else ""
    )
    if style in ("bun", "old-bun"):
        behind = circle(0, -50, 19, colour)
    ears = circle(-39, 2, 9, skin) + circle(39, 2, 9, skin)
    face = ellipse(0, 0, 39, 42, skin)
    fringe = path("M-39 -4C-40 -56 40 -56 39 -4C32 -20 20 -26 0 -26S-32 -20 -39 -4Z", colour)
    cap = poly([(-38, -20), (-33, -56), (33, -56), (38, -20)], HAIR) if style == "peci" else ""
    brim = (
        path("M-42 -18C-40 -58 40 -58 42 -18Z", TEAL) + path("M-42 -18H58", ink=9)
        if style == "cap"
        else ""
    )
    return behind + ears + face + fringe + cap + brim


def head(
    style: str = "short",
    cloth: str = TEAL,
    skin: str = SKIN,
    mood: str = "smile",
    mask: bool = False,
    goggles: bool = False,
) -> str:
    """A head around the origin, 84 wide. style: jilbab, short, long, bun, peci, cap, old, old-bun."""
    shape = _jilbab(cloth, skin) if style == "jilbab" else _bare_head(style, skin)
    return shape + _face(mood, skin) + (_mask() if mask else "") + (_goggles() if goggles else "")


def _arm(shoulder: Point, hand: Point, sleeve: str, skin: str, side: int) -> str:
    (sx, sy), (hx, hy) = shoulder, hand
    reach = ((hx - sx) ** 2 + (hy - sy) ** 2) ** 0.5
    bend = max(8.0, 105 - reach * 0.45)
    cx, cy = (sx + hx) / 2 + side * bend * 0.75, (sy + hy) / 2 + bend * 0.6
    # The wrist shows: the sleeve ends at four fifths of the curve.
    t = 0.8
    wx, wy = (
        (1 - t) ** 2 * sx + 2 * t * (1 - t) * cx + t * t * hx,
        (1 - t) ** 2 * sy + 2 * t * (1 - t) * cy + t * t * hy,
    )
    qx, qy = sx + (cx - sx) * t, sy + (cy - sy) * t
    bare = curve(f"M{wx:.1f} {wy:.1f}L{hx:.1f} {hy:.1f}", skin, 18)
    return (
        bare
        + curve(f"M{sx:.1f} {sy:.1f}Q{qx:.1f} {qy:.1f} {wx:.1f} {wy:.1f}", sleeve, 28)
        + circle(hx, hy, 15, skin)
    )


def person(
    x: float,
    y: float,
    left: Point | None = None,
    right: Point | None = None,
    *,
    scale: float = 1,
    dress: str = TEAL,
    style: str = "short",
    cloth: str = TEAL,
    skin: str = SKIN,
    mood: str = "smile",
    mask: bool = False,
    goggles: bool = False,
    holding: str = "",
    tilt: float = 0,
) -> str:
    """A half figure whose waist is at (x, y) and whose head is 190 above it at scale 1.

    left, right: where the hands are, in sheet units, left and right as the reader sees them.
    holding: shapes in sheet units, drawn over the body and under the hands.
    """

    def local(point: Point) -> Point:
        return (point[0] - x) / scale, (point[1] - y) / scale

    torso = path("M-72 6C-74 -60 -76 -128 -34 -136Q0 -146 34 -136C76 -128 74 -60 72 6Z", dress)
    neck = rect(-15, -158, 30, 30, skin, 8) if style != "jilbab" else ""
    body = torso + neck + placed(head(style, cloth, skin, mood, mask, goggles), 0, -188, turn=tilt)
    arms = ""
    if left:
        arms += _arm((-54, -104), local(left), dress, skin, -1)
    if right:
        arms += _arm((54, -104), local(right), dress, skin, 1)
    return placed(body, x, y, scale) + holding + placed(arms, x, y, scale)


def seated(
    x: float,
    y: float,
    left: Point | None = None,
    right: Point | None = None,
    *,
    scale: float = 0.7,
    **look,
) -> str:
    """Someone sitting cross-legged on a mat, the mat at `y`; hands rest on the knees unless told."""
    trousers = look.pop("trousers", INK)
    legs = path("M-96 0C-110 -46 -50 -52 0 -34C50 -52 110 -46 96 0Q0 20 -96 0Z", trousers)
    left = left or (x - 58 * scale, y - 34 * scale)
    right = right or (x + 58 * scale, y - 34 * scale)
    return placed(legs, x, y, scale) + person(x, y - 24 * scale, left, right, scale=scale, **look)


# Fingers of a hand that points right with its tips at (0, 0): bars for `merged`, then the lines between.
FINGERS = {
    "pinch": [
        ("M-70 -22Q-40 -44 -4 -12", 23),
        ("M-92 26Q-44 42 -4 14", 24),
        ("M-70 -4L-30 2", 30),
    ],
    "point": [("M-70 -20L-6 -6", 23), ("M-80 4L-52 12", 24), ("M-84 22L-60 30", 22)],
    "flat": [
        ("M-80 -18L-14 -14", 22),
        ("M-80 -2L-6 2", 22),
        ("M-80 14L-14 18", 22),
        ("M-96 -26L-58 -50", 22),
    ],
    "grip": [
        ("M-84 -20L-44 -22", 24),
        ("M-84 -4L-38 -4", 24),
        ("M-84 14L-42 14", 24),
        ("M-100 -26L-62 -44", 22),
    ],
}
KNUCKLES = {
    "pinch": "M-2 1Q-24 -4 -46 4",
    "point": "M-74 2L-54 4M-76 20L-60 21",
    "flat": "M-62 -8L-26 -6M-62 8L-26 9",
    "grip": "M-74 -13L-50 -14M-74 5L-50 5",
}


def hand(
    x: float,
    y: float,
    turn: float = 0,
    pose: str = "pinch",
    *,
    skin: str = SKIN,
    sleeve: str = TEAL,
    mirror: bool = False,
    scale: float = 1,
) -> str:
    """A hand seen close, its finger tips at (x, y), coming from the left; pose: pinch, point, flat, grip."""
    arm = curve("M-620 0L-160 0", sleeve, 62)
    wrist = ("M-175 0L-110 0", 44)
    palm = ("M-105 0L-82 0", 66)
    shape = merged(skin, wrist, palm, *FINGERS[pose]) + path(KNUCKLES[pose], ink=3.5) + arm
    return placed(shape, x, y, scale, turn, mirror)


class Look(TypedDict, total=False):
    """How someone of the cast is dressed: keywords of `person`."""

    dress: str
    style: str
    cloth: str
    skin: str


# The cast: the same few people return from drawing to drawing.
RUMINAH: Look = {"dress": CLAY, "style": "jilbab", "cloth": GOLD, "skin": SKIN_LIGHT}
SUTINI: Look = {"dress": GREEN, "style": "old-bun", "skin": SKIN}
BUHARI: Look = {"dress": INDIGO, "style": "peci", "skin": SKIN_DARK}
SAHNIM: Look = {"dress": PLUM, "style": "jilbab", "cloth": TEAL, "skin": SKIN}
MARZUKI: Look = {"dress": MUSTARD, "style": "short", "skin": SKIN}
YOUTH: Look = {"dress": PINK, "style": "long", "skin": SKIN_LIGHT}
MENTOR: Look = {"dress": WHITE, "style": "jilbab", "cloth": INDIGO, "skin": SKIN}
TRADER: Look = {"dress": WOOD_DARK, "style": "cap", "skin": SKIN_LIGHT}
CLERK: Look = {"dress": TEAL, "style": "short", "skin": SKIN_LIGHT}


MEMBERS = (RUMINAH, BUHARI, YOUTH, SUTINI, SAHNIM)
