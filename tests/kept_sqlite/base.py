"""SQLite for tests whose migrated, empty database is kept between runs.

Running every migration takes most of a small test run. The finished file lies under
`var/`, keyed by the content of all migrations and models, and is copied for each process.
"""

import contextlib
import fcntl
import functools
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3.creation import DatabaseCreation as SQLiteCreation

# What Django keeps as a long text, to load it again row by row, lies in the file.
FROM_KEPT_FILE = "the kept file"
CHECKOUT = Path(__file__).resolve().parent.parent.parent
KEPT = Path(os.environ.get("PENDAMPING_TEST_TEMPLATES", CHECKOUT / "var" / "test-templates"))


@contextlib.contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Two test processes must not make the same kept thing at once."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrations_digest() -> str:
    """A digest of what decides the content of an empty, migrated database."""
    digest = hashlib.sha256(django.__version__.encode())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        folder = Path(config.path)
        # Models too: permissions are made from them after migrating, not by a migration;
        # so are the roles and the shipped instruments.
        for pattern in ("migrations/*.py", "models.py", "models/*.py", "roles.py", "instruments/*"):
            for file in sorted(folder.glob(pattern)):
                digest.update(str(file.relative_to(folder)).encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:20]


@functools.cache
def kept_file() -> Path:
    return KEPT / f"{migrations_digest()}.sqlite3"


class DatabaseCreation(SQLiteCreation):
    def _get_test_db_name(self) -> str:
        # A file in the process's own folder. A database in memory is shared by locks that
        # never wait: a page that a closing browser still asked for made emptying it fail.
        return str(Path(settings.VAR) / f"tests-{self.connection.alias}.sqlite3")

    def create_test_db(self, *args: Any, keepdb: bool = False, **kwargs: Any) -> str:
        name = self._get_test_db_name()
        self._create_test_db(0, True, keepdb)
        self.connection.close()
        settings.DATABASES[self.connection.alias]["NAME"] = name
        self.connection.settings_dict["NAME"] = name
        self.connection.ensure_connection()
        kept = kept_file()
        if kept.exists():
            self.deserialize_db_from_string(FROM_KEPT_FILE)
        else:
            call_command("migrate", verbosity=0, database=self.connection.alias, run_syncdb=True)
            self._keep(kept)
        return name

    def deserialize_db_from_string(self, data: str) -> None:
        """Bring back what migrations wrote, after a test that emptied every table."""
        self.connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(kept_file())) as source:
            source.backup(self.connection.connection)

    def _keep(self, kept: Path) -> None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        unfinished = kept.with_suffix(f".{os.getpid()}")
        with sqlite3.connect(unfinished) as target:
            self.connection.connection.backup(target)
        unfinished.replace(kept)


class DatabaseWrapper(base.DatabaseWrapper):
    creation_class = DatabaseCreation
    # On the class: beside a browser's event loop Django makes another wrapper of the
    # same database, which was never told.
    _test_serialized_contents = FROM_KEPT_FILE
