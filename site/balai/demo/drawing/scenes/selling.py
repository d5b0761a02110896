"""Drawings of selling by phone."""

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
    PINK,
    PLUM,
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
    cropped,
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
from balai.demo.drawing.parts.money import calendar, clock, coins, note
from balai.demo.drawing.parts.places import bank, bubble, carton, phone, window
from balai.demo.drawing.parts.pots import pot
from balai.demo.drawing.parts.tools import bead, caliper, log, ruler, spool, tasbih
from balai.demo.drawing.people import MENTOR, SUTINI, YOUTH, hand, person
from balai.demo.drawing.registry import scene


def _tasbih_on_screen(size: float = 1) -> str:
    return placed(tasbih(0, -8, 46, 22, WOOD, 5.4, spacers=False), 0, -20, size)


@scene("m05-cover", "HP memotret tasbih di atas meja dekat jendela.")
def cover() -> list[str]:
    return [
        backdrop(SKY, WOOD_LIGHT, 310),
        window(110, 150, 140, 170),
        phone(330, 190, _tasbih_on_screen(), 170, 4),
        tasbih(530, 270, 66, 22, WOOD, 8, spacers=False),
    ]


@scene("lensa-bersih", "Jari membersihkan kamera di belakang HP dengan kain.")
def clean_lens() -> list[str]:
    back = [
        rect(250, 40, 190, 330, INDIGO, 24),
        rect(272, 62, 76, 96, SOOT, 16),
        circle(310, 90, 18, SKY),
        circle(310, 132, 14, SKY),
    ]
    cloth = path("M206 120Q240 70 300 96Q340 120 320 160Q280 190 226 176Q196 150 206 120Z", PINK)
    return [
        backdrop(MINT),
        *back,
        cloth,
        hand(290, 126, 12, "flat", sleeve=CLAY),
        path("M400 80v36M382 98h36", ink=6, color=GOLD),
    ]


@scene("foto-jendela", "Perajin memotret tasbih di dekat jendela pagi hari.")
def photo_by_window() -> list[str]:
    return [
        backdrop(CREAM, WOOD_LIGHT, 330),
        window(120, 140, 170, 200),
        poly([(206, 60), (420, 330), (180, 330), (206, 240)], "#fdf0bf", 0),
        person(520, 372, (420, 226), None, **YOUTH, scale=1.1),
        tasbih(290, 296, 40, 20, WOOD, 6, spacers=False),
        phone(402, 212, "", 52, -14),
        circle(420, 232, 16, SKIN_LIGHT),
    ]


@scene("alas-polos", "Barang di atas kain polos, bukan di tengah barang yang berantakan.")
def plain_ground() -> list[str]:
    good = [
        rect(50, 90, 240, 200, WHITE, 6),
        tasbih(170, 176, 56, 22, WOOD, 7, spacers=False),
        tick(280, 290, 32),
    ]
    clutter = [
        rect(350, 90, 240, 200, GOLD, 6),
        *[line([(350, 120 + 40 * i), (590, 120 + 40 * i)], CLAY, 8) for i in range(5)],
        *[line([(380 + 44 * i, 92), (380 + 44 * i, 288)], TEAL, 5) for i in range(5)],
        placed(spool(0, 0, TEAL), 400, 240, 0.55),
        pot(546, 240, "kendi", CLAY, 0.45),
        tasbih(470, 166, 50, 22, WOOD, 6, spacers=False),
        cross(580, 290, 32),
    ]
    return [backdrop(SKY), *good, *clutter]


