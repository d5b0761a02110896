"""Drawings of bead making: wood, lathe, drill."""

from balai.demo.drawing.canvas import (
    CLAY,
    CREAM,
    GOLD,
    GREY,
    INDIGO,
    INK,
    LEAF,
    MINT,
    MUSTARD,
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
    ellipse,
    label,
    line,
    path,
    poly,
    rect,
    sound,
    tick,
    turning,
)
from balai.demo.drawing.parts.money import clock, sheet
from balai.demo.drawing.parts.places import dust, mask, sun
from balai.demo.drawing.parts.tools import (
    ASEM,
    GAHARU,
    KOKON,
    bead,
    caliper,
    chisel,
    clamp,
    drill_press,
    lathe,
    log,
    pencil,
    plank_table,
    ruler,
    saw,
    stick,
    tasbih,
    tool_rest,
    turned_piece,
    wood_end,
)
from balai.demo.drawing.people import hand, person
from balai.demo.drawing.registry import scene


@scene("m01-cover", "Tasbih kayu, gelang, dan manik di atas meja.")
def cover() -> list[str]:
    loose = [
        bead(470, 318, 26, KOKON, hole=True),
        bead(530, 338, 30, WOOD_DARK),
        bead(420, 346, 24, WOOD),
        bead(585, 306, 22, WOOD),
    ]
    return [
        backdrop(MINT, WOOD_LIGHT, 270),
        tasbih(215, 170, 128, 33, WOOD, 11.5),
        tasbih(470, 150, 78, 16, WOOD_DARK, 14, spacers=False),
        *loose,
    ]


@scene("kayu-kering", "Tumpukan kayu kering di bawah sinar matahari.")
def dry_wood() -> list[str]:
    pile = [
        log(240, 318, 250),
        log(330, 318 - 68, 250),
        log(420, 318, 250),
        log(320, 318 - 136, 230),
    ]
    return [
        backdrop(SKY, SAND, 320),
        sun(540, 84),
        *[pile[i] for i in (0, 2, 1, 3)],
        tick(110, 110, 40),
    ]


@scene("ujung-kayu", "Ujung kayu yang mulus di kiri, yang retak dan berlubang di kanan.")
def wood_ends() -> list[str]:
    return [
        backdrop(CREAM, SAND, 320),
        wood_end(190, 200, 108),
        wood_end(450, 200, 108, cracked=True),
        tick(270, 302, 42),
        cross(530, 302, 42),
    ]


@scene("kayu-utuh", "Kayu kering yang utuh di bawah matahari.")
def whole_wood() -> list[str]:
    return [backdrop(SKY, SAND, 320), sun(552, 84), wood_end(320, 210, 140)]


@scene("kayu-lubang", "Kayu yang retak dan berlubang.")
def wood_with_holes() -> list[str]:
    return [backdrop(CREAM, SAND, 320), wood_end(320, 210, 140, cracked=True)]


@scene("kayu-tebang", "Kayu basah yang baru ditebang.")
def felled_wood() -> list[str]:
    leaves = [
        path(f"M{x} {y}q{turn * 46} -34 {turn * 74} 6q-{turn * 40} 30 {-turn * 74} -6z", TEAL)
        if turn > 0
        else path(f"M{x} {y}q-46 -34 -74 6q40 30 74 -6z", TEAL)
        for x, y, turn in ((226, 152, -1), (226, 138, 1), (322, 142, 1))
    ]
    twigs = path("M226 208v-72M322 208v-70", ink=9, color=WOOD_DARK)
    drops = [
        path(f"M{x} {y}q-17 27 0 34q17 -7 0 -34z", INDIGO)
        for x, y in ((190, 306), (300, 318), (410, 306), (478, 322))
    ]
    return [backdrop(LEAF, SAND, 350), twigs, *leaves, log(320, 244, 360, 62), *drops]


@scene("ketuk-kayu", "Jari mengetuk sepotong kayu dan terdengar bunyi nyaring.")
def knock_wood() -> list[str]:
    return [
        backdrop(LEAF, WOOD_LIGHT, 330),
        log(350, 280, 330, 48),
        hand(330, 222, 52, "grip", sleeve=PLUM),
        sound(400, 190, -35),
        sound(290, 196, 205),
    ]


@scene("tiga-kayu", "Tiga jenis kayu dengan warna berbeda dan manik dari tiap kayu.")
def three_woods() -> list[str]:
    shapes = [backdrop(CREAM, SAND, 300)]
    for x, color in ((130, ASEM), (320, KOKON), (510, GAHARU)):
        shapes += [
            rect(x - 62, 96, 124, 150, color, 8),
            path(
                f"M{x - 40} 120q20 40 0 100M{x} 120q-20 50 4 100M{x + 38} 120q-16 40 0 100",
                ink=4,
                color=WOOD_DARK if color != GAHARU else INK,
            ),
        ]
        shapes += [
            bead(x - 44, 318, 26, color),
            bead(x + 12, 330, 26, color, hole=True),
            bead(x + 62, 312, 20, color),
        ]
    return shapes


