"""Celery tasks of assignments: one service call each, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from mentoring.assignments import conf
from mentoring.assignments.services import (
    end_all_in_dissolved_groups,
    hand_over_of_switched_off,
    scan_attention,
)


@shared_task(name=conf.ATTENTION_TASK)
def scan_attention_task() -> int:
    """Every night, and when a coordinator asks: how many groups were looked at."""
    today = timezone.localdate()
    # Accounts that were switched off in bulk sent no signal.
    hand_over_of_switched_off(today=today)
    # Nor did groups that were dissolved in bulk.
    end_all_in_dissolved_groups()
    return scan_attention(today=today).groups
