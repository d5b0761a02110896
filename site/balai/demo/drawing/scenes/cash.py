"""Drawings of the cash book."""

from balai.demo.drawing.canvas import (
    CLAY,
    CREAM,
    GREEN,
    INDIGO,
    INK,
    LEAF,
    MINT,
    MUSTARD,
    RED,
    ROSE,
    SAND,
    SKIN,
    SKY,
    TEAL,
    WHITE,
    WOOD,
    WOOD_DARK,
    WOOD_LIGHT,
    arrow,
    backdrop,
    circle,
    figures,
    label,
    line,
    merged,
    path,
    placed,
    poly,
    rect,
)
from balai.demo.drawing.parts.money import (
    calendar,
    coin,
    coins,
    ledger,
    money_box,
    note,
    sheet,
    worked_sum,
)
from balai.demo.drawing.parts.places import book, house, shop
from balai.demo.drawing.parts.tools import bead, log, pencil, plank_table, spool
from balai.demo.drawing.people import CLERK, SAHNIM, SUTINI, hand, person
from balai.demo.drawing.registry import scene


@scene("m04-cover", "Buku kas terbuka dengan koin dan pulpen.")
def ledger_cover() -> list[str]:
    return [
        backdrop(SKY, WOOD_LIGHT, 330),
        ledger(290, 180, 440, 240, (("5", "", "5"), ("", "2", "3"), ("4", "", "7"))),
        pencil(470, 300, 30, INDIGO),
        coins(80, 388, 3, 36),
    ]


@scene("alat-catat", "Buku tulis, pulpen, dan kotak uang.")
def ledger_tools() -> list[str]:
    return [
        backdrop(SAND),
        book(130, 200, 150),
        pencil(266, 280, -60, INDIGO),
        money_box(490, 290, TEAL, 190),
        coin(490, 104, 30),
    ]


@scene("masuk-keluar", "Uang masuk ke kotak lewat panah hijau, keluar lewat panah merah.")
def in_out() -> list[str]:
    return [
        backdrop(CREAM),
        money_box(320, 320, TEAL, 200),
        note(110, 130, 130, GREEN, -8),
        arrow((180, 150), (280, 190), GREEN, 24),
        arrow((360, 190), (460, 150), RED, 24),
        log(540, 120, 90, 24),
    ]


@scene("kas-130", "Buku kas: sisa 100, masuk 50, keluar 20, sisa 130 ribu.")
def ledger_example() -> list[str]:
    return [
        backdrop(MINT),
        ledger(
            320,
            200,
            520,
            280,
            (("", "", "100.000"), ("50.000", "", "150.000"), ("", "20.000", "130.000")),
        ),
    ]


@scene("catat-malam", "Perajin menulis buku kas pada malam hari di bawah lampu.")
def write_tonight() -> list[str]:
    lamp = (
        path("M470 40V90", ink=6)
        + poly([(430, 130), (450, 88), (490, 88), (510, 130)], MUSTARD)
        + circle(470, 136, 14, CREAM)
    )
    night = [
        rect(60, 50, 150, 150, INDIGO, 6),
        circle(150, 106, 28, CREAM, 0),
        circle(162, 98, 26, INDIGO, 0),
        circle(90, 90, 4, CREAM, 0),
        circle(110, 150, 4, CREAM, 0),
        rect(60, 50, 150, 150, "none", 6, 9),
    ]
    return [
        backdrop("#f0dcc0"),
        *night,
        lamp,
        person(350, 350, (300, 316), (400, 312), **SUTINI, scale=1.15, tilt=6),
        plank_table(330),
        rect(290, 306, 120, 36, WHITE, 4),
        line([(350, 306), (350, 342)], INK, 4),
        pencil(392, 322, -50, RED),
        circle(404, 308, 15, SKIN),
    ]


@scene("hitung-kotak", "Tangan menghitung uang dari kotak dan mencocokkan dengan buku.")
def count_box() -> list[str]:
    return [
        backdrop(LEAF),
        money_box(150, 300, TEAL, 180),
        note(140, 136, 120, GREEN, -12),
        coin(214, 172, 20),
        figures(320, 220, "=", 70, RED),
        ledger(490, 220, 220, 170, (("", "", "9"),)),
    ]


@scene("dua-kotak", "Dua kotak uang: satu bergambar rumah, satu bergambar manik.")
def two_boxes() -> list[str]:
    return [
        backdrop(SAND, WOOD_LIGHT, 300),
        money_box(180, 340, INDIGO, 230),
        placed(house(0, 0, 0.5), 180, 328),
        money_box(460, 340, CLAY, 230),
        bead(430, 292, 22),
        bead(474, 292, 22, WOOD_DARK),
        coin(180, 90, 24),
        coin(460, 90, 24),
    ]


@scene("upah-tetap", "Uang dipindahkan dari kotak usaha ke kotak rumah setiap minggu.")
def own_wage() -> list[str]:
    return [
        backdrop(SKY, WOOD_LIGHT, 310),
        money_box(140, 350, CLAY, 190),
        bead(120, 316, 17),
        bead(156, 316, 17, WOOD_DARK),
        money_box(500, 350, INDIGO, 190),
        placed(house(0, 0, 0.4), 500, 344),
        path("M170 180Q320 60 450 160", ink=6, color=INK),
        arrow((450, 150), (478, 186), MUSTARD, 18),
        note(310, 116, 110),
        calendar(320, 290, "7", 100),
    ]


