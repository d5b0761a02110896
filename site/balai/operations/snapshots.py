"""One moment of the database, read at leisure while the site goes on working."""

import contextlib
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLiteWrapper


@contextlib.contextmanager
def snapshot(folder: Path) -> Iterator[BaseDatabaseWrapper]:
    """A connection that sees the database as it was at the start, and nothing later.

    folder: where SQLite's copy lies meanwhile; it needs as much room as the database.
    Raises ValueError inside a transaction: the copy would wait for its end for ever.
    """
    if connection.in_atomic_block:
        raise ValueError("A snapshot is taken outside transactions.")
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield connection
        return
    with tempfile.TemporaryDirectory(dir=folder) as place:
        copy = Path(place) / "snapshot.sqlite3"
        connection.ensure_connection()
        # The online backup: writers are not stopped, and a write in the middle counts
        # wholly or not at all.
        with contextlib.closing(sqlite3.connect(copy)) as target:
            connection.connection.backup(target)
        frozen = SQLiteWrapper({**connection.settings_dict, "NAME": copy, "OPTIONS": {}})
        try:
            yield frozen
        finally:
            frozen.close()
