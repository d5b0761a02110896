"""Bringing instruments in."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from mentoring.incubation.errors import InstrumentVersionInUse
from mentoring.incubation.models import Dimension, Instrument, InstrumentVersion, Item

DEFAULT_INSTRUMENT = (
    Path(__file__).resolve().parent.parent / "instruments" / "group_strength_v1.json"
)


def load_default_instrument() -> InstrumentVersion:
    """Return the shipped instrument (indicator set v1), loaded if it is not there yet.

    Runs after every `migrate`, so it never touches a version that exists: a programme
    may be in the middle of a baseline. `load_instrument` compares and refuses.
    """
    definition = json.loads(DEFAULT_INSTRUMENT.read_text(encoding="utf-8"))
    existing = InstrumentVersion.objects.filter(
        instrument__code=definition["code"], number=definition["number"]
    ).first()
    return existing or load_instrument(definition=definition)


@transaction.atomic
def load_instrument(*, definition: dict[str, Any]) -> InstrumentVersion:
    """Return the version that `definition` describes, made or rewritten as needed.

    definition: the shape of `instruments/group_strength_v1.json`.
    Loading the same definition again changes nothing, used or not.
    Raises InstrumentVersionInUse if a round used the version and the definition differs,
    ValueError if its scoring rules make no sense.
    """
    instrument, _created = Instrument.objects.update_or_create(
        code=definition["code"], defaults={"name": definition["name"]}
    )
    version = InstrumentVersion.objects.filter(
        instrument=instrument, number=definition["number"]
    ).first()
    if version is not None:
        if describe_instrument(version=version) == definition:
            return version
        if version.is_used():
            raise InstrumentVersionInUse(instrument=str(instrument), number=version.number)
        version.dimensions.all().delete()
    else:
        version = InstrumentVersion(instrument=instrument, number=definition["number"])
    _write(version, definition)
    version.rules()
    return version


def describe_instrument(*, version: InstrumentVersion) -> dict[str, Any]:
    """The definition that would make `version` again."""
    return {
        "code": version.instrument.code,
        "number": version.number,
        "name": version.instrument.name,
        "introduction": version.introduction,
        "answered_percent": version.answered_percent,
        "classes_above_lowest": version.classes_above_lowest,
        "classes": version.classes,
        "gain": version.gain,
        "dimensions": [
            {
                "code": dimension.code,
                "weight": dimension.weight,
                "name": dimension.name,
                "meaning": dimension.meaning,
                "items": [{"code": item.code, **item.wording} for item in dimension.items.all()],
            }
            for dimension in version.with_items()
        ],
    }


def _write(version: InstrumentVersion, definition: dict[str, Any]) -> None:
    for field in ("introduction", "answered_percent", "classes_above_lowest", "classes", "gain"):
        setattr(version, field, definition[field])
    version.save()
    for order, one in enumerate(definition["dimensions"]):
        dimension = Dimension.objects.create(
            version=version,
            code=one["code"],
            name=one["name"],
            meaning=one["meaning"],
            weight=one["weight"],
            order=order,
        )
        Item.objects.bulk_create(
            Item(
                dimension=dimension,
                code=item["code"],
                wording={key: value for key, value in item.items() if key != "code"},
                order=place,
            )
            for place, item in enumerate(one["items"])
        )
