"""Drawings of the group: meetings, officers, fund."""

from balai.demo.drawing.canvas import (
    CLAY,
    CREAM,
    GOLD,
    GREY,
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
    WOOD,
    WOOD_DARK,
    WOOD_LIGHT,
    backdrop,
    circle,
    curve,
    figures,
    label,
    line,
    path,
    placed,
    rect,
    tick,
    turning,
)
from balai.demo.drawing.parts.money import calendar, clock, coin, coins, money_box, note, sheet
from balai.demo.drawing.parts.places import board, book, bubble, sheet_mat
from balai.demo.drawing.parts.tools import pencil, plank_table
from balai.demo.drawing.people import (
    BUHARI,
    MEMBERS,
    MENTOR,
    RUMINAH,
    SAHNIM,
    SUTINI,
    TRADER,
    YOUTH,
    hand,
    head,
    person,
    seated,
)
from balai.demo.drawing.registry import scene

RING = (
    (104, 262, 0.5, 0),
    (210, 232, 0.46, 1),
    (320, 222, 0.44, 2),
    (430, 232, 0.46, 3),
    (536, 262, 0.5, 4),
)


def _circle_of_people(moods: str = "ccccc") -> list[str]:
    """Five people on a mat, seen from the open side; moods: one letter each, c calm, s smile, t talk."""
    names = {"c": "calm", "s": "smile", "t": "talk"}
    return [
        sheet_mat(320, 300),
        *(
            seated(x, y, scale=scale * 1.25, **MEMBERS[i], mood=names[moods[i]])
            for x, y, scale, i in RING
        ),
    ]


@scene("m07-cover", "Lima anggota kelompok duduk melingkar di atas tikar.")
def cover() -> list[str]:
    return [backdrop(MINT, SAND, 220), *_circle_of_people("sssss"), money_box(320, 340, TEAL, 80)]


@scene("duduk-lingkar", "Lima orang duduk melingkar, satu bicara dan yang lain mendengar.")
def sit_round() -> list[str]:
    return [
        backdrop(CREAM, LEAF, 220),
        *_circle_of_people("cstcs"),
        bubble(250, 38, 96, 50, (48, 46)),
        path("M226 32h48M226 46h30", ink=6, color=GREY),
    ]


@scene("tulis-papan", "Pendamping menulis daftar pendek di papan bersama anggota.")
def write_board() -> list[str]:
    rows = "".join(
        circle(340, 76 + 34 * i, 8, CLAY, 0)
        + path(f"M362 {76 + 34 * i}h{120 - 24 * (i % 2)}", ink=8, color=GREY)
        for i in range(4)
    )
    return [
        backdrop(SKY, SAND, 320),
        board(420, 130, 240, 190),
        rows,
        person(180, 400, None, (330, 178), **MENTOR, scale=1.1),
        pencil(338, 166, 108, RED),
        circle(328, 180, 16, SKIN),
        person(560, 430, None, None, **SUTINI, scale=0.65),
        person(450, 430, None, None, **BUHARI, scale=0.65),
    ]


@scene("baca-aturan", "Anggota mengangkat tangan tanda setuju setelah aturan dibacakan.")
def agree_rules() -> list[str]:
    people = [
        person(120 + 135 * i, 400, None, (180 + 135 * i, 150), **MEMBERS[i], scale=0.82)
        for i in range(4)
    ]
    return [backdrop(LEAF), *people, sheet(70, 90, 80, 100, 3), tick(100, 130, 20)]


@scene("aturan-tahun", "Lembar aturan dilihat lagi setiap tahun.")
def yearly_rules() -> list[str]:
    return [
        backdrop(ROSE),
        sheet(200, 200, 180, 240, 6),
        calendar(460, 200, "12", 150),
        turning(460, 200, 130, MUSTARD),
        pencil(250, 270, -40, RED),
    ]


