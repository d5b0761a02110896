"""Drawings of borrowing from a bank."""

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
    PINK,
    RED,
    ROSE,
    SAND,
    SKY,
    TEAL,
    WHITE,
    WOOD,
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
    poly,
    rect,
    tick,
)
from balai.demo.drawing.parts.money import calendar, coin, coins, note, sheet
from balai.demo.drawing.parts.places import bank, book, bubble, house, phone
from balai.demo.drawing.parts.tools import bead, lathe, plank_table, turned_piece
from balai.demo.drawing.people import (
    BUHARI,
    CLERK,
    RUMINAH,
    SAHNIM,
    SUTINI,
    TRADER,
    YOUTH,
    hand,
    head,
    person,
)
from balai.demo.drawing.registry import scene


@scene("m08-cover", "Gedung bank, rumah perajin, dan koin di antaranya.")
def loan_cover() -> list[str]:
    return [
        backdrop(SKY, LEAF, 300),
        bank(170, 320, 1.4),
        house(510, 320, 1.15),
        coin(330, 200, 30),
        coin(380, 170, 22),
        coins(350, 330, 3, 34),
    ]


@scene("apa-kur", "Uang dari bank ke perajin, lalu kembali lagi ke bank.")
def loan_returns() -> list[str]:
    return [
        backdrop(CREAM, SAND, 320),
        bank(130, 330, 1.05),
        person(520, 400, (460, 370), (576, 380), **SAHNIM, scale=1.05),
        path("M210 140Q320 60 440 150", ink=6),
        arrow((424, 132), (452, 168), GREEN, 20),
        note(320, 96, 100),
        path("M430 300Q330 360 250 300", ink=6),
        arrow((262, 314), (236, 284), RED, 20),
        coin(340, 330, 24),
    ]


@scene("pinjam-alat", "Uang pinjaman menjadi mesin, mesin menghasilkan tasbih dan uang.")
def loan_for_tools() -> list[str]:
    return [
        backdrop(MINT),
        note(90, 190, 120),
        arrow((160, 190), (210, 190), MUSTARD, 18),
        placed(lathe(0, 0, turned_piece(0, -92, 4)), 330, 236, 0.48),
        arrow((450, 190), (500, 190), MUSTARD, 18),
        coins(560, 240, 6, 40),
        tick(320, 320, 40),
    ]


@scene("bukan-pesta", "Tenda pesta dan balon dengan tanda silang.")
def no_party() -> list[str]:
    tent = (
        "".join(
            path(f"M{150 + 60 * i} 150h60v40q-30 34 -60 0Z", RED if i % 2 else WHITE)
            for i in range(5)
        )
        + poly([(140, 152), (300, 60), (460, 152)], MUSTARD)
        + rect(160, 190, 12, 150, WOOD, 0)
        + rect(428, 190, 12, 150, WOOD, 0)
    )
    return [
        backdrop(ROSE, LEAF, 330),
        tent,
        circle(530, 110, 34, TEAL),
        circle(580, 150, 28, PINK),
        path("M530 146q-10 60 6 120M580 180q-16 40 -40 86", ink=4),
        note(300, 270, 130),
        cross(530, 310, 46),
    ]


@scene("hitung-mampu", "Sisa uang bulanan lebih tinggi daripada angsuran.")
def can_pay() -> list[str]:
    return [
        backdrop(LEAF),
        coins(220, 330, 12, 56),
        coins(420, 330, 6, 56),
        placed(house(0, 0, 0.4), 220, 108),
        placed(bank(0, 0, 0.42), 420, 214),
        tick(550, 130, 40),
        line([(120, 334), (520, 334)], INK, 7),
    ]


@scene("bicara-keluarga", "Suami, istri, dan anak berbicara tentang catatan uang.")
def talk_family() -> list[str]:
    return [
        backdrop(SAND),
        person(140, 320, None, (214, 292), **RUMINAH, mood="talk"),
        person(320, 316, (284, 290), (356, 290), **YOUTH, mood="calm", scale=0.85),
        person(500, 320, (426, 292), None, **BUHARI),
        plank_table(304),
        sheet(320, 300, 140, 50, 2),
        bubble(250, 66, 110, 76, (-60, 66)),
        coin(250, 66, 22),
    ]


def _id_card(x: float, y: float) -> str:
    return (
        rect(x - 84, y - 52, 168, 104, SKY, 10)
        + rect(x + 24, y - 34, 46, 56, ROSE, 4)
        + placed(head("jilbab", TEAL), x + 47, y - 2, 0.36)
        + path(f"M{x - 66} {y - 28}h70M{x - 66} {y - 4}h70M{x - 66} {y + 20}h50", ink=6)
    )


