"""The whole site as real processes, in a folder of its own: web server, worker, scheduler.

Journeys drive it through HTTP, as people do. `embedded_site` runs on SQLite and a broker
made of files, `full_site` on PostgreSQL and Redis, `live_site` once on each.
"""

import contextlib
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from launching import places, running
from launching.processes import Child
from launching.servers import PrivatePostgreSQL, PrivateRedis, socket_folder
from tests.kept_postgresql import TEMPLATE, make_template
from tests.kept_sqlite.base import KEPT, keep_sqlite, migrations_digest, one_at_a_time
from tests.patience import wait_until
from tests.servers import Databases


@dataclass
class LiveSite:
    """One running site. Stop a part, start it again, run a command, ask how it is."""

    stack: str
    var: Path
    addresses: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=lambda: free_port())
    parts: dict[str, Child] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return running.address("127.0.0.1", self.port)

    @property
    def environment(self) -> dict[str, str]:
        return places.site_environment(
            DJANGO_SETTINGS_MODULE=f"balai.settings.{self.stack}",
            PENDAMPING_VAR=str(self.var),
            PENDAMPING_BASE_URL=self.url,
            # Two processes of each kind prove what matters; a test machine has two cores.
            PENDAMPING_WEB_WORKERS="1",
            PENDAMPING_TASK_PROCESSES="1",
            **self.addresses,
        )

    def start(self) -> None:
        """Start every part and return when all of them are up."""
        for child in running.parts(self.environment, "127.0.0.1", self.port, self.var / "log"):
            self.parts[child.name] = child
            child.start()
        self.wait_until_healthy()

    def stop(self) -> None:
        """End every part at once: nothing of this site is needed any more."""
        for child in self.parts.values():
            child.end(time.monotonic())

    def kill_worker(self) -> None:
        """End the worker as a power cut would: at once, in the middle of its task."""
        self.parts["worker"].end(time.monotonic())

    def start_worker(self) -> None:
        self.parts["worker"].start()

    def manage(self, *words: str) -> str:
        """Run a management command of this site; return what it printed."""
        answer = self._command(words)
        assert answer.returncode == 0, answer.stdout + answer.stderr
        return answer.stdout

    def refusal(self, *words: str) -> str:
        """Run a management command that must fail; return what it complained."""
        answer = self._command(words)
        assert answer.returncode != 0, answer.stdout
        return answer.stderr

    def _command(self, words: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(places.SITE / "manage.py"), *words],
            cwd=places.CHECKOUT,
            env=self.environment,
            capture_output=True,
            text=True,
        )

    def health(self) -> tuple[int, dict[str, Any]]:
        """The status and the JSON of /healthz; (0, {}) while nobody answers."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            return refusal.code, json.load(refusal)
        except OSError:
            return 0, {}

    def wait_until_healthy(self) -> None:
        try:
            wait_until(lambda: self.health()[0] == 200, "every part of the site is up")
        except AssertionError as late:
            logs = "\n".join(f"--- {c.name}\n{c.last_words()}" for c in self.parts.values())
            raise AssertionError(f"{late}\n{self.health()}\n{logs}") from None


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def give_static_files(site: LiveSite) -> None:
    """Collect stylesheets and pictures once for all sites and all runs."""
    from launching.stamps import static_digest

    kept = KEPT / f"static-{static_digest('test')[:20]}"
    with one_at_a_time("static"):
        if not kept.exists():
            for outdated in KEPT.glob("static-*"):
                shutil.rmtree(outdated, ignore_errors=True)
            site.manage("collectstatic", "--noinput", "--verbosity=0")
            shutil.move(site.var / "static", kept)
    (site.var / "static").symlink_to(kept)


def give_migrated_sqlite(site: LiveSite) -> None:
    """Put a migrated, empty database in place: a copy of the kept one."""
    kept = KEPT / f"{migrations_digest()}.sqlite3"
    # Whoever comes first migrates, for itself and for all others who wait here.
    with one_at_a_time("sqlite"):
        if not kept.exists():
            kept = KEPT / f"{migrations_digest()}-live.sqlite3"
        if not kept.exists():
            site.manage("migrate", "--noinput", "--verbosity=0")
            keep_sqlite(site.var / "pendamping.sqlite3", kept)
            return
    shutil.copyfile(kept, site.var / "pendamping.sqlite3")


@contextlib.contextmanager
def embedded(*, is_migrated: bool = True) -> Iterator[LiveSite]:
    """A new site on SQLite, not started yet; with empty tables, or without any."""
    var = Path(tempfile.mkdtemp(prefix="pendamping-live-"))
    site = LiveSite("embedded", var)
    try:
        give_static_files(site)
        if is_migrated:
            give_migrated_sqlite(site)
        yield site
    finally:
        site.stop()
        shutil.rmtree(var, ignore_errors=True)


@contextlib.contextmanager
def full(databases: Databases, template: str, redis: PrivateRedis) -> Iterator[LiveSite]:
    """A new site on PostgreSQL and Redis, not started yet.

    template: the database it starts as a copy of: `migrated_template`, or "template0"
    for one without any table.
    """
    var = Path(tempfile.mkdtemp(prefix="pendamping-live-"))
    name = databases.create(like=template)
    addresses = {
        "PENDAMPING_DATABASE_URL": databases.url(name),
        "PENDAMPING_REDIS_URL": redis.url,
    }
    site = LiveSite("full", var, addresses)
    try:
        give_static_files(site)
        yield site
    finally:
        site.stop()
        databases.drop(name)
        shutil.rmtree(var, ignore_errors=True)


@contextlib.contextmanager
def on_servers(*, lasting: bool = False) -> Iterator[LiveSite]:
    """A new site, not started yet, on a PostgreSQL and a Redis of its own.

    lasting: with the guarantees of the disk, as in production.
    """
    folders = socket_folder(), socket_folder()
    postgresql = PrivatePostgreSQL(folders[0] / "d", folders[0], folders[0] / "log", lasting)
    redis = PrivateRedis(folders[1] / "d", folders[1], folders[1] / "log", lasting=False)
    children = [postgresql.start(), redis.start()]
    try:
        databases = Databases(postgresql)
        unmade = LiveSite(
            "full", folders[0] / "var", {"PENDAMPING_DATABASE_URL": databases.url(TEMPLATE)}
        )
        manage = [sys.executable, str(places.SITE / "manage.py")]
        make_template(databases, manage, unmade.environment)
        with full(databases, TEMPLATE, redis) as site:
            yield site
    finally:
        for child in children:
            child.stop()
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_template(postgresql: Databases) -> str:
    """The name of a migrated, empty PostgreSQL database that others are copied from."""
    var = Path(tempfile.mkdtemp(prefix="pendamping-live-"))
    site = LiveSite("full", var, {"PENDAMPING_DATABASE_URL": postgresql.url(TEMPLATE)})
    manage = [sys.executable, str(places.SITE / "manage.py")]
    try:
        return make_template(postgresql, manage, site.environment)
    finally:
        shutil.rmtree(var, ignore_errors=True)


@pytest.fixture
def embedded_site() -> Iterator[LiveSite]:
    with embedded() as site:
        site.start()
        yield site


@pytest.fixture
def full_site(
    postgresql: Databases, migrated_template: str, redis_server: PrivateRedis
) -> Iterator[LiveSite]:
    with full(postgresql, migrated_template, redis_server) as site:
        site.start()
        yield site


@pytest.fixture(params=["embedded", "full"])
def live_site(request: pytest.FixtureRequest) -> LiveSite:
    """The same test on each stack."""
    return request.getfixturevalue(f"{request.param}_site")
