"""The drawings by subject. Importing this package registers all of them."""

from balai.demo.drawing.scenes import (
    advances,
    beads,
    cash,
    costs,
    export,
    facilitating,
    group,
    loans,
    pottery,
    prices,
    safety,
    selling,
    stringing,
    together,
)

__all__ = [
    "advances",
    "beads",
    "cash",
    "costs",
    "export",
    "facilitating",
    "group",
    "loans",
    "pottery",
    "prices",
    "safety",
    "selling",
    "stringing",
    "together",
]
