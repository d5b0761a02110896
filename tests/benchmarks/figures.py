"""What was measured: printed line by line, and kept as JSON for whoever follows it over time."""

import json
import sys
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from launching.places import CHECKOUT, shown

BENCH = CHECKOUT / "var" / "bench"


@dataclass(frozen=True)
class Figure:
    """name: fixed, so that figures can be compared between versions. unit: "" for a ratio."""

    name: str
    value: float
    unit: str


@dataclass
class Report:
    """The figures of one run, in the order they were measured."""

    folder: Path = BENCH
    figures: list[Figure] = field(default_factory=list)

    def add(self, name: str, value: float, unit: str = "") -> None:
        figure = Figure(name, _sensible(value), unit)
        self.figures.append(figure)
        sys.stdout.write(f"{figure.name} {figure.value:g} {figure.unit}".rstrip() + "\n")
        sys.stdout.flush()

    def write(self) -> Path:
        """Write all figures as one JSON list and return the file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{datetime.now(UTC):%Y-%m-%dT%H-%M-%SZ}.json"
        path.write_text(json.dumps([asdict(figure) for figure in self.figures], indent=1) + "\n")
        return path

    def close(self) -> None:
        sys.stdout.write(f"{shown(self.write())}\n")


def _sensible(value: float) -> float:
    """Counts stay whole; what was timed is rounded to three figures, for it is not exacter."""
    if float(value).is_integer() and abs(value) < 1e9:
        return int(value)
    return float(f"{value:.3g}") if abs(value) < 100 else round(value, 1)