@scene("nota", "Tangan penjual memberi nota kepada perajin.")
def receipt() -> list[str]:
    seller = person(150, 420, None, (268, 236), dress=INDIGO, style="peci", scale=1.2, holding="")
    maker = person(
        500,
        420,
        (378, 236),
        None,
        dress=CLAY,
        style="jilbab",
        cloth=GOLD,
        scale=1.2,
        skin=SKIN_LIGHT,
    )
    return [
        backdrop(MINT),
        sheet(322, 190, 120, 160, 4),
        label(322, 236, "Rp", 22, CREAM),
        seller,
        maker,
    ]


@scene("alat-ukur", "Gergaji, penggaris, pensil, dan penjepit kayu.")
def measuring_tools() -> list[str]:
    return [
        backdrop(SAND),
        saw(240, 110, -8),
        ruler(210, 230, 320, -4),
        pencil(110, 330, -6),
        clamp(480, 230),
    ]


@scene("ukur-manik", "Sebuah manik diukur dengan jangka sorong, 10 milimeter.")
def measure_bead() -> list[str]:
    return [
        backdrop(MINT),
        bead(250, 240, 62, WOOD, hole=True),
        caliper(250, 238, 124),
        label(470, 250, "10", 62),
    ]


@scene("batang-kayu", "Batang kayu persegi setebal 12 milimeter.")
def square_bars() -> list[str]:
    bars = [stick(250, 300, 300, 54), stick(290, 226, 300, 54), stick(250, 152, 300, 54)]
    return [
        backdrop(CREAM, SAND, 320),
        *bars,
        line([(440, 125), (500, 125)], INK, 4),
        line([(440, 181), (500, 181)], INK, 4),
        arrow((470, 92), (470, 122), RED, 12),
        arrow((470, 214), (470, 184), RED, 12),
        label(560, 153, "12", 46),
    ]


@scene("gergaji-jepit", "Kayu dijepit di meja lalu digergaji, tangan jauh dari mata gergaji.")
def sawing() -> list[str]:
    return [
        backdrop(SKY),
        plank_table(310),
        saw(400, 196, -32),
        stick(250, 290, 420, 34),
        clamp(120, 262),
        hand(496, 128, -32, "grip", sleeve=TEAL, mirror=True, scale=0.9),
    ]


@scene("ukur-batang", "Lima batang kayu sama tebal diukur dengan penggaris.")
def measure_bars() -> list[str]:
    bars = [
        rect(120 + 74 * i, 90, 52, 220, WOOD_LIGHT, 3)
        + path(f"M{136 + 74 * i} 120v120M{154 + 74 * i} 160v110", ink=3, color=WOOD)
        for i in range(5)
    ]
    return [backdrop(MINT), *bars, ruler(310, 342, 460), tick(556, 110, 38)]


@scene("siap-bubut", "Perajin berjilbab memakai kacamata pelindung dan masker.")
def ready_for_lathe() -> list[str]:
    tied = [
        circle(80, 130, 56, CREAM),
        mask(80, 132, 0.5),
        circle(80, 270, 56, CREAM),
        rect(42, 250, 34, 34, SKY, 10),
        rect(84, 250, 34, 34, SKY, 10),
        line([(30, 262), (132, 262)], INK, 5),
    ]
    return [
        backdrop(ROSE, SAND, 340),
        *tied,
        person(
            350,
            420,
            (296, 392),
            (404, 392),
            dress=INDIGO,
            style="jilbab",
            cloth=TEAL,
            mask=True,
            goggles=True,
            scale=1.5,
        ),
        tick(540, 110, 44),
    ]


@scene(
    "pasang-bubut", "Batang kayu dipasang tepat di tengah mesin bubut dan diputar dengan tangan."
)
def mount_lathe() -> list[str]:
    return [
        backdrop(SKY),
        plank_table(330),
        lathe(320, 318),
        turning(330, 226, 50, MUSTARD),
        hand(330, 204, 70, "pinch", sleeve=PLUM, scale=0.85),
    ]


@scene("bubut", "Perajin membubut kayu di mesin, pahat bertumpu pada penyangga.")
def turning_wood() -> list[str]:
    maker = person(
        330, 292, (300, 262), (424, 282), dress=MUSTARD, style="cap", goggles=True, mask=True
    )
    return [
        backdrop(MINT),
        maker,
        plank_table(346),
        lathe(310, 340, turned_piece(310, 248, 2)),
        tool_rest(340, 352),
        chisel(340, 268, 16),
        circle(424, 290, 15, SKIN),
        circle(392, 280, 15, SKIN),
    ]


