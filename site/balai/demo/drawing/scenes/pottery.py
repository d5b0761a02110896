"""Drawings of pottery: drying, burnishing, firing, packing."""

from balai.demo.drawing.canvas import (
    CLAY,
    CLAY_WET,
    CREAM,
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
    SKIN,
    SKIN_LIGHT,
    SKY,
    SOOT,
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
    line,
    path,
    placed,
    poly,
    rect,
    sound,
    tick,
    turning,
)
from balai.demo.drawing.parts.money import calendar, clock
from balai.demo.drawing.parts.places import bowl_of, carton, sun
from balai.demo.drawing.parts.pots import firewood, flame, husk_heap, pot, smoke, stone, straw
from balai.demo.drawing.people import MARZUKI, RUMINAH, SAHNIM, hand, person
from balai.demo.drawing.registry import scene


@scene("m02-cover", "Vas merah, kendi hitam, dan guci besar berjajar.")
def cover() -> list[str]:
    return [
        backdrop(SAND, WOOD_LIGHT, 310),
        pot(140, 226, "jar", CLAY, 1.15, CREAM),
        pot(330, 216, "vase", SOOT, 1.25, MUSTARD),
        pot(520, 238, "kendi", CLAY, 1.05, CREAM),
    ]


def _roof() -> str:
    return (
        poly([(10, 96), (320, 16), (630, 96), (630, 124), (320, 46), (10, 124)], CLAY)
        + rect(40, 112, 22, 250, WOOD_DARK, 2)
        + rect(578, 112, 22, 250, WOOD_DARK, 2)
    )


@scene("kering-teduh", "Gerabah basah berjajar di bawah atap yang teduh.")
def dry_in_shade() -> list[str]:
    row = [pot(150 + 110 * i, 236, "vase" if i % 2 else "kendi", CLAY_WET, 0.62) for i in range(4)]
    return [
        backdrop(SKY, LEAF, 340),
        sun(600, 40, 30),
        rect(62, 110, 516, 240, "#c7d5d6", 0, 0),
        _roof(),
        *row,
        rect(80, 296, 480, 24, WOOD, 4),
        rect(110, 318, 20, 50, WOOD_DARK, 0),
        rect(510, 318, 20, 50, WOOD_DARK, 0),
    ]


@scene("balik-gerabah", "Dua tangan membalik gerabah, pagi dan sore.")
def turn_over() -> list[str]:
    upside = placed(pot(0, 0, "bowl", CLAY_WET, 1.3), 320, 210, turn=180)
    return [
        backdrop(CREAM, WOOD_LIGHT, 300),
        sun(90, 80, 34),
        circle(560, 80, 34, MUSTARD),
        rect(500, 84, 130, 60, CREAM, 0, 0),
        line([(505, 84), (620, 84)], INK, 5),
        upside,
        hand(214, 216, 8, "flat", sleeve=PLUM, scale=0.85),
        hand(426, 216, -8, "flat", sleeve=PLUM, mirror=True, scale=0.85),
        turning(320, 200, 150),
    ]


@scene("kain-lembap", "Kain lembap menutup bibir gerabah yang tipis.")
def damp_cloth() -> list[str]:
    cloth = path(
        "M196 106C240 70 400 70 444 106L462 196Q440 176 420 200T376 204T330 210T280 204T236 204T184 196Z",
        SKY,
    )
    drops = "".join(
        path(f"M{x} {y}q-14 22 0 28q14 -6 0 -28", SKY, 4, INK)
        for x, y in ((220, 226), (420, 230), (320, 236))
    )
    return [
        backdrop(MINT, WOOD_LIGHT, 320),
        pot(320, 226, "jar", CLAY_WET, 1.35),
        cloth,
        path("M230 120Q320 150 410 120", ink=4),
        drops,
        hand(198, 132, 22, "pinch", sleeve=CLAY, scale=0.8),
    ]


@scene("jemur-gerabah", "Gerabah dijemur di bawah matahari selama 2 sampai 3 hari.")
def sun_dry() -> list[str]:
    row = [
        pot(110 + 120 * i, 262, ("vase", "bowl", "kendi", "vase")[i], "#c98a6a", 0.72)
        for i in range(4)
    ]
    return [
        backdrop(SKY, LEAF, 300),
        sun(320, 92, 50),
        *row,
        rect(40, 332, 520, 22, MUSTARD, 4),
        calendar(570, 96, "2-3", 116),
    ]


@scene("pipi-gerabah", "Perajin menempelkan gerabah ke pipi untuk merasakan dinginnya.")
def cheek_test() -> list[str]:
    vessel = placed(pot(0, 0, "bowl", CLAY_WET, 0.75), 398, 176, turn=-76)
    return [
        backdrop(ROSE),
        person(300, 430, (240, 400), None, **RUMINAH, scale=1.45, tilt=10),
        vessel,
        curve("M372 300Q470 330 450 214", CLAY, 36),
        circle(448, 206, 22, SKIN_LIGHT),
        path("M520 100l0 60M494 115l52 30M494 145l52 -30", ink=7, color=INDIGO),
    ]


