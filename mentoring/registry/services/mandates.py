"""What is done to mandates."""

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from wagtail.log_actions import log

from mentoring.intervals import overlapping
from mentoring.registry.errors import (
    MandateOverlaps,
)
from mentoring.registry.models import (
    Mandate,
    MandateRole,
    Place,
)
from mentoring.registry.scopes import forget_mandates
from mentoring.registry.services.keeping import require_order


@transaction.atomic
def grant_mandate(
    *,
    user: Any,
    role: str,
    place: Place,
    starts_on: date,
    granted_by: Any,
    ends_on: date | None = None,
) -> Mandate:
    """Return the mandate of `user` to act in `role` (MandateRole) for `place` and all in it.

    The role itself, what its holder may do, is a Django group of the site.
    Raises EndsBeforeItStarts, MandateOverlaps.
    """
    require_order(starts_on, ends_on)
    mandate = Mandate(user=user, role=role, place=place, starts_on=starts_on, ends_on=ends_on)
    _require_no_other(mandate)
    mandate.save(force_insert=True)
    log(instance=mandate, action="wagtail.create", user=granted_by)
    forget_mandates(user)
    return mandate


@transaction.atomic
def end_mandate(*, mandate: Mandate, ends_on: date, ended_by: Any) -> Mandate:
    """Let `mandate` count until the day before `ends_on`; asking again moves the day.

    Raises EndsBeforeItStarts, MandateOverlaps (moving the end into a later one).
    """
    require_order(mandate.starts_on, ends_on)
    mandate.ends_on = ends_on
    _require_no_other(mandate)
    mandate.save(update_fields=["ends_on"])
    log(instance=mandate, action="mentoring.end", user=ended_by)
    forget_mandates(mandate.user)
    return mandate


def _require_no_other(mandate: Mandate) -> None:
    """Raise MandateOverlaps if the days of `mandate`, saved or not, are taken by another."""
    get_user_model()._default_manager.select_for_update().get(pk=mandate.user_id)
    same = Mandate.objects.filter(user=mandate.user, role=mandate.role, place=mandate.place)
    then = same.filter(overlapping(mandate.starts_on, mandate.ends_on)).exclude(pk=mandate.pk)
    standing = then.order_by("starts_on").first()
    if standing is not None:
        raise MandateOverlaps(
            user=mandate.user,
            role=MandateRole(mandate.role).label,
            place=mandate.place,
            starts_on=standing.starts_on,
        )
