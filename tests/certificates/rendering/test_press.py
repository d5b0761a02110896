import io
from dataclasses import replace

import pikepdf
import pypdf
import pytest

from certificates.errors import AssetNotAllowed, PageCountChanged, UnknownPlaceholder
from certificates.rendering import Press, load_design
from certificates.rendering.press import Sheet, Workshop
from certificates.services.snapshots import name_size

COMMON = {
    "title_id": "SERTIFIKAT PELATIHAN",
    "title_en": "Certificate of Training",
    "header_lines": [{"line": "DINAS TENAGA KERJA"}, {"line": "UPT BLK CONTOH"}],
    "issuer_id": "UPT BLK Contoh",
    "issuer_address": "Jalan Contoh Nomor 1",
    "authority_id": "Kepala UPT BLK Contoh berdasarkan SK Nomor 1 tanggal 1 Juli 2026",
    "authority_en": "The head of Contoh Training Centre, by decree number 1 of 1 July 2026",
    "programme_id": "Produksi Manik-manik Kayu",
    "programme_en": "Wooden Bead Production",
    "jp": 64,
    "minutes_per_jp": 45,
    "units": [
        {
            "row": row,
            "code": f"KRJ.MM0{row}.001.1",
            "title_id": "Meronce",
            "title_en": "Stringing",
            "jp": 16,
        }
        for row in range(1, 5)
    ],
    "instructors": "Instruktur Dwi Contoh",
    "fund_source": "APBD",
    "dates_id": "3 s.d. 12 Agustus 2026",
    "dates_en": "3 – 12 August 2026",
    "place": "Balai Desa Tutul",
    "issued_on": "2026-08-12",
    "signed_line": "Jember, 12 Agustus 2026",
    "signatory_title": "Plt. Kepala UPT BLK Contoh",
    "signatory_name": "Kepala UPT Contoh",
    "signatory_rank": "Pembina Tk. I",
    "signatory_nip": "00000000 000000 0 000",
    "footer_line": "",
    "verify_page": "example.id/periksa",
    "watermark": "",
}


def sheet(name="Ruminah Contoh", **values):
    personal = {
        "number": "014/HDC/UPT-BLK/VIII/2026",
        "name": name,
        "name_size": name_size(name),
        "born_id": "",
        "home_address": "",
        "participant_number": "07",
        "public_code": "ABCD-EFGH-JKMNP",
        "verify_url": "https://example.id/c/ABCDEFGHJKMNP/",
    }
    return Sheet(
        values={**COMMON, **personal, **values},
        verify_url=personal["verify_url"],
        identifier="a1b2",
    )


@pytest.fixture(scope="module")
def workshop():
    return Workshop(load_design("blk_training"))


@pytest.fixture(scope="module")
def press(workshop):
    return Press(workshop, COMMON, b"")


def texts(pdf):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def test_front_and_back_say_what_the_sheet_says(press):
    front, back = texts(press.print(sheet()))

    for words in (
        "Ruminah Contoh",
        "014/HDC/UPT-BLK/VIII/2026",
        "Produksi Manik-manik Kayu",
        "3 s.d. 12 Agustus 2026",
        "ABCD-EFGH-JKMNP",
        "00000000 000000 0 000",
    ):
        assert words in front
    assert "KRJ.MM04.001.1" in back
    assert "Ruminah" not in back


def test_an_address_stands_on_the_front_page_only_also_a_long_one(press):
    home = "Dusun Krajan Kidul Barat, RT/RW 001/002, Karang Semanding, Balung, Jember, Jawa Timur"

    pages = texts(press.print(sheet(home_address=home, born_id="lahir di Jember, 17 Agustus 1980")))

    assert len(pages) == 2
    assert f"Alamat: {home}" in " ".join(pages[0].split())
    assert "Alamat" not in pages[1]
    assert "Alamat" not in texts(press.print(sheet()))[0]


def test_the_same_sheet_gives_the_same_bytes_in_any_order(press, workshop):
    first = press.print(sheet())
    press.print(sheet("Somebody Else"))

    assert press.print(sheet()) == first
    assert Press(workshop, COMMON, b"").print(sheet()) == first


