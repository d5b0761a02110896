"""Which lines of a list stay when the list is taken back, and why."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import ModelLogEntry

from mentoring.registry.importing.kinds import KINDS
from mentoring.registry.models import CensusEntry, ImportBatch, ImportRow, Person
from mentoring.registry.permissions import rows_in_charge
from mentoring.registry.services.readings import READ

TAKE_BACK = "mentoring.take_back_list"


def who_takes_back(batch: ImportBatch) -> Any:
    """Who asked for it last, as the log says; None when nobody did."""
    asked = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(ImportBatch),
        object_id=str(batch.pk),
        action=TAKE_BACK,
    )
    newest = asked.select_related("user").order_by("-timestamp", "-pk").first()
    return newest and newest.user


def why_lines_stay(part: Sequence[ImportRow], batch: ImportBatch, user: Any) -> dict[int, str]:
    """Key of a line of `part` -> code of the reason why what it wrote is not deleted.

    Lines may go as long as `user` answers for their rows and nobody has worked on those since
    the list was written. A list that was never written whole goes whole.
    """
    if batch.written_at is None:
        return {}
    by_model: dict[str, set[str]] = {}
    for row in part:
        for label, pk in row.made:
            by_model.setdefault(label, set()).add(pk)
    foreign: set[tuple[str, str]] = set()
    worked_on: set[tuple[str, str]] = set()
    for label, keys in by_model.items():
        model = apps.get_model(label)
        mine = _texts(rows_in_charge(model, user).filter(pk__in=keys)) if user else set()
        foreign |= {(label, pk) for pk in _texts(model._base_manager.filter(pk__in=keys)) - mine}
        worked_on |= {(label, pk) for pk in _worked_on(model, keys, batch)}
    reasons = {}
    for row in part:
        made = {(label, pk) for label, pk in row.made}
        if made & foreign:
            reasons[row.pk] = "kept_not_yours"
        elif made & worked_on:
            reasons[row.pk] = "kept_worked_on"
    return reasons


def _worked_on(model: type[Model], keys: set[str], batch: ImportBatch) -> set[str]:
    logged = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id__in=keys,
        timestamp__gt=batch.written_at,
    ).exclude(action__startswith=READ)
    found = set(logged.values_list("object_id", flat=True))
    found |= KINDS[batch.kind].built_on(model, keys)
    rows = model._base_manager.filter(pk__in=keys)
    if model is Person:
        found |= _texts(rows.exclude(portrait=""))
    if model is CensusEntry:
        found |= _texts(rows.filter(person__isnull=False))
    return found


def _texts(rows: Any) -> set[str]:
    return {str(pk) for pk in rows.values_list("pk", flat=True)}
