"""Files as offices send them."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from mentoring.registry.errors import ImportFileUnreadable, ImportHasTooManyRows
from mentoring.registry.importing import tables
from mentoring.registry.importing.tables import heading_line, lines


def sheet(*rows):
    book, output = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(output)
    return output


def cells(file):
    return [line.cells for line in lines(file)]


def test_utf8_with_commas_and_cp1252_with_semicolons_say_the_same():
    told = [("Nama", "Dusun"), ("José", "Krajan")]

    assert cells(io.BytesIO("\ufeffNama,Dusun\nJosé,Krajan\n".encode())) == told
    assert cells(io.BytesIO("Nama;Dusun\r\nJosé;Krajan\r\n".encode("cp1252"))) == told
    assert cells(io.BytesIO("Nama\tDusun\nJosé\tKrajan".encode())) == told


def test_quotes_line_breaks_and_empty_lines_are_no_trouble():
    file = io.BytesIO(b'Nama;Dusun\n\n"Siti\nAminah";"Krajan; Timur"\n;;\n')

    assert [(line.number, line.cells) for line in lines(file)] == [
        (1, ("Nama", "Dusun")),
        (3, ("Siti Aminah", "Krajan; Timur")),
    ]


def test_a_sheet_tells_days_numbers_and_empty_cells_as_text():
    file = sheet(["Nama", "Lahir", "Tahun"], ["Ruminah", date(1980, 8, 17), 1980.0], [None])

    assert cells(file) == [("Nama", "Lahir", "Tahun"), ("Ruminah", "1980-08-17", "1980")]


def test_the_headings_are_found_below_a_title():
    file = io.BytesIO(b"DAFTAR ANGGOTA 2026\n\nNama,Dusun\nRuminah,Krajan\n")

    assert heading_line(file, {"nama", "dusun"}).number == 3


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"   \n \n",
        b"PK\x03\x04 no zip at all",
        b"\x00\x01\x02\x03",
        b"\x89PNG\r\n\x1a\n\x00\x00",
    ],
)
def test_what_is_no_table_is_refused(broken):
    with pytest.raises(ImportFileUnreadable):
        heading_line(io.BytesIO(broken), set())


def test_a_zip_that_is_no_workbook_is_refused():
    import zipfile

    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("a.txt", "b")

    with pytest.raises(ImportFileUnreadable):
        list(lines(output))


def test_too_many_lines_are_refused(monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 2)

    with pytest.raises(ImportHasTooManyRows):
        list(lines(io.BytesIO(b"a\nb\nc\n")))