@pytest.mark.parametrize(
    "name",
    [
        "S",
        "Sutini",
        "H. Muhammad Nur’aini bin Abdul-Qadir O'Neill",
        "Đặng Ngọc Ánh Žižková Ōñé",
        "ᬮᬸᬄᬓᭂᬢᬸᬢ",
        "ꦱꦸꦠꦶꦤꦶ",
        "<b>Sutini</b> & [[number]]",
        "=HYPERLINK(1)",
        "Raden Ajeng " + "Kusumawardhani " * 7,
    ],
)
def test_every_name_is_printed_as_it_is_on_one_page(press, name):
    pdf = press.print(sheet(name.strip()))

    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) == 2
    front = " ".join(texts(pdf)[0].split())
    if name.isascii():
        assert " ".join(name.split()) in front


def test_names_in_balinese_and_javanese_script_use_the_fonts_of_the_design(press):
    fonts = set()
    for name in ("ᬮᬸᬄᬓᭂᬢᬸᬢ", "ꦱꦸꦠꦶꦤꦶ", "Đặng Ánh"):
        with pikepdf.open(io.BytesIO(press.print(sheet(name)))) as pdf:
            fonts |= {
                str(font.BaseFont).partition("+")[2]
                for font in pdf.pages[0].Resources.Font.values()
            }

    assert {font.split("-")[0] for font in fonts} == {"Display", "Text", "Bali", "Jawa"}


def test_the_document_is_tagged_pdf_a_in_indonesian_with_its_title(press):
    with pikepdf.open(io.BytesIO(press.print(sheet()))) as pdf:
        metadata = pdf.open_metadata()

        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert str(pdf.Root.Lang) == "id"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.docinfo.Title) == "SERTIFIKAT PELATIHAN 014/HDC/UPT-BLK/VIII/2026"
        pages = {page.obj.objgen for page in pdf.pages}
        assert {element.Pg.objgen for element in _elements(pdf.Root.StructTreeRoot.K)} == pages


def test_the_drawing_is_an_artifact_shared_by_both_pages_and_small(press):
    content = press.print(sheet())

    with pikepdf.open(io.BytesIO(content)) as pdf:
        drawings = {page.Resources.XObject["/Underlay"].objgen for page in pdf.pages}
        assert len(drawings) == 1
        for page in pdf.pages:
            assert page.Contents.read_bytes().startswith(b"/Artifact BMC q /Underlay Do Q EMC")
    assert len(content) < 120_000


def test_pictures_are_never_smoothed_which_pdf_a_forbids(press):
    with pikepdf.open(io.BytesIO(press.print(sheet()))) as pdf:
        pictures = [
            entry
            for page in pdf.pages
            for entry in page.Resources.XObject.values()
            if entry.get("/Subtype") == "/Image"
        ]

    assert pictures
    assert not any(picture.get("/Interpolate", False) for picture in pictures)


def test_a_sample_says_so_on_both_pages(workshop):
    values = {**COMMON, "watermark": "CONTOH – TIDAK BERLAKU"}

    pages = texts(Press(workshop, values, b"").print(sheet(**values)))

    assert all("CONTOH – TIDAK BERLAKU" in page for page in pages)


def test_text_that_does_not_fit_is_refused(press):
    with pytest.raises(PageCountChanged):
        press.print(sheet(programme_id="Sangat panjang " * 200))


def test_a_design_can_show_a_certificate_and_do_nothing_else(workshop):
    design = workshop.design
    for page, refusal in (
        ("<html lang=id>[[secret]]", UnknownPlaceholder),
        ("<html lang=id><img alt=x src='https://example.org/x.png'>", AssetNotAllowed),
        ("<html lang=id><img alt=x src='file:///etc/passwd'>", AssetNotAllowed),
        ("<html lang=id><img alt=x src='asset:../../conf.py'>", AssetNotAllowed),
    ):
        with pytest.raises(refusal):
            Press(Workshop(replace(design, front_html=page)), COMMON, b"").print(sheet())


def test_the_back_page_cannot_show_one_persons_values_to_all(workshop):
    design = replace(workshop.design, back_html="<html lang=id>[[name]]")

    with pytest.raises(UnknownPlaceholder):
        Press(Workshop(design), COMMON, b"")


def _elements(kids):
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if "/Pg" in kid:
                yield kid
            if "/K" in kid:
                yield from _elements(kid.K)
