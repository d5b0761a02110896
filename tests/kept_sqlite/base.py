"""SQLite for tests whose migrated, empty database is kept between runs.

Running every migration takes most of a small test run. The finished file lies under
`var/`, keyed by the content of all migrations and models, and is copied for each process.
Where only migrations or models came since, an older file is migrated on (`ancestors`).
"""

import contextlib
import fcntl
import functools
import hashlib
import json
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


# Permissions are made from models after migrating, not by a migration; so are the roles, the
# words of consents and the shipped instruments.
MIGRATIONS, MODELS = ("migrations/*.py",), ("models.py", "models/*.py")
MADE_LATER = ("roles.py", "consent_texts.py", "instruments/*")


def contents(*patterns: str) -> dict[str, str]:
    """File of an installed app -> digest of what it says, for files that match `patterns`."""
    return {
        f"{config.label}/{file.relative_to(config.path)}": hashlib.sha256(
            file.read_bytes()
        ).hexdigest()
        for config in apps.get_app_configs()
        for pattern in patterns
        for file in Path(config.path).glob(pattern)
        if file.is_file()
    }


def migrations_digest() -> str:
    """A digest of what decides the content of an empty, migrated database."""
    decides = {"django": django.__version__, **contents(*MIGRATIONS, *MODELS, *MADE_LATER)}
    return hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()[:20]


@functools.cache
def kept_file() -> Path:
    return KEPT / f"{migrations_digest()}.sqlite3"


def ancestors() -> Iterator[Path]:
    """Kept files that become this one by migrating on, the nearest first.

    Never one whose roles, texts or instruments were others: those are not loaded twice.
    """
    mine, later = contents(*MIGRATIONS), contents(*MADE_LATER)
    near = []
    for note in KEPT.glob("*.json"):
        said = json.loads(note.read_text())
        fits = said["made_later"] == later and said["django"] == django.__version__
        if fits and said["migrations"].items() <= mine.items():
            near.append((len(said["migrations"]), note.stat().st_mtime, note))
    for _count, _made, note in sorted(near, reverse=True):
        if note.with_suffix(".sqlite3").exists():
            yield note.with_suffix(".sqlite3")


def note_contents(kept: Path) -> None:
    """Say beside `kept` what it was made from."""
    said = {
        "django": django.__version__,
        "migrations": contents(*MIGRATIONS),
        "made_later": contents(*MADE_LATER),
    }
    kept.with_suffix(".json").write_text(json.dumps(said))


def keep_sqlite(finished: Path | str, kept: Path) -> None:
    """Copy the migrated database `finished` to `kept`, whole or not at all."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    unfinished = kept.with_suffix(f".{os.getpid()}")
    with (
        contextlib.closing(sqlite3.connect(finished)) as source,
        contextlib.closing(sqlite3.connect(unfinished)) as target,
    ):
        source.backup(target)
    unfinished.replace(kept)


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
        with one_at_a_time("sqlite"):
            if not kept_file().exists():
                if older := next(ancestors(), None):
                    self._bring_back(older)
                call_command(
                    "migrate", verbosity=0, database=self.connection.alias, run_syncdb=True
                )
                keep_sqlite(name, kept_file())
                note_contents(kept_file())
                return name
        self.deserialize_db_from_string(FROM_KEPT_FILE)
        return name

    def deserialize_db_from_string(self, data: str) -> None:
        """Bring back what migrations wrote, after a test that emptied every table."""
        self._bring_back(kept_file())

    def _bring_back(self, kept: Path) -> None:
        self.connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(kept)) as source:
            source.backup(self.connection.connection)


class DatabaseWrapper(base.DatabaseWrapper):
    creation_class = DatabaseCreation
    # On the class: beside a browser's event loop Django makes another wrapper of the
    # same database, which was never told.
    _test_serialized_contents = FROM_KEPT_FILE
