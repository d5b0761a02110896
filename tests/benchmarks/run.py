"""Which module measures which lines. The first word of a line's name is its module."""

import importlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks.figures import BENCH, Report

PREFIXES = (
    "hello",
    "web",
    "lesson",
    "pack",
    "progress",
    "verify",
    "field",
    "certificate",
    "eligibility",
    "equity",
    "duplicates",
    "imports",
    "board",
    "evaluation",
    "scale",
)


def main(words: Sequence[str], folder: Path = BENCH) -> int:
    """Measure what `words` name, or everything, and keep the JSON file in `folder`.

    Returns the exit code: 2 if there is no such line.
    """
    wanted = words[0] if words else ""
    chosen = [prefix for prefix in PREFIXES if prefix.startswith(wanted.partition(".")[0])]
    if not chosen:
        sys.stderr.write(f"There is no line of that name. Say one of: {', '.join(PREFIXES)}.\n")
        return 2
    report = Report(folder)
    for prefix in chosen:
        for measure in measures(prefix, wanted):
            measure(report)
    report.close()
    return 0


def measures(prefix: str, wanted: str = "") -> list[Callable[[Report], None]]:
    """What measures the lines of `prefix`; only those that begin with `wanted`, where its module
    says which of its parts does that (`PARTS`)."""
    module = importlib.import_module(f"tests.benchmarks.lines.{prefix}")
    parts = getattr(module, "PARTS", {}) if "." in wanted else {}
    found = [
        measure
        for name, measure in parts.items()
        if name.startswith(wanted) or wanted.startswith(name)
    ]
    return list(dict.fromkeys(found)) or [module.measure]
