"""The words of the table: how far a role reaches, and the three kinds of its lines."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Reach(StrEnum):
    """How far: own rows; those and the area's; every row."""

    OWN = "own"
    AREA = "area"
    ALL = "all"


OWN, AREA, ALL = Reach.OWN, Reach.AREA, Reach.ALL
Cells = Mapping[str, Reach]


@dataclass(frozen=True)
class Row:
    """One line of the table, for one or more models ("app.Model").

    see: who reads rows (pages, lists, admin, exports). change, delete: by the admin's
    policy, for models that have one. add: roles that hold the permission to add.
    """

    title: str
    models: tuple[str, ...]
    see: Cells
    change: Cells = field(default_factory=dict)
    delete: Cells = field(default_factory=dict)
    add: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Act:
    """One thing done to a row that is not plain changing: a question of `permissions.py`."""

    name: str
    model: str
    who: Cells


@dataclass(frozen=True)
class Page:
    """One page about one row: who gets it; for everybody else it does not exist or is shut.

    more: what its address asks for beside the row. is_sent: it only takes what is sent to it.
    """

    address: str
    model: str
    who: Cells
    more: tuple[str, ...] = ()
    is_sent: bool = False


@dataclass(frozen=True)
class Right:
    """A question about a person alone, without a row: the roles that may."""

    name: str
    who: frozenset[str]


@dataclass(frozen=True)
class Operation:
    """One operation of a phone's interface ("POST push/") on rows of `model`: for whose phone
    it does what it says; for everybody else the row is not there."""

    name: str
    model: str
    who: Cells


# Whoever reads what lies in a place, and those who read every place.
WATCH: Cells = {
    "coordinator": AREA,
    "evaluator": AREA,
    "programme_manager": ALL,
    "auditor": ALL,
    "administrator": ALL,
}
JUDGE: Cells = {"coordinator": AREA, "evaluator": AREA, "programme_manager": ALL}
OFFICE: Cells = {"blk_clerk": OWN, "blk_head": OWN}
ME: Cells = {"crafter": OWN}
MINE: Cells = {"facilitator": OWN}
KEEP: Cells = {"coordinator": AREA, "administrator": ALL}
COORDINATE: Cells = {"coordinator": AREA}
KEEPERS = frozenset({"coordinator", "administrator"})
COORDINATOR = frozenset({"coordinator"})
# Everybody reads what she herself uploaded or took out.
EVERY_ROLE_ITS_OWN: Cells = dict.fromkeys(
    (
        *("crafter", "facilitator", "census_taker", "coordinator", "evaluator", "instructor"),
        *("blk_clerk", "blk_head", "programme_manager", "auditor", "administrator"),
        *("author", "translator", "publisher"),
    ),
    OWN,
)
RESPONSIBLE: Cells = {"coordinator": AREA, "programme_manager": AREA}
