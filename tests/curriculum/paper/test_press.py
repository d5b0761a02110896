"""What stands on paper: tags, language, sizes, words in order, and codes a phone can read."""

import io
import re
import uuid
from itertools import pairwise

import pikepdf
import pytest
import zxingcpp
from django.conf import settings
from django.core.files.storage import default_storage
from PIL import Image
from pypdf import PdfReader

from curriculum.models import CardAddress, ModuleRelease, PrintKind
from curriculum.paper.fetching import PaperFetcher
from curriculum.services import ask_for_print
from tests.factories.curriculum import module, step

pytestmark = pytest.mark.django_db
A4, A5, A3 = (595, 842), (420, 595), (842, 1191)


def bytes_of(row) -> bytes:
    with default_storage.open(row.pdf.name) as kept:
        return kept.read()


def read(row) -> PdfReader:
    return PdfReader(io.BytesIO(bytes_of(row)))


def text_of(row) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(row).pages).split())


def sizes_of(row) -> set[tuple[int, int]]:
    boxes = [page.mediabox for page in read(row).pages]
    return {(round(float(box.width)), round(float(box.height))) for box in boxes}


def tags_of(row) -> list[tuple[str, str]]:
    """(tag, alternative text) in reading order."""
    found = []

    def walk(element):
        if isinstance(element, pikepdf.Array):
            for each in element:
                walk(each)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            found.append((str(element.S)[1:], str(element.get("/Alt", ""))))
            walk(element.get("/K", pikepdf.Array()))

    with pikepdf.open(io.BytesIO(bytes_of(row))) as pdf:
        walk(pdf.Root.StructTreeRoot.K)
    return found


def qr_codes_of(row) -> set[str]:
    """What a phone reads from the QR codes of the file, one pixel for each module."""
    found = set()
    for page in read(row).pages:
        for kept in page.images:
            image = kept.image.convert("L")
            if image.width == image.height and image.width < 64:
                large = image.resize((image.width * 8, image.height * 8), Image.Resampling.NEAREST)
                found |= {code.text for code in zxingcpp.read_barcodes(large)}
    return found


@pytest.mark.parametrize(
    ("kind", "size"),
    [
        (PrintKind.BOOKLET, A5),
        (PrintKind.WALL_A3, A3),
        (PrintKind.WALL_A4, A4),
        (PrintKind.CHECK, A4),
    ],
)
def test_every_sheet_is_tagged_and_says_its_language_and_title(printed, kind, size):
    row = printed(kind)

    assert sizes_of(row) == {size}
    with pikepdf.open(io.BytesIO(bytes_of(row))) as pdf:
        assert str(pdf.Root.Lang) == "id"
        assert pdf.Root.MarkInfo.Marked
        assert "Membuat manik-manik" in str(pdf.docinfo.Title)
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
    tags = tags_of(row)
    assert next(tag for tag, _alt in tags if re.fullmatch("H[1-6]", tag)) == "H1"
    assert all(alt for tag, alt in tags if tag == "Figure")


def test_headings_of_the_booklet_go_down_one_step_at_a_time(printed):
    levels = [int(tag[1]) for tag, _alt in tags_of(printed(PrintKind.BOOKLET)) if tag[0] == "H"]

    steps = [after - before for before, after in pairwise(levels)]
    assert (levels[0], max(steps) <= 1) == (1, True)


def test_the_booklet_has_every_card_in_order_then_the_answers_and_room_for_notes(printed):
    row = printed(PrintKind.BOOKLET)

    words = text_of(row)
    places = [
        words.index(part)
        for part in (
            "Membuat manik-manik",
            "M01 · versi 1",
            "Menyiapkan kayu",
            "Belajar 1",
            "Pilih kayu yang kering.",
            "Siapkan alat.",
            "Gergaji",
            "Kerja aman",
            "Pakai kacamata.",
            "Coba gergaji.",
            "Ukur kayu",
            "Lihat caranya.",
            "Kayu dijepit.",
            "Pertanyaan 1",
            "Kayu mana yang baik?",
            "Kayu kering",
            "Pertanyaan 2",
            "Kunci jawaban",
            "Benar, tidak retak.",
            "Catatan",
        )
    ]
    assert places == sorted(places)
    assert row.pages % 4 == 0
    assert row.pages == len(read(row).pages)
    assert row.bytes == len(bytes_of(row))


