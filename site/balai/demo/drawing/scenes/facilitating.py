"""Drawings of the facilitator at work."""

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
    SKIN,
    SKIN_DARK,
    SKIN_LIGHT,
    SKY,
    TEAL,
    WHITE,
    arrow,
    backdrop,
    circle,
    cross,
    ellipse,
    label,
    line,
    path,
    placed,
    poly,
    rect,
    tick,
)
from balai.demo.drawing.parts.money import coin, coins, sheet
from balai.demo.drawing.parts.places import board, book, bubble, house, phone, sheet_mat, shop, tree
from balai.demo.drawing.parts.tools import pencil, plank_table
from balai.demo.drawing.people import (
    BUHARI,
    CLERK,
    MEMBERS,
    MENTOR,
    RUMINAH,
    SUTINI,
    hand,
    head,
    person,
    seated,
)
from balai.demo.drawing.registry import scene


@scene("f01-cover", "Pendamping duduk bersama dua anggota dan mendengarkan.")
def facilitator_cover() -> list[str]:
    return [
        backdrop(LEAF, SAND, 240),
        sheet_mat(320, 320, 280, 70),
        seated(140, 310, scale=0.95, **RUMINAH, mood="talk"),
        seated(330, 300, scale=0.95, **MENTOR),
        seated(520, 310, scale=0.95, **BUHARI),
    ]


@scene("peta-dusun", "Anggota menggambar peta: rumah perajin, pembeli, dan jalan uang.")
def village_map() -> list[str]:
    roads = path("M120 300Q220 200 320 210T540 120M320 210Q330 300 460 320", ink=12, color=GOLD)
    return [
        backdrop(SAND),
        rect(50, 40, 540, 320, WHITE, 8),
        roads,
        house(120, 300, 0.5),
        house(200, 160, 0.5, ROSE, TEAL),
        house(470, 330, 0.5),
        shop(520, 140, 0.55),
        coin(320, 210, 18),
        coin(400, 170, 14),
        pencil(330, 290, -30, RED),
        hand(400, 246, 150, "pinch", sleeve=PLUM, scale=0.7),
    ]


@scene("kalender-musim", "Lingkaran 12 bulan dengan tanda hujan, panen, dan ramai.")
def season_calendar() -> list[str]:
    slices = "".join(
        placed(line([(0, -36), (0, -140)], INK, 4), 250, 200, turn=30 * i) for i in range(12)
    )
    rain = path("M170 96l-8 20M190 90l-8 20M150 118l-8 20", ink=6, color=INDIGO)
    harvest = path(
        "M350 260V220M350 236l-14 -12M350 236l14 -12M350 222l-14 -12M350 222l14 -12",
        ink=6,
        color=MUSTARD,
    )
    return [
        backdrop(MINT),
        circle(250, 200, 146, WHITE),
        slices,
        circle(250, 200, 36, GOLD),
        rain,
        harvest,
        coins(206, 326, 3, 18),
        label(500, 120, "12", 60),
        *[person(470 + 80 * i, 400, None, None, **MEMBERS[i], scale=0.6) for i in range(2)],
    ]


@scene("yang-diam", "Pendamping mendatangi anggota yang tinggal jauh dan jarang hadir.")
def visit_quiet() -> list[str]:
    return [
        backdrop(SKY, LEAF, 300),
        path("M40 380Q200 340 420 376", ink=16, color=GOLD),
        house(500, 320, 1.2),
        person(470, 400, None, None, **SUTINI, mood="calm", scale=0.75),
        person(170, 410, None, (250, 340), **MENTOR, scale=1.05),
        tree(50, 310, 0.7),
    ]


@scene("lima-sisi", "Bintang lima sisi dengan lambang tangan, rumah, akar, timbangan, dan koin.")
def five_sides() -> list[str]:
    pentagon = poly([(320, 44), (478, 158), (418, 344), (222, 344), (162, 158)], WHITE)
    hands = circle(310, 84, 15, SKIN) + circle(332, 84, 15, SKIN_DARK)
    scales = (
        line([(228, 300), (284, 300)], INK, 6)
        + line([(256, 300), (256, 330)], INK, 6)
        + circle(228, 312, 10, MUSTARD)
        + circle(284, 312, 10, MUSTARD)
    )
    return [
        backdrop(ROSE),
        pentagon,
        *[
            line([(320, 210), point], GREY, 4)
            for point in ((320, 44), (478, 158), (418, 344), (222, 344), (162, 158))
        ],
        poly([(320, 110), (400, 184), (370, 290), (270, 280), (240, 184)], GREEN, 4),
        hands,
        placed(house(0, 0, 0.32), 438, 180),
        tree(394, 336, 0.34),
        scales,
        coin(192, 170, 18),
    ]


@scene("bukti-nilai", "Buku kas, daftar hadir, dan foto sebagai bukti.")
def evidence() -> list[str]:
    photo = (
        rect(440, 90, 160, 190, WHITE, 4)
        + rect(454, 104, 132, 120, SKY, 0, 0)
        + placed(head("jilbab", GOLD, SKIN_LIGHT), 494, 176, 0.5)
        + placed(head("peci", TEAL, SKIN_DARK), 546, 176, 0.5)
    )
    roll = sheet(310, 190, 150, 210, 5) + "".join(
        path(f"M{344} {118 + 36 * i}l8 9l14 -18", ink=6, color=GREEN) for i in range(5)
    )
    return [
        backdrop(CREAM),
        book(120, 190, 140),
        coin(126, 236, 20),
        roll,
        photo,
        tick(590, 320, 34),
    ]


