"""Things of the drawings: tools, wares, money, paper, places. Unless said otherwise (x, y) is the middle."""

from math import cos, pi, sin

from balai.demo.drawing.canvas import (
    CLAY,
    CLAY_DARK,
    CLAY_WET,
    CREAM,
    GOLD,
    GREEN,
    GREY,
    INDIGO,
    INK,
    MUSTARD,
    OUTLINE,
    PINK,
    RED,
    SKY,
    STEEL,
    TEAL,
    WHITE,
    WOOD,
    WOOD_DARK,
    WOOD_LIGHT,
    arrow,
    circle,
    curve,
    ellipse,
    figures,
    line,
    merged,
    path,
    placed,
    poly,
    rect,
)

# -- wood ---------------------------------------------------------------------------------------------------------


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
    foot = tassel(x, y + r + size * 1.2, RED, 50) + circle(x, y + r, size * 1.25, WOOD_DARK, 4)
    return (
        ring
        + "".join(bead(bx, by, size, fill) for (bx, by), fill in zip(spots, slots, strict=True))
        + foot
    )


# -- clay ---------------------------------------------------------------------------------------------------------

POTS = {
    "vase": "M-22 -100C-30 -70 -64 -48 -64 0C-64 56 -40 84 -34 96H34C40 84 64 56 64 0C64 -48 30 -70 22 -100Z",
    "jar": "M-44 -84C-44 -62 -92 -56 -92 6C-92 66 -52 92 -44 96H44C52 92 92 66 92 6C92 -56 44 -62 44 -84Z",
    "bowl": "M-84 -34C-84 28 -44 50 -36 56H36C44 50 84 28 84 -34Z",
    "kendi": "M-14 -92C-14 -62 -22 -52 -52 -34C-82 -14 -76 52 -40 80H40C76 52 82 -14 52 -34C22 -52 14 -62 14 -92Z",
}
RIMS = {"vase": (-100, 26), "jar": (-86, 50), "bowl": (-36, 86), "kendi": (-92, 18)}


def pot(
    x: float,
    y: float,
    kind: str = "vase",
    color: str = CLAY,
    scale: float = 1,
    band: str = "",
    crack: bool = False,
) -> str:
    """A pot centred on (x, y), about 190 high at scale 1; `band` is the colour of a painted belt."""
    level, half = RIMS[kind]
    shape = path(POTS[kind], color)
    if kind == "kendi":
        shape = curve("M56 -8Q92 -22 92 -56", color, 16) + shape
    belt = (
        path("M-58 8Q0 28 58 8", ink=9, color=band) + path("M-56 28Q0 46 54 28", ink=5, color=band)
        if band
        else ""
    )
    glint = (
        path("M-40 -8Q-46 20 -34 44", ink=6, color=CREAM)
        if kind != "bowl"
        else path("M-56 -6Q-50 18 -36 28", ink=6, color=CREAM)
    )
    split = path("M8 -60L-8 -28L14 -4L-4 34L10 60", ink=7) if crack else ""
    rim = ellipse(
        0, level, half, max(8, half * 0.24), CLAY_DARK if color in (CLAY, CLAY_WET) else INK
    )
    return placed(shape + belt + glint + rim + split, x, y, scale)


def flame(x: float, y: float, scale: float = 1) -> str:
    """A flame whose foot is at (x, y), 110 high at scale 1."""
    outer = path(
        "M0 0C-52 -4 -50 -50 -22 -74C-22 -56 -10 -52 -8 -60C-10 -84 2 -100 14 -112C12 -84 50 -62 44 -28C40 -6 22 0 0 0Z",
        MUSTARD,
    )
    inner = path("M2 -4C-24 -6 -22 -30 -4 -46C0 -32 10 -36 10 -48C26 -32 28 -8 2 -4Z", RED, 0)
    return placed(outer + inner, x, y, scale)


