"""An instrument as an XLSForm workbook, the form of the ODK and Kobo world.

What XLSForm has no word for (classes, weights, the significant gain) stands in a sheet of our
own, which other programs pass over and `xlsform_import` reads back.
Source: xlsform.org, "XLSForm reference".
"""

import io
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mentoring.incubation.scoring import TOP_LEVEL

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LANGUAGES = {"id": "Indonesia (id)", "en": "English (en)"}
OWN_SHEET = "pendamping"
# What of a definition an XLSForm cannot say; kept whole in the sheet of our own.
OWN_KEYS = (
    *("number", "subject", "name", "introduction", "caution"),
    *("answered_percent", "classes_above_lowest", "classes", "gain"),
)
_TYPES = {"number": "decimal", "text": "text", "photo": "image"}
NOTE = "_note"
_NOTE_LABEL = {"id": "Buktinya apa?", "en": "What shows it?"}
_COLUMNS = (
    *("type", "name", "label", "hint", "relevant", "constraint"),
    *("instance::weight", "instance::evidence", "instance::confidential", "instance::unit"),
)


def xlsform_of(definition: dict[str, Any]) -> bytes:
    """The workbook (.xlsx) of `definition`, the shape of `instruments/*.json`."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow import

    workbook = Workbook()
    survey = workbook.active
    survey.title = "survey"
    _write(survey, _COLUMNS, _survey(definition))
    _write(workbook.create_sheet("choices"), ("list_name", "name", "label"), _choices(definition))
    settings = workbook.create_sheet("settings")
    settings.append(["form_title", "form_id", "version", "default_language"])
    name = definition["name"].get("id") or next(iter(definition["name"].values()))
    settings.append([name, definition["code"], str(definition["number"]), LANGUAGES["id"]])
    own = workbook.create_sheet(OWN_SHEET)
    own.append(["key", "value"])
    for key, value in _own(definition):
        own.append([key, json.dumps(value, ensure_ascii=False)])
    kept = io.BytesIO()
    workbook.save(kept)
    return kept.getvalue()


def _own(definition: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from ((key, definition[key]) for key in OWN_KEYS if key in definition)
    for one in definition["dimensions"]:
        yield f"section.{one['code']}", {"weight": one["weight"], "meaning": one["meaning"]}
    for item in (item for one in definition["dimensions"] for item in one["items"]):
        if "unit" in item:
            yield f"unit.{item['code']}", item["unit"]


def _write(sheet: "Worksheet", columns: tuple[str, ...], rows: Iterator[dict[str, Any]]) -> None:
    """label and hint become one column for each language."""
    wide: list[tuple[str, str]] = []
    for column in columns:
        wide += (
            [(column, language) for language in LANGUAGES]
            if column in {"label", "hint"}
            else [(column, "")]
        )
    sheet.append([f"{name}::{LANGUAGES[code]}" if code else name for name, code in wide])
    for row in rows:
        cells = [
            row.get(name, {}).get(code, "") if code else row.get(name, "") for name, code in wide
        ]
        sheet.append([_as_text(cell) for cell in cells])


def _as_text(cell: Any) -> str:
    """A text that a spreadsheet would compute stays a text: none of ours begins so."""
    said = str(cell)
    return f" {said}" if said[:1] in "=+-@" and said else said


def _survey(definition: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for one in definition["dimensions"]:
        yield {"type": "begin_group", "name": one["code"], "label": one["name"]}
        for item in one["items"]:
            yield _row(item)
            if item.get("needs_evidence"):
                yield {"type": "text", "name": f"{item['code']}{NOTE}", "label": _NOTE_LABEL}
        yield {"type": "end_group"}


def _row(item: dict[str, Any]) -> dict[str, Any]:
    kind = item.get("kind", "level")
    said = {code: item[code] for code in LANGUAGES if code in item}
    row = {
        "type": _TYPES.get(kind) or f"select_one {list_name(item)}",
        "name": item["code"],
        "label": {code: one["question"] for code, one in said.items()},
        "hint": {code: one.get("evidence", "") for code, one in said.items()},
        "relevant": _relevant(item.get("asked_if")),
        "constraint": _constraint(item),
    }
    if item.get("weight", 1) != 1:
        row["instance::weight"] = item["weight"]
    if item.get("needs_evidence"):
        row["instance::evidence"] = "yes"
    if item.get("is_confidential"):
        row["instance::confidential"] = "yes"
    if item.get("unit"):
        row["instance::unit"] = item["unit"].get("id", "")
    return row


def list_name(item: dict[str, Any]) -> str:
    return f"of_{item['code']}"


def _relevant(condition: dict[str, Any] | None) -> str:
    if not condition:
        return ""
    return " or ".join(f"${{{condition['item']}}} = '{answer}'" for answer in condition["in"])


def _constraint(item: dict[str, Any]) -> str:
    bounds = [(">=", item.get("minimum")), ("<=", item.get("maximum"))]
    return " and ".join(f". {sign} {bound}" for sign, bound in bounds if bound is not None)


def _choices(definition: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in (item for one in definition["dimensions"] for item in one["items"]):
        kind = item.get("kind", "level")
        if kind == "level":
            for level in range(TOP_LEVEL + 1):
                words = {code: item[code]["anchors"][level] for code in LANGUAGES if code in item}
                yield {"list_name": list_name(item), "name": str(level), "label": words}
        if kind == "choice":
            for option in item["options"]:
                yield {
                    "list_name": list_name(item),
                    "name": option["code"],
                    "label": option["name"],
                }
