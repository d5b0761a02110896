"""What every test may use. Casts and factories of each room lie in `tests/factories/`."""

import os

import pytest
from django.core.cache import cache

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
