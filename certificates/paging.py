"""One page of a long list, without counting the list: always one query, also for none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

PER_PAGE = 30
# Python refuses to read numbers of some thousand digits.
_NUMBER = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True)
class Page:
    """Rows of one page. number: from 1."""

    rows: Sequence[Any]
    number: int
    has_next: bool

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_other_pages(self) -> bool:
        return self.has_previous or self.has_next


def page_of(found: Any, number: str | None) -> Page:
    """Page `number` (as typed; the first if it is none) of `found`, a list or queryset."""
    wanted = int(number) if number and _NUMBER.fullmatch(number) else 1
    wanted = max(1, min(wanted, 1_000_000))
    start = (wanted - 1) * PER_PAGE
    # One row more than fits tells whether there is a next page.
    rows = list(found[start : start + PER_PAGE + 1])
    return Page(rows=rows[:PER_PAGE], number=wanted, has_next=len(rows) > PER_PAGE)