@scene(
    "tiga-pengurus",
    "Tiga pengurus: ketua dengan palu, sekretaris dengan buku, bendahara dengan kotak uang.",
)
def officers() -> list[str]:
    gavel = placed(
        rect(-30, -18, 60, 36, WOOD, 6) + rect(-7, 16, 14, 60, WOOD_DARK, 4), 130, 300, turn=-30
    )
    return [
        backdrop(MINT),
        person(130, 330, (90, 320), (164, 336), **SAHNIM),
        person(320, 330, (280, 320), (362, 320), **BUHARI),
        person(510, 330, (466, 326), (554, 326), **RUMINAH),
        plank_table(336),
        gavel,
        book(320, 300, 70),
        money_box(510, 336, TEAL, 96),
    ]


@scene("bukan-pembeli", "Pembeli duduk di luar lingkaran pengurus.")
def buyer_outside() -> list[str]:
    return [
        backdrop(CREAM, SAND, 220),
        sheet_mat(230, 300, 210, 66),
        seated(110, 272, scale=0.62, **SAHNIM),
        seated(230, 250, scale=0.6, **BUHARI),
        seated(350, 272, scale=0.62, **RUMINAH),
        line([(470, 110), (470, 380)], RED, 8),
        person(556, 380, None, None, **TRADER, mood="calm", scale=0.85),
        note(556, 350, 80),
    ]


@scene("pilih-rahasia", "Tangan memasukkan kertas tertutup ke kotak suara.")
def ballot() -> list[str]:
    return [
        backdrop(SKY, WOOD_LIGHT, 330),
        placed(
            rect(-40, -30, 80, 60, WHITE, 4) + line([(-40, 0), (40, 0)], GREY, 4), 320, 140, turn=-4
        ),
        rect(200, 190, 240, 160, MUSTARD, 8),
        rect(260, 184, 120, 18, INK, 6, 0),
        tick(320, 272, 38),
        hand(296, 112, 34, "pinch", sleeve=PLUM, scale=0.85),
        placed(head("jilbab", TEAL), 540, 100, 0.8),
        placed(head("peci", TEAL, SKIN_DARK), 540, 276, 0.8),
        figures(540, 196, "=", 34, RED),
    ]


@scene("ganti-pengurus", "Pengurus lama menyerahkan buku kepada pengurus baru setelah 2 tahun.")
def hand_over() -> list[str]:
    return [
        backdrop(LEAF),
        person(160, 410, None, (276, 300), **BUHARI, scale=1.1),
        person(480, 410, (364, 300), None, **YOUTH, scale=1.1),
        book(320, 280, 80),
        circle(278, 302, 16, SKIN_DARK),
        circle(362, 302, 16, SKIN_LIGHT),
        calendar(320, 90, "2", 110),
    ]


@scene("jadwal-rapat", "Kalender dengan hari rapat dan jam.")
def meeting_day() -> list[str]:
    page = calendar(220, 210, "", 240)
    return [
        backdrop(SAND),
        page,
        *[circle(162 + 48 * 2, 195 + 45 * i, 18, "none", 5) for i in range(3)],
        clock(480, 150, 80, 4, 0),
        placed(head("jilbab", GOLD, SKIN_LIGHT), 420, 310, 0.6),
        placed(head("peci", TEAL, SKIN_DARK), 490, 310, 0.6),
        placed(head("bun", TEAL), 560, 310, 0.6),
    ]


@scene("acara-tiga", "Papan berisi 3 hal dan jam 60 menit.")
def three_items() -> list[str]:
    rows = "".join(
        figures(130, 90 + 66 * i, str(i + 1), 38, CLAY)
        + path(f"M176 {92 + 66 * i}h{150 - 30 * i}", ink=10, color=GREY)
        for i in range(3)
    )
    return [
        backdrop(MINT, SAND, 330),
        board(220, 160, 300, 230),
        rows,
        clock(500, 140, 76, 1, 0),
        label(500, 270, "60", 46),
    ]


