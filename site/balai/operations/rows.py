"""Every row of the site as lines of JSON that either database can take in.

One member per table: a first line {"table", "columns"}, then one JSON list per row.
Values are what the database column means (a UUID, an instant, a decimal), not how one
database spells it, and not what a model makes of it: a page's blocks pass unread.
"""

import base64
import datetime
import decimal
import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import IO, Any, cast

from django.core.management.color import no_style
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.db.models.expressions import Col

# Rows that would be wrong anywhere else: sign-ins in progress, signs of life, and the
# search index, which each kind of database keeps in its own form.
LEFT_OUT_APPS = {"sessions", "usersessions", "health", "wagtailsearch"}
CHUNK = 500


def kept_models(apps: Any) -> list[type[Model]]:
    """The models of `apps` whose tables are backed up, many-to-many tables included."""
    return sorted(
        (
            model
            for model in apps.get_models(include_auto_created=True)
            if model._meta.managed
            and not model._meta.proxy
            and not model._meta.swapped
            and model._meta.app_label not in LEFT_OUT_APPS
        ),
        key=lambda model: model._meta.db_table,
    )


def write_table(connection: BaseDatabaseWrapper, model: type[Model], file: IO[bytes]) -> int:
    """Write every row of `model`'s own table to `file`, in primary key order; return how many."""
    columns = _columns(model)
    names = [column.target.column for column in columns]
    header = {"table": model._meta.db_table, "columns": names}
    file.write(json.dumps(header).encode() + b"\n")
    count = 0
    for row in _select(connection, model, columns):
        line = json.dumps([_to_json(value) for value in row], ensure_ascii=False)
        file.write(line.encode() + b"\n")
        count += 1
    return count


def _columns(model: type[Model]) -> list[Col]:
    return [
        field.get_col(model._meta.db_table)
        for field in model._meta.local_concrete_fields
        if not getattr(field, "generated", False)
    ]


def _select(
    connection: BaseDatabaseWrapper, model: type[Model], columns: Sequence[Col]
) -> Iterator[list[Any]]:
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(column.target.column)) for column in columns)
    key, table = quote(str(model._meta.pk.column)), quote(model._meta.db_table)
    converters = [_converters(connection, column) for column in columns]
    with connection.chunked_cursor() as cursor:
        # Names come from our own models and are quoted.
        cursor.execute(f"SELECT {names} FROM {table} ORDER BY {key}")  # noqa: S608
        while rows := cursor.fetchmany(CHUNK):
            for row in rows:
                yield [convert(value) for convert, value in zip(converters, row, strict=True)]


def _converters(connection: BaseDatabaseWrapper, column: Col) -> Callable[[Any], Any]:
    """What the database itself needs to give a value its type; nothing of the model's."""
    found = connection.ops.get_db_converters(column)

    def convert(value: Any) -> Any:
        for converter in found:
            value = converter(value, column, connection)
        return value

    return convert


def _to_json(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return value // datetime.timedelta(microseconds=1)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    return str(value)  # UUID, Decimal, IP address


def read_table(
    connection: BaseDatabaseWrapper, models: dict[str, type[Model]], file: IO[bytes]
) -> int:
    """Insert the rows in `file` into the table it names; return how many.

    models: table name -> model as it was when the backup was made.
    """
    header = json.loads(file.readline())
    model = models[header["table"]]
    by_name = {column.target.column: column for column in _columns(model)}
    adapters = [_adapter(connection, by_name[name]) for name in header["columns"]]
    quote = connection.ops.quote_name
    names = ", ".join(quote(name) for name in header["columns"])
    places = ", ".join(["%s"] * len(adapters))
    insert = f"INSERT INTO {quote(header['table'])} ({names}) VALUES ({places})"  # noqa: S608
    count = 0
    with connection.cursor() as cursor:
        while lines := list(islice(file, CHUNK)):
            rows = [_adapted(adapters, json.loads(line)) for line in lines]
            cursor.executemany(insert, rows)
            count += len(rows)
    return count


def _adapted(adapters: Sequence[Callable[[Any], Any]], row: Sequence[Any]) -> list[Any]:
    return [
        None if value is None else adapt(value) for adapt, value in zip(adapters, row, strict=True)
    ]


def _adapter(connection: BaseDatabaseWrapper, column: Col) -> Callable[[Any], Any]:
    """The way back of `_to_json`, ending in what this database's driver takes."""
    ops, features, field = connection.ops, connection.features, cast(Any, column.output_field)
    adapters: dict[str, Callable[[Any], Any]] = {
        "BooleanField": bool,
        "DateTimeField": lambda value: ops.adapt_datetimefield_value(
            datetime.datetime.fromisoformat(value)
        ),
        "DateField": lambda value: ops.adapt_datefield_value(datetime.date.fromisoformat(value)),
        "TimeField": lambda value: ops.adapt_timefield_value(datetime.time.fromisoformat(value)),
        "DecimalField": lambda value: ops.adapt_decimalfield_value(
            decimal.Decimal(value), field.max_digits, field.decimal_places
        ),
        "DurationField": lambda value: (
            datetime.timedelta(microseconds=value) if features.has_native_duration_field else value
        ),
        "UUIDField": lambda value: (
            uuid.UUID(value) if features.has_native_uuid_field else uuid.UUID(value).hex
        ),
        "BinaryField": lambda value: cast(Any, connection).Database.Binary(base64.b64decode(value)),
    }
    return adapters.get(field.get_internal_type(), lambda value: value)


def empty_tables(connection: BaseDatabaseWrapper, models: Iterable[type[Model]]) -> None:
    """Delete every row of `models`: what migrations wrote, before the backup's rows come."""
    quote = connection.ops.quote_name
    tables = [quote(model._meta.db_table) for model in models]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
            return
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - our own, quoted names


def continue_numbering(connection: BaseDatabaseWrapper, models: Iterable[type[Model]]) -> None:
    """Let the next automatic key follow the highest restored one."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)
