"""Scans: PDFs as they are, pictures without what phones add, nothing else."""

import io
import zipfile

import pikepdf
import pytest
from PIL import Image

from certificates.legacy import scans
from certificates.legacy.cells import CellProblem
from certificates.legacy.errors import ScansUnreadable
from tests.factories.past_certificates import packed, pdf, picture


def problem(content):
    with pytest.raises(CellProblem) as refused:
        scans.scan_of(content)
    return refused.value.code


def locked():
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as made:
        made.save(kept, encryption=pikepdf.Encryption(owner="a", user="b"))
    return kept.getvalue()


def cut_picture():
    kept = io.BytesIO()
    Image.effect_noise((400, 400), 60).save(kept, "JPEG")
    return kept.getvalue()[: kept.tell() // 2]


def test_a_pdf_is_kept_byte_for_byte():
    content = pdf(2)

    assert scans.scan_of(content).content == content


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_kept_without_where_it_was_taken(kind):
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (8.0, 17.0, 0.0)
    exif[0x010F] = "Telepon Rekaan"

    kept = scans.scan_of(picture(kind, exif=exif))

    with Image.open(io.BytesIO(kept.content)) as shown:
        assert (shown.format, dict(shown.getexif())) == ("JPEG", {})
    assert b"Telepon" not in kept.content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "scan_empty"),
        (b"x" * (scans.MOST_BYTES + 1), "scan_too_large"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "scan_kind"),
        (b"MZ\x90", "scan_kind"),
        (b"%PDF-1.7 broken", "scan_broken"),
        (cut_picture(), "scan_broken"),
        (pdf(21), "scan_pages"),
        (locked(), "scan_locked"),
    ],
    ids=["empty", "huge", "svg", "program", "cut pdf", "cut picture", "pages", "password"],
)
def test_what_is_no_scan_is_refused_with_a_reason(content, code):
    assert problem(content) == code


def test_a_bomb_in_a_zip_is_read_no_further_than_a_scan_may_be_large():
    bomb = packed({"besar.pdf": b"\0" * 60_000_000})
    assert bomb.size < 100_000

    [(name, content)] = scans.files_in(bomb)

    assert (name, len(content)) == ("besar.pdf", scans.MOST_BYTES + 1)
    assert problem(content) == "scan_too_large"


def test_names_lose_their_folders_and_cannot_climb():
    files = packed({"../../etc/a.pdf": b"1", "x/y/b.pdf": b"2", "__MACOSX/c.pdf": b"3"})

    assert [name for name, _content in scans.files_in(files)] == ["a.pdf", "b.pdf"]


def test_a_broken_zip_is_refused():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("a.pdf", pdf())

    with pytest.raises(ScansUnreadable):
        list(scans.files_in(io.BytesIO(kept.getvalue()[:-30])))
