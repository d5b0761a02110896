"""Wood and the tools that work it. Unless said otherwise (x, y) is the middle."""

from math import cos, pi, sin

from balai.demo.drawing.canvas import (
    CREAM,
    GOLD,
    INDIGO,
    INK,
    MUSTARD,
    OUTLINE,
    PINK,
    RED,
    STEEL,
    TEAL,
    WHITE,
    WOOD,
    WOOD_DARK,
    WOOD_LIGHT,
    circle,
    curve,
    ellipse,
    figures,
    line,
    path,
    placed,
    poly,
    rect,
)

KOKON, GAHARU, ASEM = "#e0b06c", "#7a4a2c", "#c98f55"


def bead(x: float, y: float, r: float = 24, color: str = WOOD, hole: bool = False) -> str:
    shine = path(
        f"M{x - r * 0.5} {y - r * 0.25}Q{x - r * 0.35} {y - r * 0.6} {x} {y - r * 0.6}",
        ink=max(2, r / 7),
        color=WHITE,
    )
    dot = circle(x, y, r * 0.26, INK, 0) if hole else shine
    return circle(x, y, r, color, max(3, min(OUTLINE, r / 4))) + dot


def wood_end(x: float, y: float, r: float, cracked: bool = False) -> str:
    """The sawn end of a log: rings, and if `cracked` a split and insect holes."""
    rings = circle(x, y, r, WOOD_LIGHT) + "".join(
        path(_ring(x, y, r * k), ink=3, color=WOOD_DARK) for k in (0.72, 0.45, 0.18)
    )
    if not cracked:
        return rings
    split = path(
        f"M{x} {y}L{x + r * 0.3} {y - r * 0.3}L{x + r * 0.4} {y - r * 0.65}L{x + r * 0.62} {y - r * 0.78}",
        ink=9,
    )
    holes = (
        circle(x - r * 0.5, y + r * 0.1, 6, INK, 0)
        + circle(x - r * 0.3, y + r * 0.5, 7, INK, 0)
        + circle(x + r * 0.35, y + r * 0.4, 6, INK, 0)
    )
    return rings + split + path(f"M{x} {y}L{x - r * 0.35} {y - r * 0.45}", ink=7) + holes


def _ring(x: float, y: float, r: float) -> str:
    return f"M{x - r} {y}A{r} {r} 0 1 1 {x + r} {y}A{r} {r} 0 1 1 {x - r} {y}"


def log(x: float, y: float, length: float = 180, r: float = 34, color: str = WOOD) -> str:
    """A log lying left to right, its sawn end to the right."""
    bark = path(
        f"M{x - length / 2} {y - r}H{x + length / 2}V{y + r}H{x - length / 2}A{r * 0.5} {r} 0 0 1 {x - length / 2} {y - r}Z",
        color,
    )
    grain = path(
        f"M{x - length * 0.35} {y - r * 0.3}H{x}M{x - length * 0.2} {y + r * 0.35}H{x + length * 0.2}",
        ink=3.5,
        color=WOOD_DARK,
    )
    end = ellipse(x + length / 2, y, r * 0.5, r, WOOD_LIGHT) + ellipse(
        x + length / 2, y, r * 0.22, r * 0.48, WOOD_LIGHT, 3
    )
    return bark + grain + end


def stick(x: float, y: float, length: float = 260, w: float = 30, color: str = WOOD_LIGHT) -> str:
    """A square bar of wood with its end face to the right."""
    top = poly(
        [
            (x - length / 2, y - w / 2),
            (x + length / 2, y - w / 2),
            (x + length / 2 + w * 0.5, y - w),
            (x - length / 2 + w * 0.5, y - w),
        ],
        color,
    )
    front = rect(x - length / 2, y - w / 2, length, w, color, 2)
    end = poly(
        [
            (x + length / 2, y - w / 2),
            (x + length / 2 + w * 0.5, y - w),
            (x + length / 2 + w * 0.5, y),
            (x + length / 2, y + w / 2),
        ],
        WOOD,
    )
    grain = path(
        f"M{x - length * 0.35} {y}H{x - length * 0.05}M{x + length * 0.1} {y + w * 0.15}H{x + length * 0.35}",
        ink=3,
        color=WOOD,
    )
    return top + front + end + grain


def plank_table(level: float = 300, color: str = WOOD) -> str:
    """A table across the whole sheet, its top edge at `level`."""
    return rect(-10, level, 660, 120, color, 0) + path(
        f"M40 {level + 40}H260M330 {level + 62}H600", ink=3.5, color=WOOD_DARK
    )


def saw(x: float, y: float, turn: float = 0) -> str:
    teeth = "M-110 18" + "".join("l9 12l9 -12" for _ in range(12)) + "L110 -26L-110 -22Z"
    blade = path(teeth, STEEL)
    grip = path("M106 -34L170 -44Q196 -10 176 34L112 22Z", WOOD_DARK) + ellipse(
        146, -2, 16, 18, WOOD_LIGHT, 4
    )
    return placed(blade + grip, x, y, turn=turn)