@scene("bicara-bergilir", "Satu orang bicara memegang tongkat, yang lain menunggu giliran.")
def take_turns() -> list[str]:
    return [
        backdrop(SKY, LEAF, 220),
        *_circle_of_people("ctccc"),
        curve("M262 150V250", WOOD, 9),
        circle(262, 214, 11, SKIN_DARK),
        bubble(110, 42, 110, 56, (64, 44)),
        path("M82 36h56M82 52h36", ink=6, color=GREY),
        turning(590, 52, 26, MUSTARD),
    ]


@scene("cek-janji", "Daftar janji: dua sudah dicentang, satu belum.")
def check_promises() -> list[str]:
    rows = "".join(
        path(f"M240 {120 + 76 * i}h{170 - 30 * (i % 2)}", ink=10, color=GREY) for i in range(3)
    )
    faces = [
        placed(head("jilbab", GOLD, SKIN_LIGHT), 500, 104, 0.45),
        placed(head("peci", TEAL, SKIN_DARK), 500, 194, 0.45),
        placed(head("old-bun", TEAL), 500, 274, 0.45),
    ]
    return [
        backdrop(CREAM),
        rect(130, 50, 310, 290, WHITE, 8),
        rows,
        tick(190, 118, 26),
        tick(190, 194, 26),
        rect(166, 246, 48, 48, WHITE, 8),
        *faces,
    ]


@scene("iuran-sama", "Sepuluh orang masing-masing menyetor Rp5.000.")
def equal_dues() -> list[str]:
    styles = (("jilbab", GOLD), ("peci", TEAL), ("long", TEAL), ("old-bun", TEAL), ("jilbab", PLUM))
    faces = [
        placed(
            head(styles[i % 5][0], styles[i % 5][1]), 70 + 84 * (i % 5), 66 + 130 * (i // 5), 0.52
        )
        for i in range(10)
    ]
    return [
        backdrop(LEAF),
        *faces,
        *[coin(70 + 84 * (i % 5), 146 + 130 * (i // 5), 14) for i in range(10)],
        money_box(540, 220, TEAL, 130),
        label(330, 346, "Rp5.000", 34, GOLD),
    ]


@scene("kotak-tiga-kunci", "Kotak uang dengan tiga gembok, tiga orang memegang kunci.")
def three_keys() -> list[str]:
    def padlock(x: float) -> str:
        return (
            path(f"M{x - 14} 262V248A14 14 0 0 1 {x + 14} 248V262", ink=7)
            + rect(x - 22, 260, 44, 38, GOLD, 6)
            + circle(x, 278, 5, INK, 0)
        )

    def key(x: float, y: float) -> str:
        return (
            circle(x, y, 15, MUSTARD)
            + circle(x, y, 4, INK, 0)
            + line([(x, y + 16), (x, y + 56)], INK, 12)
            + line([(x, y + 17), (x, y + 54)], MUSTARD, 5)
            + line([(x, y + 48), (x + 14, y + 48)], INK, 7)
        )

    heads = [
        placed(head("jilbab", GOLD, SKIN_LIGHT), 120, 80, 0.8),
        placed(head("peci", TEAL, SKIN_DARK), 320, 80, 0.8),
        placed(head("jilbab", TEAL), 520, 80, 0.8),
    ]
    return [
        backdrop(SAND),
        *heads,
        key(190, 70),
        key(390, 70),
        key(590, 70),
        money_box(320, 370, TEAL, 260),
        padlock(240),
        padlock(320),
        padlock(400),
    ]


@scene("buka-kas", "Anggota bersama-sama melihat uang di kotak dihitung.")
def open_fund() -> list[str]:
    return [
        backdrop(ROSE),
        person(110, 320, None, None, **SUTINI, scale=0.95),
        person(530, 320, None, None, **BUHARI, scale=0.95),
        person(320, 310, (250, 300), (390, 300), **RUMINAH),
        plank_table(316),
        money_box(320, 350, TEAL, 110),
        note(210, 336, 90),
        coins(430, 352, 4, 30),
        coins(500, 352, 3, 30),
    ]
