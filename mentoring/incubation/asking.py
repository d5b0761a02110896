"""Which items of a form are asked, given what was answered before them. Pure."""

from collections.abc import Iterable, Mapping
from typing import Protocol


class Asked(Protocol):
    """What is read of an item: its code, and {"item": code, "in": [answers]} or {}."""

    code: str
    asked_if: Mapping[str, object]


def asked_codes(items: Iterable[Asked], answered: Mapping[str, str]) -> set[str]:
    """Codes of the items that are asked, in a form that is filled in from first to last.

    answered: item code -> digit of the level or code of the choice; a code that is missing
    has no such answer. An item whose question was itself not asked is not asked either.
    """
    asked: set[str] = set()
    for item in items:
        condition = item.asked_if
        if not condition:
            asked.add(item.code)
            continue
        before = str(condition["item"])
        wanted = condition["in"]
        if before in asked and isinstance(wanted, list) and answered.get(before) in wanted:
            asked.add(item.code)
    return asked
