"""Drawings of export."""

from balai.demo.drawing.canvas import (
    CLAY,
    CREAM,
    GOLD,
    GREEN,
    GREY,
    INDIGO,
    LEAF,
    MINT,
    MUSTARD,
    RED,
    ROSE,
    SAND,
    SKIN_LIGHT,
    SKY,
    STEEL,
    TEAL,
    WHITE,
    WOOD,
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
from balai.demo.drawing.parts.money import calendar, note, sheet
from balai.demo.drawing.parts.places import carton, sun, tree
from balai.demo.drawing.parts.tools import bead, lathe, pencil, plank_table, tasbih, turned_piece
from balai.demo.drawing.people import BUHARI, CLERK, person
from balai.demo.drawing.registry import scene


def _ship(x: float, y: float, scale: float = 1) -> str:
    hull = path("M-170 0H180L140 70H-130Z", INDIGO)
    boxes = "".join(
        rect(-110 + 62 * i, -42 - 42 * j, 58, 40, (CLAY, MUSTARD, TEAL)[(i + j) % 3], 3)
        for i in range(3)
        for j in range(2 if i else 1)
    )
    return placed(
        boxes + rect(96, -110, 60, 110, WHITE, 4) + rect(108, -96, 36, 20, SKY, 3, 4) + hull,
        x,
        y,
        scale,
    )


@scene("m06-cover", "Kapal membawa peti di laut, di depannya kardus bertanda panah.")
def export_cover() -> list[str]:
    waves = "".join(f"M{-20 + 80 * i} 300q20 -22 40 0t40 0" for i in range(9))
    return [
        backdrop(SKY, "#a9c8d6", 290),
        sun(540, 80, 36),
        _ship(270, 230, 1.1),
        path(waves, ink=6, color=WHITE),
        carton(540, 384, 130, 100),
        arrow((520, 368), (520, 310), RED, 12),
        arrow((560, 368), (560, 310), RED, 12),
    ]


@scene("contoh-setuju", "Satu contoh dikirim, pembeli mengangguk setuju, baru semua dibuat.")
def approve_sample() -> list[str]:
    many = [tasbih(560, 90 + 96 * i, 32, 16, WOOD, 5, spacers=False) for i in range(3)]
    return [
        backdrop(CREAM),
        tasbih(90, 180, 50, 22, WOOD, 6, spacers=False),
        arrow((160, 190), (210, 190), MUSTARD, 18),
        person(320, 420, None, None, dress=INDIGO, style="long", skin=SKIN_LIGHT),
        tick(320, 60, 30),
        arrow((430, 190), (490, 190), MUSTARD, 18),
        *many,
    ]


@scene("simpan-contoh", "Contoh di dalam kotak dibandingkan dengan barang baru.")
def keep_sample() -> list[str]:
    return [
        backdrop(MINT, WOOD_LIGHT, 330),
        rect(60, 80, 220, 240, WOOD, 8),
        rect(80, 100, 180, 200, CREAM, 4),
        tasbih(170, 182, 60, 22, WOOD, 7.4, spacers=False),
        figures(330, 200, "=", 60, RED),
        tasbih(470, 182, 60, 22, WOOD, 7.4, spacers=False),
        tick(570, 290, 32),
    ]


@scene("manik-kering", "Manik dijemur di tampah dan disimpan kering, tidak berjamur.")
def dry_beads() -> list[str]:
    tray = ellipse(240, 270, 190, 66, GOLD) + ellipse(240, 264, 160, 50, CREAM)
    beads = "".join(
        bead(150 + 36 * i + 12 * (j % 2), 240 + 24 * j, 14, WOOD)
        for j in range(3)
        for i in range(5)
    )
    mould = bead(540, 260, 46, WOOD) + "".join(
        circle(520 + 16 * (i % 3), 246 + 14 * (i // 3), 6, GREEN, 0) for i in range(7)
    )
    return [backdrop(SKY, LEAF, 290), sun(240, 90, 44), tray, beads, mould, cross(590, 320, 32)]


@scene("kantong-kering", "Tasbih dalam plastik rapat bersama kantong penyerap lembap.")
def dry_bag() -> list[str]:
    return [
        backdrop(ROSE),
        rect(120, 50, 280, 300, "#eaf4f4", 14),
        rect(120, 50, 280, 34, INDIGO, 8),
        tasbih(230, 196, 72, 33, WOOD, 6.4),
        rect(318, 240, 66, 80, WHITE, 6),
        *[circle(334 + 16 * (i % 3), 266 + 16 * (i // 3), 4, INDIGO, 0) for i in range(9)],
        path("M500 120q-30 48 0 64q30 -16 0 -64Z", SKY),
        cross(530, 210, 34),
    ]


@scene("timbang-kardus", "Kardus di atas timbangan menunjukkan angka 12.")
def weigh_box() -> list[str]:
    return [
        backdrop(LEAF, SAND, 340),
        carton(280, 240, 220, 150),
        rect(150, 240, 260, 24, STEEL, 6),
        rect(180, 262, 200, 80, WHITE, 12),
        figures(280, 302, "12", 46),
        sheet(520, 200, 120, 160, 4),
        pencil(520, 260, -40, RED),
    ]


@scene("nomor-kardus", "Empat kardus bernomor 1 sampai 4.")
def number_boxes() -> list[str]:
    return [
        backdrop(CREAM, SAND, 330),
        *[carton(110 + 142 * i, 330, 126, 130) for i in range(4)],
        *[label(110 + 142 * i, 250, f"{i + 1}/4", 26) for i in range(4)],
        pencil(560, 160, -40, INDIGO),
    ]


@scene("surat-jalan", "Surat berisi daftar barang, di samping kardus dan timbangan.")
def delivery_note() -> list[str]:
    rows = (
        path("M190 120h60M190 160h60M190 200h60M190 240h60", ink=7, color=GREY)
        + figures(300, 120, "20", 20)
        + figures(300, 160, "20", 20)
        + figures(300, 200, "12", 20)
    )
    return [
        backdrop(SKY),
        rect(160, 60, 190, 260, WHITE, 6),
        rows,
        path("M270 240h50", ink=7, color=GREY),
        path("M226 296q10 -30 16 0t18 -8q8 -34 16 -4t24 -6", ink=5, color=INDIGO),
        carton(500, 330, 160, 120),
    ]


@scene("surat-kayu", "Kayu dari pohon, surat asal kayu dengan cap, lalu tasbih.")
def wood_papers() -> list[str]:
    return [
        backdrop(LEAF),
        tree(90, 330, 1.0),
        arrow((182, 210), (234, 210), MUSTARD, 18),
        sheet(320, 200, 150, 200, 4),
        circle(356, 260, 30, GREEN),
        path("M342 260l10 12l18 -22", ink=7, color=WHITE),
        arrow((412, 210), (462, 210), MUSTARD, 18),
        tasbih(548, 190, 58, 22, WOOD, 7, spacers=False),
    ]


@scene("tanya-dinas", "Perajin bertanya kepada petugas di meja kantor.")
def ask_office() -> list[str]:
    return [
        backdrop(MINT),
        calendar(320, 112, "", 84),
        turning(320, 108, 78, MUSTARD),
        person(140, 340, (100, 326), (190, 318), **BUHARI, mood="talk"),
        person(500, 340, (440, 320), (546, 326), **CLERK),
        plank_table(330),
        sheet(320, 316, 110, 50, 2),
        rect(560, 280, 60, 50, GREEN, 4),
    ]


@scene("bayar-tahap", "Uang muka dulu, barang dibuat, pelunasan, lalu barang diserahkan.")
def staged_payment() -> list[str]:
    first = [
        label(50, 110, "1", 32, GOLD),
        note(170, 110, 130),
        arrow((260, 110), (330, 110), MUSTARD, 20),
        placed(lathe(0, 0, turned_piece(0, -92, 4)), 480, 156, 0.5),
    ]
    second = [
        label(50, 290, "2", 32, GOLD),
        note(160, 296, 130),
        note(176, 280, 130),
        arrow((266, 290), (334, 290), MUSTARD, 20),
        carton(400, 336, 90, 80),
        _ship(548, 312, 0.45),
    ]
    return [backdrop(SAND), *first, line([(40, 200), (600, 200)], WOOD, 4), *second]


@scene("simpan-surat", "Surat-surat dimasukkan ke dalam satu map.")
def file_papers() -> list[str]:
    return [
        backdrop(ROSE),
        sheet(250, 150, 150, 190, 4, -8),
        sheet(330, 140, 150, 190, 4, 2),
        sheet(410, 150, 150, 190, 4, 9),
        path("M140 170H270L296 200H520V340H140Z", MUSTARD),
        bead(330, 270, 30),
        tick(560, 90, 34),
    ]
