"""Inviting a phone, and the phone that comes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import compare_digest
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.field import conf
from mentoring.field.errors import CodeNotValid, NobodyToInvite
from mentoring.field.keys import hash_of, new_secret
from mentoring.field.models import Device, Enrolment
from mentoring.registry.sealing import seal, unseal

_SEALED = ["secret_sealed", "recovery_sealed", "next_secret_sealed"]


@dataclass(frozen=True)
class Invitation:
    """code: shown once, in a QR; only its hash is kept."""

    enrolment: Enrolment
    code: str


@dataclass(frozen=True)
class NewPhone:
    """token and secret: told to the phone once, and to nobody else."""

    device: Device
    token: str
    secret: str


def invite_phone(*, user: Any, invited_by: Any, now: datetime | None = None) -> Invitation:
    """Invite one phone of `user`; an earlier invitation that nobody used ends.

    Raises NobodyToInvite.
    """
    if not user.is_active:
        raise NobodyToInvite()
    now = now or timezone.now()
    code = new_secret()
    with transaction.atomic():
        # Two invitations at the same time follow one another.
        type(user)._default_manager.select_for_update().get(pk=user.pk)
        open_ones = Enrolment.objects.filter(user=user, used_at=None, withdrawn_at=None)
        open_ones.update(withdrawn_at=now)
        enrolment = Enrolment.objects.create(
            user=user,
            code_hash=hash_of(code),
            invited_by=invited_by,
            invited_at=now,
            expires_at=now + timedelta(hours=conf.enrolment_hours()),
        )
        log(instance=enrolment, action="mentoring.invite_phone", user=invited_by)
    return Invitation(enrolment, code)


def enrol(
    *, code: str, device_name: str, app_version: str, now: datetime, attempt: str = ""
) -> NewPhone:
    """Set up the phone that holds `code`. Raises CodeNotValid, also the second time.

    An answer may be lost on its way: for some minutes, until the token was used, the same code
    with the same `attempt` sets up the same phone again, with another token and another secret.
    attempt: random, made by the phone before it asked first, so that nobody else who saw the
    code is answered again; without one the code is answered once.
    """
    token, secret = new_secret(), new_secret()
    with transaction.atomic():
        found = Enrolment.objects.select_for_update(of=("self",)).select_related("user")
        enrolment = found.filter(code_hash=hash_of(code)).first()
        if enrolment is None or not enrolment.user.is_active:
            raise CodeNotValid()
        device = Device(user=enrolment.user)
        if not enrolment.is_open_at(now):
            device = _unanswered(enrolment, attempt, now)
        device.name, device.app_version = device_name, app_version
        device.token_hash, device.secret_sealed = hash_of(token), seal(secret)
        device.enrolled_at = device.last_seen_at = now
        device.save()
        enrolment.used_at, enrolment.device = enrolment.used_at or now, device
        enrolment.attempt_hash = hash_of(attempt) if attempt else ""
        enrolment.save(update_fields=["used_at", "device", "attempt_hash"])
        log(instance=device, action="mentoring.set_up_phone", user=enrolment.user)
    return NewPhone(device, token, secret)


def _unanswered(enrolment: Enrolment, attempt: str, now: datetime) -> Device:
    """The phone that `enrolment` set up a moment ago and that never said a word: the same one.

    Raises CodeNotValid.
    """
    used = enrolment.used_at
    device = enrolment.device
    if (
        used is None
        or device is None
        or not attempt
        or not compare_digest(hash_of(attempt), enrolment.attempt_hash)
        or now >= used + timedelta(minutes=conf.enrol_again_minutes())
    ):
        raise CodeNotValid()
    device = Device.objects.select_for_update().get(pk=device.pk)
    if device.was_heard_of or not device.is_in_use:
        raise CodeNotValid()
    return device


def reseal_phones() -> int:
    """Seal the secret of every phone anew with the newest key; return how many."""
    sealed = 0
    for pk in list(Device.objects.values_list("pk", flat=True)):
        with transaction.atomic():
            device = Device.objects.select_for_update().get(pk=pk)
            for name in _SEALED:
                if kept := getattr(device, name):
                    setattr(device, name, seal(unseal(kept)))
            device.save(update_fields=_SEALED)
        sealed += 1
    return sealed
