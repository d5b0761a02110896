"""Routes about the phone itself: set up, a forgotten PIN, goodbye."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from mentoring.accounts import language_of
from mentoring.field.api.door import count_try, state_of
from mentoring.field.api.shapes import (
    DeviceOut,
    EnrolIn,
    EnrolOut,
    KeysIn,
    Refusal,
    UnlockIn,
    UnlockOut,
)
from mentoring.field.errors import CodeNotValid
from mentoring.field.models import DeviceState
from mentoring.field.services import enrol, say_farewell, take_secret, unlock

router = Router(tags=["phone"])


@router.post("enrol/", auth=None, response={200: EnrolOut, 400: Refusal, 429: Refusal})
def enrol_a_phone(request: HttpRequest, body: EnrolIn) -> Any:
    """Set up a phone with the code of an invitation: once, within 24 hours.

    A phone that heard no answer asks again with the same `attempt`.
    """
    # Not counted: nobody guesses 32 random bytes, and a training day sets up many phones.
    now = timezone.now()
    new = enrol(
        code=body.code,
        device_name=body.device_name.replace("\0", "").strip() or "HP",
        app_version=body.app_version.replace("\0", ""),
        attempt=body.attempt,
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
    try:
        return asdict(unlock(device_id=body.device, code=body.code, now=timezone.now()))
    except CodeNotValid:
        # Wrong ones only: whoever guesses from an address that others share locks nobody out.
        count_try(request)
        raise


@router.post("keys/", response={200: DeviceOut, 400: Refusal, 401: Refusal})
def keys_were_taken(request: HttpRequest, body: KeysIn) -> Any:
    """The phone wrapped its data anew: from now on only the new recovery key opens it."""
    device = request.auth  # type: ignore[attr-defined]
    take_secret(device=device, sha256=body.taken)
    return {"state": state_of(device)}


@router.post("farewell/", response={200: DeviceOut, 401: Refusal, 409: Refusal})
def farewell(request: HttpRequest) -> Any:
    """A phone that was signed out offered what it held, and wiped itself."""
    say_farewell(device=request.auth, now=timezone.now())  # type: ignore[attr-defined]
    return {"state": DeviceState.REVOKED.value}
