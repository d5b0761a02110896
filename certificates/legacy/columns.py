"""The columns of a list of past certificates, and how their headings are recognised."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from certificates.legacy.cells import key_of


@dataclass(frozen=True)
class Column:
    """longest: letters that may stand in a cell."""

    name: str
    label: Any
    longest: int = 120
    is_required: bool = False
    also_called: tuple[str, ...] = ()

    def headings(self) -> set[str]:
        """Keys of the headings that mean this column, in every language."""
        said = {self.name.replace("_", " "), *self.also_called}
        for language in ("id", "en"):
            with override(language):
                said.add(str(self.label))
        return {key_of(each) for each in said}


COLUMNS: Sequence[Column] = (
    Column("serial", _("Number"), 100, True, ("nomor sertifikat", "no sertifikat", "nomor surat")),
    Column("name", _("Name"), 120, True, ("nama lengkap", "nama peserta")),
    Column("issued_on", _("Issue date"), 40, True, ("tanggal", "tanggal sertifikat")),
    Column("programme", _("Training"), 200, True, ("nama pelatihan", "program", "kejuruan")),
    Column("scan", _("Scan"), 200, True, ("berkas", "nama berkas", "file", "berkas pindaian")),
    Column("valid_until", _("Valid until"), 40, False, ("masa berlaku",)),
    Column("title", _("Title of the paper"), 80, False, ("judul",)),
    Column("dates", _("Dates of the training"), 80, False, ("tanggal pelatihan",)),
    Column("jp", _("Lesson hours"), 10, False, ("jp", "jumlah jp")),
    Column("signatory", _("Signed by"), 120, False, ("penanda tangan",)),
    Column("username", _("User name of the holder"), 150, False, ("username", "akun")),
)
BY_NAME = {column.name: column for column in COLUMNS}


def known_headings() -> set[str]:
    return {key for column in COLUMNS for key in column.headings()}


def labels() -> dict[str, str]:
    return {column.name: str(column.label) for column in COLUMNS}


def guessed_columns(headings: Sequence[str]) -> dict[str, str]:
    """Field name -> heading, for those that are recognised; each heading once."""
    found: dict[str, str] = {}
    for column in COLUMNS:
        keys = column.headings()
        for heading in headings:
            if key_of(heading) in keys and heading not in found.values():
                found[column.name] = heading
                break
    return found
