"""Questions about a user and a phone, or what it sent."""

from typing import Any

from django.db.models import QuerySet

from mentoring.assignments.models import Facilitator
from mentoring.field.models import Conflict, Device, Envelope
from mentoring.registry.permissions import PLACE_LOOKUPS, rows_in_charge

_FACILITATOR = "user__facilitator__"
for _label, _path in (("Device", ""), ("Envelope", "device__"), ("Conflict", "envelope__device__")):
    PLACE_LOOKUPS[f"mentoring_field.{_label}"] = (
        f"{_path}{_FACILITATOR}home_place",
        f"{_path}{_FACILITATOR}assignments__group__sentra__place",
    )


def can_keep_phones(user: Any) -> bool:
    """Whether `user` invites phones, gives codes and signs phones out, somewhere."""
    return bool(user.is_active and user.has_perm("mentoring_field.change_device"))


def can_keep_phone(user: Any, device: Device) -> bool:
    return can_keep_phones(user) and rows_in_charge(Device, user).filter(pk=device.pk).exists()


def can_revoke(user: Any, device: Device) -> bool:
    """She herself, who lost it, or whoever keeps it."""
    is_hers = device.user_id == user.pk and user.is_active
    return device.is_in_use and (is_hers or can_keep_phone(user, device))


def people_to_invite(user: Any) -> QuerySet:
    """The facilitators at work whose phone `user` may invite; her own coordinator invites her."""
    facilitators = rows_in_charge(Facilitator, user).at_work().exclude(user=user)
    return facilitators.with_names()


def decidable(user: Any) -> "QuerySet[Envelope]":
    """Records `user` may decide about; never of her own phone."""
    if not user.has_perm("mentoring_field.change_envelope"):
        return Envelope.objects.none()
    return rows_in_charge(Envelope, user).exclude(device__user=user)


def resolvable(user: Any) -> "QuerySet[Conflict]":
    """Differences `user` may decide; never those of her own phone."""
    if not user.has_perm("mentoring_field.change_conflict"):
        return Conflict.objects.none()
    return rows_in_charge(Conflict, user).exclude(envelope__device__user=user)
