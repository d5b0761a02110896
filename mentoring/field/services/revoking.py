"""A phone that is lost or given back: signed out, rescued, emptied."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.field.errors import NotSignedOut, PhoneNotInUse, ReasonMissing
from mentoring.field.models import Device, DeviceState


def revoke_device(*, device: Device, by: Any, reason: str, now: datetime | None = None) -> Device:
    """Sign `device` out: it pulls nothing any more, and what it still sends is held.

    Raises ReasonMissing, PhoneNotInUse.
    """
    if not reason.strip():
        raise ReasonMissing()
    now = now or timezone.now()
    with transaction.atomic():
        device = Device.objects.select_for_update().get(pk=device.pk)
        if not device.is_in_use:
            raise PhoneNotInUse()
        device.state = DeviceState.REVOKED
        device.revoked_at, device.revoked_by, device.revoked_reason = now, by, reason.strip()[:300]
        device.save(update_fields=["state", "revoked_at", "revoked_by", "revoked_reason"])
        device.unlock_codes.filter(used_at=None, withdrawn_at=None).update(withdrawn_at=now)
        log(instance=device, action="mentoring.revoke_phone", user=by, data={"reason": reason})
    return device


def say_farewell(*, device: Device, now: datetime) -> Device:
    """The phone says that it offered what it held, and wiped itself. Raises NotSignedOut."""
    with transaction.atomic():
        device = Device.objects.select_for_update().get(pk=device.pk)
        if device.state == DeviceState.ACTIVE and device.user.is_active:
            raise NotSignedOut()
        if device.state != DeviceState.GONE:
            device.state, device.gone_at, device.last_seen_at = DeviceState.GONE, now, now
            device.unsent_count, device.unsent_files, device.oldest_unsent_at = 0, 0, None
            device.save(
                update_fields=[
                    *("state", "gone_at", "last_seen_at"),
                    *("unsent_count", "unsent_files", "oldest_unsent_at"),
                ]
            )
            log(instance=device, action="mentoring.phone_emptied", user=device.user)
    return device
