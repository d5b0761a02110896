"""Pots, and the fire, smoke, husk and straw around them."""

from balai.demo.drawing.canvas import (
    CLAY,
    CLAY_DARK,
    CLAY_WET,
    CREAM,
    GOLD,
    GREY,
    INK,
    MUSTARD,
    RED,
    WHITE,
    WOOD,
    WOOD_DARK,
    WOOD_LIGHT,
    curve,
    ellipse,
    merged,
    path,
    placed,
)

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
    puffs = [(0, 0, 52), (22, -40, 64), (0, -88, 80)]
    return placed(
        merged(color, *((f"M{px} {py}h1", width) for px, py, width in puffs)), x, y, scale
    )


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
