"""People who register themselves for a training: the waiting list, and what is decided."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.registry.models import CrafterGroup, Person
from mentoring.registry.name_keys import name_key
from mentoring.registry.services.counting import is_one_too_many
from mentoring.sessions import conf
from mentoring.sessions.errors.registrations import (
    RegistrationDecided,
    RegistrationOver,
    TooManyRegistrations,
)
from mentoring.sessions.models import (
    PlaceSource,
    RegistrationState,
    RunParticipant,
    RunRegistration,
    TrainingRun,
)
from mentoring.sessions.services.clock import moment
from mentoring.sessions.services.participants import Entrant, add_participants

_HOUR = 3600


@transaction.atomic
def register_for_run(
    *,
    run: TrainingRun,
    full_name: str,
    hamlet: str,
    phone: str = "",
    group_name: str = "",
    address: str = "",
    now: datetime | None = None,
) -> RunRegistration:
    """Return the place of somebody on the waiting list of `run`; sent twice, it is one.

    address: whom the limit of tries counts, never kept. Raises RegistrationOver,
    TooManyRegistrations.
    """
    now = moment(now)
    locked = TrainingRun.objects.select_for_update().get(pk=run.pk)
    today = timezone.localdate(now, locked.zone)
    if not TrainingRun.objects.open_to_registration(today).filter(pk=locked.pk).exists():
        raise RegistrationOver
    key, where = name_key(full_name), name_key(hamlet)
    for there in RunRegistration.objects.waiting().filter(run=locked):
        if (name_key(there.full_name), name_key(there.hamlet)) == (key, where):
            return there
    most = conf.registrations_an_hour()
    if is_one_too_many("registrations", address, most=most, seconds=_HOUR):
        raise TooManyRegistrations
    return RunRegistration.objects.create(
        run=locked,
        full_name=full_name,
        hamlet=hamlet,
        phone=phone,
        group_name=group_name,
        agreed_at=now,
        received_at=now,
    )


@transaction.atomic
def accept_registration(
    *,
    registration: RunRegistration,
    person: Person,
    group: CrafterGroup,
    accepted_by: Any,
    now: datetime | None = None,
) -> RunParticipant:
    """Return the seat of `person`, who registered herself, as a member of `group`.

    Raises RegistrationDecided, and what `add_participants` raises.
    """
    locked = _waiting(registration)
    (place,) = add_participants(
        run=locked.run,
        entrants=[Entrant(person, group)],
        added_by=accepted_by,
        source=PlaceSource.REGISTRATION,
        now=now,
    )
    # Two registrations of one person: the first one keeps the link to her place.
    is_taken = RunRegistration.objects.filter(place=place).exists()
    locked.place = None if is_taken else place
    locked.person = person
    _settle(locked, RegistrationState.ACCEPTED, "", accepted_by, now)
    return place


@transaction.atomic
def decline_registration(
    *, registration: RunRegistration, reason: str, declined_by: Any, now: datetime | None = None
) -> RunRegistration:
    """Say no, with the reason that is told when she asks. Raises RegistrationDecided."""
    locked = _waiting(registration)
    _settle(locked, RegistrationState.DECLINED, reason.strip(), declined_by, now)
    return locked


def _waiting(registration: RunRegistration) -> RunRegistration:
    rows = RunRegistration.objects.select_for_update(of=("self",)).select_related("run")
    locked = rows.get(pk=registration.pk)
    if locked.state != RegistrationState.WAITING:
        raise RegistrationDecided(state=locked.get_state_display())
    return locked


def _settle(
    registration: RunRegistration, state: str, reason: str, by: Any, now: datetime | None
) -> None:
    registration.state, registration.reason = state, reason
    registration.decided_by, registration.decided_at = by, moment(now)
    registration.save()
    log(
        instance=registration.run,
        action="mentoring.decide_registration",
        user=by,
        data={"registration": str(registration.pk), "state": str(state)},
    )
