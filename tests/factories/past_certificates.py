"""Tables and scans of papers of the past, as offices send them."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import pikepdf
from django.core.files.base import ContentFile
from openpyxl import Workbook
from PIL import Image

HEADINGS = ("Nomor", "Nama", "Tanggal terbit", "Pelatihan", "Pindaian")


def rows(count: int, *, first: int = 1) -> list[tuple[str, ...]]:
    return [
        (
            f"{number:03d}/HDC/UPT-BLK/VIII/2014",
            f"Perajin Rekaan {number}",
            "17-8-2014",
            "Manik-manik Kayu",
            f"{number:03d}.pdf",
        )
        for number in range(first, first + count)
    ]


def csv_table(lines: Iterable[Sequence[str]], headings: Sequence[str] = HEADINGS) -> ContentFile:
    kept = io.StringIO()
    csv.writer(kept, delimiter=";").writerows([headings, *lines])
    return ContentFile(kept.getvalue().encode(), name="lama.csv")


def xlsx_table(
    lines: Iterable[Sequence[object]], headings: Sequence[str] = HEADINGS
) -> ContentFile:
    book = Workbook()
    for line in [headings, *lines]:
        book.active.append(list(line))
    return saved(book)


def saved(book: Workbook) -> ContentFile:
    kept = io.BytesIO()
    book.save(kept)
    return ContentFile(kept.getvalue(), name="lama.xlsx")


def pdf(pages: int = 1, words: str = "") -> bytes:
    """A small PDF; words make two of them differ."""
    kept = io.BytesIO()
    with pikepdf.new() as made:
        for _page in range(pages):
            made.add_blank_page()
        made.docinfo["/Title"] = words
        made.save(kept)
    return kept.getvalue()


def picture(kind: str = "JPEG", **more: object) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (60, 40), "ivory").save(kept, kind, **more)
    return kept.getvalue()


def scans(count: int, *, first: int = 1) -> list[ContentFile]:
    return [
        ContentFile(pdf(words=f"paper {number}"), name=f"{number:03d}.pdf")
        for number in range(first, first + count)
    ]


def packed(files: Mapping[str, bytes]) -> ContentFile:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return ContentFile(kept.getvalue(), name="pindaian.zip")
