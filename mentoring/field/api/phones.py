"""Routes about the phone itself: set up, a forgotten PIN, goodbye."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from mentoring.field.api.door import count_try
from mentoring.field.api.shapes import (
    DeviceOut,
    EnrolIn,
    EnrolOut,
    Refusal,
    UnlockIn,
    UnlockOut,
)
from mentoring.field.models import DeviceState
from mentoring.field.services import enrol, say_farewell, unlock
from mentoring.field.words import language_of

router = Router(tags=["phone"])


@router.post("enrol/", auth=None, response={200: EnrolOut, 400: Refusal, 429: Refusal})
def enrol_a_phone(request: HttpRequest, body: EnrolIn) -> Any:
    """Set up a phone with the code of an invitation: once, within 24 hours."""
    # Not counted: nobody guesses 32 random bytes, and a training day sets up many phones.
    now = timezone.now()
    new = enrol(
        code=body.code,
        device_name=body.device_name.replace("\0", "").strip() or "HP",
        app_version=body.app_version.replace("\0", ""),
        now=now,
    )
    user = new.device.user
    return {
        "device": new.device.pk,
        "token": new.token,
        "secret": new.secret,
        "user": {"name": user.get_full_name(), "language": language_of(user)},
        "server_time": now,
    }


@router.post("unlock/", auth=None, response={200: UnlockOut, 400: Refusal, 429: Refusal})
def unlock_a_phone(request: HttpRequest, body: UnlockIn) -> Any:
    """The key that opens the phone's data after a forgotten PIN, for a one-time code."""
    count_try(request)
    return {"recovery": unlock(device_id=body.device, code=body.code, now=timezone.now())}


@router.post("farewell/", response={200: DeviceOut, 401: Refusal, 409: Refusal})
def farewell(request: HttpRequest) -> Any:
    """A phone that was signed out offered what it held, and wiped itself."""
    say_farewell(device=request.auth, now=timezone.now())  # type: ignore[attr-defined]
    return {"state": DeviceState.REVOKED.value}
