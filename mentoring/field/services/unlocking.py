"""A forgotten PIN: the coordinator's one-time code opens the phone, and nothing is lost."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.field import conf
from mentoring.field.errors import CodeNotValid, PhoneNotInUse
from mentoring.field.keys import hash_of_unlock_code, is_unlock_code, new_unlock_code, recovery_key
from mentoring.field.models import Device, UnlockCode


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


def unlock(*, device_id: UUID, code: str, now: datetime) -> str:
    """Return the recovery key of the phone, once. Raises CodeNotValid; a wrong try counts."""
    with transaction.atomic():
        recovery = _unlocked(device_id, code, now)
    # After the transaction: the count of a wrong try must stay.
    if recovery is None:
        raise CodeNotValid()
    return recovery


def _unlocked(device_id: UUID, code: str, now: datetime) -> str | None:
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
    return recovery_key(device)
