"""The evaluation of a province, as its worker computes it, and its lock."""

from tests.benchmarks.figures import Report
from tests.benchmarks.sites import copy_of_tier, inside

TIER = "M"


def measure(report: Report) -> None:
    """`evaluation.*`, of the one cycle of tier M: 1,520 groups with three rounds each, and their
    27,360 members with baseline and endline of the bargaining-position index (eight levels,
    three sealed numbers); every twentieth is not asked again. In a copy of the tier.

    province_s, queries, memory_mb: the worker's task in a process of its own, and the most that
    process held. figures_bytes: of the snapshot. lock_s, lock_queries: the digest compared,
    figures and all rounds locked. verify_s: read and digest taken again.
    """
    with copy_of_tier(TIER) as site:
        staged = inside(site, "evaluation", "stage")
        computed = inside(site, "evaluation", "compute", staged["evaluation"])
        locked = inside(site, "evaluation", "lock", staged["evaluation"])
        verified = inside(site, "evaluation", "verify", staged["evaluation"])
    if not verified["answer"]:
        raise RuntimeError("The locked figures do not fit their digest.")
    report.add("evaluation.groups", staged["groups"])
    report.add("evaluation.people", staged["people"])
    report.add("evaluation.province_s", computed["seconds"], "s")
    report.add("evaluation.queries", computed["queries"])
    report.add("evaluation.memory_mb", computed["memory_mb"], "MB")
    report.add("evaluation.figures_bytes", computed["bytes"], "bytes")
    report.add("evaluation.lock_s", locked["seconds"], "s")
    report.add("evaluation.lock_queries", locked["queries"])
    report.add("evaluation.verify_s", verified["seconds"], "s")
