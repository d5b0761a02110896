"""Drawings of safe work: dust, machine, fire, posture, first aid."""

from balai.demo.drawing.canvas import (
    CLAY,
    CREAM,
    GOLD,
    GREEN,
    INDIGO,
    INK,
    LEAF,
    MINT,
    MUSTARD,
    PINK,
    PLUM,
    RED,
    ROSE,
    SAND,
    SKIN,
    SKIN_LIGHT,
    SKY,
    STEEL,
    TEAL,
    WHITE,
    WOOD,
    WOOD_DARK,
    WOOD_LIGHT,
    arrow,
    backdrop,
    circle,
    cross,
    curve,
    ellipse,
    label,
    line,
    merged,
    path,
    placed,
    poly,
    rect,
    sound,
    span,
    tick,
    turning,
)
from balai.demo.drawing.parts.money import clock
from balai.demo.drawing.parts.places import dust, mask, tree
from balai.demo.drawing.parts.pots import firewood, flame, husk_heap, straw
from balai.demo.drawing.parts.tools import bead, lathe, plank_table
from balai.demo.drawing.people import HAIR, MARZUKI, RUMINAH, hand, head, person
from balai.demo.drawing.registry import scene


@scene("m09-cover", "Masker, kacamata pelindung, kotak obat, dan ember air.")
def cover() -> list[str]:
    return [
        backdrop(MINT, WOOD_LIGHT, 310),
        mask(160, 130, 1.2),
        rect(400, 80, 90, 76, SKY, 24),
        rect(510, 80, 90, 76, SKY, 24),
        line([(360, 112), (400, 112)], INK, 7),
        line([(490, 112), (510, 112)], INK, 7),
        line([(600, 112), (634, 112)], INK, 7),
        _kit(190, 350, 1.1),
        _bucket(480, 350, SKY),
    ]


def _kit(x: float, y: float, scale: float = 1) -> str:
    return placed(
        rect(-24, -124, 48, 24, "none", 8, 9)
        + rect(-86, -108, 172, 108, WHITE, 12)
        + path("M0 -84v60M-30 -54h60", ink=20, color=RED),
        x,
        y,
        scale,
    )


def _bucket(x: float, y: float, content: str) -> str:
    return (
        path(f"M{x - 58} {y - 100}Q{x} {y - 190} {x + 58} {y - 100}", ink=6)
        + poly([(x - 60, y - 104), (x + 60, y - 104), (x + 44, y), (x - 44, y)], STEEL)
        + ellipse(x, y - 104, 60, 18, content)
    )


@scene("paru-debu", "Debu kayu masuk ke paru-paru perajin.")
def dusty_lungs() -> list[str]:
    lungs = (
        path("M330 262C296 262 280 310 286 350Q318 360 336 344V270Z", PINK)
        + path("M366 262C400 262 416 310 410 350Q378 360 360 344V270Z", PINK)
        + line([(348, 236), (348, 290)], INK, 8)
    )
    return [
        backdrop(SAND),
        person(348, 420, None, None, **MARZUKI, mood="worry", scale=1.35),
        lungs,
        dust(306, 316, 40, 60, 9, INK),
        dust(390, 316, 40, 60, 9, INK),
        dust(180, 150, 220, 140, 30),
        dust(270, 190, 90, 50, 14),
        arrow((180, 230), (270, 200), CLAY, 16),
    ]


@scene("pasang-masker", "Tangan menekan kawat masker di hidung, masker sampai dagu.")
def fit_mask() -> list[str]:
    face = head("jilbab", TEAL, SKIN, "smile", mask=True)
    return [
        backdrop(LEAF),
        placed(face, 320, 210, 2.7),
        hand(268, 230, -16, "point", sleeve=CLAY, scale=0.8),
        hand(372, 230, 16, "point", sleeve=CLAY, mirror=True, scale=0.8),
        tick(570, 80, 36),
    ]


@scene("buka-jendela", "Jendela dan pintu terbuka, kipas meniup debu keluar.")
def air_out() -> list[str]:
    fan = (
        circle(120, 220, 74, STEEL)
        + "".join(placed(ellipse(0, -34, 18, 34, SKY, 4), 120, 220, turn=120 * i) for i in range(3))
        + circle(120, 220, 14, INK)
        + rect(108, 292, 24, 60, STEEL, 4)
        + rect(70, 346, 100, 18, STEEL, 6)
    )
    opening = (
        rect(420, 60, 170, 220, "#cfe6f2", 4, 9)
        + poly([(590, 60), (634, 30), (634, 316), (590, 280)], WOOD)
        + tree(500, 276, 0.75)
    )
    return [
        backdrop(CREAM, WOOD_LIGHT, 340),
        fan,
        opening,
        arrow((220, 200), (400, 180), MUSTARD, 20),
        dust(310, 240, 160, 50, 16),
        dust(480, 120, 80, 60, 8),
    ]