def smoke(x: float, y: float, scale: float = 1, color: str = GREY) -> str:
    """Three rising puffs, the lowest at (x, y)."""
    puffs = [(0, 0, 26), (22, -40, 32), (0, -88, 40)]
    return placed("".join(circle(px, py, r, color, 4) for px, py, r in puffs), x, y, scale)


def firewood(x: float, y: float, scale: float = 1) -> str:
    bars = (
        curve("M-80 0L60 -18", WOOD_DARK, 20)
        + curve("M-60 -20L84 2", WOOD, 20)
        + ellipse(88, 3, 8, 12, WOOD_LIGHT, 4)
    )
    return placed(bars, x, y, scale)


def husk_heap(x: float, y: float, w: float = 300, h: float = 110, color: str = GOLD) -> str:
    """A heap of rice husk standing on `y`."""
    heap = path(f"M{x - w / 2} {y}Q{x - w * 0.3} {y - h} {x} {y - h}T{x + w / 2} {y}Z", color)
    spots = [
        (-0.3, 0.2),
        (-0.18, 0.45),
        (-0.05, 0.25),
        (0.02, 0.7),
        (0.12, 0.4),
        (0.25, 0.2),
        (-0.1, 0.65),
        (0.3, 0.08),
        (-0.36, 0.08),
    ]
    grains = "".join(
        placed(ellipse(0, 0, 9, 4, WOOD_DARK, 0), x + w * dx, y - h * dy, turn=30 * i)
        for i, (dx, dy) in enumerate(spots)
    )
    return heap + grains


def straw(x: float, y: float, w: float = 200) -> str:
    """Loose straw, a tangle `w` wide."""
    bits = "".join(
        f"M{x - w / 2 + i * w / 12} {y + (i * 37) % 24}l{22 + (i * 13) % 18} {-18 + (i * 29) % 36}"
        for i in range(12)
    )
    return path(bits, ink=10) + path(bits, ink=5, color=GOLD)


def stone(x: float, y: float, scale: float = 1) -> str:
    return placed(
        path("M-40 10C-44 -24 -14 -34 10 -30C38 -26 46 0 38 16C24 32 -32 34 -40 10Z", GREY)
        + path("M-20 -10Q-6 -20 8 -16", ink=4, color=WHITE),
        x,
        y,
        scale,
    )


# -- money and paper ----------------------------------------------------------------------------------------------


def coin(x: float, y: float, r: float = 26) -> str:
    return circle(x, y, r, GOLD) + circle(x, y, r * 0.62, GOLD, 3)


def coins(x: float, y: float, count: int, r: float = 34) -> str:
    """A stack of coins standing on `y`."""
    return "".join(rect(x - r, y - 16 * (i + 1), 2 * r, 16, GOLD, 7, 4) for i in range(count))


def note(x: float, y: float, w: float = 130, color: str = GREEN, turn: float = 0) -> str:
    """A bank note with nothing on it but a disc."""
    h = w * 0.5
    return placed(
        rect(-w / 2, -h / 2, w, h, color, 6)
        + circle(0, 0, h * 0.27, CREAM, 4)
        + path(
            f"M{-w * 0.4} {-h * 0.28}h{w * 0.12}M{w * 0.28} {h * 0.28}h{w * 0.12}",
            ink=4,
            color=CREAM,
        ),
        turn=turn,
        x=x,
        y=y,
    )


def sheet(
    x: float,
    y: float,
    w: float = 150,
    h: float = 200,
    rows: int = 5,
    turn: float = 0,
    color: str = WHITE,
) -> str:
    """A written page: lines stand for words."""
    step = h / (rows + 1)
    words = path(
        "".join(
            f"M{-w * 0.36} {-h / 2 + step * (i + 1)}h{w * (0.72 if i % 3 else 0.5)}"
            for i in range(rows)
        ),
        ink=5,
        color=GREY,
    )
    return placed(rect(-w / 2, -h / 2, w, h, color, 6) + words, x, y, turn=turn)


