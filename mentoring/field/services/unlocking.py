"""A forgotten PIN: the coordinator's one-time code opens the phone, and nothing is lost."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.field import conf
from mentoring.field.errors import CodeNotValid, PhoneNotInUse, SecretUnknown
from mentoring.field.keys import (
    hash_of,
    hash_of_unlock_code,
    is_unlock_code,
    new_secret,
    new_unlock_code,
    offered_secrets,
    recovery_key,
    recovery_key_of,
)
from mentoring.field.models import Device, UnlockCode
from mentoring.registry.sealing import seal, unseal


def give_unlock_code(*, device: Device, given_by: Any, now: datetime | None = None) -> str:
    """Return a new one-time code for `device`; an earlier one ends. Raises PhoneNotInUse."""
    now = now or timezone.now()
    code = new_unlock_code()
    with transaction.atomic():
        device = Device.objects.select_for_update().get(pk=device.pk)
        if not device.is_in_use:
            raise PhoneNotInUse()
        device.unlock_codes.filter(used_at=None, withdrawn_at=None).update(withdrawn_at=now)
        UnlockCode.objects.create(
            device=device,
            code_hash=hash_of_unlock_code(device, code),
            given_by=given_by,
            given_at=now,
            expires_at=now + timedelta(hours=conf.unlock_hours()),
        )
        log(instance=device, action="mentoring.give_unlock_code", user=given_by)
    return code


@dataclass(frozen=True)
class Unlocked:
    """recovery: opens the phone. other_recovery: opens it if `recovery` does not, because the
    phone took the last offer and could not say so; "" if there is none. older_recoveries: of
    offers before the last. secret: what the next recovery key is derived from, once the phone
    says that it took it (`take_secret`); always a fresh one, whose key nobody was given."""

    recovery: str
    other_recovery: str
    older_recoveries: list[str]
    secret: str


def unlock(*, device_id: UUID, code: str, now: datetime) -> Unlocked:
    """Return the keys of the phone, once. Raises CodeNotValid; a wrong try counts.

    Whoever learned a recovery key can open that phone's data with it as long as it is wrapped
    so: after each time the phone wraps it anew.
    """
    with transaction.atomic():
        unlocked = _unlocked(device_id, code, now)
    # After the transaction: the count of a wrong try must stay.
    if unlocked is None:
        raise CodeNotValid()
    return unlocked


def take_secret(*, device: Device, sha256: str) -> Device:
    """The phone wrapped its data with the key of the secret it was offered; saying so again
    changes nothing.

    sha256: hex, of the secret's text. Raises SecretUnknown.
    """
    with transaction.atomic():
        device = Device.objects.select_for_update().get(pk=device.pk)
        taken = [each for each in offered_secrets(device) if _is(sha256, each)]
        if taken:
            device.recovery_sealed, device.next_secret_sealed = seal(taken[0]), ""
            device.save(update_fields=["recovery_sealed", "next_secret_sealed"])
        elif not device.recovery_sealed or not _is(sha256, unseal(device.recovery_sealed)):
            raise SecretUnknown()
    return device


def _is(sha256: str, secret: str) -> bool:
    return secrets.compare_digest(hash_of(secret), sha256.lower())


def _unlocked(device_id: UUID, code: str, now: datetime) -> Unlocked | None:
    device = Device.objects.select_for_update().filter(pk=device_id).first()
    if device is None or not device.is_in_use:
        return None
    given = device.unlock_codes.filter(used_at=None, withdrawn_at=None).first()
    if given is None or not given.is_open_at(now):
        return None
    if not is_unlock_code(device, code, given.code_hash):
        UnlockCode.objects.filter(pk=given.pk).update(wrong_tries=F("wrong_tries") + 1)
        return None
    given.used_at = now
    given.save(update_fields=["used_at"])
    log(instance=device, action="mentoring.unlock_phone", user=None)
    offered, fresh = offered_secrets(device), new_secret()
    # The phone may have taken any of them; none is forgotten before it says which.
    device.next_secret_sealed = seal(" ".join([fresh, *offered]))
    device.save(update_fields=["next_secret_sealed"])
    newest, *older = [recovery_key_of(each) for each in offered] or [""]
    return Unlocked(recovery_key(device), newest, older, fresh)
