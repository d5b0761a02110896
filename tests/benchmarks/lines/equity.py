"""How long the evenness of a whole province takes to compute."""

import random
import time
import tracemalloc

from mentoring.registry import equity
from tests.benchmarks.figures import Report

CRAFTERS = 91_000


def measure(report: Report) -> None:
    """`equity.91k_s`: ranks, indices, quintiles and curve of 91,000 crafters in one process.

    Four strata with scores of two places, so that many tie; one in three is served.
    `.memory_mb`: the most it held at once.
    """
    chance = random.Random(4)  # noqa: S311 - figures to compare, nothing secret
    standings = [(chance.randrange(4), chance.randrange(10_000)) for _ in range(CRAFTERS)]
    minutes = [chance.choice((0.0, 0.0, chance.random() * 600)) for _ in range(CRAFTERS)]
    began = time.perf_counter()
    _picture(standings, minutes)
    report.add("equity.91k_s", time.perf_counter() - began, "s")
    tracemalloc.start()
    _picture(standings, minutes)
    report.add("equity.91k_memory_mb", tracemalloc.get_traced_memory()[1] / 1e6, "MB")
    tracemalloc.stop()


def _picture(standings: list[tuple[int, int]], minutes: list[float]) -> equity.Picture:
    ranks = equity.mid_ranks(standings)
    return equity.picture(
        [
            equity.Crafter(
                rank=rank,
                benefit=given,
                is_served=given > 0,
                is_eligible=stratum < 3,
                is_strong=stratum > 1,
            )
            for rank, given, (stratum, _score) in zip(ranks, minutes, standings, strict=True)
        ]
    )
