"""The night's look at every gate of a measured site."""

import resource
import time
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402 - after setup
from django.test.utils import CaptureQueriesContext  # noqa: E402

from mentoring.incubation.services.gate_standings import look_at_gates  # noqa: E402
from tests.benchmarks.inside import answer  # noqa: E402


def look() -> dict[str, Any]:
    """Groups looked at, seconds, queries, and megabytes this process held at its most."""
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        groups = look_at_gates()
    return {
        "groups": groups,
        "seconds": time.perf_counter() - began,
        "queries": len(asked),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    answer({"look": look})
