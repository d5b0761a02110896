"""Drawings of buying and speaking together."""

from balai.demo.drawing.canvas import (
    CLAY,
    CREAM,
    GOLD,
    GREEN,
    GREY,
    INK,
    LEAF,
    MINT,
    MUSTARD,
    RED,
    ROSE,
    SAND,
    SKIN,
    SKIN_DARK,
    SKIN_LIGHT,
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
    rect,
    tick,
)
from balai.demo.drawing.parts.money import money_box, note, sheet
from balai.demo.drawing.parts.places import book, bubble, shop
from balai.demo.drawing.parts.tools import log, pencil, plank_table, spool
from balai.demo.drawing.people import (
    BUHARI,
    MARZUKI,
    MENTOR,
    RUMINAH,
    SAHNIM,
    TRADER,
    hand,
    head,
    person,
)
from balai.demo.drawing.registry import scene


@scene("gabung-pesan", "Kayu dari beberapa anggota digabung menjadi satu pesanan besar.")
def join_orders() -> list[str]:
    small = [
        placed(head(style, cloth, skin), 80, 80 + 110 * i, 0.6) + log(180, 86 + 110 * i, 70, 20)
        for i, (style, cloth, skin) in enumerate(
            (("jilbab", GOLD, SKIN_LIGHT), ("peci", TEAL, SKIN_DARK), ("old-bun", TEAL, SKIN))
        )
    ]
    pile = [log(480, 300 - 60 * j, 200 - 40 * j, 30) for j in range(3)]
    return [
        backdrop(MINT, SAND, 320),
        *small,
        *[arrow((240, 86 + 110 * i), (340, 150 + 45 * i), MUSTARD, 16) for i in range(3)],
        *pile,
        label(480, 80, "Rp", 36, GOLD),
    ]


@scene("banding-penjual", "Tiga toko dibandingkan harganya.")
def compare_sellers() -> list[str]:
    return [
        backdrop(CREAM, SAND, 230),
        shop(120, 240, 0.9),
        shop(320, 240, 0.9, TEAL),
        shop(520, 240, 0.9, MUSTARD),
        label(120, 310, "13", 44),
        label(320, 310, "12", 44, GREEN, WHITE),
        label(520, 310, "14", 44),
        tick(380, 350, 22),
    ]


@scene("uang-belanja", "Anggota menyetor uang kepada bendahara yang mencatat.")
def collect_money() -> list[str]:
    return [
        backdrop(LEAF),
        person(120, 330, None, (226, 280), **BUHARI),
        note(250, 268, 100, GREEN, -10),
        circle(226, 282, 15, SKIN_DARK),
        person(460, 330, (390, 308), (520, 312), **RUMINAH),
        plank_table(324),
        rect(400, 300, 130, 44, WHITE, 4),
        line([(465, 300), (465, 344)], INK, 4),
        pencil(500, 320, -40, RED),
        money_box(300, 346, TEAL, 84),
    ]


@scene("bagi-bahan", "Bahan dibagi rata di depan anggota sesuai catatan.")
def share_material() -> list[str]:
    heaps = [
        log(120 + 180 * i, 302, 100, 24) + placed(spool(0, 0), 196 + 180 * i, 298, 0.42)
        for i in range(3)
    ]
    return [
        backdrop(SKY),
        person(140, 310, None, None, **SAHNIM, scale=0.9),
        person(
            320,
            310,
            (286, 262),
            (354, 262),
            **MENTOR,
            scale=0.9,
            holding=sheet(320, 246, 64, 80, 3),
        ),
        person(500, 310, None, None, **MARZUKI, scale=0.9),
        plank_table(310),
        *heaps,
    ]


@scene("siap-hitungan", "Tangan memegang lembar hitungan harga dan buku setoran.")
def bring_figures() -> list[str]:
    page = [
        rect(120, 50, 210, 270, WHITE, 6),
        figures(225, 100, "Rp36.000", 26),
        figures(225, 150, "Rp4.000", 26),
        line([(150, 180), (300, 180)], INK, 5),
        figures(225, 220, "Rp40.000", 28, CLAY),
    ]
    return [
        backdrop(ROSE),
        *page,
        book(470, 190, 150),
        hand(140, 300, -30, "pinch", sleeve=TEAL, scale=0.9),
        hand(520, 290, 30, "pinch", sleeve=TEAL, mirror=True, scale=0.9),
    ]


@scene("pergi-bertiga", "Tiga anggota berjalan bersama, satu bicara, satu mencatat, satu menyimak.")
def go_together() -> list[str]:
    return [
        backdrop(LEAF, SAND, 340),
        person(140, 410, (96, 380), (184, 380), **SAHNIM, mood="talk", scale=1.05),
        bubble(236, 66, 120, 66, (-60, 62)),
        path("M200 60h72M200 78h46", ink=7, color=GREY),
        person(330, 410, (286, 350), (380, 350), **BUHARI, mood="calm", scale=1.05),
        book(322, 340, 64),
        pencil(356, 340, -50, MUSTARD),
        person(520, 410, (476, 380), (564, 380), **RUMINAH, scale=1.05),
    ]


@scene("salam-hormat", "Perajin dan juragan bersalaman sambil tersenyum.")
def greet_trader() -> list[str]:
    return [
        backdrop(MINT),
        person(170, 420, None, (320, 290), **SAHNIM, scale=1.15),
        person(480, 420, (336, 290), None, **TRADER, scale=1.15),
        circle(320, 290, 17, SKIN),
        circle(338, 288, 17, SKIN_LIGHT),
        path("M328 210v-30M292 220l-18 -24M364 220l18 -24", ink=7, color=MUSTARD),
    ]


@scene("minta-satu", "Perajin meminta harga naik Rp2.000.")
def ask_one_thing() -> list[str]:
    return [
        backdrop(SKY),
        bubble(322, 74, 300, 116, (-104, 84)),
        arrow((216, 104), (216, 46), GREEN, 18),
        figures(346, 76, "Rp2.000", 34),
        person(120, 340, (76, 328), (166, 320), **SAHNIM, mood="talk"),
        person(520, 340, (466, 320), (566, 328), **TRADER, mood="calm"),
        plank_table(330),
    ]
