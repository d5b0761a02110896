"""Taking complaints in, keeping them from whom they are about, answering them, moving them up."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.accounts import name_columns
from mentoring.registry import conf
from mentoring.registry.accused import (
    codes_above,
    future_readers_of,
    lower_readers_of,
    meant_by,
    names_of,
    readers_everywhere,
)
from mentoring.registry.errors import (
    AnswerMissing,
    ComplaintIsClosed,
    NobodyWouldBeLeft,
    NoHigherLevel,
    OnlyTheirSuperiors,
    TooManyComplaints,
)
from mentoring.registry.models import (
    COMPLAINT_TRANSITIONS,
    Complaint,
    ComplaintAbout,
    ComplaintChannel,
    ComplaintState,
    Mandate,
    Person,
    Place,
)
from mentoring.registry.permissions import RESPONSIBLE_ROLES
from mentoring.registry.services.counting import is_one_too_many

_HOUR = 3600


@dataclass(frozen=True)
class Told:
    """What somebody tells; all but the text may be empty."""

    text: str
    phone: str = ""
    place: Place | None = None
    about: str = ComplaintAbout.OTHER
    about_whom: str = ""
    about_user: Any = None
    about_person: Person | None = None


@transaction.atomic
def leave_complaint(
    *,
    told: Told,
    channel: str,
    now: datetime,
    recorded_by: Any = None,
) -> Complaint:
    """Return a new complaint, at the lowest level where somebody may look into it.

    Whoever of those is meant, by account or by a word of her name as it sounds, is kept from
    it. One about "the coordinator" is kept from all who coordinate there, one about "the
    facilitator" from readers who are facilitators, too. About the coordinator, or about
    somebody whose name is nobody's, it starts with the programme. recorded_by: who keyed it
    (None from the public page). The log names no place, text or person.
    """
    today = timezone.localdate(now)
    meant = meant_by(told, names_of(future_readers_of(told.place, today)), today)
    programme_only = told.about == ComplaintAbout.COORDINATOR or not meant.is_found
    complaint = Complaint.objects.create(
        text=told.text.strip(),
        phone=told.phone,
        place=told.place,
        level=None if programme_only else _level_from(told.place, meant.users, now),
        channel=channel,
        about=told.about,
        about_whom=told.about_whom.strip(),
        about_user=told.about_user,
        about_person=told.about_person,
        recorded_by=recorded_by,
        received_at=now,
        level_since=now,
    )
    complaint.kept_from.set(meant.users)
    log(instance=complaint, action="mentoring.complaint", user=recorded_by)
    return complaint


def leave_public_complaint(*, told: Told, address: str, now: datetime) -> Complaint:
    """As `leave_complaint`, from the public page. Raises TooManyComplaints.

    address: of the visitor; only a number that forgets it is counted, for an hour.
    """
    _count(address)
    return leave_complaint(told=told, channel=ComplaintChannel.WEB, now=now)


@transaction.atomic
def take_up_complaint(*, complaint: Complaint, taken_by: Any) -> Complaint:
    """Say that somebody looks into it. Raises ComplaintIsClosed."""
    return _move(complaint, ComplaintState.TAKEN, taken_by, "mentoring.complaint_taken")


@transaction.atomic
def answer_complaint(
    *, complaint: Complaint, answer: str, answered_by: Any, now: datetime
) -> Complaint:
    """Keep the answer that whoever has the receipt may read. Raises AnswerMissing,
    ComplaintIsClosed."""
    if not answer.strip():
        raise AnswerMissing()
    moved = _move(complaint, ComplaintState.ANSWERED, answered_by, "mentoring.complaint_answered")
    moved.answer, moved.answered_by, moved.answered_at = answer.strip(), answered_by, now
    moved.save(update_fields=["answer", "answered_by", "answered_at"])
    return moved


@transaction.atomic
def close_complaint(*, complaint: Complaint, closed_by: Any) -> Complaint:
    """Nothing more is done. Raises AnswerMissing while there is no answer, ComplaintIsClosed."""
    if not _locked(complaint).answer:
        raise AnswerMissing()
    return _move(complaint, ComplaintState.CLOSED, closed_by, "mentoring.complaint_closed")


@transaction.atomic
def escalate_complaint(
    *, complaint: Complaint, now: datetime, escalated_by: Any = None
) -> Complaint:
    """Give it to the next level where somebody may look into it; the present one loses sight.

    Raises NoHigherLevel, ComplaintIsClosed.
    """
    locked = _locked(complaint)
    if locked.level is None:
        raise NoHigherLevel()
    if not locked.is_open:
        raise ComplaintIsClosed()
    # Names are compared again: somebody may be called otherwise by now.
    today = timezone.localdate(now)
    called = names_of(future_readers_of(locked.place, today))
    locked.kept_from.add(*meant_by(locked, called, today).users)
    locked.level = _level_from(locked.level.parent, _kept_from(locked), now)
    locked.level_since = now
    locked.save(update_fields=["level", "level_since"])
    log(instance=locked, action="mentoring.complaint_escalated", user=escalated_by)
    return locked


def escalate_late_complaints(*, now: datetime) -> int:
    """Move every open complaint one level up that nobody answered in time; how many moved."""
    since = now - timedelta(days=conf.complaint_days())
    late = Complaint.objects.open().filter(level__isnull=False, level_since__lte=since)
    for complaint in late:
        escalate_complaint(complaint=complaint, now=now)
    return len(late)


@transaction.atomic
def keep_complaint_from(*, complaint: Complaint, user: Any, kept_by: Any, now: datetime) -> None:
    """Take `user`, who turns out to be meant, out of those who see it; if nobody is left at
    its level it goes up.

    Raises OnlyTheirSuperiors, NobodyWouldBeLeft (no manager of the programme).
    """
    locked = _locked(complaint)
    today = timezone.localdate(now)
    if not lower_readers_of(locked.level, today, kept_by).filter(pk=user.pk).exists():
        raise OnlyTheirSuperiors()
    out = {user.pk, locked.about_user_id, *_kept_from(locked)} - {None}
    if not readers_everywhere().filter(is_active=True).exclude(pk__in=out).exists():
        raise NobodyWouldBeLeft()
    _keep_from(locked, user, kept_by, now)


def _keep_from(locked: Complaint, user: Any, kept_by: Any, now: datetime) -> None:
    locked.kept_from.add(user)
    locked.level = _level_from(locked.level, _kept_from(locked), now)
    locked.save(update_fields=["level"])
    log(instance=locked, action="mentoring.complaint_kept_from", user=kept_by)


@transaction.atomic
def keep_named_from(*, user: Any, now: datetime, place: Place | None = None) -> None:
    """Keep from `user`, who may read complaints from now on, those that are about her.

    place: where her mandate holds; None if it is everywhere.
    """
    complaints = Complaint.objects.exclude(kept_from=user)
    if place is not None:
        inside = Q(place=place) | Q(place__code__startswith=f"{place.code}.")
        complaints = complaints.filter(inside)
    called, today = names_of([user]), timezone.localdate(now)
    for complaint in complaints.select_related("place", "about_user", "about_person"):
        if user.pk in meant_by(complaint, called, today).users:
            _keep_from(_locked(complaint), user, None, now)


def complaint_readers(*, complaint: Complaint, asked_by: Any) -> QuerySet:
    """Accounts that `asked_by` could still keep it from, by name."""
    readers = lower_readers_of(complaint.level, timezone.localdate(), asked_by)
    return readers.exclude(pk__in=complaint.kept_from.all()).order_by(*name_columns())


def _kept_from(complaint: Complaint) -> set[Any]:
    return set(complaint.kept_from.values_list("pk", flat=True))


def _move(complaint: Complaint, state: str, moved_by: Any, action: str) -> Complaint:
    locked = _locked(complaint)
    if state != locked.state and state not in COMPLAINT_TRANSITIONS[locked.state]:
        raise ComplaintIsClosed()
    locked.state = state
    locked.save(update_fields=["state"])
    log(instance=locked, action=action, user=moved_by)
    return locked


def _locked(complaint: Complaint) -> Complaint:
    return (
        Complaint.objects.select_for_update(of=("self",))
        .select_related("level__parent")
        .get(pk=complaint.pk)
    )


def _level_from(place: Place | None, kept_from: Collection[Any], now: datetime) -> Place | None:
    """`place`, or the nearest one it belongs to, for which somebody may look into it."""
    if place is None:
        return None
    codes = codes_above(place.code)
    held = set(
        Mandate.objects.on(timezone.localdate(now))
        .filter(role__in=RESPONSIBLE_ROLES, place__in=codes, user__is_active=True)
        .exclude(user__in=kept_from)
        .values_list("place_id", flat=True)
    )
    nearest = next((code for code in codes if code in held), None)
    return Place.objects.get(pk=nearest) if nearest else None


def _count(address: str) -> None:
    if is_one_too_many("complaints", address, most=conf.complaints_an_hour(), seconds=_HOUR):
        raise TooManyComplaints()
