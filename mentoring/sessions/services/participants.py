"""Who takes part in a training: seats first, then reserves; leaving, and moving up."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from mentoring.assignments.models import Facilitator
from mentoring.registry.models import Person
from mentoring.registry.services import ensure_user, register_person
from mentoring.registry.services.vulnerability import juragan_between
from mentoring.sessions.errors import (
    LeftBeforeAttended,
    NoSeatLeft,
    OutsideTheRun,
    RunClosed,
)
from mentoring.sessions.models import (
    Attendance,
    AttendanceStatus,
    PlaceSource,
    RunParticipant,
    SeatKind,
    TrainingRun,
)
from mentoring.sessions.services.clock import local_day, moment
from mentoring.sessions.taking_part import Entrant, accompanied_groups, refuse_barred


@transaction.atomic
def add_participants(
    *,
    run: TrainingRun,
    entrants: Collection[Entrant],
    added_by: Any,
    source: str = PlaceSource.GROUP,
    now: datetime | None = None,
) -> list[RunParticipant]:
    """Return the places of `entrants`, all or none; who has one already keeps it.

    Seats are taken in the order of `entrants`, then reserve seats; who left comes back on
    the day of `now`, with her number. Numbers go on from the highest. Each person gets an
    account, so that attendance, lessons and certificate meet in one place.
    Raises RunClosed, NoSeatLeft, and what `refuse_barred` raises (`taking_part.py`).
    """
    locked = lock_open_run(run)
    taken = {place.person_id: place for place in locked.participants.select_related("person")}
    fresh = {
        entrant.person.pk: entrant
        for entrant in entrants
        if entrant.person.pk not in taken or taken[entrant.person.pk].has_left
    }
    refuse_barred(locked, list(fresh.values()))
    number = _highest_number(taken.values())
    for entrant, seat in zip(fresh.values(), _seats_for(locked, len(fresh)), strict=True):
        ensure_user(person=entrant.person)
        if (back := taken.get(entrant.person.pk)) is not None:
            _come_back(back, entrant, seat, local_day(moment(now), locked.zone))
            continue
        number += 1
        taken[entrant.person.pk] = RunParticipant.objects.create(
            run=locked,
            person=entrant.person,
            group=entrant.group,
            participant_number=f"{number:02d}",
            seat=seat,
            source=source,
            added_by=added_by,
            added_at=moment(now),
        )
    if fresh:
        log(
            instance=locked,
            action="wagtail.edit",
            user=added_by,
            data={"participants_added": [str(pk) for pk in fresh]},
        )
    return [taken[entrant.person.pk] for entrant in entrants]


def _highest_number(places: Iterable[RunParticipant]) -> int:
    numbers = [place.participant_number for place in places]
    return max((int(number) for number in numbers if number.isdecimal()), default=0)


def lock_open_run(run: TrainingRun) -> TrainingRun:
    """The row of `run`, locked, while it can still change. Raises RunClosed."""
    locked = TrainingRun.objects.select_for_update().get(pk=run.pk)
    if locked.is_settled:
        raise RunClosed(run=locked)
    return locked


@dataclass(frozen=True)
class FreeSeats:
    seats: int
    reserves: int

    @property
    def total(self) -> int:
        return self.seats + self.reserves


def free_seats(run: TrainingRun) -> FreeSeats:
    """How many seats and reserve seats of `run` nobody has. One query."""
    kinds = Counter(run.participants.still_there().values_list("seat", flat=True))
    return FreeSeats(
        seats=max(run.seats - kinds[SeatKind.SEAT], 0),
        reserves=max(run.reserve_seats - kinds[SeatKind.RESERVE], 0),
    )


def _seats_for(run: TrainingRun, wanted: int) -> list[str]:
    """`wanted` kinds of seats, real ones first. Raises NoSeatLeft."""
    free = free_seats(run)
    seats, reserves = free.seats, free.reserves
    if wanted > seats + reserves:
        raise NoSeatLeft(wanted=wanted, seats=seats, reserves=reserves)
    return [SeatKind.SEAT if n < seats else SeatKind.RESERVE for n in range(wanted)]


def _come_back(place: RunParticipant, entrant: Entrant, seat: str, day: date) -> None:
    place.left_on, place.left_reason = None, ""
    place.group, place.seat, place.seat_from = entrant.group, seat, day
    place.save(update_fields=["left_on", "left_reason", "group", "seat", "seat_from"])


@transaction.atomic
def person_of_facilitator(*, facilitator: Facilitator, registered_by: Any) -> Person:
    """The person behind a facilitator's account; one is registered if there is none yet."""
    known = Person.objects.filter(user=facilitator.user_id).first()
    if known is not None:
        return known
    home = facilitator.home_place
    return register_person(
        full_name=facilitator.user.get_full_name() or facilitator.user.get_username(),
        hamlet=home.name,
        place=home,
        user=facilitator.user,
        registered_by=registered_by,
    )


