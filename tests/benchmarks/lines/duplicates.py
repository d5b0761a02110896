"""The search for duplicates through all people of a province."""

from tests.benchmarks.figures import Report
from tests.benchmarks.sites import inside, small_site

PEOPLE = 91_000


def measure(report: Report) -> None:
    """`duplicates.91k`: every person of a province is read once; every hundredth is there twice.

    In one process, SQLite, as a worker does it. `.peak_mb`: the most memory that process ever
    held, Django and the rows it wrote before included. `.pairs`: what the search found.
    """
    with small_site() as site:
        found = inside(site, "matching", "scan", str(PEOPLE))
    report.add("duplicates.91k_s", found["seconds"], "s")
    report.add("duplicates.91k.peak_mb", found["peak_mb"], "MB")
    report.add("duplicates.91k.pairs", found["pairs"])
    report.add("duplicates.91k.queries", found["queries"])
