"""What every test may use. Casts and factories of each room lie in `tests/factories/`."""

import os
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import connection
from pytest_django.plugin import blocking_manager_key

pytest_plugins = ["tests.servers", "tests.live", "tests.browser"]

# Which fixtures make a test a slow one, and the marker that says so.
MARKERS = {"browser": "browser", "postgresql": "servers", "redis_server": "servers"}

# Tests with one of these bring what they need: parallel runs give them to any process. Of the
# others those that empty the tables follow one another in one process, which mostly waits for
# a browser; those that roll back stay together by their folder, and share what was imported.
TESTS = Path(__file__).resolve().parent
OWN_PARTS = ("servers", "worker", "apart")

# A test that waits for another process, on a machine that may be busy with others, is run once
# more before it fails the whole run. Each second run is told at the end (-r R), and more than a
# few fail the run all the same: then it is not the machine.
WAITS_FOR_OTHERS = ("browser", "servers", "worker")
MOST_SECOND_RUNS = 3

# Playwright keeps an event loop in the main thread; Django would refuse the ORM there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(autouse=True)
def _empty_cache():
    """No test reads what another one cached."""
    for each in caches.all():
        each.clear()
    yield


@pytest.fixture
def today():
    from django.utils import timezone

    return timezone.localdate()


def empties_tables(item) -> bool:
    """Whether the test really commits, so that Django empties every table after it."""
    marker = item.get_closest_marker("django_db")
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(
        (marker and marker.kwargs.get("transaction"))
        or {"live_server", "transactional_db"} & fixtures
    )


def together(item) -> str:
    """The name of the tests that run in one process with this one, each after the other."""
    if empties_tables(item):
        return "emptying"
    return "/".join(item.path.relative_to(TESTS).parts[:2])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """Bring back the rows of the migrations after a test that emptied the tables.

    The next test expects a root page, role groups and instruments.
    """
    yield
    # After the last test there is no database any more.
    if nextitem is not None and empties_tables(item):
        with item.config.stash[blocking_manager_key].unblock():
            connection.creation.deserialize_db_from_string(connection._test_serialized_contents)


def pytest_collection_modifyitems(items):
    """Mark tests by what they start, so that `-m "not browser"` never misses one."""
    for item in items:
        if empties_tables(item):
            # Or Django would write some rows anew, under other keys than the migrations'.
            item.fixturenames.append("django_db_serialized_rollback")
            marker = item.get_closest_marker("django_db")
            said = {**(marker.kwargs if marker else {}), "serialized_rollback": True}
            item.add_marker(pytest.mark.django_db(**said), append=False)
        for fixture, marker in MARKERS.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(marker)
        if {"embedded_site", "full_site", "live_site"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("worker")
        if any(item.get_closest_marker(marker) for marker in WAITS_FOR_OTHERS):
            item.add_marker(pytest.mark.flaky(reruns=1))
        if not any(item.get_closest_marker(marker) for marker in OWN_PARTS):
            item.add_marker(pytest.mark.xdist_group(together(item)))
    # The longest first, or the other processes wait for them at the end.
    items.sort(key=lambda item: "live_site" not in getattr(item, "fixturenames", ()))


def pytest_sessionfinish(session):
    """Fail a run in which too many tests needed a second try."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    again = len(reporter.stats.get("rerun", ())) if reporter else 0
    if again > MOST_SECOND_RUNS and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line(
            f"{again} tests passed only when run again; at most {MOST_SECOND_RUNS} may.", red=True
        )
