"""Drawings of selling prices and bargaining."""

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
    RED,
    ROSE,
    SAND,
    SKIN_LIGHT,
    SKY,
    WHITE,
    WOOD_LIGHT,
    arrow,
    backdrop,
    circle,
    cross,
    figures,
    label,
    line,
    path,
    placed,
    rect,
    tick,
)
from balai.demo.drawing.parts.money import clock, coins, note, sheet
from balai.demo.drawing.parts.places import bubble, shop, sun
from balai.demo.drawing.parts.pots import pot
from balai.demo.drawing.parts.tools import bundle, pencil, plank_table
from balai.demo.drawing.people import RUMINAH, SAHNIM, SUTINI, TRADER, Look, head, person
from balai.demo.drawing.registry import scene


@scene("jual-juragan", "Perajin menyerahkan 1 kodi tasbih kepada juragan, dibayar Rp50.000.")
def sell_to_trader() -> list[str]:
    return [
        backdrop(SKY),
        person(120, 420, None, (236, 286), **RUMINAH, scale=1.15),
        person(520, 420, (404, 286), None, **TRADER, scale=1.15),
        bundle(262, 250, 0.75),
        note(382, 262, 110, GREEN, -8),
        circle(236, 286, 17, SKIN_LIGHT),
        circle(404, 286, 17, SKIN_LIGHT),
        label(320, 80, "Rp50.000", 42, GOLD),
    ]


@scene("untung-10", "Harga Rp50.000 terdiri dari HPP Rp40.000 dan untung Rp10.000.")
def profit_10() -> list[str]:
    return [
        backdrop(CREAM),
        rect(60, 130, 400, 90, WOOD_LIGHT, 4),
        rect(460, 130, 110, 90, GREEN, 4),
        figures(256, 176, "Rp40.000", 38),
        figures(516, 176, "20%", 34, WHITE),
        path("M62 90V70H568V90", ink=5),
        label(316, 62, "Rp50.000", 30, WHITE),
        arrow((514, 290), (514, 234), GREEN, 18),
        label(500, 322, "Rp10.000", 34, GOLD),
        bundle(200, 310, 0.8),
    ]


@scene("harga-toko", "Tasbih di toko Rp8.000, dikali 20 menjadi Rp160.000.")
def shop_price() -> list[str]:
    return [
        backdrop(ROSE, SAND, 330),
        shop(130, 340, 1.1),
        figures(430, 90, "Rp8.000", 50),
        figures(430, 170, "x 20", 50, RED),
        line([(290, 216), (580, 216)], INK, 7),
        label(440, 284, "Rp160.000", 44, GOLD),
    ]


@scene("bagian-perajin", "Dari Rp160.000, bagian perajin Rp50.000 dan sisanya bagian orang lain.")
def maker_share() -> list[str]:
    pie = circle(160, 200, 130, GREY) + path("M160 200V70A130 130 0 0 1 280.1 249.7Z", CLAY)
    return [
        backdrop(MINT),
        pie,
        placed(head("jilbab", GOLD, SKIN_LIGHT), 220, 152, 0.6),
        label(470, 100, "Rp50.000", 38, CLAY, WHITE),
        label(470, 194, "Rp160.000", 38),
        label(470, 298, "31,25%", 46, GOLD),
    ]


@scene("bagian-vas", "Vas dijual Rp60.000, di toko Rp150.000, bagian perajin 40 persen.")
def vase_share() -> list[str]:
    return [
        backdrop(SAND, WOOD_LIGHT, 330),
        pot(110, 240, "vase", CLAY, 0.95, CREAM),
        label(130, 80, "Rp60.000", 30),
        arrow((220, 230), (290, 230), MUSTARD, 20),
        shop(400, 340, 0.9),
        label(400, 80, "Rp150.000", 32),
        label(572, 200, "40%", 36, GOLD),
    ]


@scene("batas-harga", "Garis batas harga: di atas HPP boleh, di bawahnya tidak.")
def price_floor() -> list[str]:
    return [
        backdrop(LEAF),
        rect(80, 230, 480, 110, "#e8c3b8", 8),
        rect(80, 60, 480, 160, "#d2e3c0", 8),
        line([(50, 226), (590, 226)], RED, 12),
        tick(160, 136, 36),
        cross(160, 286, 34),
        label(430, 226, "Rp40.000", 38, WHITE),
        coins(300, 200, 7, 36),
        coins(300, 330, 3, 36),
    ]


def _talk(left: Look, right: Look, said: str) -> list[str]:
    """Two people at a table, the left one speaking; `said` is drawn in her bubble around (250, 90)."""
    return [
        bubble(322, 74, 250, 112, (-118, 100)),
        said,
        person(120, 340, (76, 328), (166, 320), **left, mood="talk"),
        person(510, 340, (460, 320), (556, 328), **right, mood="calm"),
        plank_table(330),
    ]


@scene("sebut-harga", "Perajin menyebut harga dan menunjukkan hitungannya.")
def name_price() -> list[str]:
    return [
        backdrop(CREAM),
        *_talk(RUMINAH, TRADER, figures(322, 74, "Rp50.000", 34)),
        sheet(320, 306, 96, 70, 3, 0),
    ]


@scene("beri-pilihan", "Perajin memberi pilihan: 1 kodi atau 5 kodi.")
def offer_choice() -> list[str]:
    return [
        backdrop(MINT),
        *_talk(
            SUTINI,
            TRADER,
            figures(262, 74, "1", 44)
            + line([(322, 36), (322, 112)], GREY, 4)
            + figures(384, 74, "5", 44, GREEN),
        ),
        bundle(270, 290, 0.5),
        bundle(360, 286, 0.5),
        bundle(390, 296, 0.5),
    ]


@scene("minta-waktu", "Perajin meminta waktu, besok baru menjawab.")
def ask_time() -> list[str]:
    return [
        backdrop(SKY),
        *_talk(
            SAHNIM,
            TRADER,
            clock(252, 74, 40, 3, 0) + arrow((304, 74), (344, 74), MUSTARD, 14) + sun(396, 74, 20),
        ),
    ]


@scene("tulis-sepakat", "Dua orang menandatangani kertas kesepakatan.")
def sign_deal() -> list[str]:
    pens = [pencil(256, 300, 200, RED), pencil(384, 300, -20, INDIGO)]
    return [
        backdrop(LEAF),
        person(140, 340, None, (200, 286), **RUMINAH),
        person(500, 340, (440, 286), None, **TRADER),
        plank_table(310),
        sheet(320, 290, 140, 110, 3),
        *pens,
        tick(320, 90, 40),
    ]
