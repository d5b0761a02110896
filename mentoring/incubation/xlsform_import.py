"""An XLSForm workbook as a definition of an instrument, and a list of what had no place in it.

The workbook is read and checked by pyxform, the library of the XLSForm standard.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from mentoring.incubation.errors import NoXLSForm, XLSFormLibraryMissing
from mentoring.incubation.scoring import TOP_LEVEL
from mentoring.incubation.xlsform_export import NOTE, OWN_SHEET

MAX_BYTES = 2_000_000
# A workbook of a few kB may unpack to more than the memory holds.
MAX_UNPACKED = 40_000_000
MAX_CODE = 24
_KINDS = {"integer": "number", "decimal": "number", "text": "text", "photo": "photo"}
_SELECT = "select one"
_LEVELS = [str(level) for level in range(TOP_LEVEL + 1)]
_LANGUAGE = re.compile(r"\(([a-z]{2,3})\)\s*$")
_KNOWN_LANGUAGES = {"indonesia": "id", "bahasa indonesia": "id", "indonesian": "id"}
_KNOWN_LANGUAGES |= {"english": "en", "inggris": "en", "default": "id"}
_EQUALS = r"\$\{\s*(\w+)\s*\}\s*=\s*['\"]([^'\"]*)['\"]"
_SELECTED = r"selected\(\s*\$\{\s*(\w+)\s*\}\s*,\s*['\"]([^'\"]*)['\"]\s*\)"
_CONDITION = re.compile(f"{_EQUALS}|{_SELECTED}")
_RANGE = re.compile(r"\.\s*(>=|<=)\s*(-?\d+(?:\.\d+)?)")
# What a node may say without anything being lost.
_READ = {"type", "name", "label", "hint", "bind", "instance", "choices", "children"}
_READ |= {"itemset", "list_name", "parameters", "control", "query"}


@dataclass
class Imported:
    """definition: the shape of `instruments/*.json`. left_out: sentences, one for each thing
    of the workbook that has no place in it."""

    definition: dict[str, Any]
    left_out: list[str] = field(default_factory=list)


def definition_in(content: bytes) -> Imported:
    """What the workbook `content` (.xlsx) asks.

    Raises NoXLSForm with what the library says for anything that is no XLSForm, and
    XLSFormLibraryMissing where pyxform is not installed.
    """
    tree = _tree(content)
    return _Reading(tree, _own_sheet(content)).imported()


def _tree(content: bytes) -> dict[str, Any]:
    try:
        # An extra of the package: a site without imports runs without it.
        from pyxform import xls2json  # noqa: PLC0415 - optional dependency
        from pyxform.errors import PyXFormError  # noqa: PLC0415 - optional dependency
        from pyxform.xls2json_backends import get_xlsform  # noqa: PLC0415 - optional dependency
        from pyxform.xls2xform import convert  # noqa: PLC0415 - optional dependency
    except ImportError as missing:
        raise XLSFormLibraryMissing from missing
    _refuse_bomb(content)
    try:
        convert(io.BytesIO(content), file_type=".xlsx")
        workbook = get_xlsform(io.BytesIO(content), file_type=".xlsx")
        return xls2json.workbook_to_json(workbook, form_name="data", warnings=[])
    except (PyXFormError, ValueError, KeyError, TypeError, AttributeError, OSError) as wrong:
        raise NoXLSForm(why=str(wrong)[:300]) from wrong


def _refuse_bomb(content: bytes) -> None:
    if len(content) > MAX_BYTES:
        raise NoXLSForm(why=_("the file is larger than %(mb)d MB") % {"mb": MAX_BYTES // 10**6})
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(one.file_size for one in packed.infolist())
    except zipfile.BadZipFile as wrong:
        raise NoXLSForm(why=_("it is not a workbook (.xlsx)")) from wrong
    if unpacked > MAX_UNPACKED:
        raise NoXLSForm(why=_("the workbook unpacks to more than it may"))


def _own_sheet(content: bytes) -> dict[str, Any]:
    """key -> value of the sheet our own export writes; {} for other people's forms."""
    from openpyxl import load_workbook  # noqa: PLC0415 - slow import

    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    if OWN_SHEET not in workbook.sheetnames:
        return {}
    own = {}
    for key, value, *_rest in workbook[OWN_SHEET].iter_rows(min_row=2, values_only=True):
        try:
            own[str(key)] = json.loads(str(value))
        except ValueError:
            continue
    return own


