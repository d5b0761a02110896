"""Who and what the demo shows. Every person, group and number is invented; names end
in Contoh or Rekaan. The two places and what is made there are real.
"""

from dataclasses import dataclass, field

PLACES = {
    "35": "Jawa Timur",
    "35.09": "Jember",
    "35.09.10": "Balung",
    "35.09.10.2001": "Karangduren",
    "35.09.10.2002": "Karang Semanding",
    "35.09.10.2003": "Tutul",
    "35.09.10.2004": "Balung Kulon",
    "35.09.10.2005": "Balung Lor",
    "52": "Nusa Tenggara Barat",
    "52.01": "Lombok Barat",
    "52.01.02": "Kediri",
    "52.01.02.2006": "Banyumulek",
}


@dataclass(frozen=True)
class SentraFacts:
    key: str
    name: str
    craft: str
    products: str
    place: str
    time_zone: str
    institution: str


SENTRA = (
    SentraFacts(
        "A",
        "Sentra Manik-manik Kayu Tutul",
        "manik-manik",
        "tasbih, gelang, kalung, gantungan kunci, sendok",
        "35.09.10.2003",
        "Asia/Jakarta",
        "UPT BLK Contoh",
    ),
    SentraFacts(
        "B",
        "Sentra Gerabah Banyumulek",
        "gerabah",
        "kendi maling, guci, vas, lapik gelas",
        "52.01.02.2006",
        "Asia/Makassar",
        "Dinas Perindustrian Contoh",
    ),
)


@dataclass(frozen=True)
class GroupFacts:
    """One demo group. `women` and `men` are how many members it has; `named` (name, sex)
    are those the story tells of, counted among them.
    """

    name: str
    sentra: str
    hamlet: str
    women: int
    men: int
    tenancy: str
    tier: str
    story: str
    days_since_visit: int = 9
    named: tuple[tuple[str, str], ...] = field(default=())


GROUPS = (
    GroupFacts(
        "Ronce Melati",
        "A",
        "Krajan",
        13,
        1,
        "outwall",
        "other",
        "Ibu-ibu meronce untuk dua juragan. Semua dibayar borongan.",
        named=(("Ruminah Contoh", "P"),),
    ),
    GroupFacts(
        "Bubut Mandiri",
        "A",
        "Kebon",
        1,
        10,
        "inwall",
        "other",
        "Punya mesin bubut sendiri di rumah bubut bersama. Tetangga mengeluh bising.",
    ),
    GroupFacts(
        "Gaharu Lestari",
        "A",
        "Karuk",
        2,
        6,
        "outwall",
        "other",
        "Sudah jualan lewat internet. Hampir lulus dari pendampingan.",
    ),
    GroupFacts(
        "Manik Maduran",
        "A",
        "Maduran",
        9,
        7,
        "outwall",
        "weak",
        "Berbahasa Madura. Tujuh dari sepuluh jualan terikat uang muka.",
        days_since_visit=24,
        named=(("Buhari Contoh", "L"), ("Sutini - Rekaan", "P")),
    ),
    GroupFacts(
        "Tangan Tanah",
        "B",
        "Mekar Sari",
        15,
        0,
        "outwall",
        "weak",
        "Membuat barang kecil untuk satu toko seni.",
        named=(("Inaq Sahnim Rekaan", "P"),),
    ),
    GroupFacts(
        "Gentong Jaya",
        "B",
        "Muhajirin",
        6,
        4,
        "outwall",
        "other",
        "Membuat gentong besar. Dari seratus, dua belas retak.",
        named=(("Lalu Marzuki Contoh", "L"),),
    ),
    GroupFacts(
        "Ukir Gubuk Baru",
        "B",
        "Gubuk Baru",
        9,
        3,
        "inwall",
        "other",
        "Mengukir dan menganyam rotan di bangsal finishing bersama.",
    ),
    GroupFacts(
        "Kendi Muda",
        "B",
        "Banyumulek Timur",
        7,
        2,
        "outwall",
        "other",
        "Anak muda. Punya HP, belum punya buku kas.",
        days_since_visit=47,
    ),
)


def _names(text: str) -> tuple[str, ...]:
    return tuple(" ".join(name.split()) for name in text.split(","))


