"""What every test may use. Casts and factories of each room lie in `tests/factories/`."""

import os

import pytest
from django.core.cache import cache

pytest_plugins = ["tests.servers", "tests.live", "tests.browser"]

# Which fixtures make a test a slow one, and the marker that says so.
MARKERS = {"browser": "browser", "postgresql": "servers", "redis_server": "servers"}

# Playwright keeps an event loop in the main thread; Django would refuse the ORM there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(autouse=True)
def _empty_cache():
    """No test reads what another one cached."""
    cache.clear()
    yield


@pytest.fixture
def today():
    from django.utils import timezone

    return timezone.localdate()


def pytest_collection_modifyitems(items):
    """Mark tests by what they start, so that `-m "not browser"` never misses one.

    A test with a live server empties every table when it ends; the next one then finds
    no root page unless the rows of the migrations are brought back first.
    """
    for item in items:
        if "live_server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))
        for fixture, marker in MARKERS.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(marker)
        if {"embedded_site", "full_site", "live_site"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("worker")