@scene("berkas-kur", "Kartu tanda penduduk, surat usaha, buku catatan, dan rencana.")
def loan_papers() -> list[str]:
    return [
        backdrop(CREAM),
        _id_card(150, 120),
        sheet(440, 130, 150, 180, 4),
        circle(490, 190, 22, RED),
        book(130, 290, 100),
        sheet(300, 290, 120, 140, 2),
        bead(300, 316, 18),
        coins(520, 350, 4, 40),
        arrow((356, 320), (460, 320), MUSTARD, 18),
    ]


@scene("nib-hp", "HP menampilkan surat usaha dengan tanda centang.")
def business_number() -> list[str]:
    doc = (
        rect(-56, -90, 112, 160, WHITE, 6)
        + path("M-40 -62h80M-40 -36h80M-40 -10h50", ink=6, color=GREY)
        + circle(24, 36, 22, GREEN)
    )
    return [
        backdrop(SKY),
        phone(320, 200, doc, 176),
        tick(500, 120, 40),
        hand(228, 280, -20, "flat", sleeve=CLAY),
        label(130, 110, "Rp0", 44, GOLD),
    ]


@scene("catatan-6", "Enam buku catatan bulanan berjajar.")
def six_months() -> list[str]:
    rows = [calendar(110 + 140 * (i % 3), 100 + 140 * (i // 3), str(i + 1), 104) for i in range(6)]
    return [backdrop(MINT), *rows, book(540, 190, 110), tick(580, 280, 30)]


@scene("kur-2026", "Gedung bank dengan angka Rp10.000.000 dan kalender 2026.")
def loan_limit() -> list[str]:
    return [
        backdrop(LEAF, SAND, 330),
        bank(150, 350, 1.25),
        label(450, 110, "Rp10.000.000", 38, GOLD),
        calendar(450, 266, "2026", 150),
    ]


@scene("tanpa-calo", "Perajin langsung ke petugas bank, perantara diberi tanda silang.")
def no_broker() -> list[str]:
    return [
        backdrop(CREAM, SAND, 330),
        person(120, 410, None, (214, 330), **RUMINAH),
        bank(530, 330, 1.0),
        arrow((220, 280), (410, 280), GREEN, 24),
        placed(person(0, 0, None, None, **TRADER, mood="calm"), 320, 180, 0.75),
        cross(320, 110, 44),
    ]


@scene("pinjam-24", "Pinjam Rp10.000.000 selama 24 bulan dengan bunga 6 persen.")
def loan_terms() -> list[str]:
    return [
        backdrop(SKY),
        note(110, 120, 130),
        label(420, 120, "Rp10.000.000", 38, GOLD),
        calendar(200, 280, "24", 140),
        label(450, 280, "6%", 56),
    ]


@scene("angsuran-bulan", "Setiap bulan membayar Rp443.206.")
def instalment() -> list[str]:
    months = [calendar(90 + 100 * i, 100, "", 84) for i in range(5)]
    falling = [arrow((90 + 100 * i, 154), (90 + 100 * i, 194), MUSTARD, 12) for i in range(5)]
    return [
        backdrop(SAND),
        *months,
        *falling,
        *[coins(90 + 100 * i, 236, 2, 30) for i in range(5)],
        circle(566, 100, 5, INK),
        circle(586, 100, 5, INK),
        circle(606, 100, 5, INK),
        label(320, 310, "Rp443.206", 56, GOLD),
    ]


@scene("total-bayar", "Jumlah bayar sekitar Rp10.637.000: pinjaman dan bunga.")
def loan_total() -> list[str]:
    return [
        backdrop(LEAF),
        rect(60, 150, 420, 90, WOOD_LIGHT, 4),
        rect(480, 150, 80, 90, RED, 4),
        figures(270, 196, "Rp10.000.000", 34),
        path("M62 116V96H558V116", ink=5),
        label(310, 76, "Rp10.637.000", 34, GOLD),
        arrow((520, 312), (520, 252), RED, 14),
        label(470, 334, "Rp637.000", 30),
    ]


@scene("tanggal-bayar", "Kalender bertanda tanggal bayar dan uang yang disisihkan.")
def pay_date() -> list[str]:
    page = calendar(180, 190, "", 240)
    return [
        backdrop(ROSE),
        page,
        circle(244, 260, 30, "none", 9),
        *[coins(370 + 64 * i, 330, i + 1, 28) for i in range(4)],
        arrow((380, 150), (560, 150), MUSTARD, 20),
    ]


@scene("lapor-bank", "Perajin berbicara dengan petugas bank yang mendengarkan.")
def tell_bank() -> list[str]:
    return [
        backdrop(MINT),
        bank(560, 150, 0.6),
        bubble(300, 84, 190, 110, (-90, 80)),
        calendar(264, 88, "", 66),
        coin(336, 84, 24),
        person(120, 340, (76, 328), (166, 320), **SUTINI, mood="worry"),
        person(480, 340, (430, 320), (530, 322), **CLERK),
        plank_table(330),
    ]
