"""How much memory processes hold, as Linux tells it."""

import contextlib
from pathlib import Path


def family(pid: int) -> list[int]:
    """`pid` and all its descendants."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        # It may end while we look.
        with contextlib.suppress(OSError):
            for child in task.read_text().split():
                found += family(int(child))
    return found


def proportional_mb(pid: int) -> float:
    """Megabytes of `pid`, what it shares with others counted in part (PSS)."""
    return _kilobytes(Path(f"/proc/{pid}/smaps_rollup"), "Pss:") / 1000


def resident_mb(pid: int) -> float:
    """Megabytes of `pid`, what it shares with others counted in full (RSS)."""
    return _kilobytes(Path(f"/proc/{pid}/status"), "VmRSS:") / 1000


def _kilobytes(file: Path, name: str) -> int:
    """The value of the line `name`; 0 for a process that has just ended."""
    try:
        lines = file.read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)