def ruler(x: float, y: float, length: float = 300, turn: float = 0, color: str = GOLD) -> str:
    marks = "".join(
        path(f"M{-length / 2 + 15 * i} -20V{-2 if i % 2 == 0 else -10}", ink=3.5)
        for i in range(1, int(length / 15))
    )
    return placed(rect(-length / 2, -20, length, 44, color, 4) + marks, x, y, turn=turn)


def pencil(x: float, y: float, turn: float = 0, color: str = RED) -> str:
    """A pencil 150 long whose tip is at (x, y)."""
    return placed(
        poly([(0, 0), (28, -11), (28, 11)], WOOD_LIGHT)
        + rect(28, -11, 110, 22, color, 3)
        + rect(128, -11, 20, 22, PINK, 5)
        + poly([(0, 0), (10, -4), (10, 4)], INK, 0),
        x,
        y,
        turn=turn,
    )


def clamp(x: float, y: float) -> str:
    """A C-clamp, open to the left, its screw coming from below onto a piece at (x, y)."""
    frame = curve(f"M{x} {y - 40}H{x + 70}V{y + 74}H{x}", INDIGO, 16)
    screw = (
        curve(f"M{x} {y + 34}V{y + 110}", STEEL, 8)
        + rect(x - 20, y + 20, 40, 14, INDIGO, 5)
        + curve(f"M{x - 24} {y + 112}H{x + 24}", STEEL, 6)
    )
    return screw + frame


def caliper(x: float, y: float, gap: float) -> str:
    """Sliding calipers from above; the jaws hold something `gap` wide centred on (x, y)."""
    beam = rect(x - gap / 2 - 26, y - 130, 330, 34, STEEL, 5)
    marks = path(
        "".join(f"M{x - gap / 2 + 14 * i} {y - 128}v{16 if i % 5 == 0 else 9}" for i in range(20)),
        ink=3,
    )
    fixed = poly(
        [
            (x - gap / 2 - 26, y - 130),
            (x - gap / 2, y - 130),
            (x - gap / 2, y + 40),
            (x - gap / 2 - 14, y + 40),
        ],
        STEEL,
    )
    slide = poly(
        [
            (x + gap / 2 + 30, y - 138),
            (x + gap / 2, y - 138),
            (x + gap / 2, y + 40),
            (x + gap / 2 + 14, y + 40),
        ],
        TEAL,
    )
    return beam + marks + fixed + rect(x + gap / 2, y - 138, 84, 50, TEAL, 8) + slide


def lathe(x: float, y: float, piece: str = "") -> str:
    """A small wood lathe 460 wide standing on `y`; its axis runs 92 above that from x-110 to x+120."""
    bed = (
        rect(x - 230, y - 34, 460, 34, INDIGO, 8)
        + rect(x - 205, y - 6, 44, 26, INK, 4, 0)
        + rect(x + 160, y - 6, 44, 26, INK, 4, 0)
    )
    motor = rect(x - 225, y - 140, 92, 108, TEAL, 14) + circle(x - 179, y - 92, 26, MUSTARD)
    spindle = rect(x - 134, y - 106, 28, 28, STEEL, 4)
    tail = rect(x + 150, y - 128, 62, 96, TEAL, 12) + poly(
        [(x + 150, y - 108), (x + 118, y - 92), (x + 150, y - 76)], STEEL
    )
    return bed + motor + spindle + (piece or rect(x - 106, y - 106, 224, 28, WOOD_LIGHT, 3)) + tail


def turned_piece(x: float, y: float, done: int = 3) -> str:
    """What the lathe holds when beads are half made: `done` round beads, the rest still a bar. Axis at y."""
    balls = "".join(circle(x - 88 + 36 * i, y, 18, WOOD) for i in range(done))
    rest = rect(x - 106 + 36 * done, y - 17, 224 - 36 * done, 34, WOOD_LIGHT, 3)
    return rect(x - 106, y - 5, 120, 10, WOOD_DARK, 0, 4) + rest + balls


def tool_rest(x: float, y: float) -> str:
    return rect(x - 9, y - 62, 18, 40, STEEL, 3) + rect(x - 62, y - 74, 124, 16, STEEL, 6)


def chisel(x: float, y: float, turn: float = 0) -> str:
    """A turning chisel 230 long whose edge is at (x, y)."""
    return placed(
        poly([(0, -9), (16, -12), (112, -9), (112, 9), (8, 9)], STEEL)
        + rect(108, -12, 18, 24, MUSTARD, 4)
        + rect(124, -15, 108, 30, WOOD_DARK, 14),
        x,
        y,
        turn=turn,
    )