@transaction.atomic
def leave_run(
    *,
    place: RunParticipant,
    left_on: date,
    reason: str,
    left_by: Any,
    now: datetime | None = None,
) -> list[RunParticipant]:
    """Note that somebody is not expected any more from `left_on`; return who moved up.

    Leaving twice is fine and changes nothing. Raises RunClosed, OutsideTheRun,
    LeftBeforeAttended (she was marked present on that day or later).
    """
    run = lock_open_run(place.run)
    locked = RunParticipant.objects.select_for_update().select_related("person").get(pk=place.pk)
    if locked.has_left:
        return []
    if left_on >= run.ends_on:
        raise OutsideTheRun(day=left_on, first=run.starts_on, last=run.last_day)
    present = Attendance.objects.filter(
        session__run=run,
        session__happened_on__gte=left_on,
        person=locked.person,
        status=AttendanceStatus.HADIR,
    ).order_by("-session__happened_on")
    last = present.values_list("session__happened_on", flat=True).first()
    if last is not None:
        raise LeftBeforeAttended(name=locked.person.full_name, day=last)
    locked.left_on, locked.left_reason = left_on, reason
    locked.save(update_fields=["left_on", "left_reason"])
    log(
        instance=run,
        action="mentoring.leave_training",
        user=left_by,
        data={"person": str(locked.person_id), "left_on": left_on.isoformat()},
    )
    return move_up(run=run, day=max(left_on, run.starts_on), moved_by=left_by)


@transaction.atomic
def move_up_reserves(*, run: TrainingRun, moved_by: Any) -> list[RunParticipant]:
    """`move_up` from today, for whoever made seats free otherwise; nobody in a settled run."""
    locked = TrainingRun.objects.select_for_update().get(pk=run.pk)
    if locked.is_settled:
        return []
    day = max(local_day(moment(None), locked.zone), locked.starts_on)
    return move_up(run=locked, day=day, moved_by=moved_by)


def move_up(*, run: TrainingRun, day: date, moved_by: Any) -> list[RunParticipant]:
    """Give free seats to reserves, in their order, from `day` on; return who moved up.

    A reserve whose group nobody accompanies on the day, or who became a juragan, is passed
    over; the log says so. Call it with the run locked.
    """
    free = run.seats - run.participants.seated().count()
    waiting = list(run.participants.reserves().select_related("person", "group"))
    accompanied = accompanied_groups([each.group_id for each in waiting if each.group_id], day)
    barred = juragan_between([each.person_id for each in waiting], day, run.ends_on)
    moved, passed_over = [], []
    for each in waiting:
        if len(moved) >= free:
            break
        if each.person_id in barred or (each.group_id and each.group_id not in accompanied):
            passed_over.append(str(each.person_id))
            continue
        each.seat = SeatKind.SEAT
        each.seat_from = day if day > run.starts_on else None
        each.save(update_fields=["seat", "seat_from"])
        moved.append(each)
    if moved or passed_over:
        log(
            instance=run,
            action="mentoring.move_up",
            user=moved_by,
            data={
                "moved_up": [str(each.person_id) for each in moved],
                "passed_over": passed_over,
            },
        )
    return moved