@scene("sapu-basah", "Lantai dibasahi dulu, baru disapu.")
def wet_sweep() -> list[str]:
    can = (
        poly([(90, 130), (190, 130), (176, 230), (104, 230)], TEAL)
        + path("M186 150L240 110L250 126L184 190", TEAL)
        + path("M96 150Q40 170 98 210", ink=8)
    )
    drops = "".join(
        path(f"M{x} {y}q-8 14 0 18q8 -4 0 -18", SKY, 4)
        for x, y in ((250, 150), (270, 180), (240, 190), (264, 220))
    )
    broom = (
        curve("M560 40L450 240", WOOD, 12)
        + poly([(430, 226), (480, 252), (450, 340), (350, 300)], GOLD)
        + path("M420 250l-40 46M440 262l-30 54M460 270l-20 60", ink=4)
    )
    return [
        backdrop(MINT, SAND, 290),
        ellipse(270, 326, 180, 34, SKY, 4),
        can,
        drops,
        broom,
        hand(536, 86, 150, "grip", sleeve=PLUM, scale=0.7),
    ]


@scene("ganti-masker", "Masker kotor diganti masker bersih.")
def change_mask() -> list[str]:
    dirty = mask(160, 180, 1.3) + dust(160, 190, 130, 70, 22, WOOD_DARK)
    return [
        backdrop(SKY),
        dirty,
        cross(220, 280, 34),
        arrow((290, 190), (360, 190), MUSTARD, 24),
        mask(490, 180, 1.3),
        tick(556, 280, 34),
    ]


@scene("rapi-baju", "Jilbab dimasukkan ke baju, gelang dan sarung tangan dilepas.")
def tidy_clothes() -> list[str]:
    glove = merged(
        GOLD,
        ("M0 40V0", 46),
        ("M-16 -10V-44", 15),
        ("M0 -12V-54", 15),
        ("M16 -10V-46", 15),
        ("M24 14L42 -6", 15),
    ) + rect(-28, 44, 56, 20, CLAY, 6)
    return [
        backdrop(ROSE),
        person(
            220,
            420,
            (172, 390),
            (270, 390),
            dress=INDIGO,
            style="jilbab",
            cloth=MUSTARD,
            goggles=True,
            scale=1.3,
        ),
        path("M160 262Q220 300 282 262L282 286Q220 326 158 286Z", INDIGO),
        placed(glove, 450, 130, 1.15),
        cross(510, 190, 34),
        curve("M416 310A34 26 0 1 1 484 310A34 26 0 1 1 416 310", WOOD, 10),
        cross(510, 340, 30),
    ]


@scene("anak-jauh", "Anak berdiri di belakang garis, 2 meter dari mesin.")
def child_away() -> list[str]:
    child = person(120, 350, None, None, dress=MUSTARD, style="short", skin=SKIN_LIGHT, scale=0.72)
    return [
        backdrop(CREAM, SAND, 300),
        child,
        line([(240, 270), (210, 400)], RED, 14),
        placed(lathe(0, 0), 480, 330, 0.62),
        span(180, 410, 190),
        label(296, 110, "2", 44),
    ]


@scene("telinga-bising", "Perajin memakai penutup telinga di dekat mesin yang bising.")
def ear_guard() -> list[str]:
    guards = (
        path("M236 176C236 90 384 90 384 176", ink=11)
        + rect(218, 164, 36, 66, RED, 14)
        + rect(366, 164, 36, 66, RED, 14)
    )
    return [
        backdrop(MINT),
        person(310, 420, (266, 396), (354, 396), **MARZUKI, scale=1.25, goggles=True),
        guards,
        placed(rect(-60, -60, 120, 120, TEAL, 14) + circle(0, 0, 34, MUSTARD), 90, 260),
        sound(160, 230, -20),
        sound(160, 290, 20),
        clock(540, 120, 52, 1, 0),
    ]


@scene("air-pasir", "Satu ember air dan satu ember pasir di dekat api.")
def water_sand() -> list[str]:
    return [
        backdrop(SKY, LEAF, 310),
        _bucket(130, 350, "#8fc1de"),
        _bucket(300, 350, GOLD),
        flame(500, 350, 1.7),
        flame(556, 354, 1.1),
        firewood(520, 366, 1.1),
    ]


@scene("jauh-jerami", "Jerami dan minyak disimpan 5 meter dari api.")
def straw_far() -> list[str]:
    can = (
        rect(70, 220, 90, 110, RED, 10)
        + rect(88, 200, 30, 26, STEEL, 4)
        + path("M116 250q-20 30 0 44q20 -14 0 -44Z", GOLD)
    )
    return [
        backdrop(SAND, LEAF, 320),
        husk_heap(240, 340, 170, 100),
        straw(240, 300, 130),
        can,
        flame(550, 350, 1.3),
        firewood(540, 362, 0.8),
        span(190, 540, 150),
        label(365, 96, "5", 44),
    ]


@scene("luka-bakar", "Tangan yang terbakar disiram air mengalir 20 menit.")
def burn_water() -> list[str]:
    tap = (
        rect(270, 20, 130, 44, STEEL, 8)
        + rect(286, 50, 44, 60, STEEL, 6)
        + rect(330, 4, 20, 30, RED, 6)
    )
    water = path("M294 112V360H322V112Z", "#8fc1de", 4)
    return [
        backdrop(MINT),
        tap,
        water,
        hand(400, 240, 0, "flat", sleeve=PLUM),
        ellipse(306, 232, 26, 14, RED, 4),
        path("M290 214V120M312 214V116", ink=8, color="#8fc1de"),
        clock(530, 110, 60, 12, 20),
        label(530, 240, "20", 46),
    ]


