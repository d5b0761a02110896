"""Every list, home and board page in a district (tier S) and in a province (tier M)."""

import json
from typing import Any

from tests.benchmarks.figures import Report
from tests.benchmarks.servers import rounds
from tests.benchmarks.sites import inside, tier_site


def measure(report: Report) -> None:
    """`scale.<page>.m_over_s`: processor time of a page in tier M over that in tier S.

    M has 38 times the rows of S (1,520 groups, 91,200 people, 109,000 visits, 2 million
    attendances) and the same viewer: a facilitator with eight groups, a coordinator of
    one district, and a manager, an administrator and a clerk who see everything. Medians
    of five times the rounds, in one process, everything kept lying in the cache.
    `.m_ms`: the time in M. `.queries`: in M.
    """
    small, large = _times("S"), _times("M")
    for name, found in large.items():
        report.add(f"scale.{name}.m_over_s", found["cpu_ms"] / small[name]["cpu_ms"])
        report.add(f"scale.{name}.m_ms", found["cpu_ms"], "ms")
        report.add(f"scale.{name}.queries", found["queries"])


def _times(tier: str) -> dict[str, Any]:
    with tier_site(tier) as site:
        pages = inside(site, "tiers", "pages")
        return inside(site, "pages", "times", json.dumps(pages), str(5 * rounds()))
