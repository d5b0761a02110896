"""Who speaks: `Authorization: Device <token>`."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from mentoring.field import conf
from mentoring.field.errors import TooManyTries
from mentoring.field.keys import hash_of
from mentoring.field.models import Device, DeviceState
from mentoring.registry.conf import address_header
from mentoring.registry.services.counting import is_one_too_many


class DeviceToken(HttpBearer):
    """A phone in use, or one that was signed out and may still hand over what it holds."""

    openapi_scheme = "device"

    def authenticate(self, request: HttpRequest, token: str) -> Device | None:
        found = Device.objects.select_related("user").filter(token_hash=hash_of(token))
        device = found.exclude(state=DeviceState.GONE).first()
        if device is not None and not device.was_heard_of:
            # Its first word: from now on the code that set it up is of no use to anybody.
            now = max(timezone.now(), device.enrolled_at + timedelta(microseconds=1))
            Device.objects.filter(pk=device.pk).update(last_seen_at=now)
        return device


def count_try(request: HttpRequest) -> None:
    """Count one try of a code from this address. Raises TooManyTries."""
    most = conf.code_tries_an_hour()
    if is_one_too_many("field_codes", address_of(request), most=most, seconds=3600):
        raise TooManyTries()


def address_of(request: HttpRequest) -> str:
    """Whom the limit counts."""
    header = address_header()
    given = request.headers.get(header, "").strip() if header else ""
    return given or request.META.get("REMOTE_ADDR", "")


def may_pull(device: Any) -> bool:
    return bool(device.is_in_use and device.user.is_active)


def state_of(device: Any) -> str:
    """What the phone is told of itself; an account that was closed closes its phones."""
    return DeviceState.ACTIVE.value if may_pull(device) else DeviceState.REVOKED.value
