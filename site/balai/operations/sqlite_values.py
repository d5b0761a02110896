"""How many values SQLite takes in one statement."""

import sqlite3
from typing import Any


def take_as_many_as_it_can(connection: Any, **kwargs: Any) -> None:
    """Let Django ask this SQLite for its own limit, as Django 6 does by itself.

    Django 5.2 supposes 999, the limit of 2008: 500 progress events then become eight
    statements instead of one.
    """
    if connection.vendor == "sqlite":
        limit = connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        connection.features.max_query_params = limit
