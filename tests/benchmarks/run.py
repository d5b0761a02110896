"""Which module measures which lines. The first word of a line's name is its module."""

import importlib
import sys
from collections.abc import Sequence
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
        importlib.import_module(f"tests.benchmarks.lines.{prefix}").measure(report)
    report.close()
    return 0
