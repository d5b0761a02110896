"""Lists on the phone: what is looked for, kept in the address, and the same list as CSV."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from mentoring.errors import MentoringError
from mentoring.registry.forms.exports import ReasonForm
from mentoring.registry.name_keys import search_condition
from mentoring.registry.services.exports import note_export
from mentoring.registry.spreadsheets import Echo, harmless

LONGEST_SEARCH = 80
_READ_AT_ONCE = 500
# Spreadsheet programs take a file without this mark for another encoding.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in a list.

    words: of the search; "" finds all. chosen: the choice of the filter, "" for all.
    """

    words: str = ""
    chosen: str = ""
    filter_name: str = ""

    @property
    def query(self) -> str:
        """The rest of the address's query, without the page: "q=Ani&keadaan=running"."""
        said = {"q": self.words, self.filter_name: self.chosen}
        return urlencode({name: value for name, value in said.items() if name and value})

    @property
    def more(self) -> str:
        """The same for links to other pages, with its ampersand."""
        return f"&{self.query}" if self.query else ""


def wanted(request: HttpRequest, filter_name: str = "", choices: Iterable[str] = ()) -> Wanted:
    """What the address of `request` asks for; a choice that is none of `choices` is left out."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    chosen = request.GET.get(filter_name, "") if filter_name else ""
    return Wanted(words, chosen if chosen in set(choices) else "", filter_name)


def found(rows: QuerySet, asked: Wanted, columns: Sequence[str]) -> QuerySet:
    """The rows in which every word of the search is found, spelled or sounding so."""
    return rows.filter(search_condition(asked.words, columns)) if asked.words else rows


def page_of(request: HttpRequest, rows: QuerySet, per_page: int) -> Page:
    return Paginator(rows, per_page).get_page(request.GET.get("halaman"))


def asks_for_csv(request: HttpRequest) -> bool:
    return request.GET.get("format") == "csv"


def as_csv(
    rows: QuerySet, *, register: str, headings: Sequence[Any], line: Any, taken_by: Any
) -> StreamingHttpResponse:
    """`rows` as a file that is sent while it is made; kept among the lists that went out.

    register: the list as people know it; it names no people, so no reason is asked. line:
    a function from a row to its cells, in the order of `headings`.
    """
    note_export(
        register=register,
        format="csv",
        has_names=False,
        row_count=rows.count(),
        exported_by=taken_by,
    )
    return _file(register, _lines(rows, headings, line))


def csv_with_names(
    request: HttpRequest, rows: QuerySet, *, register: str, headings: Sequence[Any], line: Any
) -> HttpResponseBase:
    """The same for a list that names people: a reason is asked first and kept with it.

    A link (GET) shows the question, its answer (POST) hands the list out. Whether she may
    take it out at all, its view asks before (`can_take_names_out`).
    """
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            note_export(
                register=register,
                format="csv",
                has_names=True,
                row_count=rows.count(),
                exported_by=request.user,
                reason=form.cleaned_data["reason"],
            )
        except MentoringError as refusal:
            form.add_error("reason", str(refusal))
        else:
            return _file(register, _lines(rows, headings, line))
    query = request.GET.copy()
    query.pop("format", None)
    context = {
        "form": form,
        "register": register,
        "back_url": f"{request.path}?{query.urlencode()}",
    }
    return render(request, "mentoring_registry/export_reason.html", context)


def _lines(rows: QuerySet, headings: Sequence[Any], line: Any) -> Iterator[bytes]:
    writer = csv.writer(Echo())
    yield writer.writerow([str(heading) for heading in headings])
    for row in rows.iterator(chunk_size=_READ_AT_ONCE):
        yield writer.writerow([harmless(cell) for cell in line(row)])


def lines_as_csv(
    lines: Sequence[Sequence[Any]], *, register: str, headings: Sequence[Any], taken_by: Any
) -> StreamingHttpResponse:
    """The same for lines that were counted: no rows of one table, and no people named."""
    note_export(
        register=register,
        format="csv",
        has_names=False,
        row_count=len(lines),
        exported_by=taken_by,
    )
    writer = csv.writer(Echo())
    written = [[str(heading) for heading in headings], *([harmless(c) for c in x] for x in lines)]
    return _file(register, (writer.writerow(line) for line in written))


def _file(register: str, lines: Iterable[Any]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(
        chain([BYTE_ORDER_MARK], lines), content_type="text/csv; charset=utf-8"
    )
    name = register.lower().replace(" ", "-")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
