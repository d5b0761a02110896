"""Inviting a phone, and the phone that comes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.field import conf
from mentoring.field.errors import CodeNotValid, NobodyToInvite
from mentoring.field.keys import hash_of, new_secret
from mentoring.field.models import Device, Enrolment
from mentoring.registry.sealing import seal, unseal


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


def enrol(*, code: str, device_name: str, app_version: str, now: datetime) -> NewPhone:
    """Set up the phone that holds `code`. Raises CodeNotValid, also the second time."""
    token, secret = new_secret(), new_secret()
    with transaction.atomic():
        found = Enrolment.objects.select_for_update(of=("self",)).select_related("user")
        enrolment = found.filter(code_hash=hash_of(code)).first()
        if enrolment is None or not enrolment.is_open_at(now) or not enrolment.user.is_active:
            raise CodeNotValid()
        device = Device.objects.create(
            user=enrolment.user,
            name=device_name,
            token_hash=hash_of(token),
            secret_sealed=seal(secret),
            app_version=app_version,
            enrolled_at=now,
            last_seen_at=now,
        )
        enrolment.used_at, enrolment.device = now, device
        enrolment.save(update_fields=["used_at", "device"])
        log(instance=device, action="mentoring.set_up_phone", user=enrolment.user)
    return NewPhone(device, token, secret)


def reseal_phones() -> int:
    """Seal the secret of every phone anew with the newest key; return how many."""
    sealed = 0
    for pk in list(Device.objects.values_list("pk", flat=True)):
        with transaction.atomic():
            device = Device.objects.select_for_update().get(pk=pk)
            device.secret_sealed = seal(unseal(device.secret_sealed))
            device.save(update_fields=["secret_sealed"])
        sealed += 1
    return sealed
