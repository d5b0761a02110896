"""`manage.py rekey_names`: writes how every name sounds anew, after the rules have changed."""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db.models import Model

from mentoring.registry.models import NameKeyField

BATCH = 2000


class Command(BaseCommand):
    help = "Write the keys by which names are searched anew, in every table that has them."

    def handle(self, *args: Any, **options: Any) -> None:
        for model in apps.get_models():
            for field in model._meta.get_fields():
                if isinstance(field, NameKeyField):
                    written = _rekey(model, field)
                    self.stdout.write(f"{model._meta.label}: {written}")


def _rekey(model: type[Model], field: NameKeyField) -> int:
    """Write the keys of `model` that changed; return how many.

    All are read before any is written: SQLite refuses to write under an open reading when
    somebody else has written meanwhile.
    """
    changed: list[Model] = []
    for row in model._base_manager.only("pk", field.source, field.name).iterator(BATCH):
        before = getattr(row, field.attname)
        if field.pre_save(row, add=False) != before:
            changed.append(row)
    return model._base_manager.bulk_update(changed, [field.name], batch_size=BATCH)