@scene("alat-gosok", "Batu licin, kain, tanah merah cair, dan mangkuk air.")
def burnish_tools() -> list[str]:
    return [
        backdrop(SAND),
        stone(150, 130, 1.5),
        stone(240, 160, 0.9),
        path("M390 90Q450 60 520 92L540 170Q460 150 384 176Z", PINK),
        path("M420 110Q460 96 500 112M414 140Q460 122 516 142", ink=4),
        bowl_of(180, 280, ellipse(180, 280, 78, 22, CLAY), WOOD, 200),
        bowl_of(470, 280, ellipse(470, 280, 78, 22, SKY), WHITE, 200),
    ]


@scene("kuku-gerabah", "Kuku menekan gerabah dan meninggalkan bekas kecil.")
def nail_test() -> list[str]:
    return [
        backdrop(LEAF, WOOD_LIGHT, 330),
        pot(380, 216, "jar", CLAY_WET, 1.4),
        path("M300 232q10 12 4 26M320 250q10 10 4 22", ink=6),
        hand(288, 220, 14, "point", sleeve=TEAL),
    ]


@scene("oles-merah", "Tangan mengoleskan tanah merah cair pada gerabah dengan kain.")
def red_slip() -> list[str]:
    coat = path("M322 96C290 150 268 170 266 216C270 270 290 300 306 318Q356 220 322 96Z", RED, 0)
    return [
        backdrop(MINT, WOOD_LIGHT, 330),
        pot(350, 212, "vase", CLAY_WET, 1.35),
        coat,
        path("M210 232Q250 196 300 226Q310 262 270 274Q216 272 210 232Z", PINK),
        hand(262, 226, 6, "flat", sleeve=PLUM, scale=0.9),
        bowl_of(540, 318, ellipse(540, 318, 54, 15, CLAY), WOOD, 140),
    ]


@scene("gosok-batu", "Tangan menggosok gerabah dengan batu licin, satu arah.")
def burnish() -> list[str]:
    return [
        backdrop(CREAM, WOOD_LIGHT, 330),
        pot(370, 212, "vase", CLAY, 1.35),
        stone(296, 210, 0.9),
        hand(286, 214, 4, "pinch", sleeve=INDIGO, scale=0.95),
        arrow((476, 130), (476, 290), MUSTARD, 16),
    ]


@scene("gerabah-kilap", "Gerabah merah yang mengilap seperti kaca.")
def glossy_pot() -> list[str]:
    stars = path(
        "M470 70v56M442 98h56M160 150v40M140 170h40M520 190v36M502 208h36", ink=7, color=MUSTARD
    )
    shine = path("M268 170Q246 230 280 290", ink=16, color=CREAM)
    return [
        backdrop(SKY, WOOD_LIGHT, 320),
        pot(320, 208, "vase", CLAY, 1.5),
        shine,
        stars,
        tick(90, 90, 36),
    ]


@scene("gerabah-pecah", "Gerabah yang masih basah pecah di dalam api.")
def wet_pot_breaks() -> list[str]:
    drops = "".join(
        path(f"M{x} {y}q-14 22 0 28q14 -6 0 -28", SKY, 4)
        for x, y in ((120, 96), (250, 110), (186, 76))
    )
    return [
        backdrop(SAND, WOOD_LIGHT, 330),
        pot(186, 216, "vase", CLAY_WET, 1.05),
        drops,
        arrow((276, 220), (350, 220), RED, 18),
        flame(430, 350, 1.1),
        flame(500, 350, 1.3),
        flame(560, 350, 1),
        pot(490, 210, "vase", CLAY, 1.05, crack=True),
        path("M410 130l-24 -20M572 130l24 -20M490 84v-30", ink=7),
        cross(596, 60, 30),
    ]


@scene("susun-bakar", "Gerabah disusun bercelah, yang besar di bawah dan yang kecil di atas.")
def stack_kiln() -> list[str]:
    low = [pot(140 + 180 * i, 270, "jar", "#c98a6a", 0.8) for i in range(3)]
    top = [pot(230 + 180 * i, 168, "vase", "#c98a6a", 0.6) for i in range(2)]
    return [
        backdrop(CREAM, LEAF, 330),
        *top,
        *low,
        firewood(140, 368),
        firewood(330, 372),
        firewood(510, 368),
        arrow((50, 300), (50, 150), MUSTARD, 16),
        arrow((590, 300), (590, 150), MUSTARD, 16),
    ]


@scene("api-kayu", "Api kayu terbuka membakar gerabah menjadi merah bata.")
def wood_fire() -> list[str]:
    flames = [flame(110 + 84 * i, 366, 1.5 if i % 2 else 1.15) for i in range(6)]
    return [
        backdrop(SKY, LEAF, 330),
        pot(210, 220, "jar", CLAY, 0.95),
        pot(410, 214, "vase", CLAY, 1.05),
        *flames,
        firewood(180, 376),
        firewood(340, 380),
        firewood(480, 376),
    ]


