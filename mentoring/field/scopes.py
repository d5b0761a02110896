"""Who sees which rows of this room.

Whoever has a phone sees hers and what it sent; coordinators and programme managers those of
the facilitators who live or work in the places of their mandates.
"""

from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Q

from mentoring.registry.scopes import in_mandated_places
from mentoring.scopes import any_of, scope, visible_q

_READERS = ("coordinator", "programme_manager")


def facilitators_in_charge(user: Any, on: date, path: str) -> Q:
    """The condition that the account at `path` ("user__") is of a facilitator of her places."""
    facilitator = apps.get_model("mentoring_assignments", "Facilitator")
    condition = any_of(
        facilitator,
        in_mandated_places(user, on, "home_place", _READERS),
        in_mandated_places(user, on, "assignments__group__sentra__place", _READERS),
    )
    return Q(**{f"{path}facilitator__in": facilitator._base_manager.filter(condition).values("pk")})


@scope("mentoring_field.Device")
def my_own_phones(user: Any, on: date) -> Q:
    return Q(user=user)


@scope("mentoring_field.Device")
def phones_of_facilitators_of_my_places(user: Any, on: date) -> Q:
    return facilitators_in_charge(user, on, "user__")


@scope("mentoring_field.Envelope")
def what_my_own_phones_sent(user: Any, on: date) -> Q:
    return Q(device__user=user)


@scope("mentoring_field.Envelope")
def what_phones_of_my_places_sent(user: Any, on: date) -> Q:
    return facilitators_in_charge(user, on, "device__user__")


@scope("mentoring_field.Conflict")
def differences_of_envelopes_i_see(user: Any, on: date) -> Q:
    envelope = apps.get_model("mentoring_field", "Envelope")
    seen = envelope._base_manager.filter(visible_q(envelope, user, on))
    return Q(envelope__in=seen.values("pk"))