@scene("bukan-penilai", "Penilai lain mengisi lembar nilai, pendamping berdiri di samping.")
def other_assessor() -> list[str]:
    return [
        backdrop(MINT),
        person(130, 340, None, None, **MENTOR, mood="smile", scale=0.95),
        line([(250, 80), (250, 380)], GREY, 6),
        person(440, 340, (396, 310), (500, 312), **CLERK, scale=1.1),
        plank_table(330),
        sheet(440, 318, 130, 60, 2),
        pencil(482, 316, -50, RED),
        circle(490, 306, 15, SKIN_LIGHT),
    ]


@scene("bahas-hasil", "Kelompok melihat gambar batang yang naik bersama pendamping.")
def discuss_result() -> list[str]:
    bars = [
        rect(250 + 50 * i, 190 - 34 * i, 40, 30 + 34 * i, (CLAY, MUSTARD, GREEN)[i], 2)
        for i in range(3)
    ]
    return [
        backdrop(SKY, SAND, 300),
        board(330, 140, 250, 190),
        *bars,
        arrow((260, 120), (370, 70), TEAL, 14),
        person(100, 400, None, (206, 200), **MENTOR),
        person(470, 430, None, None, **RUMINAH, scale=0.75),
        person(580, 430, None, None, **BUHARI, scale=0.75),
    ]


@scene("kata-asli", "Kata-kata anggota ditulis apa adanya di buku.")
def own_words() -> list[str]:
    quote = path("M296 74q-16 4 -16 26h18v-18M336 74q-16 4 -16 26h18v-18", RED, 5)
    return [
        backdrop(LEAF),
        person(130, 410, None, None, **SUTINI, mood="talk", scale=1.1),
        bubble(320, 96, 180, 100, (-110, 90)),
        quote,
        path("M356 90h34M280 118h100", ink=7, color=GREY),
        rect(390, 230, 210, 120, WHITE, 6),
        line([(495, 230), (495, 350)], INK, 4),
        path("M410 270h60M410 300h60M410 328h40", ink=6, color=GREY),
        pencil(470, 326, -30, INDIGO),
    ]


@scene("foto-izin", "Pendamping bertanya dulu, anggota mengangguk, baru memotret.")
def photo_consent() -> list[str]:
    return [
        backdrop(ROSE),
        person(160, 420, None, (268, 330), **MENTOR, mood="talk", scale=1.15),
        phone(286, 300, "", 62, 6),
        circle(268, 332, 17, SKIN),
        bubble(330, 84, 120, 90, (-90, 60)),
        rect(300, 64, 60, 40, SKY, 8),
        circle(330, 84, 12, INK),
        person(480, 420, None, None, **SUTINI, scale=1.15),
        tick(580, 130, 32),
    ]


@scene("minta-setuju", "Anggota memberi cap jempol pada lembar persetujuan.")
def consent() -> list[str]:
    thumb = "".join(ellipse(400, 262, 8 + 7 * i, 11 + 9 * i, "none", 3.5) for i in range(3))
    return [
        backdrop(SAND),
        rect(180, 40, 280, 310, WHITE, 8),
        path("M214 90h200M214 126h200M214 162h150", ink=8, color=GREY),
        thumb,
        hand(420, 240, 128, "point", sleeve=CLAY),
        tick(250, 280, 34),
    ]


@scene("data-utang", "Catatan utang tertutup gembok, orang lain tidak mendengar.")
def private_debt() -> list[str]:
    lock = (
        path("M280 176V146A40 40 0 0 1 360 146V176", ink=14)
        + rect(258, 174, 124, 100, GOLD, 14)
        + circle(320, 214, 13, INK, 0)
        + rect(315, 216, 10, 30, INK, 2, 0)
    )
    return [
        backdrop(CREAM),
        book(320, 196, 240, INDIGO),
        lock,
        placed(head("cap", TEAL, SKIN_LIGHT, "calm"), 90, 170),
        cross(90, 260, 32),
        placed(head("long", TEAL, SKIN_LIGHT, "calm"), 550, 170),
        cross(550, 260, 32),
    ]


@scene("kunci-hp", "HP terkunci dengan 4 angka rahasia.")
def lock_phone() -> list[str]:
    dots = "".join(circle(-48 + 32 * i, -70, 9, INK, 0) for i in range(4))
    keys = "".join(circle(-40 + 40 * (i % 3), -20 + 40 * (i // 3), 14, WHITE, 4) for i in range(9))
    return [
        backdrop(SKY),
        phone(250, 200, dots + keys, 180),
        path("M440 170V140A44 44 0 0 1 528 140V170", ink=14),
        rect(416, 168, 136, 110, GOLD, 14),
        circle(484, 212, 14, INK, 0),
        rect(479, 214, 10, 34, INK, 2, 0),
    ]


@scene("hak-hapus", "Anggota melihat datanya di HP bersama pendamping dan membetulkannya.")
def correct_data() -> list[str]:
    screen = (
        path("M-50 -80h100M-50 -44h70", ink=8, color=INDIGO)
        + line([(-50, -8), (30, -8)], RED, 8)
        + path("M-56 -8h96", ink=4)
        + path("M-50 28h90", ink=8, color=GREEN)
    )
    return [
        backdrop(MINT),
        person(110, 410, None, None, **RUMINAH, scale=0.95),
        phone(320, 200, screen, 180),
        person(530, 410, None, None, **MENTOR, scale=0.95),
        pencil(380, 236, -50, RED),
    ]