@scene("sekam-hitam", "Sekam padi menutup gerabah, berasap, dan hasilnya hitam.")
def husk_black() -> list[str]:
    return [
        backdrop(SAND, LEAF, 330),
        smoke(230, 150, 0.9),
        smoke(150, 178, 0.7),
        pot(210, 230, "vase", SOOT, 0.9),
        husk_heap(210, 350, 340, 130),
        flame(80, 352, 0.5),
        flame(330, 352, 0.5),
        arrow((392, 240), (456, 240), MUSTARD, 18),
        pot(544, 238, "vase", SOOT, 1.0, MUSTARD),
    ]


@scene("jauh-asap", "Perajin bermasker berdiri di sisi yang tidak terkena asap api.")
def stay_upwind() -> list[str]:
    wind = path("M40 50H230q30 0 22 -24M250 110H330q34 0 28 26", ink=7, color=INDIGO)
    return [
        backdrop(SKY, LEAF, 320),
        wind,
        smoke(500, 190, 1.05),
        smoke(570, 130, 0.9),
        flame(430, 340, 1.5),
        flame(480, 344, 1.2),
        firewood(450, 356),
        person(170, 420, (120, 390), (226, 390), **SAHNIM, mask=True, scale=1.2),
    ]


@scene("tunggu-dingin", "Gerabah panas ditunggu sampai dingin, tidak disiram air.")
def wait_cool() -> list[str]:
    bucket = (
        path("M-44 -50Q0 -116 44 -50", ink=6)
        + poly([(-48, -50), (48, -50), (34, 46), (-34, 46)], STEEL)
        + ellipse(0, -50, 48, 14, SKY)
    )
    water = path("M470 116Q446 150 450 214M484 130Q462 160 466 214", ink=7, color=INDIGO)
    heat = path(
        "M150 96q-20 -24 0 -44t0 -40M200 96q-20 -24 0 -44t0 -40M250 96q-20 -24 0 -44t0 -40",
        ink=6,
        color=RED,
    )
    return [
        backdrop(CREAM, WOOD_LIGHT, 320),
        pot(200, 214, "jar", CLAY, 1.15),
        heat,
        clock(350, 110, 60, 4, 0),
        placed(bucket, 530, 120, turn=-60),
        water,
        cross(540, 270, 40),
    ]


@scene("bungkus-koran", "Tangan membungkus gerabah dengan kertas, bagian dalamnya juga diisi.")
def wrap_paper() -> list[str]:
    paper = poly([(120, 330), (160, 180), (300, 230), (470, 170), (520, 330)], CREAM)
    crumple = path("M286 90l20 -26l22 16l26 -22l12 30l-10 24H290Z", WHITE)
    return [
        backdrop(MINT, WOOD_LIGHT, 320),
        pot(320, 196, "vase", CLAY, 1.15),
        crumple,
        paper,
        path("M180 260h80M200 286h120M360 250h100M380 280h90", ink=4, color=GREY),
        hand(166, 250, 10, "flat", sleeve=RED, scale=0.8),
        hand(484, 250, -10, "flat", sleeve=RED, mirror=True, scale=0.8),
    ]


@scene("kardus-jerami", "Gerabah di dalam kardus, celahnya penuh jerami.")
def straw_box() -> list[str]:
    return [
        backdrop(SKY, WOOD_LIGHT, 330),
        carton(320, 360, 360, 190, is_open=True),
        straw(320, 176, 340),
        pot(230, 142, "vase", CLAY, 0.55),
        pot(330, 132, "kendi", SOOT, 0.62),
        pot(424, 142, "vase", CLAY, 0.55),
        straw(310, 180, 330),
        rect(140, 190, 360, 170, WOOD_LIGHT, 4),
    ]


@scene("goyang-kardus", "Dua tangan menggoyang kardus dan mendengarkan bunyinya.")
def shake_box() -> list[str]:
    return [
        backdrop(ROSE),
        person(320, 336, None, None, **MARZUKI, scale=1.15),
        carton(320, 372, 250, 150),
        curve("M258 226Q170 250 188 296", MUSTARD, 32),
        curve("M382 226Q470 250 452 296", MUSTARD, 32),
        circle(196, 306, 19, SKIN),
        circle(444, 306, 19, SKIN),
        sound(492, 250),
        sound(148, 250, 180),
    ]


@scene("tanda-pecah", "Kardus dengan gambar gelas pecah dan dua panah ke atas.")
def fragile_mark() -> list[str]:
    glass = path(
        "M230 196H300L290 250Q286 268 270 270V300H290V312H240V300H260V270Q244 268 240 250Z", WHITE
    ) + path("M270 198l-10 22l14 12l-8 20", ink=5)
    return [
        backdrop(LEAF, WOOD_LIGHT, 340),
        carton(320, 370, 380, 270),
        rect(190, 170, 260, 170, CREAM, 8),
        glass,
        arrow((350, 310), (350, 200), RED, 18),
        arrow((404, 310), (404, 200), RED, 18),
    ]