@scene("kotak-obat", "Kotak obat terbuka berisi kasa, plester, dan botol antiseptik.")
def first_aid() -> list[str]:
    gauze = rect(400, 130, 90, 60, WHITE, 14) + ellipse(490, 160, 14, 30, WHITE)
    plaster = placed(
        rect(-60, -18, 120, 36, PINK, 18) + rect(-20, -18, 40, 36, CREAM, 2, 4), 470, 250, turn=-14
    )
    bottle = rect(548, 150, 56, 110, WOOD_DARK, 10) + rect(560, 124, 32, 28, WHITE, 4)
    return [backdrop(LEAF, WOOD_LIGHT, 310), _kit(200, 350, 1.7), gauze, plaster, bottle]


def _sitter(x: float, lean: float, color: str, skin: str) -> str:
    """Someone on a stool seen from the side, facing right; `lean` bends the back forward."""
    stool = (
        rect(x - 44, 262, 88, 16, WOOD, 4)
        + line([(x - 30, 280), (x - 36, 350)], INK, 9)
        + line([(x + 30, 280), (x + 36, 350)], INK, 9)
    )
    shoulder = (x + lean, 150 + lean * 0.35)
    legs = curve(f"M{x} 244H{x + 84}V340", INDIGO, 34) + curve(f"M{x + 84} 346h26", INK, 14)
    torso = curve(f"M{x} 236Q{x - 12 + lean * 0.1} {190} {shoulder[0]} {shoulder[1]}", color, 62)
    arm = curve(
        f"M{shoulder[0]} {shoulder[1]}L{shoulder[0] + 26} {shoulder[1] + 58}L{x + 112} 214",
        color,
        20,
    ) + circle(x + 120, 213, 13, skin)
    skull = placed(
        ellipse(0, 0, 34, 38, skin)
        + path("M-34 4C-40 -50 30 -56 32 -14C16 -24 0 -20 -10 -6C-14 10 -20 20 -28 18Z", HAIR)
        + circle(16, -4, 4, INK, 0)
        + path("M12 16q10 4 16 -2", ink=4),
        shoulder[0] + 12 + lean * 0.25,
        shoulder[1] - 76 + lean * 0.15,
        turn=lean * 0.5,
    )
    return stool + legs + torso + skull + arm


@scene("duduk-tegak", "Duduk dengan punggung tegak di kiri, membungkuk di kanan.")
def sit_straight() -> list[str]:
    return [
        backdrop(CREAM, SAND, 350),
        _sitter(130, 0, TEAL, SKIN),
        rect(220, 226, 90, 14, WOOD, 4),
        line([(290, 240), (290, 350)], INK, 9),
        line([(76, 240), (76, 60)], GREEN, 8),
        tick(260, 70, 36),
        _sitter(420, 52, CLAY, SKIN),
        rect(520, 226, 90, 14, WOOD, 4),
        line([(586, 240), (586, 350)], INK, 9),
        cross(580, 70, 36),
    ]


@scene("meja-siku", "Tinggi meja sama dengan siku perajin.")
def elbow_table() -> list[str]:
    return [
        backdrop(MINT, SAND, 350),
        _sitter(220, 0, PLUM, SKIN),
        rect(310, 226, 220, 16, WOOD, 4),
        line([(340, 242), (340, 350)], INK, 9),
        line([(500, 242), (500, 350)], INK, 9),
        line([(140, 234), (600, 234)], RED, 4),
        bead(400, 206, 18),
        bead(440, 206, 18, WOOD_DARK),
        tick(560, 90, 36),
    ]


@scene("lampu-kiri", "Lampu menerangi meja dari samping.")
def side_lamp() -> list[str]:
    lamp = (
        curve("M110 330V150L200 100", STEEL, 8)
        + poly([(180, 70), (250, 96), (220, 150), (160, 120)], MUSTARD)
        + rect(70, 318, 90, 18, STEEL, 6)
    )
    return [
        backdrop("#e9dcc6"),
        poly([(214, 140), (240, 110), (520, 330), (230, 330)], "#fff1b8", 0),
        person(400, 350, (340, 318), (450, 318), **RUMINAH, scale=1.1, tilt=6),
        plank_table(330),
        lamp,
        *[bead(350 + 24 * i, 322, 11) for i in range(4)],
    ]


@scene("regang-badan", "Perajin berdiri meregangkan tangan, jam menunjuk 30 menit.")
def stretch() -> list[str]:
    return [
        backdrop(LEAF, SAND, 350),
        curve("M296 330V400", INDIGO, 36),
        curve("M344 330V400", INDIGO, 36),
        person(320, 340, (210, 60), (430, 60), **MARZUKI, scale=1.0),
        clock(540, 130, 66, 12, 30),
        label(540, 260, "30", 44),
        turning(110, 160, 50, MUSTARD),
    ]
