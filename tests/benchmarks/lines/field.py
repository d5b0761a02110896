"""The facilitator's daily page in a whole province."""

from tests.benchmarks.figures import Report
from tests.benchmarks.servers import serving
from tests.benchmarks.sites import cookie_of, inside, tier_site

FACILITATOR = "skala-pendamping-0"
HOME = "/pendampingan/"


def measure(report: Report) -> None:
    """`field.home`: home of a facilitator with eight groups among the 1,520 of tier M."""
    with tier_site("M") as site:
        with serving(site) as servers:
            servers.report(report, "field.home", HOME, cookie=cookie_of(site, FACILITATOR))
        report.add(
            "field.home.queries", inside(site, "pages", "count", HOME, FACILITATOR)["queries"]
        )
