"""What the web tier needs when nobody asks for anything."""

import urllib.request

from tests.benchmarks.figures import Report
from tests.benchmarks.memory import family, proportional_mb
from tests.benchmarks.servers import serving
from tests.benchmarks.sites import small_site

REQUESTS = 20


def measure(report: Report) -> None:
    """`web.idle_mb`: gunicorn with two workers, after a few pages, its processes together.

    Shared pages count once (PSS): what the machine has less of while it runs.
    """
    with small_site() as site, serving(site) as servers:
        for _number in range(REQUESTS):
            with urllib.request.urlopen(f"{servers.url}/periksa/") as answer:
                answer.read()
        held = [proportional_mb(pid) for pid in family(servers.web_pid)]
        report.add("web.idle_mb", sum(held), "MB")
