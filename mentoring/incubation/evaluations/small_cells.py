"""Figures of fewer than five people are told nowhere, nor what a subtraction would tell. Pure.

A snapshot leaves out such figures, so that no page, file or comparison can show them. Source:
mentoring.md 2, "Dashboards: cells < 5 hidden".
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

FEWEST_SHOWN = 5


class Hidden(StrEnum):
    """Why a figure is not told."""

    SMALL = "small"
    BESIDE = "beside"


def is_small(count: int) -> bool:
    """Whether a figure of so many people would tell who they are; of nobody it tells nothing."""
    return 0 < count < FEWEST_SHOWN


def hidden_parts(sizes: Mapping[Any, int], whole: int) -> dict[Any, Hidden]:
    """Which parts of a whole are not told, and why.

    sizes: part -> people in it. whole: people in all; who is in no part is a remainder.
    The smallest of the others go too, until those who are not told are nobody or at least
    five: the rest of the whole would otherwise tell the figure of the few.
    """
    hidden = {part: Hidden.SMALL for part, size in sizes.items() if is_small(size)}
    untold = whole - sum(sizes.values()) + sum(sizes[part] for part in hidden)
    others = sorted((size, str(part), part) for part, size in sizes.items() if size >= FEWEST_SHOWN)
    for size, _name, part in others:
        if not is_small(untold):
            break
        hidden[part] = Hidden.BESIDE
        untold += size
    return hidden


def without_small(change: Mapping[str, Any]) -> dict[str, Any]:
    """A change as a snapshot keeps it; of fewer than five people nothing but that."""
    return {"hidden": str(Hidden.SMALL)} if is_small(int(change["matched"])) else dict(change)


def without_small_parts(parts: Mapping[Any, Mapping[str, Any]], whole: int) -> dict[Any, Any]:
    """The changes of the parts of a whole of `whole` people, without those not told."""
    hidden = hidden_parts({part: int(one["matched"]) for part, one in parts.items()}, whole)
    return {
        part: {"hidden": str(hidden[part])} if part in hidden else dict(one)
        for part, one in parts.items()
    }
