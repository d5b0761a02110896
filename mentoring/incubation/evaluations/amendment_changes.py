"""What an amendment changes, as a page may show it: never what tells the figure of a few people."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mentoring.incubation.evaluations.figure_changes import Change
from mentoring.incubation.evaluations.report_parts import words_of_hidden
from mentoring.incubation.evaluations.small_cells import Hidden, is_small
from mentoring.incubation.models import Amendment

# Since this shape a snapshot itself leaves out the figures of few people.
_SHELTERED = 2
_OF_PEOPLE = ("persons", "persons_verdict", "harm")
_COUNTS = ("matched", "measured_before", "lost", "joined", "shape")


@dataclass(frozen=True)
class ToldChange:
    """One line of the table: where it stands, what stood there, what shall."""

    where: str
    before: str
    after: str


def told_changes(amendment: Amendment) -> list[ToldChange]:
    """The changes in their order; the old and new mean of five people and of six would tell
    what the sixth said, so figures of people are not shown where fewer than five came or went."""
    was_sheltered = int(amendment.evaluation.figures.get("shape", 1)) >= _SHELTERED
    few = _branches_moved_by_few(amendment.changes)
    return [
        ToldChange(
            " › ".join(path),
            *(
                (words_of_hidden(Hidden.SMALL),) * 2
                if _tells_of_few(path, few, was_sheltered)
                else (_shown(before), _shown(after))
            ),
        )
        for path, before, after in amendment.changes
    ]


def _branches_moved_by_few(changes: Sequence[Change]) -> set[tuple[str, ...]]:
    """The branches of people in which fewer than five were compared more or less than before."""
    return {
        tuple(path[:-1])
        for path, before, after in changes
        if path[-1] == "matched" and is_small(abs(int(after or 0) - int(before or 0)))
    }


def _tells_of_few(path: Sequence[str], few: set[tuple[str, ...]], was_sheltered: bool) -> bool:
    if path[0] == "rows":
        return path[-1] == "persons_median" and not was_sheltered
    if path[0] not in _OF_PEOPLE or path[-1] in _COUNTS:
        return False
    return not was_sheltered or tuple(path[:-1]) in few or _inside_whole(path, few)


def _inside_whole(path: Sequence[str], few: set[tuple[str, ...]]) -> bool:
    """Whether the people as a whole moved by few: then each part of them may tell the same."""
    return path[0] == "persons" and (*path[:2], "change") in few


def _shown(value: Any) -> str:
    return "–" if value is None else str(value)