class _Reading:
    """One reading of a form: what is kept so far and what is left out."""

    def __init__(self, tree: dict[str, Any], own: dict[str, Any]) -> None:
        self.tree, self.own = tree, own
        self.left_out: list[str] = []
        self.kept: dict[str, dict[str, Any]] = {}

    def imported(self) -> Imported:
        name = self.own.get("name") or self._by_language(self.tree.get("title") or "", "title")
        code = re.sub(r"[^a-z0-9-]+", "-", str(self.tree.get("id_string", "")).lower())
        definition = {
            "code": code.strip("-")[:40] or "xlsform",
            "number": self.own.get("number", 1),
            **({"subject": self.own["subject"]} if self.own.get("subject") else {}),
            "name": name,
            "introduction": self.own.get("introduction", {"id": ""}),
            **({"caution": self.own["caution"]} if self.own.get("caution") else {}),
            "answered_percent": self.own.get("answered_percent", 80),
            "classes_above_lowest": self.own.get("classes_above_lowest"),
            "classes": self.own.get("classes", []),
            "gain": self.own.get("gain", {}),
            "dimensions": list(self._sections()),
        }
        return Imported(definition, self.left_out)

    def _sections(self) -> Iterator[dict[str, Any]]:
        loose: list[dict[str, Any]] = []
        sections = []
        for node in self.tree.get("children", []):
            if node.get("name") == "meta":
                continue
            if node.get("type") == "group":
                sections.append((node, list(self._items(node["children"]))))
            else:
                loose += self._items([node])
        if loose:
            yield self._section({"name": "FORM", "label": self.tree.get("title", "")}, loose)
        for node, items in sections:
            if items:
                yield self._section(node, items)

    def _section(self, node: dict[str, Any], items: list[dict[str, Any]]) -> dict[str, Any]:
        code = self._code(node["name"])
        own = self.own.get(f"section.{code}", {})
        if node.get("bind", {}).get("relevant"):
            self._lose(_("the condition of section %(name)s"), name=code)
        return {
            "code": code,
            "weight": own.get("weight", 0),
            "name": self._by_language(node.get("label") or code, code),
            "meaning": own.get("meaning", {}),
            "items": items,
        }

    def _items(self, nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for node in nodes:
            before = self.kept.get(str(node.get("name", "")).removesuffix(NOTE))
            if node.get("type") == "text" and str(node["name"]).endswith(NOTE) and before:
                before["needs_evidence"] = True
                continue
            if node.get("type") == "group":
                self._lose(_("that %(name)s is a section inside a section"), name=node["name"])
                yield from self._items(node["children"])
                continue
            item = self._item(node)
            if item is not None:
                self.kept[str(node["name"])] = item
                yield item

    def _item(self, node: dict[str, Any]) -> dict[str, Any] | None:
        name, kind = str(node.get("name", "")), str(node.get("type", ""))
        if kind not in _KINDS and kind != _SELECT:
            sentence = _("%(name)s (%(kind)s): such a question is not asked here")
            self._lose(sentence, name=name, kind=kind)
            return None
        if kind == _SELECT and not node.get("choices"):
            self._lose(_("%(name)s: its choices stand in another file"), name=name)
            return None
        for key in sorted(set(node) - _READ):
            self._lose(_("“%(key)s” of %(name)s"), key=key, name=name)
        item: dict[str, Any] = {"code": self._code(name)}
        questions = self._by_language(node.get("label") or name, name)
        hints = self._by_language(node.get("hint") or "", name)
        item.update({code: {"question": said} for code, said in questions.items()})
        for code, said in hints.items():
            if said and code in item:
                item[code]["evidence"] = said
        self._answers(item, node, kind)
        self._bind(item, node.get("bind", {}), name)
        self._own_columns(item, node.get("instance", {}))
        return item

    def _answers(self, item: dict[str, Any], node: dict[str, Any], kind: str) -> None:
        if kind != _SELECT:
            item["kind"] = _KINDS[kind]
            return
        options = [
            {"code": str(one["name"])[:40], "name": self._by_language(one["label"], item["code"])}
            for one in node["choices"]
        ]
        if [one["code"] for one in options] != _LEVELS:
            item["kind"], item["options"] = "choice", options
            return
        for code in [key for key in item if isinstance(item[key], dict)]:
            item[code]["anchors"] = [one["name"].get(code, "") for one in options]

    def _bind(self, item: dict[str, Any], bind: dict[str, Any], name: str) -> None:
        for key, said in bind.items():
            if key == "relevant":
                self._condition(item, said, name)
            elif key == "constraint":
                self._range(item, said, name)
            elif key == "required":
                self._lose(_("that %(name)s must be answered: nobody owes an answer"), name=name)
            elif key not in {"jr:constraintMsg", "jr:requiredMsg", "type"}:
                self._lose(_("“%(key)s” of %(name)s"), key=key, name=name)

    def _condition(self, item: dict[str, Any], said: str, name: str) -> None:
        found = [
            (one[1] or one[3], one[2] if one[1] else one[4]) for one in _CONDITION.finditer(said)
        ]
        rest = _CONDITION.sub("", said).replace("or", "").strip(" ()")
        asked = {code for code, _answer in found}
        if rest or len(asked) != 1 or not asked <= set(self.kept):
            sentence = _("the condition of %(name)s (%(said)s); it is always asked")
            self._lose(sentence, name=name, said=said)
            return
        before = self.kept[found[0][0]]["code"]
        item["asked_if"] = {"item": before, "in": [answer for _code, answer in found]}

    def _range(self, item: dict[str, Any], said: str, name: str) -> None:
        bounds = dict(_RANGE.findall(said))
        rest = _RANGE.sub("", said).replace("and", "").strip(" ()")
        if rest or not bounds or item.get("kind") != "number":
            self._lose(_("the limit of %(name)s (%(said)s)"), name=name, said=said)
            return
        for sign, key in ((">=", "minimum"), ("<=", "maximum")):
            if sign in bounds:
                item[key] = bounds[sign]

    def _own_columns(self, item: dict[str, Any], said: dict[str, Any]) -> None:
        weight = str(said.get("weight", "")).split(".")[0]
        if weight.isdigit():
            item["weight"] = int(weight)
        if said.get("evidence") == "yes":
            item["needs_evidence"] = True
        if said.get("confidential") == "yes":
            item["is_confidential"] = True
        unit = self.own.get(f"unit.{item['code']}")
        if unit or said.get("unit"):
            item["unit"] = unit or {"id": str(said["unit"])}

    def _code(self, name: str) -> str:
        code = re.sub(r"[^A-Za-z0-9_-]", "_", name)[:MAX_CODE]
        if code != name:
            self._lose(_("the name %(name)s; it is %(code)s here"), name=name, code=code)
        return code

    def _by_language(self, said: Any, name: str) -> dict[str, str]:
        """{language code: text}. A language that nobody can tell is left out, once."""
        if not isinstance(said, dict):
            return {"id": str(said)}
        found = {}
        for language, text in said.items():
            known = _LANGUAGE.search(language)
            code = known[1] if known else _KNOWN_LANGUAGES.get(language.strip().lower())
            if code:
                found[code] = str(text)
            else:
                self._lose(_("the language “%(language)s”"), language=language)
        return found or {"id": name}

    def _lose(self, sentence: str, **words: str) -> None:
        said = sentence % words
        if said not in self.left_out:
            self.left_out.append(said)
