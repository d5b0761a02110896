"""Plainly fictional values to look at a design with: the names that break designs, and the rest."""

from collections.abc import Mapping
from typing import Any

# What the designer shows -> a name. The longest is as long as a name can be printed.
NAMES: Mapping[str, str] = {
    "longest": ("Raden Ajeng Siti Contoh Nur'aini " * 4)[:113].strip() + " Rekaan",
    "shortest": "S",
    "one_word": "Sutini",
    "balinese": "ᬮᬸᬄᬓᭂᬢᬸᬢ",
    "javanese": "ꦱꦸꦠꦶꦤꦶ",
}

_SHARED: Mapping[str, Any] = {
    "title_id": "SERTIFIKAT PELATIHAN",
    "title_en": "Certificate of Training",
    "header_lines": [
        {"line": "PEMERINTAH PROVINSI CONTOH"},
        {"line": "DINAS TENAGA KERJA CONTOH"},
        {"line": "UPT BLK CONTOH"},
    ],
    "issuer_id": "UPT BLK Contoh",
    "issuer_address": "Jalan Contoh 1, Contoh",
    "authority_id": "Kepala UPT BLK Contoh berdasarkan SK Penyelenggaraan Pelatihan Nomor 1/CTH",
    "authority_en": "Sample Training Centre, by training decree number 1/CTH",
    "programme_id": "Produksi Manik-manik Kayu Contoh",
    "programme_en": "Sample Wooden Bead Production",
    "jp": 64,
    "minutes_per_jp": 45,
    "units": [
        {
            "row": row,
            "code": f"CTH.MM0{row}.001.1",
            "title_id": f"Unit contoh ke-{row}",
            "title_en": f"Sample unit {row}",
            "jp": 16,
        }
        for row in range(1, 5)
    ],
    "instructors": "Instruktur Dwi Contoh",
    "fund_source": "APBD",
    "dates_id": "3 s.d. 12 Agustus 2026",
    "dates_en": "3 – 12 August 2026",
    "place": "Balai Desa Contoh",
    "issued_on": "2026-08-12",
    "signed_line": "Contoh, 12 Agustus 2026",
    "signatory_title": "Plt. Kepala UPT BLK Contoh",
    "signatory_name": "Kepala UPT Contoh",
    "signatory_rank": "Pembina Tk. I",
    "signatory_nip": "00000000 000000 0 000",
    "footer_line": "",
    "verify_page": "contoh.example/periksa",
    "watermark": "CONTOH – TIDAK BERLAKU",
}
_PERSONAL: Mapping[str, Any] = {
    "number": "014/HDC/UPT-BLK-CONTOH/VIII/2026",
    "born_id": "lahir di Contoh, 17 Agustus 1980",
    "home_address": "Dusun Contoh, RT/RW 001/002, Desa Rekaan, Kecamatan Contoh",
    "participant_number": "07",
    "public_code": "CNTH-CNTH-CNTHX",
    "duplicate_count": 1,
    "duplicate_day": "17 Agustus 2026",
    "verify_url": "https://contoh.example/c/CNTHCNTHCNTHX/",
}
# Every name a design may use: those of a certificate, of rows, and of the sheet itself.
KNOWN = frozenset(
    {*_SHARED, *_PERSONAL, "name", "name_size", "density", "photo", "photo_frame"}
    | {"line", "row", "code"}
)


def shared_sample() -> dict[str, Any]:
    return dict(_SHARED)


def personal_sample(name: str, name_size: str) -> dict[str, Any]:
    """All values of a certificate of `name`."""
    return {**_SHARED, **_PERSONAL, "name": name, "name_size": name_size}
