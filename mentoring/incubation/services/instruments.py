"""Bringing instruments in."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from mentoring.incubation.errors import InstrumentVersionInUse
from mentoring.incubation.instrument_problems import refuse_problems
from mentoring.incubation.models import (
    Dimension,
    Instrument,
    InstrumentVersion,
    Item,
    ItemKind,
    Subject,
)

_FOLDER = Path(__file__).resolve().parent.parent / "instruments"
DEFAULT_INSTRUMENT = _FOLDER / "group_strength_v1.json"

# What an item says only where it differs from these.
_ITEM_DEFAULTS: dict[str, Any] = {
    "kind": ItemKind.LEVEL,
    "unit": {},
    "minimum": None,
    "maximum": None,
    "options": [],
    "asked_if": {},
    "weight": 1,
    "needs_evidence": False,
    "is_confidential": False,
}
_RULES = ("introduction", "answered_percent", "classes_above_lowest", "classes", "gain")


def shipped_definitions() -> list[dict[str, Any]]:
    """The instruments that come with the platform, as their files say."""
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(_FOLDER.glob("*.json"))]


def load_default_instrument() -> InstrumentVersion:
    """Return the shipped instrument (indicator set v1), loaded if it is not there yet."""
    return _load_missing(json.loads(DEFAULT_INSTRUMENT.read_text(encoding="utf-8")))


def load_shipped_instruments() -> list[InstrumentVersion]:
    """Return every shipped version, loaded where it is not there yet.

    Runs after every `migrate`, so it never touches a version that exists: a programme
    may be in the middle of a baseline. `load_instrument` compares and refuses.
    """
    return [_load_missing(definition) for definition in shipped_definitions()]


def _load_missing(definition: dict[str, Any]) -> InstrumentVersion:
    existing = InstrumentVersion.objects.filter(
        instrument__code=definition["code"], number=definition["number"]
    ).first()
    return existing or load_instrument(definition=definition)


@transaction.atomic
def load_instrument(*, definition: dict[str, Any]) -> InstrumentVersion:
    """Return the published version that `definition` describes, made or rewritten as needed.

    definition: the shape of `instruments/group_strength_v1.json`; an item says only what
    differs from a level of weight 1.
    Loading the same definition again changes nothing, used or not.
    Raises InstrumentVersionInUse if a round used the version and the definition differs,
    InstrumentIncomplete if it cannot be asked or scored as it is written.
    """
    refuse_problems(definition)
    version = write_version(definition)
    if not version.is_published:
        version.published_at = timezone.now()
        version.save(update_fields=["published_at"])
    return version


@transaction.atomic
def write_version(definition: dict[str, Any]) -> InstrumentVersion:
    """Return the version with what `definition` says; one that is new is a draft.

    Raises InstrumentVersionInUse if a round used the version and the definition differs.
    """
    instrument, _created = Instrument.objects.update_or_create(
        code=definition["code"],
        defaults={
            "name": definition["name"],
            "subject": definition.get("subject", Subject.GROUP),
        },
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
    return version


def describe_instrument(*, version: InstrumentVersion) -> dict[str, Any]:
    """The definition that would make `version` again."""
    subject = version.instrument.subject
    return {
        "code": version.instrument.code,
        "number": version.number,
        **({} if subject == Subject.GROUP else {"subject": subject}),
        "name": version.instrument.name,
        "introduction": version.introduction,
        **({"caution": version.caution} if version.caution else {}),
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
                "items": [_describe_item(item) for item in dimension.items.all()],
            }
            for dimension in version.with_items()
        ],
    }


def _describe_item(item: Item) -> dict[str, Any]:
    said = {name: getattr(item, name) for name in _ITEM_DEFAULTS}
    told = {name: value for name, value in said.items() if value != _ITEM_DEFAULTS[name]}
    for bound in ("minimum", "maximum"):
        if bound in told:
            told[bound] = f"{told[bound].normalize():f}"
    return {"code": item.code, **told, **item.wording}


def _write(version: InstrumentVersion, definition: dict[str, Any]) -> None:
    for field in _RULES:
        setattr(version, field, definition[field])
    version.caution = definition.get("caution", {})
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
            _item(dimension, item, place) for place, item in enumerate(one["items"])
        )


def _item(dimension: Dimension, said: dict[str, Any], order: int) -> Item:
    values = {**_ITEM_DEFAULTS, **{key: said[key] for key in _ITEM_DEFAULTS if key in said}}
    for bound in ("minimum", "maximum"):
        if values[bound] is not None:
            values[bound] = Decimal(values[bound])
    wording = {key: said[key] for key in said if key != "code" and key not in _ITEM_DEFAULTS}
    return Item(dimension=dimension, code=said["code"], wording=wording, order=order, **values)
