"""The evaluation of a measured province: its members are asked, its figures computed, reviewed,
locked, and checked against their digest."""

import resource
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 - after setup
from django.utils import timezone  # noqa: E402

from balai.accounts.models import User  # noqa: E402
from mentoring.canonical_json import canonical_json, digest_of  # noqa: E402
from mentoring.incubation.models import Cycle, Evaluation  # noqa: E402
from mentoring.incubation.services.evaluations import (  # noqa: E402
    compute_evaluation,
    lock_evaluation,
    open_evaluation,
    review_evaluation,
)
from mentoring.registry.models import Mandate  # noqa: E402
from tests.benchmarks.inside import answer  # noqa: E402
from tests.benchmarks.inside.asked_people import ask_people  # noqa: E402

MANAGER = "skala-manajer"
_MARKS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def stage() -> dict[str, Any]:
    """Ask the members of the largest cycle and open its evaluation, which no worker computes."""
    cycle = max(Cycle.objects.select_related("place"), key=lambda one: one.enrolments.count())
    today = timezone.localdate()
    manager = User.objects.get(username=MANAGER)
    with transaction.atomic():
        people = ask_people(cycle)
        Mandate.objects.create(
            user=manager,
            role="programme_manager",
            place=cycle.place,
            starts_on=today - timedelta(days=1),
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    evaluation = open_evaluation(subject=cycle, until=today, opened_by=manager)
    return {
        "evaluation": str(evaluation.pk),
        "groups": cycle.enrolments.count(),
        "people": people,
    }


def compute(key: str) -> dict[str, Any]:
    """The worker's task in a process of its own: seconds, queries, megabytes at its most, and
    bytes of the figures."""
    found = _measured(lambda: compute_evaluation(evaluation_id=UUID(key)))
    if not found.pop("answer"):
        raise RuntimeError("There was nothing to compute.")
    figures = Evaluation.objects.get(pk=key).figures
    rows = figures["rows"].values()
    return {
        **found,
        "bytes": len(canonical_json(figures).encode()),
        "rows": len(rows),
        "verdicts": sum("persons_verdict" in row for row in rows),
    }


def lock(key: str) -> dict[str, Any]:
    """Seconds and queries of the lock, after a review."""
    manager = User.objects.get(username=MANAGER)
    evaluation = review_evaluation(
        evaluation=Evaluation.objects.with_scope().get(pk=key),
        review="Angka masuk akal.",
        reviewed_by=manager,
    )
    digest = digest_of(evaluation.figures)
    found = _measured(
        lambda: lock_evaluation(evaluation=evaluation, seen_digest=digest, locked_by=manager)
    )
    return {**found, "answer": found["answer"].digest}


def verify(key: str) -> dict[str, Any]:
    """Seconds of reading locked figures and taking their digest again, and whether it is kept."""
    return _measured(lambda: Evaluation.objects.get(pk=key).has_kept_its_digest())


def _measured(work: Callable[[], Any]) -> dict[str, Any]:
    """`work`'s answer, its seconds and queries, and the megabytes this process held at its most."""
    asked = 0

    def count(execute: Any, sql: str, *words: Any) -> Any:
        # Kept are no texts: those of a province would be most of the memory.
        nonlocal asked
        asked += not sql.startswith(_MARKS)
        return execute(sql, *words)

    began = time.perf_counter()
    with connection.execute_wrapper(count):
        answered = work()
    return {
        "answer": answered,
        "seconds": time.perf_counter() - began,
        "queries": asked,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    answer({"stage": stage, "compute": compute, "lock": lock, "verify": verify})