@scene("kikis-bulat", "Pahat mengikis kayu yang berputar sampai menjadi bulat.")
def rounding() -> list[str]:
    piece = [
        rect(-10, 126, 220, 84, WOOD_LIGHT, 0),
        circle(260, 168, 62, WOOD),
        circle(372, 168, 62, WOOD),
        rect(430, 150, 40, 36, WOOD_DARK, 0),
        rect(466, 120, 190, 96, STEEL, 10),
        path("M214 150q-10 18 0 36", ink=4),
    ]
    curls = [
        path("M250 96q-30 -40 10 -50q30 0 16 24q-14 12 -22 -4", ink=6, color=WOOD_DARK),
        path("M330 90q10 -44 44 -30q20 20 -6 32", ink=6, color=WOOD_DARK),
    ]
    return [
        backdrop(CREAM),
        *piece,
        *curls,
        rect(120, 268, 330, 30, STEEL, 8),
        rect(270, 290, 34, 120, STEEL, 4),
        chisel(316, 236, 34),
        turning(560, 330, 38),
    ]


@scene("mesin-mati", "Mesin bubut sudah mati dan tangan menunggu sampai kayu berhenti.")
def lathe_off() -> list[str]:
    switch = [
        rect(450, 30, 110, 130, CREAM, 16),
        circle(505, 78, 30, RED),
        circle(505, 134, 15, GREY),
    ]
    return [
        backdrop(SKY),
        plank_table(330),
        lathe(300, 318, turned_piece(300, 226, 5)),
        *switch,
        hand(512, 84, 6, "point", sleeve=TEAL, mirror=True, scale=0.8),
        clock(120, 100, 52, 0, 5),
    ]


@scene("tanda-tengah", "Pensil memberi titik di tengah manik.")
def mark_centre() -> list[str]:
    target = [
        circle(280, 220, 118, WOOD),
        path("M280 130V310M190 220H370", ink=4, color=WOOD_DARK),
        circle(280, 220, 13, RED),
    ]
    return [
        backdrop(LEAF),
        *target,
        pencil(288, 212, -38, INDIGO),
        hand(372, 150, 142, "pinch", sleeve=CLAY),
    ]


@scene("jepit-manik", "Manik dijepit cetakan kayu, tangan memegang cetakan dan bukan maniknya.")
def bead_jig() -> list[str]:
    jig = [
        rect(170, 214, 120, 84, WOOD, 8),
        rect(350, 214, 120, 84, WOOD, 8),
        bead(320, 250, 46, KOKON),
        path("M282 214V298M358 214V298", ink=7),
    ]
    drill = [rect(296, 20, 48, 84, STEEL, 6), path("M310 104V176L320 198L330 176V104Z", WHITE, 4)]
    return [
        backdrop(MINT),
        plank_table(298),
        *drill,
        *jig,
        hand(196, 258, 0, "grip", sleeve=PLUM, scale=0.8),
        hand(444, 258, 0, "grip", sleeve=PLUM, mirror=True, scale=0.8),
        tick(560, 90, 38),
    ]


@scene("bor-manik", "Bor meja turun lurus ke manik yang dijepit.")
def drilling() -> list[str]:
    return [
        backdrop(CREAM),
        plank_table(330),
        drill_press(300, 330, 62),
        bead(300, 268, 34, KOKON),
        rect(222, 246, 50, 64, WOOD, 6),
        rect(328, 246, 50, 64, WOOD, 6),
        arrow((170, 110), (170, 230), MUSTARD, 18),
        hand(448, 124, 0, "grip", mirror=True, sleeve=INDIGO, scale=0.8),
        dust(300, 226, 110, 36, 12),
    ]


@scene("bor-dua-sisi", "Manik dibor setengah dari kiri lalu setengah dari kanan.")
def drill_two_sides() -> list[str]:
    shapes = [backdrop(SAND)]
    for y, done in ((120, False), (290, True)):
        hole = rect(320 - 92, y - 14, 184 if done else 94, 28, SOOT, 4, 0)
        shapes += [
            circle(320, y, 78, WOOD),
            hole,
            path(f"M320 {y - 70}V{y + 70}", ink=4, color=WOOD_DARK),
        ]
    bit_left = [
        rect(60, 106, 100, 28, STEEL, 4),
        poly([(160, 110), (226, 112), (240, 120), (226, 128), (160, 130)], WHITE, 4),
    ]
    bit_right = [
        rect(480, 276, 100, 28, STEEL, 4),
        poly([(480, 280), (414, 282), (400, 290), (414, 298), (480, 300)], WHITE, 4),
    ]
    return [
        *shapes,
        *bit_left,
        *bit_right,
        arrow((110, 170), (200, 170), TEAL, 14),
        arrow((530, 340), (440, 340), TEAL, 14),
        label(560, 100, "1", 40),
        label(90, 290, "2", 40),
    ]


@scene("kawat-manik", "Manik diputar pada kawat lurus dan tidak goyang.")
def wire_test() -> list[str]:
    return [
        backdrop(SKY),
        line([(40, 220), (600, 220)], STEEL, 10),
        circle(320, 220, 86, KOKON),
        ellipse(242, 220, 12, 20, INK, 0),
        path("M270 176q10 -26 40 -32", ink=8, color=WHITE),
        turning(320, 220, 130, MUSTARD),
        hand(120, 224, 10, "pinch", sleeve=RED, scale=0.8),
        hand(540, 224, -10, "pinch", sleeve=RED, mirror=True, scale=0.8),
    ]
