"""Long lists of keys in parts."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

_AT_ONCE = 500
T = TypeVar("T")


def in_parts(keys: Iterable[T]) -> Iterator[list[T]]:
    """`keys` in lists of at most 500: databases bound how many one question holds."""
    ordered = list(keys)
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]