def ledger(
    x: float,
    y: float,
    w: float = 400,
    h: float = 230,
    entries: tuple[tuple[str, str, str], ...] = (),
) -> str:
    """An open cash book: columns in, out, left over. Each entry is (in, out, balance), empty where nothing is written."""
    cover = rect(x - w / 2 - 12, y - h / 2 - 8, w + 24, h + 18, RED, 10)
    pages = rect(x - w / 2, y - h / 2, w, h, WHITE, 6) + line(
        [(x - w / 6, y - h / 2), (x - w / 6, y + h / 2)], INK, 3.5
    )
    columns = [x - w / 3, x, x + w / 3]
    pages += line([(x + w / 6, y - h / 2), (x + w / 6, y + h / 2)], INK, 3.5)
    top = y - h / 2 + 44
    pages += line([(x - w / 2, top), (x + w / 2, top)], INK, 3.5)
    marks = (
        arrow((columns[0], top - 36), (columns[0], top - 6), GREEN, 10)
        + arrow((columns[1], top - 6), (columns[1], top - 36), RED, 10)
        + coin(columns[2], top - 22, 15)
    )
    step = (h - 44) / 4
    rules = path(
        "".join(f"M{x - w / 2 + 6} {top + step * i}H{x + w / 2 - 6}" for i in (1, 2, 3)),
        ink=2,
        color=GREY,
    )
    written = "".join(
        figures(column, top + step * (row + 0.5), text, 24, color)
        for row, entry in enumerate(entries)
        for column, text, color in zip(columns, entry, (GREEN, RED, INK), strict=True)
        if text
    )
    return cover + pages + rules + marks + written


def money_box(x: float, y: float, color: str = TEAL, w: float = 150) -> str:
    """A closed box with a slot, standing on `y`."""
    return (
        rect(x - w / 2, y - w * 0.66, w, w * 0.66, color, 10)
        + rect(x - w / 2 - 6, y - w * 0.78, w + 12, 30, color, 8)
        + rect(x - 26, y - w * 0.78 + 10, 52, 9, INK, 4, 0)
    )


def clock(x: float, y: float, r: float = 54, hour: float = 10, minute: float = 10) -> str:
    def tip(turns: float, length: float) -> tuple[float, float]:
        return x + length * sin(2 * pi * turns), y - length * cos(2 * pi * turns)

    marks = "".join(circle(*tip(i / 12, r * 0.8), 3.2, INK, 0) for i in range(12))
    return (
        circle(x, y, r, WHITE)
        + marks
        + line([(x, y), tip(hour / 12 + minute / 720, r * 0.45)], INK, 7)
        + line([(x, y), tip(minute / 60, r * 0.66)], RED, 5)
    )


def calendar(x: float, y: float, mark: str = "", w: float = 130) -> str:
    """A wall calendar page with one figure, or a grid of days."""
    top = rect(x - w / 2, y - w / 2, w, w, WHITE, 10) + path(
        f"M{x - w / 2} {y - w * 0.24}V{y - w / 2 + 10}q0 -10 10 -10H{x + w / 2 - 10}q10 0 10 10V{y - w * 0.24}Z",
        RED,
    )
    rings = line([(x - w * 0.25, y - w * 0.6), (x - w * 0.25, y - w * 0.42)], INK, 7) + line(
        [(x + w * 0.25, y - w * 0.6), (x + w * 0.25, y - w * 0.42)], INK, 7
    )
    days = "".join(
        rect(
            x - w * 0.36 + w * 0.2 * (i % 4),
            y - w * 0.12 + w * 0.19 * (i // 4),
            w * 0.12,
            w * 0.12,
            GREY,
            3,
            0,
        )
        for i in range(12)
    )
    return top + rings + (figures(x, y + w * 0.14, mark, w * 0.4) if mark else days)


# -- phone, parcels, places -----------------------------------------------------------------------------------------


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
