"""Waiting for other processes on a machine that may be slow and busy."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Answer = TypeVar("Answer")
# Generous on purpose: it only decides how long a failing test takes to say so.
DEADLINE_SECONDS = 600.0


def wait_until(
    question: Callable[[], Answer], what: str, *, seconds: float = DEADLINE_SECONDS
) -> Answer:
    """Ask until the answer is true and return it; fail naming `what` after `seconds`."""
    end = time.monotonic() + seconds
    while not (answer := question()):
        assert time.monotonic() < end, f"{what}: not so after {seconds:.0f} s"
        time.sleep(0.05)
    return answer


def processes_of(var: Path) -> list[int]:
    """The processes that run a site on the folder `var`, as the kernel knows them."""
    mark = f"PENDAMPING_VAR={var}".encode()
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark in environ.read_bytes().split(b"\0"):
                found.append(int(environ.parent.name))
        except OSError:
            continue  # it ended while we looked, or is somebody else's
    return found
