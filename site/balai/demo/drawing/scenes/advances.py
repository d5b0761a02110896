"""Drawings of prices between many hands, and of advances."""

from balai.demo.drawing.canvas import (
    CLAY,
    CREAM,
    GOLD,
    GREEN,
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
    SKY,
    TEAL,
    WHITE,
    arrow,
    backdrop,
    circle,
    figures,
    label,
    line,
    path,
    placed,
    poly,
    rect,
)
from balai.demo.drawing.parts.money import calendar, clock, money_box, note
from balai.demo.drawing.parts.places import bank, book, house, shop
from balai.demo.drawing.parts.pots import pot
from balai.demo.drawing.parts.tools import bundle, plank_table
from balai.demo.drawing.people import CLERK, RUMINAH, SAHNIM, TRADER, YOUTH, hand, head, person
from balai.demo.drawing.registry import scene


@scene("m10-cover", "Perajin dan juragan duduk berhadapan, di tengah ada tangga harga.")
def bargaining_cover() -> list[str]:
    steps = [
        rect(250 + 48 * i, 250 - 44 * i, 50, 80 + 44 * i, (CLAY, MUSTARD, TEAL)[i], 2)
        for i in range(3)
    ]
    return [
        backdrop(LEAF),
        person(120, 340, (90, 318), (176, 318), **SAHNIM, scale=1.05),
        person(530, 340, (476, 318), (566, 318), **TRADER, scale=1.05),
        *steps,
        plank_table(330),
    ]


@scene("tangga-harga", "Tangga harga: perajin, juragan, pengepul, lalu toko yang paling tinggi.")
def price_ladder() -> list[str]:
    shapes = [backdrop(CREAM, SAND, 350)]
    looks = [("jilbab", GOLD), ("cap", TEAL), ("peci", TEAL)]
    for i, (style, cloth) in enumerate(looks):
        x, top = 90 + 140 * i, 290 - 64 * i
        shapes += [
            rect(x - 66, top, 132, 360 - top, (CLAY, MUSTARD, GREEN)[i], 2),
            placed(head(style, cloth), x, top - 48, 0.8),
        ]
    shapes += [rect(444, 98, 150, 262, INDIGO, 2), shop(520, 98, 0.5)]
    return [
        *shapes,
        figures(90, 334, "50", 30, WHITE),
        figures(230, 300, "65", 30, WHITE),
        figures(370, 270, "90", 30, WHITE),
        figures(520, 230, "160", 40, WHITE),
    ]


@scene("biaya-toko", "Toko membayar sewa, pegawai, dan barang yang belum laku.")
def shop_costs() -> list[str]:
    return [
        backdrop(SKY, SAND, 330),
        shop(150, 350, 1.4),
        house(410, 150, 0.5),
        person(410, 300, None, None, **CLERK, scale=0.5),
        pot(404, 346, "vase", CLAY, 0.3),
        pot(450, 346, "kendi", CLAY, 0.3),
        label(550, 110, "Rp", 34),
        label(550, 230, "Rp", 34),
        label(550, 334, "Rp", 34),
    ]


@scene("naik-bagian", "Jalan pendek dari perajin ke pembeli, dan barang bermutu dengan bintang.")
def raise_share() -> list[str]:
    star = poly(
        [
            (520, 60),
            (536, 98),
            (578, 100),
            (546, 128),
            (558, 168),
            (520, 146),
            (482, 168),
            (494, 128),
            (462, 100),
            (504, 98),
        ],
        GOLD,
    )
    return [
        backdrop(LEAF),
        person(100, 410, None, (176, 360), **SAHNIM),
        person(540, 410, (470, 360), None, **YOUTH),
        arrow((200, 330), (440, 330), GREEN, 26),
        path("M120 190Q300 20 440 180", ink=6, color=GREY)
        + circle(200, 120, 12, GREY)
        + circle(290, 92, 12, GREY)
        + circle(370, 116, 12, GREY),
        star,
    ]


@scene("ijon-terima", "Uang diterima hari ini, barang diserahkan nanti.")
def advance() -> list[str]:
    return [
        backdrop(SAND),
        note(160, 120, 170, GREEN),
        hand(100, 190, -24, "flat", sleeve=PLUM, scale=0.85),
        calendar(320, 110, "", 96),
        arrow((260, 250), (400, 250), MUSTARD, 24),
        bundle(510, 190, 1.3),
        clock(330, 326, 44, 3, 0),
    ]


@scene("ijon-guna", "Keluarga memakai uang muka untuk beras, obat, dan sekolah.")
def advance_use() -> list[str]:
    rice = path("M420 200C420 140 434 124 442 104H490C498 124 512 140 512 200Z", CREAM) + path(
        "M442 110h48", ink=6, color=RED
    )
    kit = rect(430, 250, 100, 80, WHITE, 10) + path("M480 266v48M456 290h48", ink=14, color=RED)
    return [
        backdrop(ROSE),
        person(130, 400, (90, 372), (190, 372), **RUMINAH),
        person(260, 400, (222, 380), (306, 380), **YOUTH, scale=0.75),
        note(200, 120, 130),
        arrow((330, 230), (400, 230), MUSTARD, 20),
        rice,
        kit,
        book(580, 210, 70, INDIGO),
    ]


@scene("ijon-contoh", "Terima Rp500.000, setor 30 kodi, harga Rp45.000 dan bukan Rp50.000.")
def advance_example() -> list[str]:
    return [
        backdrop(MINT),
        label(150, 90, "Rp500.000", 34, GOLD),
        arrow((310, 90), (390, 90), MUSTARD, 18),
        bundle(460, 86, 0.85),
        figures(566, 90, "30", 46),
        line([(50, 180), (590, 180)], TEAL, 4),
        label(150, 270, "Rp45.000", 38, CLAY, WHITE),
        label(490, 270, "Rp50.000", 38),
    ]


@scene("ijon-biaya", "Rp5.000 dikali 30 sama dengan Rp150.000.")
def advance_cost() -> list[str]:
    return [
        backdrop(CREAM),
        bundle(104, 130, 0.9),
        figures(350, 100, "Rp5.000", 50),
        figures(350, 180, "x 30", 50, RED),
        line([(200, 228), (520, 228)], INK, 7),
        label(360, 298, "Rp150.000", 54, GOLD),
        calendar(580, 120, "3", 86),
    ]


@scene("ijon-banding", "Tiga pilihan uang dibandingkan: juragan, kas kelompok, dan bank.")
def advance_compare() -> list[str]:
    options = [
        placed(person(0, 0, None, None, **TRADER), 120, 210, 0.75),
        money_box(320, 210, TEAL, 140),
        bank(520, 210, 0.85),
    ]
    return [
        backdrop(SKY, SAND, 212),
        *options,
        label(120, 300, "30%", 44),
        *[circle(320 + 30 * i, 300, 7, INK) for i in (-1, 0, 1)],
        *[circle(520 + 30 * i, 300, 7, INK) for i in (-1, 0, 1)],
    ]