# First names by craft centre; the loader adds Contoh or Rekaan in turn.
WOMEN = {
    "A": _names(
        """
        Siti Aminah, Sumiati, Endang, Wiwik, Nur Hayati, Tutik, Lilik, Suparmi, Misnati,
        Halimah, Rohani, Sulastri, Juwariyah, Khotimah, Misti, Poniyem, Ngatini, Saodah,
        Murtini, Hosnia, Maisaroh, Supiyah, Zainab, Fatimah, Marhamah
        """
    ),
    "B": _names(
        """
        Inaq Mahnim, Baiq Rohana, Saknah, Mahyun, Inaq Rumisah, Hasnah, Nurmin, Sapinah,
        Baiq Nuraini, Jumenah, Rabiah, Inaq Kamariah, Sahnun, Maknah, Zohriah, Husniati,
        Raehan, Mariatun, Inaq Sumenep, Nurhasanah, Baiq Widia, Sainah, Rukiah, Inaq
        Senah, Hikmah, Sopiah, Murniati, Aminah, Patmah, Juhaeni, Salmiah, Baiq Lestari,
        Hidayah, Nuriah, Suhaini, Inaq Ratnah, Munisah
        """
    ),
}
MEN = {
    "A": _names(
        """
        Slamet, Misbahul, Suyono, Hadi, Imam, Nurholis, Tohari, Ponidi, Sugeng, Abdul
        Wahid, Marsuki, Rosidi, Jumadi, Samsul, Agus Salim, Hosnan, Matrawi, Supandi,
        Wagiman, Bambang, Fauzi, Karim, Arifin, Sunarto, Mulyadi
        """
    ),
    "B": _names(
        """
        Amaq Sahar, Lalu Hamdi, Muhsin, Sahnan, Zaenudin, Amaq Jumahir, Lalu Satria,
        Mustiadi, Hamzah, Rasidi, Amaq Nuh, Junaidi
        """
    ),
}


@dataclass(frozen=True)
class StaffFacts:
    """One demo sign-in. `where` is a place code, or "issuer" for staff of the BLK."""

    username: str
    full_name: str
    roles: tuple[str, ...]
    where: str = ""


STAFF = (
    StaffFacts("admin", "Admin Situs Contoh", ("administrator",)),
    StaffFacts("koordinator", "Wahyu Koordinator Contoh", ("coordinator",), "35.09"),
    StaffFacts("koordinator-lombok", "Baiq Koordinator Rekaan", ("coordinator",), "52.01"),
    StaffFacts("pendamping", "Sri Pendamping Contoh", ("facilitator",), "35.09.10.2003"),
    StaffFacts("pendamping-lombok", "Baiq Mentor Rekaan", ("facilitator",), "52.01.02.2006"),
    StaffFacts("evaluator", "Tri Evaluator Contoh", ("evaluator",), "35.09"),
    StaffFacts("evaluator-lombok", "Lalu Evaluator Rekaan", ("evaluator",), "52.01"),
    StaffFacts("manajer", "Ratna Manajer Contoh", ("programme_manager",), "35"),
    StaffFacts("manajer-lombok", "Hamdan Manajer Rekaan", ("programme_manager",), "52"),
    StaffFacts("instruktur", "Instruktur Dwi Contoh", ("instructor",), "issuer"),
    StaffFacts("petugas-blk", "Yuni Petugas Contoh", ("blk_clerk",), "issuer"),
    StaffFacts("kepala-blk", "Kepala UPT Contoh", ("blk_head",), "issuer"),
    StaffFacts("auditor", "Asih Auditor Contoh", ("auditor",), "issuer"),
    StaffFacts("penulis", "Dian Penulis Contoh", ("author",)),
    StaffFacts("penerbit", "Bayu Penerbit Contoh", ("publisher",)),
    StaffFacts("penerjemah", "Maya Penerjemah Contoh", ("translator",)),
    StaffFacts("pencacah", "Rahmat Pencacah Contoh", ("census_taker",), "35.09.10.2003"),
)
CRAFTER_SIGN_IN = ("perajin", "Ruminah Contoh")
BOSS = "Juragan Anom Rekaan"
