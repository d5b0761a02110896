"""Drawings of bead making: sanding, stringing, checking."""

from balai.demo.drawing.canvas import (
    CLAY,
    CLAY_DARK,
    CREAM,
    GOLD,
    GREEN,
    GREY,
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
    SKIN_DARK,
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
    ellipse,
    figures,
    label,
    line,
    path,
    placed,
    rect,
    tick,
    turning,
)
from balai.demo.drawing.parts.places import bowl_of, dust, window
from balai.demo.drawing.parts.pots import flame
from balai.demo.drawing.parts.tools import (
    KOKON,
    bead,
    brush,
    pencil,
    plank_table,
    ruler,
    sandpaper,
    spool,
    tasbih,
    tassel,
)
from balai.demo.drawing.people import hand, person
from balai.demo.drawing.registry import scene


@scene("masker-debu", "Perajin memakai masker saat mengamplas, debu beterbangan.")
def dust_mask() -> list[str]:
    maker = person(
        300,
        330,
        (270, 296),
        (390, 296),
        dress=PLUM,
        style="jilbab",
        cloth=GOLD,
        mask=True,
        scale=1.15,
        holding=sandpaper(330, 304, "120", CLAY, 0),
    )
    return [
        backdrop(MINT),
        maker,
        plank_table(330),
        bead(410, 304, 30),
        dust(470, 200, 200, 150, 26),
        dust(160, 250, 120, 80, 12),
    ]


@scene("amplas-nomor", "Tiga lembar amplas: 120, 240, lalu 400.")
def grits() -> list[str]:
    return [
        backdrop(CREAM, SAND, 300),
        sandpaper(130, 180, "120", CLAY_DARK, -6),
        sandpaper(320, 180, "240", CLAY),
        sandpaper(510, 180, "400", PINK, 6),
        arrow((206, 300), (268, 300), TEAL, 16),
        arrow((388, 300), (450, 300), TEAL, 16),
    ]


@scene("amplas-manik", "Dua tangan memutar manik sambil mengamplasnya.")
def sanding() -> list[str]:
    return [
        backdrop(LEAF),
        plank_table(330),
        bead(330, 210, 74, WOOD),
        placed(rect(-70, -26, 140, 46, CLAY, 6), 330, 136, turn=-8),
        hand(300, 132, 18, "flat", sleeve=TEAL, scale=0.95),
        hand(392, 250, 18, "pinch", sleeve=TEAL, mirror=True),
        turning(330, 210, 112),
        dust(330, 350, 240, 40, 18),
    ]


@scene("kuas-manik", "Kuas kering membersihkan debu dari manik.")
def brushing() -> list[str]:
    return [
        backdrop(SKY),
        plank_table(310),
        bead(190, 266, 44),
        bead(280, 266, 44, KOKON),
        bead(370, 266, 44),
        brush(318, 222, -38),
        hand(430, 142, 142, "pinch", sleeve=CLAY, scale=0.9),
        dust(150, 190, 120, 60, 12),
        dust(420, 300, 130, 30, 8),
    ]


@scene("poles-kain", "Manik digosok kain dan sedikit lilin sampai mengilap.")
def polishing() -> list[str]:
    cloth = path(
        "M190 250C180 190 240 170 300 190C360 160 440 190 450 250C460 300 200 300 190 250Z", PINK
    )
    sparks = [
        path(
            "M470 90v40M450 110h40M520 150v28M506 164h28M430 60v22M419 71h22", ink=6, color=MUSTARD
        )
    ]
    wax = [rect(520, 270, 84, 44, GOLD, 10), rect(512, 300, 100, 26, STEEL, 6)]
    return [
        backdrop(MINT),
        plank_table(320),
        cloth,
        bead(380, 180, 62, WOOD_DARK),
        hand(300, 220, 24, "flat", sleeve=INDIGO),
        *sparks,
        *wax,
    ]


@scene("pilih-33", "Tiga baris manik yang sama besar, jumlahnya 33 butir.")
def pick_33() -> list[str]:
    rows = [bead(76 + 38 * i, 90 + 56 * j, 17, WOOD) for j in range(3) for i in range(11)]
    rejected = [
        bead(120, 330, 26, WOOD),
        path("M112 310l12 16l-8 20", ink=5),
        bead(200, 336, 14, WOOD),
        ellipse(280, 332, 26, 16, WOOD),
        cross(60, 330, 24),
    ]
    return [
        backdrop(SAND),
        rect(40, 50, 452, 196, CREAM, 18),
        *rows,
        label(564, 146, "33", 52),
        line([(40, 280), (600, 280)], WOOD, 4),
        *rejected,
    ]


@scene("benang", "Gulungan benang dan korek kecil untuk membakar ujung benang.")
def thread() -> list[str]:
    thread_line = path("M210 180C300 120 340 260 440 210", ink=6, color=RED)
    lighter = [
        rect(470, 250, 60, 110, TEAL, 10),
        rect(478, 228, 44, 26, STEEL, 4),
        flame(500, 226, 0.5),
    ]
    return [
        backdrop(CREAM),
        spool(160, 200),
        ruler(330, 330, 260),
        thread_line,
        *lighter,
        label(320, 70, "70", 40),
    ]


