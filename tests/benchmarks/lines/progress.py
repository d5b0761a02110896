"""What phones bring home: a full batch of progress events, and the same batch again."""

from tests.benchmarks.figures import Report
from tests.benchmarks.sites import inside, small_site

EVENTS = 500


def measure(report: Report) -> None:
    """`progress.500`: one reader's batch of 500 events over 15 lessons of three modules.

    Through the whole site in one process, SQLite, no network: session, user, answers,
    events, summaries. The second post stores nothing. Queries are reads and writes.
    """
    with small_site() as site:
        found = inside(site, "progress", "post", str(EVENTS))
    report.add("progress.500_s", found["first"]["seconds"], "s")
    report.add("progress.500.queries", found["first"]["queries"])
    report.add("progress.500_again_s", found["again"]["seconds"], "s")
    report.add("progress.500_again.queries", found["again"]["queries"])
    report.add("progress.500.stored", found["stored"])
