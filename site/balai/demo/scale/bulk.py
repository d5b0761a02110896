"""Writing many rows fast: COPY on PostgreSQL, one prepared statement on SQLite.

`bulk_create` builds a model object a row; at two million rows that is most of the time.
"""

import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Field, Model

BATCH = 20_000


def insert_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert `rows` (values in the order of `columns`, which are attnames); return how many.

    Every other column gets its field's default, which must not depend on the row.
    Signals, logs and the search index are passed by.
    """
    rest = [
        field
        for field in model._meta.concrete_fields
        if field.attname not in columns and not _is_given_by_database(field)
    ]
    fields = [model._meta.get_field(_field_name(model, column)) for column in columns] + rest
    defaults = tuple(_written(field)(field.get_default()) for field in rest)
    writers = [_written(field) for field in fields[: len(columns)]]
    written = (
        (*(write(value) for write, value in zip(writers, row, strict=True)), *defaults)
        for row in rows
    )
    names = [field.column for field in fields]
    if connection.vendor == "postgresql":
        return _copy(model._meta.db_table, names, written)
    return _insert(model._meta.db_table, names, written)


def _is_given_by_database(field: Field) -> bool:
    return field.primary_key and field.get_internal_type().endswith("AutoField")


def _field_name(model: type[Model], attname: str) -> str:
    return next(field.name for field in model._meta.concrete_fields if field.attname == attname)


def _written(field: Field) -> Callable[[Any], Any]:
    """How values of `field` are handed to this database."""
    kind = (
        field.target_field.get_internal_type() if field.is_relation else field.get_internal_type()
    )
    if kind == "JSONField":
        return json.dumps
    if connection.vendor == "postgresql":
        return lambda value: value
    if kind == "UUIDField":
        return lambda value: value.hex if isinstance(value, uuid.UUID) else value
    if kind == "DateField":
        return lambda value: value.isoformat() if isinstance(value, date) else value
    if kind == "DateTimeField":
        return _as_utc_text
    if kind == "DecimalField":
        return lambda value: None if value is None else str(value)
    return lambda value: value


def _as_utc_text(value: Any) -> Any:
    if not isinstance(value, datetime):
        return value
    return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def _copy(table: str, columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> int:
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    count = 0
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {connection.ops.quote_name(table)} ({names}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def _insert(table: str, columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> int:
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES ({marks})"  # noqa: S608 - names are quoted, values are parameters
    count = 0
    with connection.cursor() as cursor:
        while batch := list(islice(rows, BATCH)):
            cursor.executemany(statement, batch)
            count += len(batch)
    return count
