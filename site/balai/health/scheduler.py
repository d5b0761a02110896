"""Celery's file-based scheduler, which also tells the database that it lives."""

import time
from typing import Any

from celery.beat import PersistentScheduler

from balai.health.models import Component
from balai.health.pulse import INTERVAL, record


class HeartbeatScheduler(PersistentScheduler):
    # Never sleep longer than the heartbeat, even with nothing due.
    max_interval = INTERVAL
    _recorded_at = float("-inf")

    def tick(self, *args: Any, **kwargs: Any) -> float:
        if time.monotonic() - self._recorded_at >= INTERVAL:
            record(Component.SCHEDULER)
            self._recorded_at = time.monotonic()
        return min(super().tick(*args, **kwargs), INTERVAL)