@scene("tiga-foto", "Tiga foto: dari depan, dari dekat, dan saat dipakai di tangan.")
def three_photos() -> list[str]:
    front = [
        rect(30, 90, 180, 220, WHITE, 4),
        rect(44, 104, 152, 160, SKY, 0, 0),
        tasbih(120, 172, 50, 22, WOOD, 6.4, spacers=False),
    ]
    near = [
        rect(230, 90, 180, 220, WHITE, 4),
        rect(244, 104, 152, 160, SKY, 0, 0),
        bead(288, 190, 40, WOOD),
        bead(358, 176, 40, WOOD_DARK),
    ]
    used = [
        rect(430, 90, 180, 220, WHITE, 4),
        rect(444, 104, 152, 160, SKY, 0, 0),
        cropped(
            hand(586, 138, -44, "flat", sleeve=PLUM, scale=0.8)
            + "".join(bead(506 + 8 * i, 184 + 8 * i, 9, WOOD_LIGHT) for i in range(5)),
            446,
            106,
            148,
            156,
        ),
    ]
    return [
        backdrop(LEAF),
        *front,
        *near,
        *used,
        figures(120, 288, "1", 26),
        figures(320, 288, "2", 26),
        figures(520, 288, "3", 26),
    ]


@scene("foto-ukuran", "Tasbih dan vas difoto di samping penggaris.")
def photo_scale() -> list[str]:
    return [
        backdrop(SAND),
        rect(80, 40, 480, 300, WHITE, 8),
        rect(100, 60, 440, 240, MINT, 0, 0),
        tasbih(240, 156, 66, 22, WOOD, 8.4, spacers=False),
        pot(440, 170, "vase", CLAY, 0.8, CREAM),
        ruler(310, 276, 400),
    ]


@scene("keterangan-nama", "HP menampilkan foto tasbih, angka 33, dan baris keterangan.")
def caption_name() -> list[str]:
    return [
        backdrop(ROSE),
        phone(
            210,
            200,
            placed(tasbih(0, -8, 40, 22, WOOD, 5, spacers=False), 0, -60, 0.9)
            + path("M-52 30h104M-52 56h80M-52 82h96", ink=8, color=INDIGO),
            180,
        ),
        label(460, 120, "33", 56),
        log(460, 270, 180, 40),
    ]


@scene("keterangan-ukuran", "Manik 10 milimeter dan tasbih ditimbang 15 gram.")
def caption_size() -> list[str]:
    scale_ = [
        rect(400, 260, 180, 70, STEEL, 10),
        rect(386, 240, 208, 24, WHITE, 6),
        figures(490, 296, "15", 36),
    ]
    return [
        backdrop(MINT, WOOD_LIGHT, 330),
        bead(150, 230, 50, WOOD, hole=True),
        caliper(150, 228, 100),
        figures(150, 330, "10", 40),
        *scale_,
        tasbih(490, 176, 44, 22, WOOD, 6, spacers=False),
    ]


@scene("keterangan-harga", "Label harga barang dan label ongkos kirim yang terpisah.")
def caption_price() -> list[str]:
    truck = [
        rect(400, 150, 130, 90, WHITE, 6),
        path("M530 180H576L600 214V240H530Z", TEAL),
        rect(546, 192, 30, 22, SKY, 3, 4),
        circle(436, 244, 20, INK),
        circle(566, 244, 20, INK),
    ]
    return [
        backdrop(CREAM),
        tasbih(150, 130, 66, 33, WOOD, 6),
        label(150, 310, "Rp8.000", 38),
        line([(320, 60), (320, 340)], WOOD, 5),
        *truck,
        label(490, 314, "Rp", 38, GOLD),
    ]


@scene("keterangan-lama", "Kalender 7 hari menuju 20 tasbih yang selesai.")
def caption_time() -> list[str]:
    return [
        backdrop(SKY),
        calendar(150, 190, "7", 190),
        arrow((270, 200), (370, 200), MUSTARD, 26),
        tasbih(490, 150, 74, 33, WOOD, 6.6),
        label(490, 330, "20", 40),
    ]


@scene("sapa-pembeli", "Perajin tersenyum menjawab pesan di HP.")
def greet_buyer() -> list[str]:
    return [
        backdrop(LEAF),
        bubble(150, 110, 180, 90, (60, 74), WHITE),
        path("M96 100h108M96 122h70", ink=8, color=GREY),
        bubble(500, 100, 190, 90, (-70, 78), "#d2e3c0"),
        path("M440 90h120M440 112h84", ink=8, color=GREEN),
        person(
            320, 430, (280, 330), (364, 330), **YOUTH, scale=1.15, holding=phone(322, 318, "", 74)
        ),
    ]


