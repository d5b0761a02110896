"""Who of a thousand people may get a certificate, and what the others miss."""

from tests.benchmarks.figures import Report
from tests.benchmarks.servers import rounds
from tests.benchmarks.sites import inside, small_site

PEOPLE = 1000


def measure(report: Report) -> None:
    """`eligibility.1000x6`: the dry run of a training of 1,000 people in one process.

    Attendance at eight sessions, three modules of three lessons with a check each, names
    and consent, asked of the real sources. A rule set holds each kind of rule once and
    there are four kinds so far, so it is 1,000 x 4 until there are more: `.rules` tells.
    """
    with small_site() as site:
        staged = inside(site, "eligibility", "stage", str(PEOPLE))
        found = inside(site, "eligibility", "check", staged["run"], str(rounds()))
    report.add("eligibility.1000x6_s", found["seconds"][len(found["seconds"]) // 2], "s")
    report.add("eligibility.queries", found["queries"])
    report.add("eligibility.rules", staged["rules"])
