"""What each row of a list says, against itself, the scans, the rows before it and the registers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model

from certificates.legacy import cells
from certificates.legacy.cells import CellProblem, key_of, nearest
from certificates.legacy.columns import COLUMNS
from certificates.models import Certificate, LegacyImport, LegacyScan

_AT_ONCE = 500


@dataclass
class PastRow:
    """A row as read: its values (dates as dates), and what is wrong with it."""

    line: int
    said: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[dict[str, Any]] = field(default_factory=list)

    def object_to(self, column: str, code: str, suggestion: str = "", **facts: Any) -> None:
        self.problems.append(
            {"code": code, "field": column, "facts": facts, "suggestion": suggestion}
        )

    def as_json(self) -> dict[str, Any]:
        return {"line": self.line, "said": self.said, "problems": self.problems}


def check_rows(found: LegacyImport, rows: Sequence[PastRow], today: date) -> None:
    """Fill `values` and `problems` of every row; a few queries for any number of rows."""
    for row in rows:
        _read(row, today)
    _check_scans(rows, {scan.name: scan for scan in found.scans.all()})
    _check_numbers(rows, found.issuer_id)
    _check_holders(rows)


def _read(row: PastRow, today: date) -> None:
    row.values, row.problems = {}, []
    for column in COLUMNS:
        text = row.said.get(column.name, "")
        if not text:
            if column.is_required:
                row.object_to(column.name, "missing")
            continue
        try:
            row.values[column.name] = _value(column, text, today)
        except CellProblem as problem:
            row.object_to(column.name, problem.code, problem.suggestion, **problem.facts)
    issued_on, until = row.values.get("issued_on"), row.values.get("valid_until")
    if issued_on and until and until < issued_on:
        row.object_to("valid_until", "ends_before_issue")


def _value(column: Any, text: str, today: date) -> Any:
    if column.name == "issued_on":
        return cells.read_issue_day(text, today=today)
    if column.name == "valid_until":
        return cells.read_day(text)
    return cells.read_text(text, longest=column.longest)


def _check_scans(rows: Sequence[PastRow], scans: Mapping[str, LegacyScan]) -> None:
    by_key = {key_of(name): scan for name, scan in scans.items()}
    seen: dict[str, int] = {}
    for row in rows:
        wanted = row.values.get("scan")
        if wanted is None:
            continue
        scan = by_key.get(key_of(cells.plain(wanted)))
        if scan is None:
            row.object_to("scan", "scan_not_sent", nearest(wanted, scans))
        elif scan.error_code:
            row.object_to("scan", scan.error_code, **_SCAN_FACTS)
        elif scan.name in seen:
            row.object_to("scan", "scan_of_another", line=seen[scan.name])
        else:
            seen[scan.name] = row.line
            row.values["scan"] = scan


_SCAN_FACTS = {"megabytes": 5, "pages": 20}


def _check_numbers(rows: Sequence[PastRow], issuer_id: int) -> None:
    numbers = [row.values["serial"] for row in rows if "serial" in row.values]
    known: set[str] = set()
    for start in range(0, len(numbers), _AT_ONCE):
        part = numbers[start : start + _AT_ONCE]
        found = Certificate.objects.filter(issuer=issuer_id, serial__in=part)
        known |= set(found.values_list("serial", flat=True))
    seen: dict[str, int] = {}
    for row in rows:
        number = row.values.get("serial")
        if number in known:
            row.object_to("serial", "serial_known")
        elif number in seen:
            row.object_to("serial", "twice_in_table", line=seen[number])
        elif number is not None:
            seen[number] = row.line


def _check_holders(rows: Sequence[PastRow]) -> None:
    users = get_user_model()
    wanted = sorted({row.values["username"] for row in rows if "username" in row.values})
    by_name: dict[str, Any] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        found = users._default_manager.filter(**{f"{users.USERNAME_FIELD}__in": part})
        by_name |= {user.get_username(): user for user in found}
    for row in rows:
        if "username" not in row.values:
            continue
        holder = by_name.get(row.values["username"])
        if holder is None:
            row.object_to("username", "holder_unknown")
        elif key_of(holder.get_full_name()) != key_of(row.values.get("name", "")):
            row.object_to("username", "holder_differs")
        else:
            row.values["holder"] = holder
