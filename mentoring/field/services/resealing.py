"""Sealing anew what phones sent, after a change of keys."""

from typing import Any

from django.db import transaction

from mentoring.field.models import Conflict, Envelope
from mentoring.field.sealed_payloads import SealedText, sealed_anew

_SIDES = ("server_values", "device_values", "agreed_values")


def reseal_records() -> int:
    """Seal the words of every sealed record of a phone, and every sealed side of a difference,
    anew with the newest key; return how many rows. Each in a transaction of its own."""
    return _reseal_payloads() + _reseal_differences()


def _reseal_payloads() -> int:
    count = 0
    for key in Envelope.objects.exclude(payload="").values_list("pk", flat=True).iterator():
        with transaction.atomic():
            envelope = Envelope.objects.select_for_update().only("payload").get(pk=key)
            if isinstance(envelope.payload, SealedText):
                envelope.save(update_fields=["payload"])
                count += 1
    return count


def _reseal_differences() -> int:
    count = 0
    for key in Conflict.objects.values_list("pk", flat=True).iterator():
        with transaction.atomic():
            conflict = Conflict.objects.select_for_update().only(*_SIDES).get(pk=key)
            before = {name: getattr(conflict, name) for name in _SIDES}
            after = {name: _anew(side) for name, side in before.items()}
            if after != before:
                Conflict.objects.filter(pk=key).update(**after)
                count += 1
    return count


def _anew(side: dict[str, Any]) -> dict[str, Any]:
    return {name: sealed_anew(value) for name, value in side.items()}
