"""Drawings of what a product costs."""

from balai.demo.drawing.canvas import (
    CLAY,
    CREAM,
    GOLD,
    GREY,
    INK,
    LEAF,
    MINT,
    MUSTARD,
    RED,
    ROSE,
    SAND,
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
    figures,
    label,
    line,
    path,
    placed,
    rect,
    tick,
)
from balai.demo.drawing.parts.money import clock, coins, worked_sum
from balai.demo.drawing.parts.places import bowl_of
from balai.demo.drawing.parts.pots import POTS, pot
from balai.demo.drawing.parts.tools import (
    bead,
    bundle,
    lathe,
    log,
    plank_table,
    sandpaper,
    spool,
    tasbih,
    tassel,
    turned_piece,
)
from balai.demo.drawing.people import BUHARI, RUMINAH, YOUTH, person
from balai.demo.drawing.registry import scene


@scene("m03-cover", "Tumpukan koin, tasbih, dan vas dengan label harga.")
def cost_cover() -> list[str]:
    return [
        backdrop(MINT, WOOD_LIGHT, 310),
        coins(110, 350, 5, 46),
        coins(220, 360, 8, 46),
        coins(330, 350, 11, 46),
        pot(500, 216, "vase", CLAY, 1.25, CREAM),
        label(530, 340, "Rp", 44),
        line([(556, 300), (520, 120)], INK, 4),
    ]


@scene(
    "hpp-tumpuk",
    "Kayu, benang, waktu kerja, listrik, dan plastik bersama-sama menjadi satu tasbih.",
)
def all_costs() -> list[str]:
    parts = [
        log(104, 80, 110, 26),
        placed(spool(0, 0), 100, 196, 0.6),
        clock(100, 320, 46, 9, 0),
        path("M262 60l-36 62h30l-16 54l50 -72h-32l18 -44Z", GOLD),
        rect(218, 250, 80, 96, SKY, 8),
        path("M228 262h60", ink=5),
    ]
    return [
        backdrop(CREAM),
        *parts,
        arrow((340, 200), (424, 200), MUSTARD, 26),
        tasbih(532, 180, 80, 33, WOOD, 7),
        label(532, 180, "Rp", 34, GOLD),
    ]


