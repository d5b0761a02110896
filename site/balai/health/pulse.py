"""The beat of the parts that have no page: worker and scheduler write that they live."""

import logging
import threading
from typing import Any

from celery.signals import worker_ready, worker_shutting_down
from django.db import DatabaseError, connection
from django.utils import timezone

from balai.health.models import Component, Heartbeat

logger = logging.getLogger(__name__)
INTERVAL = 5.0
_stopping = threading.Event()


def record(component: Component) -> None:
    """Write that `component` is alive now. A database that is away is not fatal here:
    the page that reads the rows will say so by itself."""
    try:
        Heartbeat.objects.update_or_create(
            component=component, defaults={"seen_at": timezone.now()}
        )
    except DatabaseError as away:
        logger.warning("Could not record the heartbeat of %s: %s", component, away)
    finally:
        connection.close()


@worker_ready.connect(dispatch_uid="health_worker_pulse")
def start(sender: Any = None, **kwargs: Any) -> None:
    _stopping.clear()
    threading.Thread(target=_beat, name="heartbeat", daemon=True).start()


@worker_shutting_down.connect(dispatch_uid="health_worker_pulse_end")
def stop(sender: Any = None, **kwargs: Any) -> None:
    _stopping.set()


def _beat() -> None:
    while not _stopping.is_set():
        record(Component.WORKER)
        _stopping.wait(INTERVAL)