def test_the_booklet_names_what_is_read_before(page, django_capture_on_commit_callbacks):
    first = module("M02", title="Memilih kayu")
    page.prerequisites.set([first])
    page.save_revision().publish()
    release = ModuleRelease.objects.current().get(page_id=page.pk)
    with django_capture_on_commit_callbacks(execute=True):
        row = ask_for_print(release=release, kind=PrintKind.BOOKLET)
    row.refresh_from_db()

    words = text_of(row)

    assert words.index("Baca dulu") < words.index("Memilih kayu") < words.index("Belajar 1")


def test_without_an_address_of_the_site_there_are_no_codes(printed, settings):
    settings.CURRICULUM_BASE_URL = settings.WAGTAILADMIN_BASE_URL = ""

    row = printed(PrintKind.BOOKLET)

    assert qr_codes_of(row) == set()
    assert "Arahkan kamera" not in text_of(row)
    assert "Pilih kayu yang kering." in text_of(row)
    assert CardAddress.objects.count() == 0


def test_the_longest_title_stays_on_the_cover(django_capture_on_commit_callbacks):
    title = "Menyiapkan kayu asem yang kering " * 7
    page = module("M03", title=title.strip(), cards=[step()])
    release = ModuleRelease.objects.current().get(page_id=page.pk)
    with django_capture_on_commit_callbacks(execute=True):
        row = ask_for_print(release=release, kind=PrintKind.BOOKLET)
    row.refresh_from_db()

    cover, inside, *_more = [page.extract_text() for page in read(row).pages]

    assert "M03 · versi 1" in cover
    assert "Dari kayu sampai tasbih." in cover
    assert "Bagian-bagiannya" in inside


def test_pictures_keep_the_words_of_the_card(printed):
    alts = {alt for tag, alt in tags_of(printed(PrintKind.BOOKLET)) if tag == "Figure"}

    assert {"Tasbih di atas meja.", "Kayu kering.", "Gambar safety.", "Kayu basah."} <= alts


def test_each_card_that_speaks_has_a_code_a_phone_can_read(printed, cards, page):
    codes = qr_codes_of(printed(PrintKind.BOOKLET))

    addresses = {row.block_id: row.code for row in CardAddress.objects.all()}
    speaking = [uuid.UUID(str(each.id)) for each in cards if each.sound or each.video]
    base = f"{settings.BASE_URL}/pelajaran/d/"
    assert codes == {f"{base}{addresses[block]}/" for block in speaking}


def test_the_codes_lead_to_a_page_that_plays(printed, client):
    for code in qr_codes_of(printed(PrintKind.WALL_A4)):
        answer = client.get(code.removeprefix(settings.BASE_URL))
        assert answer.status_code == 200
        assert "<audio controls" in answer.text or "<video controls" in answer.text


def test_the_wall_shows_what_is_done_and_asks_nothing(printed):
    words = text_of(printed(PrintKind.WALL_A3))

    assert "1.1" in words
    assert [part in words for part in ("Pakai kacamata.", "Ukur kayu", "Kayu mana")] == [
        True,
        True,
        False,
    ]


def test_the_paper_check_names_its_release_and_gives_no_answer_away(printed, release):
    row = printed(PrintKind.CHECK)

    words = text_of(row)
    assert row.pages == 1
    for part in ("Nama", "Kelompok", "Sebelum pelajaran", "Sesudah pelajaran", "M01 · versi 1"):
        assert part in words
    assert [letter in words for letter in ("A Kayu basah", "B Kayu kering")] == [True, True]
    assert "Benar" not in words
    there = f"{settings.BASE_URL}/pelajaran/catat/?lembar={release.pk}"
    assert qr_codes_of(row) == {there}


def test_the_folded_booklet_is_the_same_on_half_as_many_sheets(printed):
    booklet, sheets = printed(PrintKind.BOOKLET), printed(PrintKind.FOLDED)

    assert sizes_of(sheets) == {(842, 595)}
    assert sheets.pages * 2 == booklet.pages
    assert "Membuat manik-manik" in read(sheets).pages[0].extract_text()
    assert "Pilih kayu yang kering." in text_of(sheets)


def test_the_same_release_gives_the_same_bytes(printed):
    row = printed(PrintKind.CHECK)
    first = bytes_of(row)
    row.state, row.claim = "waiting", None
    row.save()

    from curriculum.services import print_module

    assert print_module(print_id=row.pk)
    row.refresh_from_db()
    assert bytes_of(row) == first


@pytest.mark.parametrize(
    "address", ["https://example.org/a.png", "file:///etc/passwd", "kept:secret", "qr:x", "font:x"]
)
def test_nothing_else_is_ever_fetched(address):
    from weasyprint.urls import FatalURLFetchingError

    with pytest.raises(FatalURLFetchingError):
        PaperFetcher([], {}).fetch(address)