@scene("uang-muka", "Dari seluruh harga, 30 persen dibayar di depan.")
def down_payment() -> list[str]:
    return [
        backdrop(SAND),
        rect(60, 130, 160, 100, GREEN, 4),
        rect(220, 130, 360, 100, WHITE, 4),
        figures(140, 182, "30%", 44, WHITE),
        figures(400, 182, "70%", 44, GREY),
        note(140, 290, 120),
        arrow((140, 88), (140, 124), MUSTARD, 14),
        carton(400, 340, 130, 90),
        clock(540, 300, 40, 3, 0),
    ]


@scene("kabar-kirim", "HP memotret kardus yang siap dikirim.")
def dispatch_photo() -> list[str]:
    truck = [
        rect(430, 200, 120, 90, WHITE, 6),
        path("M550 230H592L616 262V290H550Z", TEAL),
        circle(466, 294, 20, INK),
        circle(586, 294, 20, INK),
    ]
    return [
        backdrop(MINT, SAND, 300),
        phone(170, 190, carton(0, 40, 96, 70) + circle(30, -70, 17, GREEN), 170),
        arrow((290, 190), (400, 230), MUSTARD, 22),
        *truck,
    ]


@scene("kode-rahasia", "Kode rahasia di HP tertutup gembok, tangan melarang.")
def secret_code() -> list[str]:
    lock = (
        path("M-34 -6V-34A34 34 0 0 1 34 -34V-6", ink=14)
        + rect(-50, -8, 100, 80, GOLD, 12)
        + circle(0, 24, 11, INK, 0)
        + rect(-4, 26, 8, 24, INK, 2, 0)
    )
    return [
        backdrop(ROSE),
        phone(240, 200, lock, 180),
        bubble(490, 130, 200, 90, (-70, 84)),
        *[circle(430 + 40 * i, 130, 11, INK, 0) for i in range(4)],
        cross(560, 190, 40),
    ]


@scene("cek-rekening", "Foto bukti bayar diragukan, uang di rekening yang dilihat.")
def check_account() -> list[str]:
    proof = (
        rect(-50, -80, 100, 140, WHITE, 4)
        + path("M-34 -54h68M-34 -30h50", ink=6, color=GREY)
        + note(0, 24, 70)
    )
    return [
        backdrop(CREAM),
        phone(150, 190, proof, 150),
        cross(220, 310, 34),
        arrow((260, 190), (340, 190), MUSTARD, 22),
        bank(490, 210, 1.15),
        coins(430, 330, 4, 36),
        coins(520, 330, 6, 36),
        tick(592, 310, 32),
    ]


@scene("tautan-asing", "Pesan dari orang bertopeng berisi jebakan kail, diberi tanda silang.")
def strange_link() -> list[str]:
    hook = path("M20 -110V10A34 34 0 1 1 -48 10", ink=9) + poly(
        [(-62, 16), (-48, -16), (-32, 16)], STEEL, 4
    )
    return [
        backdrop(SKY),
        phone(
            220,
            200,
            bubble(0, -60, 110, 60, (-20, 50)) + path("M-36 -60h70", ink=8, color=INDIGO),
            180,
        ),
        placed(hook, 440, 190, 1.3),
        cross(540, 280, 48),
    ]


@scene("tanya-dulu", "Perajin menunjukkan HP kepada pendamping dan bertanya.")
def ask_first() -> list[str]:
    return [
        backdrop(LEAF),
        person(190, 420, None, (300, 320), **SUTINI, mood="worry", scale=1.15),
        person(450, 420, (352, 340), None, **MENTOR, scale=1.15),
        phone(316, 290, "", 66, 8),
        circle(300, 322, 17, SKIN),
    ]
