"""What phones of facilitators ask of the site: their home, what they send and take along."""

import statistics
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from tests.benchmarks.client import CONNECTIONS, Address, requests_per_second
from tests.benchmarks.cutting import cut_uploads
from tests.benchmarks.figures import Report
from tests.benchmarks.posting import Round, post_for
from tests.benchmarks.servers import Servers, cores, on, rounds, seconds, serving
from tests.benchmarks.sites import cookie_of, inside, site_on_servers, tier_site
from tests.benchmarks.visits import Outbox
from tests.live import LiveSite

FACILITATOR = "skala-pendamping-0"
HOME = "/pendampingan/"
RECORDS = 100
CUTS = 100


def measure(report: Report) -> None:
    """Every line of this module, in two parts: sending, and a whole province."""
    measure_sending(report)
    measure_province(report)


def measure_province(report: Report) -> None:
    """`field.home`: home of a facilitator with eight groups among the 1,520 of tier M.

    `field.first_pull`: what a new phone of hers fetches until nothing is missing: bytes of
    the bodies as they come over the wire, requests, and queries of the list of buckets.
    """
    with tier_site("M") as site:
        with serving(site) as servers:
            servers.report(report, "field.home", HOME, cookie=cookie_of(site, FACILITATOR))
        home = inside(site, "pages", "count", HOME, FACILITATOR)
        pull = inside(site, "field", "first_pull", FACILITATOR)
    report.add("field.home.queries", home["queries"])
    report.add("field.first_pull.bytes", pull["bytes"], "bytes")
    report.add("field.first_pull.requests", pull["requests"])
    report.add("field.first_pull.groups", pull["groups"])
    report.add("field.first_pull.queries", pull["queries"])


def measure_sending(report: Report) -> None:
    """`field.single`, `field.envelope`, `field.cut_uploads`: PostgreSQL, with the guarantees
    of its disk, and the web server on one core; eight phones on the other. Every record is a
    visit with sixteen marks; `marks` among them are written as rows of their own.
    """
    with site_on_servers() as site:
        staged = inside(site, "field", "stage", str(CONNECTIONS))
        outboxes = [Outbox(each["token"], each["groups"], seed="bench") for each in staged]
        with serving(site) as servers, on(cores()[1]):
            _single(report, servers, outboxes)
            _envelope(report, servers, outboxes)
            _cut_uploads(report, servers, outboxes, site)
        told = sum(each.sent for each in outboxes)
        found = inside(site, "field", "kept")
        if found["sessions"] != told:
            raise RuntimeError(f"{told} visits were sent and {found['sessions']} are there.")
        first = staged[0]
        group = first["groups"][0]
        asked = inside(site, "field", "queries", first["token"], group["group"], *group["people"])
    report.add("field.single.queries", asked["one"])
    report.add("field.envelope.queries", asked["hundred"])
    report.add("field.envelope.again.queries", asked["again"])
    report.add("field.envelope.stored_of_100_sent_twice", asked["stored"])


def _single(report: Report, servers: Servers, outboxes: Sequence[Outbox]) -> None:
    """`field.single`: one record per request. p99_ms: as a phone waits, over all rounds.

    Hello right before and right after, in every round.
    """
    hello, found, shares = Address(servers.hello_url), [], []
    _send(servers, outboxes, 1, 0.5)
    for _number in range(rounds()):
        before = requests_per_second(hello, seconds=seconds() / 2)
        found.append(_send(servers, outboxes, 1, seconds()))
        after = requests_per_second(hello, seconds=seconds() / 2)
        shares.append(found[-1].per_second / ((before + after) / 2))
    report.add(
        "field.single.per_s", statistics.median(each.per_second for each in found), "records/s"
    )
    report.add("field.single.vs_hello", statistics.median(shares))
    report.add("field.single.p99_ms", _together(found).percentile_ms(0.99), "ms")
    report.add("field.single.failed", sum(each.failed for each in found))


def _envelope(report: Report, servers: Servers, outboxes: Sequence[Outbox]) -> None:
    """`field.envelope`: deliveries of a hundred records; records and marks a second."""
    _send(servers, outboxes, RECORDS, 0.5)
    found = [_send(servers, outboxes, RECORDS, seconds()) for _number in range(rounds())]
    per_second = statistics.median(each.per_second for each in found) * RECORDS
    marks = len(outboxes[0].groups[0]["people"])
    report.add("field.envelope.records_per_s", per_second, "records/s")
    report.add("field.envelope.marks_per_s", per_second * marks, "rows/s")
    report.add("field.envelope.failed", sum(each.failed for each in found))


def _cut_uploads(
    report: Report, servers: Servers, outboxes: Sequence[Outbox], site: LiveSite
) -> None:
    """`field.cut_uploads`: seven phones send single records while the eighth begins a hundred
    photographs and is cut off in the middle of each body, half of them without a goodbye.

    neighbours_hurt: phones with a failed request, or whose median answer took more than
    twice what it took right before; and transactions left open. slow_share: answers that
    took more than twice the median, less their share right before: what luck alone does
    cancels out.
    """
    others = outboxes[1:]
    calm = _send(servers, others, 1, seconds())
    with ThreadPoolExecutor(max_workers=1) as alone:
        cutting = alone.submit(cut_uploads, servers.url, outboxes[0].token, CUTS, seconds())
        during = _send(servers, others, 1, seconds())
        cutting.result()
    after = _send(servers, others, 1, seconds() / 2)
    left_open = inside(site, "field", "open_transactions")
    usual = calm.percentile_ms(0.5) / 1000
    slower = sum(statistics.median(times) > 2 * usual for times in during.times)
    failed = calm.failed + during.failed + after.failed
    report.add("field.cut_uploads.neighbours_hurt", slower + failed + left_open)
    report.add("field.cut_uploads.failed", failed)
    report.add("field.cut_uploads.transactions_left_open", left_open)
    report.add("field.cut_uploads.slow_share", _slow(during, usual) - _slow(calm, usual))


def _slow(found: Round, usual: float) -> float:
    """Which share of the answers took more than twice `usual` seconds."""
    times = [each for phone in found.times for each in phone]
    return sum(each > 2 * usual for each in times) / len(times)


def _together(found: Sequence[Round]) -> Round:
    return Round(times=[phone for each in found for phone in each.times])


def _send(servers: Servers, outboxes: Sequence[Outbox], records: int, duration: float) -> Round:
    posts = [each.posts(records) for each in outboxes]
    return post_for(servers.url, posts, seconds=duration, is_good=_all_applied(records))


def _all_applied(records: int) -> Callable[[bytes], bool]:
    return lambda body: body.count(b'"answer": "applied"') == records


# `make bench B=field.single` measures no province, and fills none.
PARTS = {
    "field.home": measure_province,
    "field.first_pull": measure_province,
    "field.single": measure_sending,
    "field.envelope": measure_sending,
    "field.cut_uploads": measure_sending,
}