@scene("ronce", "Dua tangan meronce manik pada benang, 11 butir lalu pembatas.")
def stringing() -> list[str]:
    thread_line = path("M40 150C160 250 420 262 560 150", ink=5, color=RED)
    spots = [(150 + 29 * i, 205 + 26 * (1 - ((i - 5) / 5.5) ** 2)) for i in range(11)]
    beads = [bead(x, y, 15, WOOD) for x, y in spots]
    return [
        backdrop(ROSE, WOOD_LIGHT, 320),
        thread_line,
        *beads,
        bead(474, 203, 17, MUSTARD),
        label(300, 90, "11 + 1", 40),
        hand(520, 184, -22, "pinch", sleeve=PLUM, mirror=True, scale=0.8),
        hand(100, 200, -4, "pinch", sleeve=PLUM, scale=0.8),
        bowl_of(300, 320, "".join(bead(262 + 25 * i, 316 - (i % 2) * 8, 13) for i in range(4))),
    ]


@scene("ikat-rumbai", "Ujung benang diikat di butir kepala dan dipasangi rumbai.")
def tie_tassel() -> list[str]:
    strands = path(
        "M170 30C190 110 270 130 316 168M470 30C450 110 370 130 324 168", ink=6, color=RED
    )
    beads = [
        bead(180, 56, 24),
        bead(206, 102, 24),
        bead(246, 136, 24),
        bead(460, 56, 24),
        bead(434, 102, 24),
        bead(394, 136, 24),
    ]
    return [
        backdrop(MINT),
        strands,
        *beads,
        tassel(320, 214, RED, 160),
        circle(320, 188, 34, WOOD_DARK),
        hand(286, 262, -20, "pinch", sleeve=GOLD, scale=0.85),
        hand(356, 262, 20, "pinch", sleeve=GOLD, mirror=True, scale=0.85),
        label(550, 220, "2 x", 40),
    ]


@scene("tasbih-33", "Tasbih jadi dengan 33 butir dan rumbai merah.")
def finished_string() -> list[str]:
    return [
        backdrop(LEAF, SAND, 330),
        tasbih(250, 180, 138, 33, WOOD, 12.4),
        label(510, 170, "33", 70),
        tick(510, 290, 36),
    ]


@scene("gulir-manik", "Manik digulirkan di meja, yang bulat berjalan lurus.")
def rolling() -> list[str]:
    track = path("M150 236H420", ink=5, color=WOOD_DARK)
    wobble = path("M150 330q60 -50 110 0t90 20", ink=5, color=WOOD_DARK)
    return [
        backdrop(SKY),
        rect(-10, 150, 660, 260, WOOD_LIGHT, 0),
        placed(hand(0, 0, 8, "flat", sleeve=TEAL, scale=0.75), 130, 232),
        track,
        bead(450, 226, 36),
        tick(560, 222, 32),
        wobble,
        ellipse(390, 336, 40, 28, WOOD),
        cross(560, 336, 32),
    ]


@scene("periksa-jendela", "Perajin memeriksa manik di dekat jendela yang terang.")
def inspect() -> list[str]:
    return [
        backdrop(CREAM, SAND, 350),
        window(140, 160),
        person(
            400,
            420,
            (290, 220),
            (452, 372),
            dress=GREEN,
            style="jilbab",
            cloth=ROSE,
            scale=1.25,
            skin=SKIN_DARK,
            holding=bead(272, 200, 34, WOOD),
            tilt=-8,
        ),
    ]


@scene("tiga-wadah", "Tiga wadah: manik bagus, manik yang perlu diperbaiki, dan manik rusak.")
def three_bowls() -> list[str]:
    good = "".join(bead(80 + 30 * i, 214 - (i % 2) * 14, 17) for i in range(4))
    mend = "".join(bead(290 + 32 * i, 214 - (i % 2) * 12, 17, KOKON) for i in range(3))
    bad = bead(490, 208, 20) + path("M484 192l10 14l-8 14", ink=4) + ellipse(540, 212, 22, 13, WOOD)
    return [
        backdrop(MINT, SAND, 270),
        bowl_of(126, 220, good, TEAL, 170),
        bowl_of(322, 220, mend, MUSTARD, 170),
        bowl_of(518, 220, bad, CLAY, 170),
        tick(126, 110, 36),
        turning(322, 110, 30),
        cross(518, 110, 36),
    ]


@scene("buku-catat", "Tangan menulis jumlah di buku catatan.")
def notebook() -> list[str]:
    pages = [
        rect(150, 70, 340, 270, WHITE, 8),
        line([(320, 70), (320, 340)], INK, 4),
        path("M176 120h110M176 164h110M176 208h80M346 120h110M346 164h70", ink=6, color=GREY),
    ]
    return [
        backdrop(SAND),
        rect(136, 62, 368, 290, RED, 10),
        *pages,
        figures(232, 270, "10", 44),
        figures(400, 220, "2", 44, RED),
        pencil(420, 250, 40, INDIGO),
        hand(470, 308, 212, "pinch", sleeve=TEAL, scale=0.85),
    ]