def drill_press(x: float, y: float, bit: float = 60) -> str:
    """A pillar drill standing on `y`; the tip of the bit is at (x, y - 160 + bit)."""
    pillar = rect(x + 74, y - 300, 30, 300, STEEL, 4) + rect(x - 80, y - 22, 230, 24, INDIGO, 8)
    body = path(f"M{x - 60} {y - 300}H{x + 120}V{y - 218}H{x - 60}Z", TEAL) + circle(
        x - 20, y - 260, 18, MUSTARD
    )
    chuck = poly(
        [(x - 24, y - 218), (x + 24, y - 218), (x + 14, y - 160), (x - 14, y - 160)], STEEL
    )
    drill = path(
        f"M{x - 6} {y - 160}V{y - 172 + bit}L{x} {y - 160 + bit}L{x + 6} {y - 172 + bit}V{y - 160}Z",
        WHITE,
        4,
    )
    lever = line([(x + 104, y - 246), (x + 168, y - 208)], INK, 9) + circle(
        x + 170, y - 206, 12, RED
    )
    return pillar + body + drill + chuck + lever


def sandpaper(x: float, y: float, grit: str, color: str, turn: float = 0) -> str:
    dots = "".join(
        circle(-50 + 25 * (i % 5), -42 + 18 * (i // 5), 2.4, INK, 0)
        for i in range(25)
        if i // 5 in (0, 1, 4)
    )
    return placed(
        rect(-68, -58, 136, 116, color, 4)
        + dots
        + rect(-44, -16, 88, 44, CREAM, 8, 4)
        + figures(0, 6, grit, 26),
        x,
        y,
        turn=turn,
    )


def brush(x: float, y: float, turn: float = 0) -> str:
    """A flat brush whose bristles end at (x, y)."""
    return placed(
        poly([(0, -24), (46, -20), (46, 20), (0, 24)], WOOD_LIGHT)
        + path("M10 -10H40M8 2H40M10 12H40", ink=3)
        + rect(44, -22, 26, 44, STEEL, 3)
        + rect(68, -13, 100, 26, RED, 13),
        x,
        y,
        turn=turn,
    )


def spool(x: float, y: float, color: str = RED) -> str:
    return (
        rect(x - 42, y - 50, 84, 100, color, 4)
        + path(
            "".join(f"M{x - 40} {y - 32 + i * 20}L{x + 40} {y - 42 + i * 20}" for i in range(5)),
            ink=3,
            color=INK,
        )
        + rect(x - 54, y - 68, 108, 20, WOOD, 6)
        + rect(x - 54, y + 48, 108, 20, WOOD, 6)
    )


def tassel(x: float, y: float, color: str = RED, length: float = 70) -> str:
    skirt = path(f"M{x - 10} {y + 16}L{x - 20} {y + length}H{x + 20}L{x + 10} {y + 16}Z", color)
    return (
        skirt
        + path(
            f"M{x - 6} {y + 30}L{x - 8} {y + length}M{x + 6} {y + 30}L{x + 8} {y + length}", ink=3
        )
        + circle(x, y + 8, 13, color)
    )


def tasbih(
    x: float,
    y: float,
    r: float = 100,
    beads: int = 33,
    color: str = WOOD,
    size: float | None = None,
    spacers: bool = True,
) -> str:
    """A closed string of `beads` with a head bead and tassel at its foot; every eleventh is followed by a spacer."""
    size = size or min(16, r * pi / (beads + 4) * 0.98)
    slots = [color] * beads
    if spacers:
        for at in (2 * beads // 3, beads // 3):
            slots.insert(at, MUSTARD)
    turn = 2 * pi / (len(slots) + 1)
    spots = [
        (x + r * sin(pi - turn * (i + 1)), y - r * cos(pi - turn * (i + 1)))
        for i in range(len(slots))
    ]
    ring = circle(x, y, r, "none", 4)
    foot = placed(tassel(0, 0, RED, 50), x, y + r + size * 1.2, min(1, r / 64)) + circle(
        x, y + r, size * 1.25, WOOD_DARK, 4
    )
    return (
        ring
        + "".join(bead(bx, by, size, fill) for (bx, by), fill in zip(spots, slots, strict=True))
        + foot
    )


def bundle(x: float, y: float, scale: float = 1) -> str:
    """A bundle of prayer beads tied together: stands for one kodi where there is little room."""
    rings = "".join(ellipse(-30 + 15 * i, 0, 30, 56, "none", 16) for i in range(5))
    gold = "".join(
        f'<ellipse cx="{-30 + 15 * i}" cy="0" rx="30" ry="56" fill="none" stroke="{WOOD if i % 2 else WOOD_LIGHT}" stroke-width="9" stroke-dasharray="9 2"/>'
        for i in range(5)
    )
    return placed(
        rings
        + gold
        + rect(-66, -12, 132, 24, RED, 10)
        + tassel(-20, 48, RED, 40)
        + tassel(20, 48, RED, 40),
        x,
        y,
        scale,
    )
