"""The credential inside the PDF: found by others, archival, and always the same bytes."""

import io
import subprocess
from dataclasses import replace

import pikepdf
from pikepdf import pdfa

from certificates.rendering.attachments import FILE_NAME
from tests.certificates.rendering.test_press import press, sheet, workshop  # noqa: F401 - fixtures

TOKEN = "eyJhbGciOiJFZERTQSJ9." + "eyJ0ZXN0IjoiQ09OVE9IIn0" * 60 + ".tanda-tangan"


def test_the_file_is_associated_once_and_says_what_it_is(press):  # noqa: F811
    pdf = pikepdf.open(io.BytesIO(press.print(replace(sheet(), credential=TOKEN))))

    (associated,) = pdf.Root.AF
    assert associated.AFRelationship == "/Supplement"
    assert str(associated.UF) == FILE_NAME
    assert associated.EF.F.read_bytes() == TOKEN.encode()
    assert associated.EF.F.Subtype == "/application/vc+jwt"
    assert pdf.attachments[FILE_NAME].get_file().read_bytes() == TOKEN.encode()


def test_another_reader_takes_the_file_out(press, tmp_path):  # noqa: F811
    (tmp_path / "paper.pdf").write_bytes(press.print(replace(sheet(), credential=TOKEN)))

    command = ["pdfdetach", "-save", "1", "-o", "out.jwt", "paper.pdf"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    assert (tmp_path / "out.jwt").read_text() == TOKEN


def test_the_archive_standard_and_the_tags_are_kept(press, tmp_path):  # noqa: F811
    path = tmp_path / "paper.pdf"
    path.write_bytes(press.print(replace(sheet(), credential=TOKEN)))

    said = [str(one) for one in pdfa.validate_written(path, "3b").findings]

    # The validator knows level B alone; ours says A, which asks for more.
    assert [one for one in said if "conformance is 'A'" not in one] == []
    pdf = pikepdf.open(path)
    assert pdf.Root.MarkInfo.Marked
    assert "/StructTreeRoot" in pdf.Root


def test_the_same_sheet_gives_the_same_bytes(press):  # noqa: F811
    one = replace(sheet(), credential=TOKEN)

    assert press.print(one) == press.print(one)


def test_without_a_credential_nothing_is_attached(press):  # noqa: F811
    pdf = pikepdf.open(io.BytesIO(press.print(sheet())))

    assert "/AF" not in pdf.Root
    assert not pdf.attachments
