"""A real PostgreSQL and a real Redis, started for the tests and stopped after them.

They use private sockets in a throw-away folder and no port, so nothing on the machine
is touched. Where a program is missing the test fails with the line that installs it.
"""

import itertools
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from launching.errors import Trouble
from launching.packages import postgresql_folders
from launching.servers import OWNER, PrivatePostgreSQL, PrivateRedis, socket_folder


@dataclass(frozen=True)
class Databases:
    """The running PostgreSQL; hands out new databases."""

    server: PrivatePostgreSQL
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def create(self, *, like: str = "template0", name: str = "") -> str:
        """Make a database, empty or a copy of the one named `like`; return its name."""
        name = name or f"site_{next(self._numbers)}"
        self.run("createdb", "--template", like, name)
        return name

    def drop(self, name: str) -> None:
        self.run("dropdb", "--force", "--if-exists", name)

    def url(self, name: str) -> str:
        return self.server.database_url(name)

    def run(self, program: str, *words: str) -> None:
        """Run one of PostgreSQL's own client programs against this server."""
        subprocess.run(
            [
                *(str(postgresql_folders()[0] / program), "-h", str(self.server.sockets)),
                *("-U", OWNER, *words),
            ],
            check=True,
            capture_output=True,
            text=True,
        )


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Databases]:
    """A private PostgreSQL server without the disk's guarantees: fast, thrown away."""
    folder = socket_folder()
    server = PrivatePostgreSQL(folder / "data", folder, folder / "server.log", lasting=False)
    try:
        child = server.start()
    except Trouble as trouble:
        pytest.fail(str(trouble), pytrace=False)
    yield Databases(server)
    child.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def redis_server() -> Iterator[PrivateRedis]:
    """A private Redis server that keeps nothing."""
    folder = socket_folder()
    server = PrivateRedis(folder / "data", folder, folder / "server.log", lasting=False)
    try:
        child = server.start()
    except Trouble as trouble:
        pytest.fail(str(trouble), pytrace=False)
    yield server
    child.stop()
    shutil.rmtree(folder, ignore_errors=True)
