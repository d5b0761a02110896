"""A list of fifty thousand members from a file: checked, written, taken back."""

from tests.benchmarks.figures import Report
from tests.benchmarks.sites import inside, small_site

LINES = 50_000


def measure(report: Report) -> None:
    """`imports.50k`: a CSV of members of 500 groups, each step until its worker is done.

    In one process, SQLite. `.peak_mb`: the most memory that process ever held, Django and the
    making of the file included.
    """
    with small_site() as site:
        found = inside(site, "matching", "take_in", str(LINES))
    report.add("imports.50k.check_s", found["check_s"], "s")
    report.add("imports.50k.write_s", found["write_s"], "s")
    report.add("imports.50k.take_back_s", found["take_back_s"], "s")
    report.add("imports.50k.peak_mb", found["peak_mb"], "MB")
    report.add("imports.50k.written", found["written"])
