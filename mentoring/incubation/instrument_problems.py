"""What keeps a definition of an instrument from being asked and scored. Pure, no database."""

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from mentoring.incubation.errors import InstrumentIncomplete
from mentoring.incubation.scoring import TOP_LEVEL
from mentoring.wording import in_language

Definition = dict[str, Any]


def refuse_problems(
    definition: Definition, of: "Callable[[Definition], Iterator[str]] | None" = None
) -> None:
    """Raises InstrumentIncomplete naming everything that is wrong, or only what `of` finds."""
    problems = list((of or problems_of)(definition))
    if problems:
        raise InstrumentIncomplete(problems=" ".join(problems))


def problems_of(definition: Definition) -> Iterator[str]:
    """One sentence for each thing to mend, in the order of the form; nothing if it is sound.

    definition: the shape of `instruments/*.json`.
    """
    dimensions = definition["dimensions"]
    if not dimensions:
        yield _("There is no section yet.")
    yield from repeated_codes(definition)
    items = [item for one in dimensions for item in one["items"]]
    for one in dimensions:
        if not one["items"]:
            yield _("Section %(code)s has no question.") % {"code": one["code"]}
    before: list[dict[str, Any]] = []
    for item in items:
        yield from _item_problems(item, before)
        before.append(item)
    yield from _class_problems(definition["classes"])
    yield from _gain_problems(definition)


def repeated_codes(definition: Definition) -> Iterator[str]:
    """What not even a draft may hold: two sections or two questions of one code."""
    dimensions = definition["dimensions"]
    yield from _repeated([one["code"] for one in dimensions])
    yield from _repeated([item["code"] for one in dimensions for item in one["items"]])


def _repeated(codes: list[str]) -> Iterator[str]:
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield _("The code %(code)s is used twice.") % {"code": code}


def _item_problems(item: dict[str, Any], before: list[dict[str, Any]]) -> Iterator[str]:
    code, kind = {"code": item["code"]}, item.get("kind", "level")
    wordings = [
        item[key] for key in item if isinstance(item[key], dict) and "question" in item[key]
    ]
    if not wordings or not all(str(one["question"]).strip() for one in wordings):
        yield _("%(code)s has no question.") % code
    for one in wordings:
        anchors = [str(text).strip() for text in one.get("anchors", [])]
        if kind == "level" and (len(anchors) != TOP_LEVEL + 1 or not all(anchors)):
            yield _("%(code)s needs words for each level from 0 to 4.") % code
            break
    options = [one["code"] for one in item.get("options", [])]
    if kind == "choice" and len(options) < 2:
        yield _("%(code)s needs at least two choices.") % code
    if len(set(options)) < len(options):
        yield _("%(code)s has one choice twice.") % code
    yield from _range_problems(item, code)
    yield from _condition_problems(item, before, code)


def _range_problems(item: dict[str, Any], code: dict[str, str]) -> Iterator[str]:
    try:
        bounds = [Decimal(item[key]) for key in ("minimum", "maximum") if item.get(key) is not None]
    except (InvalidOperation, TypeError, ValueError):
        yield _("The range of %(code)s is not a number.") % code
        return
    if len(bounds) == 2 and bounds[0] > bounds[1]:
        yield _("The range of %(code)s goes from more to less.") % code


def _condition_problems(
    item: dict[str, Any], before: list[dict[str, Any]], code: dict[str, str]
) -> Iterator[str]:
    condition = item.get("asked_if")
    if not condition:
        return
    asked = next((one for one in before if one["code"] == condition.get("item")), None)
    if asked is None:
        yield _("%(code)s depends on a question that does not come before it.") % code
        return
    known = possible_answers(asked)
    if not condition.get("in") or not set(condition["in"]) <= known:
        yield _("%(code)s depends on an answer that its question does not have.") % code


def possible_answers(item: dict[str, Any]) -> set[str]:
    """What may stand in a condition on `item`: digits of levels or codes of choices."""
    kind = item.get("kind", "level")
    if kind == "level":
        return {str(level) for level in range(TOP_LEVEL + 1)}
    return {one["code"] for one in item.get("options", [])} if kind == "choice" else set()


def _class_problems(classes: list[dict[str, Any]]) -> Iterator[str]:
    if not classes:
        return
    try:
        starts = [Decimal(one["starts_at"]) for one in classes]
    except (InvalidOperation, TypeError, ValueError):
        yield _("Where a class begins must be a number from 0 to 100.")
        return
    if starts[0] != 0 or starts != sorted(set(starts)) or starts[-1] > 100:
        yield _("Classes must rise from 0 to at most 100, each from its own score.")
    if not all(str(in_language(one["name"])).strip() for one in classes):
        yield _("A class has no name.")


def _gain_problems(definition: Definition) -> Iterator[str]:
    gain = definition["gain"]
    if not gain:
        return
    of_dimension = {one["code"]: one["items"] for one in definition["dimensions"]}
    items = {item["code"] for item in of_dimension.get(gain["dimension"], [])}
    if gain["dimension"] not in of_dimension or not set(gain["items"]) <= items:
        yield _("The significant gain names a section or a question that is not there.")
