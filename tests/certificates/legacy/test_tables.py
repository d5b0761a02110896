"""Tables as offices send them: titles above, merged cells, wrong sheets, Windows letters."""

from datetime import date, datetime

import pytest
from django.core.files.base import ContentFile
from openpyxl import Workbook

from certificates.legacy.cells import CellProblem, plain, read_day
from certificates.legacy.columns import known_headings
from certificates.legacy.errors import TableTooLong, TableUnreadable
from certificates.legacy.tables import MOST_ROWS, read_table
from tests.factories.past_certificates import HEADINGS, csv_table, rows, saved


def cells(file):
    heading, lines = read_table(file, known_headings())
    return heading.cells, [line.cells for line in lines]


def test_titles_above_the_headings_are_passed_over():
    book = Workbook()
    book.active.append(["DAFTAR SERTIFIKAT LAMA"])
    book.active.append([])
    book.active.append(list(HEADINGS))
    book.active.append(list(rows(1)[0]))

    assert cells(saved(book)) == (HEADINGS, rows(1))


def test_merged_cells_are_empty_but_for_the_first():
    book = Workbook()
    for line in [HEADINGS, *rows(2)]:
        book.active.append(list(line))
    book.active.merge_cells("D2:D3")

    _heading, lines = cells(saved(book))

    assert [line[3] for line in lines] == ["Manik-manik Kayu", ""]


def test_of_several_sheets_the_one_with_the_headings_is_read():
    book = Workbook()
    book.active.append(["Catatan", "lain"])
    right = book.create_sheet("Daftar")
    for line in [HEADINGS, *rows(1)]:
        right.append(list(line))

    assert cells(saved(book)) == (HEADINGS, rows(1))


def test_a_workbook_without_the_right_sheet_has_no_column_we_know():
    book = Workbook()
    book.active.append(["Catatan", "lain"])
    book.active.append(["a", "b"])

    heading, _lines = read_table(saved(book), known_headings())

    assert heading.cells == ("Catatan", "lain")


def test_dates_of_a_spreadsheet_and_dates_as_text_are_days():
    book = Workbook()
    book.active.append(list(HEADINGS))
    for said in (datetime(2014, 8, 17), "17-8-2014", "17 Agustus 2014", 41868, "2014-08-17"):
        book.active.append(["1", "a", said, "b", "c"])

    _heading, lines = cells(saved(book))

    assert [read_day(line[2]) for line in lines] == [date(2014, 8, 17)] * 5


@pytest.mark.parametrize("said", ["31-2-2014", "17 Augustus", "kemarin", "0", "99999999999999"])
def test_what_is_no_day_is_told(said):
    with pytest.raises(CellProblem):
        read_day(said)


def test_letters_of_windows_are_read():
    text = "Nomor;Nama\n1;Perajin Rékaan – Contoh\n".encode("cp1252")

    assert cells(ContentFile(text, name="x.csv"))[1] == [("1", "Perajin Rékaan – Contoh")]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_usual_separator_is_read(separator):
    text = f"Nomor{separator}Nama\n1{separator}Perajin Rekaan\n".encode("utf-8-sig")

    assert cells(ContentFile(text, name="x.csv")) == (("Nomor", "Nama"), [("1", "Perajin Rekaan")])


def test_fifty_thousand_rows_are_refused_with_how_many_may_be():
    with pytest.raises(TableTooLong) as refused:
        read_table(csv_table(rows(50_000)), known_headings())

    assert refused.value.facts == {"most": MOST_ROWS}


@pytest.mark.parametrize("content", [b"", b"   \n", b"PK\x03\x04broken", b"\x00\x01\x02;\x00"])
def test_what_is_no_table_is_refused(content):
    with pytest.raises(TableUnreadable):
        read_table(ContentFile(content, name="x.xlsx"), known_headings())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("  Sri\u00a0 Rekaan\t", "Sri Rekaan"),
        ("Re\u0301kaan", "Rékaan"),
        ("\u202eContoh\u202c", "Contoh"),
        ("\ua9a0\ua9c0\u200d\ua98f", "\ua9a0\ua9c0\u200d\ua98f"),
        ("=1+1", "=1+1"),
        ("O'Contoh", "O'Contoh"),
    ],
)
def test_text_is_cleaned_of_what_nobody_sees(typed, said):
    assert plain(typed) == said