@scene("belanja-dapur", "Beras dan sayur dari kotak rumah, kayu dan benang dari kotak usaha.")
def kitchen_money() -> list[str]:
    rice = path("M40 320C40 240 60 220 70 190H130C140 220 160 240 160 320Z", CREAM) + path(
        "M70 196h60", ink=7, color=RED
    )
    veg = merged(
        GREEN,
        ("M200 296Q190 250 176 230", 20),
        ("M206 296Q206 240 206 216", 20),
        ("M214 296Q224 250 238 234", 20),
    ) + rect(188, 286, 38, 34, RED, 5)
    return [
        backdrop(LEAF),
        rice,
        veg,
        money_box(150, 150, INDIGO, 130),
        placed(house(0, 0, 0.28), 150, 146),
        line([(320, 40), (320, 360)], WOOD, 5),
        log(430, 286, 130, 32),
        spool(560, 270),
        money_box(490, 150, CLAY, 130),
        bead(476, 120, 13),
        bead(504, 120, 13, WOOD_DARK),
        arrow((150, 160), (150, 190), MUSTARD, 12),
        arrow((490, 160), (490, 200), MUSTARD, 12),
    ]


@scene("utang-piutang", "Uang keluar untuk utang, uang masuk dari piutang.")
def owe_and_owed() -> list[str]:
    me = person(320, 420, (262, 380), (378, 380), **SAHNIM, scale=1.1)
    return [
        backdrop(CREAM),
        me,
        placed(shop(0, 0, 0.7), 90, 190),
        placed(shop(0, 0, 0.7, TEAL), 550, 190),
        arrow((236, 250), (150, 216), RED, 22),
        arrow((490, 216), (404, 250), GREEN, 22),
        coin(196, 280, 22),
        coin(448, 280, 22),
    ]


@scene("tanda-tangan", "Dua lembar kertas dengan dua tanda tangan.")
def two_copies() -> list[str]:
    sign = path("M-40 60q10 -30 16 0t18 -8M10 60q8 -34 16 -4t20 -6", ink=5, color=INDIGO)
    return [
        backdrop(ROSE),
        sheet(200, 190, 190, 250, 5, -4),
        placed(sign, 200, 220),
        sheet(440, 190, 190, 250, 5, 4),
        placed(sign, 440, 220),
        pencil(484, 262, 42, RED),
        hand(540, 312, 222, "pinch", sleeve=TEAL, scale=0.7),
    ]


@scene("titip-gelang", "Dua puluh gelang di toko, 12 laku, sisa 8.")
def consignment() -> list[str]:
    rings = [
        circle(70 + 46 * (i % 10), 230 + 60 * (i // 10), 17, "none", 10)
        + f'<circle cx="{70 + 46 * (i % 10)}" cy="{230 + 60 * (i // 10)}" r="17" fill="none" stroke="{WOOD if i < 12 else CLAY}" stroke-width="5"/>'
        for i in range(20)
    ]
    sold = [
        path(f"M{56 + 46 * (i % 10)} {244 + 60 * (i // 10)}l28 -28", ink=5, color=GREEN)
        for i in range(12)
    ]
    return [
        backdrop(SAND),
        placed(shop(0, 0, 0.85), 130, 178),
        *rings,
        *sold,
        label(310, 90, "20", 40),
        label(430, 90, "12", 40, GREEN, WHITE),
        label(540, 90, "8", 40, CLAY, WHITE),
    ]


@scene("tagih-sopan", "Perajin tersenyum menunjukkan catatan kepada penjaga toko.")
def remind() -> list[str]:
    return [
        backdrop(MINT, SAND, 330),
        shop(500, 350, 1.35, TEAL),
        person(210, 420, None, (310, 260), **SUTINI, scale=1.2),
        sheet(330, 214, 90, 110, 3),
        calendar(90, 90, "3", 96),
        circle(310, 262, 18, SKIN),
        person(520, 352, None, None, **CLERK, scale=0.6),
    ]


def _month(coin_count: int, amount: str, way: str, color: str) -> list[str]:
    far, near = (450, 190), (330, 270)
    points = arrow(far, near, color, 24) if way == "in" else arrow(near, far, color, 24)
    return [
        *(coins(150 + 90 * i, 340, coin_count + i, 40) for i in range(2)),
        calendar(100, 90, "", 110),
        points,
        label(420, 110, amount, 44, WHITE),
    ]


@scene("jumlah-masuk", "Jumlah uang masuk bulan ini Rp900.000.")
def money_in() -> list[str]:
    return [backdrop(LEAF, SAND, 340), *_month(8, "Rp900.000", "in", GREEN)]


@scene("jumlah-keluar", "Jumlah uang keluar bulan ini Rp650.000.")
def money_out() -> list[str]:
    return [backdrop(ROSE, SAND, 340), *_month(5, "Rp650.000", "out", RED)]


@scene("selisih-250", "Rp900.000 dikurangi Rp650.000 sama dengan Rp250.000.")
def difference() -> list[str]:
    return [
        backdrop(CREAM),
        coins(84, 320, 8, 44),
        *worked_sum("Rp900.000", "Rp650.000", "Rp250.000", "-"),
    ]


@scene("banding-bulan", "Batang uang bulan lalu lebih pendek daripada bulan ini.")
def compare_months() -> list[str]:
    bars = [
        rect(120, 200, 90, 130, GREEN),
        rect(220, 240, 60, 90, RED),
        rect(380, 130, 90, 200, GREEN),
        rect(480, 210, 60, 120, RED),
    ]
    return [
        backdrop(SKY),
        line([(80, 332), (580, 332)], INK, 7),
        *bars,
        calendar(190, 90, "1", 86),
        calendar(450, 72, "2", 86),
        arrow((300, 250), (362, 176), MUSTARD, 18),
    ]
