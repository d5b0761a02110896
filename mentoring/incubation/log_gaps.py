"""Where logs and raters differ by 20 points or more: a gate's memo must answer each.

Read by gates (`gaps_to_answer`); the rule itself is `log_indices.gaps`.
"""

from datetime import date
from fractions import Fraction
from typing import Any

from django.utils import timezone

from mentoring.incubation.log_indices import Gap, Indices, gaps, indices
from mentoring.incubation.log_reading import logs_of
from mentoring.incubation.models import CycleEnrolment
from mentoring.incubation.progress import counted_rounds


def gaps_to_answer(enrolment: CycleEnrolment, on: date | None = None) -> tuple[Gap, ...]:
    """The gaps between the logs up to `on` (today) and the latest counted round; () without a
    round or where everything agrees."""
    rounds = counted_rounds(enrolment)
    if not rounds:
        return ()
    opinion = {
        code: None if points is None else Fraction(points)
        for code, points in rounds[0].score.points().items()
    }
    return gaps(indices_of([enrolment], on)[enrolment.pk], opinion)


def indices_of(enrolments: Any, on: date | None = None) -> dict[Any, Indices]:
    """Rooted, cohesive and autonomous by the logs of each enrolment (with group and craft
    centre), up to `on` (today). Three queries."""
    logs = logs_of(enrolments, on or timezone.localdate())
    return {key: indices(log) for key, log in logs.items()}
