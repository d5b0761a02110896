"""Writing the ledger: the loader says what it made."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.signals import post_save

from balai.demo.models import DemoRow

BATCH = 1_000
# Rows these apps write by themselves; they go with what they describe.
_WRITES_BY_ITSELF = {"contenttypes", "demo", "sessions", "migrations"}


def remember(*rows: Model) -> None:
    """Note that the demo made `rows`. Noting a row again changes nothing.

    Say it for rows made by `bulk_create` too: Django sends no signal for those, so
    `recording` cannot see them.
    """
    DemoRow.objects.bulk_create(
        [
            DemoRow(content_type=ContentType.objects.get_for_model(row), object_pk=str(row.pk))
            for row in rows
        ],
        ignore_conflicts=True,
        batch_size=BATCH,
    )


@contextmanager
def recording() -> Iterator[None]:
    """While it lasts, every row saved as new is remembered, whichever service saved it.

    Not for several threads, and not for a site that serves people at the same time:
    their rows would be taken for the demo's.
    """

    def note(sender: type[Model], instance: Model, created: bool, raw: bool, **kwargs: Any) -> None:
        if created and sender._meta.app_label not in _WRITES_BY_ITSELF:
            remember(instance)

    post_save.connect(note, weak=False, dispatch_uid="demo_recording")
    try:
        yield
    finally:
        post_save.disconnect(dispatch_uid="demo_recording")


def remembered() -> dict[type[Model], set[Any]]:
    """Model -> primary keys of the remembered rows that still exist.

    Rows of a plugin that is no longer installed are left out: their tables are not
    known to this site.
    """
    keys: dict[type[Model], set[Any]] = {}
    for app_label, model_name, key in DemoRow.objects.values_list(
        "content_type__app_label", "content_type__model", "object_pk"
    ):
        try:
            model = apps.get_model(app_label, model_name)
        except LookupError:
            continue
        keys.setdefault(model, set()).add(model._meta.pk.to_python(key))
    return keys
