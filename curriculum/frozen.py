"""Readings as plain data and back: how a release keeps what its readers saw.

A dataclass becomes a mapping of its fields. Fields added later get their default when an
older release is read, fields taken away are passed over, so old releases stay readable
though cards change. Media are kept by path; on the way back a field named `url` or
`…_url`, and the first of each pair in `sources`, become addresses of the default storage.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields, is_dataclass
from decimal import Decimal
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder


def plain(reading: Any) -> Any:
    """A dataclass, or a sequence of them, as JSON keeps it."""
    given = asdict(reading) if is_dataclass(reading) else [asdict(each) for each in reading]  # type: ignore[arg-type]
    return json.loads(json.dumps(given, cls=DjangoJSONEncoder))


def thawed(
    kind: type, data: Mapping[str, Any] | None, *, address: Callable[[str], str] | None = None
) -> Any:
    """The `kind` (a dataclass) that `plain` made `data` of; None for None.

    address: where a path of a kept file is read; the default storage's address, if not given.
    """
    if data is None:
        return None
    hints, address = get_type_hints(kind), address or default_storage.url
    return kind(
        **{
            field.name: _addressed(
                field.name, _value(hints[field.name], data[field.name], address), address
            )
            for field in fields(kind)
            if field.name in data
        }
    )


def _value(hint: Any, value: Any, address: Callable[[str], str]) -> Any:
    if value is None:
        return None
    if get_origin(hint) in (Union, UnionType):
        hint = next(each for each in get_args(hint) if each is not type(None))
    if is_dataclass(hint):
        return thawed(hint, value, address=address)  # type: ignore[arg-type]
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        repeated = inner[-1] is Ellipsis
        return tuple(
            _value(inner[0] if repeated else inner[place], each, address)
            for place, each in enumerate(value)
        )
    return Decimal(value) if hint is Decimal else value


def _addressed(name: str, value: Any, address: Callable[[str], str]) -> Any:
    if (name == "url" or name.endswith("_url")) and value:
        return address(value)
    if name == "sources":
        return tuple((address(path), *more) for path, *more in value)
    return value
