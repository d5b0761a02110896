"""Who may do what with which rows of mentoring: the whole table, in one place.

The permissions matrix of the design as data. Nothing reads it when the site runs: scopes,
policies and questions of the rooms decide, and the site's roles hold the permissions. Tests
walk the table, for every role and three rows of every kind, and compare what really is.

A cell says how far a role reaches. A row is one's own (about oneself, of a group one
accompanies, written by oneself, of a training one teaches or issues for), of the area
(somebody else's in a place of one's mandate), or foreign.
"""

from mentoring.matrix import (
    assignments,
    field,
    formulas,
    incubation,
    registry,
    reminders,
    sessions,
    supervision,
    training_runs,
)
from mentoring.matrix.cells import ALL, AREA, OWN, Act, Cells, Operation, Page, Reach, Right, Row

__all__ = [
    "ACTS",
    "ALL",
    "AREA",
    "OPEN_TO_ALL",
    "OPERATIONS",
    "OWN",
    "PAGES",
    "RIGHTS",
    "ROWS",
    "Act",
    "Cells",
    "Operation",
    "Page",
    "Reach",
    "Right",
    "Row",
    "models",
    "reached",
    "row_of",
]

_PARTS = (
    *(registry, assignments, reminders, field, sessions, supervision, training_runs),
    *(incubation, formulas),
)

ROWS: tuple[Row, ...] = tuple(row for part in _PARTS for row in getattr(part, "ROWS", ()))
ACTS: tuple[Act, ...] = tuple(act for part in _PARTS for act in getattr(part, "ACTS", ()))
RIGHTS: tuple[Right, ...] = tuple(right for part in _PARTS for right in getattr(part, "RIGHTS", ()))
PAGES: tuple[Page, ...] = tuple(page for part in _PARTS for page in getattr(part, "PAGES", ()))
OPEN_TO_ALL: tuple[str, ...] = tuple(
    label for part in _PARTS for label in getattr(part, "OPEN_TO_ALL", ())
)
OPERATIONS: tuple[Operation, ...] = tuple(
    each for part in _PARTS for each in getattr(part, "OPERATIONS", ())
)


def row_of(model: str) -> Row:
    """The line of the table about `model` ("app.Model"). Raises LookupError."""
    for row in ROWS:
        if model in row.models:
            return row
    raise LookupError(model)


def models() -> list[str]:
    """Every model the table is about, in its order."""
    return [model for row in ROWS for model in row.models]


def reached(cells: Cells, role: str) -> set[str]:
    """Which of the rows "own", "near" and "far" `role` reaches by `cells`."""
    steps = {OWN: {"own"}, AREA: {"own", "near"}, ALL: {"own", "near", "far"}}
    return steps[cells[role]] if role in cells else set()
