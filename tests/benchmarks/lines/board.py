"""The board of a province: the night's look at every gate, and the page that reads it."""

import json

from tests.benchmarks.figures import Report
from tests.benchmarks.servers import rounds
from tests.benchmarks.sites import inside, tier_site


def measure(report: Report) -> None:
    """`board.1520_ms`: processor time of the board for a manager who sees all 1,520 groups of
    tier M, as they stand before gate G3; median of five times the rounds, in one process.
    `.1520_queries`: of that page. `board.look_s`: the night's look at all of them, with
    `board.look_queries` and `board.look_memory_mb` (the worker's most).
    """
    with tier_site("M") as site:
        looked = inside(site, "board", "look")
        pages = [one for one in inside(site, "tiers", "pages") if one[0] == "manager_board"]
        found = inside(site, "pages", "times", json.dumps(pages), str(5 * rounds()))
    report.add("board.groups", looked["groups"])
    report.add("board.look_s", looked["seconds"], "s")
    report.add("board.look_queries", looked["queries"])
    report.add("board.look_memory_mb", looked["memory_mb"], "MB")
    report.add("board.1520_ms", found["manager_board"]["cpu_ms"], "ms")
    report.add("board.1520_queries", found["manager_board"]["queries"])