@scene("kodi-tasbih", "Dua puluh tasbih dijajarkan, namanya 1 kodi.")
def one_kodi() -> list[str]:
    rows = [
        placed(
            tasbih(0, 0, 26, 14, WOOD if i % 2 else WOOD_DARK, 5.5, spacers=False),
            66 + 74 * (i % 5),
            62 + 92 * (i // 5),
            0.9,
        )
        for i in range(20)
    ]
    return [backdrop(LEAF), *rows, label(520, 190, "20", 76)]


@scene("biaya-kayu-benang", "Kayu berharga Rp12.000, benang dan rumbai Rp6.000.")
def wood_thread_cost() -> list[str]:
    return [
        backdrop(SAND),
        log(150, 110, 190, 46),
        label(450, 110, "Rp12.000", 40),
        spool(120, 286),
        tassel(210, 240, RED, 96),
        label(450, 286, "Rp6.000", 40),
        line([(40, 200), (600, 200)], WOOD, 4),
    ]


@scene("biaya-amplas", "Bahan bertambah Rp4.000 untuk amplas dan poles, jumlahnya Rp22.000.")
def sanding_cost() -> list[str]:
    return [
        backdrop(SKY),
        sandpaper(110, 110, "240", CLAY, -6),
        rect(66, 250, 90, 50, GOLD, 10),
        rect(56, 284, 110, 30, STEEL, 6),
        label(430, 100, "Rp4.000", 44),
        figures(430, 180, "+ Rp18.000", 40),
        line([(260, 222), (600, 222)], INK, 7),
        label(430, 290, "Rp22.000", 54, GOLD),
    ]


@scene("bahan-rumah", "Sisa kayu dan benang di lemari rumah, ada label harga.")
def stock_at_home() -> list[str]:
    shelf = [
        rect(120, 60, 400, 300, WOOD_LIGHT, 8),
        rect(140, 80, 360, 120, WOOD_DARK, 4),
        rect(140, 220, 360, 120, WOOD_DARK, 4),
    ]
    return [
        backdrop(ROSE),
        *shelf,
        log(240, 168, 130, 26),
        log(400, 168, 110, 26),
        placed(spool(0, 0, TEAL), 200, 284, 0.8),
        placed(spool(0, 0), 310, 284, 0.8),
        bowl_of(440, 290, "".join(bead(410 + 28 * i, 284, 14) for i in range(3)), CLAY, 100),
        label(560, 110, "Rp", 44, GOLD),
    ]


@scene("waktu-kerja", "Perajin meronce di samping jam dan koin upah.")
def worktime() -> list[str]:
    return [
        backdrop(MINT),
        clock(120, 120, 74, 4, 0),
        person(
            350,
            340,
            (300, 290),
            (404, 290),
            **RUMINAH,
            scale=1.2,
            holding=path("M300 290Q352 330 404 290", ink=5, color=RED)
            + "".join(bead(318 + 17 * i, 301 + (5 if i in (1, 2, 3) else 0), 9) for i in range(5)),
        ),
        plank_table(340),
        coins(530, 342, 6, 44),
    ]


@scene("upah-bubut-ronce", "Upah membubut Rp8.000, upah meronce Rp6.000.")
def two_wages() -> list[str]:
    return [
        backdrop(CREAM),
        placed(lathe(0, 0, turned_piece(0, -92, 4)), 190, 160, 0.62),
        label(500, 110, "Rp8.000", 38),
        path("M70 280Q190 340 310 280", ink=5, color=RED),
        *[bead(106 + 28 * i, 296 + 12 * (1 - ((i - 3) / 3) ** 2), 15) for i in range(7)],
        label(500, 290, "Rp6.000", 38),
        line([(40, 200), (600, 200)], WOOD, 4),
    ]


@scene("keluarga-kerja", "Ibu, bapak, dan anak muda bekerja bersama di satu meja.")
def family_work() -> list[str]:
    people = [
        person(130, 310, (100, 290), (176, 290), **RUMINAH),
        person(320, 310, (274, 290), (366, 290), **BUHARI),
        person(510, 310, (464, 290), (546, 290), **YOUTH),
    ]
    wages = [coins(150, 372, 2, 30), coins(320, 372, 2, 30), coins(490, 372, 2, 30)]
    return [
        backdrop(LEAF),
        *people,
        plank_table(304),
        *[bead(200 + 22 * i, 288, 11) for i in range(3)],
        *[bead(400 + 22 * i, 288, 11, WOOD_DARK) for i in range(3)],
        *wages,
    ]


@scene("tambah-36", "Rp22.000 ditambah Rp14.000 sama dengan Rp36.000.")
def add_36() -> list[str]:
    return [
        backdrop(SAND),
        log(100, 108, 90, 26),
        clock(102, 196, 36, 9, 0),
        *worked_sum("Rp22.000", "Rp14.000", "Rp36.000"),
    ]


@scene("listrik-alat", "Lampu, kabel listrik, dan mata bor yang tumpul, biayanya Rp3.000.")
def power_cost() -> list[str]:
    plug = [
        curve("M60 330Q160 330 160 240", INK, 4),
        rect(126, 150, 70, 90, WHITE, 14),
        rect(138, 122, 12, 34, STEEL, 3),
        rect(172, 122, 12, 34, STEEL, 3),
    ]
    drill = [
        rect(282, 80, 44, 100, STEEL, 6),
        path("M292 180V270Q304 284 316 270V180Z", GREY),
        path("M292 200l24 12M292 226l24 12M292 250l24 12", ink=4),
    ]
    return [
        backdrop(MINT),
        *plug,
        *drill,
        path("M250 276q10 -16 4 -30M352 276q-10 -16 -4 -30", ink=5, color=RED),
        label(510, 190, "Rp3.000", 38),
    ]


@scene("biaya-kemasan", "Tasbih dalam plastik berlabel, biaya kemasan Rp1.000.")
def packing_cost() -> list[str]:
    bag = [
        rect(90, 60, 200, 280, "#eaf4f4", 14),
        rect(90, 60, 200, 46, CLAY, 10),
        circle(190, 84, 9, CREAM),
        tasbih(190, 206, 66, 33, WOOD, 6),
    ]
    return [backdrop(ROSE), *bag, label(470, 200, "Rp1.000", 50)]


@scene("hpp-40", "Rp36.000 ditambah Rp4.000 sama dengan Rp40.000 untuk 1 kodi.")
def add_40() -> list[str]:
    return [backdrop(LEAF), bundle(104, 150, 1.1), *worked_sum("Rp36.000", "Rp4.000", "Rp40.000")]


@scene("bagi-20", "Rp40.000 dibagi 20 tasbih, jadi Rp2.000 setiap tasbih.")
def divide_20() -> list[str]:
    return [
        backdrop(SKY),
        label(160, 80, "Rp40.000", 38),
        figures(336, 80, "/", 48, RED),
        bundle(430, 84, 0.9),
        figures(560, 80, "20", 50),
        arrow((320, 150), (320, 210), MUSTARD, 22),
        tasbih(150, 280, 56, 33, WOOD, 5.2),
        label(420, 290, "Rp2.000", 50, GOLD),
    ]


@scene("vas-biaya", "Vas gerabah 30 sentimeter dengan biaya Rp38.500.")
def vase_cost() -> list[str]:
    return [
        backdrop(CREAM, WOOD_LIGHT, 330),
        pot(170, 200, "vase", CLAY, 1.45, CREAM),
        line([(296, 60), (296, 336)], INK, 5),
        line([(282, 60), (310, 60)], INK, 5),
        line([(282, 336), (310, 336)], INK, 5),
        figures(340, 200, "30", 34),
        label(510, 200, "Rp38.500", 34),
    ]


@scene("vas-pecah-8", "Sepuluh baris vas, delapan di antaranya pecah.")
def broken_vases() -> list[str]:
    rows = []
    for i in range(100):
        broken = i in (7, 18, 23, 41, 56, 64, 79, 92)
        x, y = 52 + 38 * (i % 10), 32 + 37 * (i // 10)
        rows.append(placed(path(POTS["vase"], INK if broken else CLAY, 12), x, y, 0.155))
        if broken:
            rows.append(cross(x, y, 15))
    return [
        backdrop(SAND),
        *rows,
        label(540, 140, "100", 50),
        cross(500, 270, 26),
        figures(570, 270, "8", 60, RED),
    ]


@scene("vas-92", "Rp38.500 dibagi 0,92.")
def divide_92() -> list[str]:
    return [
        backdrop(MINT),
        label(320, 84, "Rp38.500", 50),
        figures(190, 190, "/", 56, RED),
        figures(330, 190, "0,92", 64),
        pot(160, 310, "vase", CLAY, 0.6),
        tick(210, 340, 22),
        figures(290, 310, "92", 46),
        pot(430, 310, "vase", CLAY, 0.6, crack=True),
        cross(480, 340, 22),
        figures(552, 310, "8", 46),
    ]


@scene("vas-hpp", "HPP satu vas yang baik adalah Rp41.848.")
def vase_unit_cost() -> list[str]:
    return [
        backdrop(LEAF, WOOD_LIGHT, 330),
        pot(170, 200, "vase", CLAY, 1.45, CREAM),
        tick(250, 90, 32),
        label(470, 200, "Rp41.848", 44, GOLD),
    ]
