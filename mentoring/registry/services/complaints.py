"""Taking complaints in, keeping them from whom they are about, answering them, moving them up."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.accounts import name_columns
from mentoring.registry import conf
from mentoring.registry.errors import (
    AnswerMissing,
    ComplaintIsClosed,
    NoHigherLevel,
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
# Words of names that say nothing about who is meant.
_NOT_A_NAME = frozenset(
    {
        *("bapak", "pak", "ibu", "mbak", "mas", "haji", "hajah", "lalu", "baiq", "inaq", "amaq"),
        *("koordinator", "pendamping", "manajer", "evaluator", "kepala", "contoh", "rekaan"),
    }
)


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

    Whoever of those is meant, by account or by a word of the name in the text, is kept
    from it; a complaint about "the coordinator" without a name is kept from all who
    coordinate there. recorded_by: who keyed it (None from the public page). The log
    names no place, text or person.
    """
    readers = _possible_readers(told.place, timezone.localdate(now))
    kept_from = _meant(told, readers, timezone.localdate(now))
    complaint = Complaint.objects.create(
        text=told.text.strip(),
        phone=told.phone,
        place=told.place,
        level=_level_from(told.place, kept_from, now),
        channel=channel,
        about=told.about,
        about_whom=told.about_whom.strip(),
        about_user=told.about_user,
        about_person=told.about_person,
        recorded_by=recorded_by,
        received_at=now,
        level_since=now,
    )
    complaint.kept_from.set(kept_from)
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
    kept_from = set(locked.kept_from.values_list("pk", flat=True))
    locked.level = _level_from(locked.level.parent, kept_from, now)
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
    its level it goes up."""
    locked = _locked(complaint)
    locked.kept_from.add(user)
    kept_from = set(locked.kept_from.values_list("pk", flat=True))
    locked.level = _level_from(locked.level, kept_from, now)
    locked.save(update_fields=["level"])
    log(instance=locked, action="mentoring.complaint_kept_from", user=kept_by)


def complaint_readers(*, complaint: Complaint) -> QuerySet:
    """Accounts at its level and above that it could still be kept from, by name."""
    readers = _possible_readers(complaint.level, timezone.localdate())
    kept = set(complaint.kept_from.values_list("pk", flat=True))
    keys = [user.pk for user in readers if user.pk not in kept]
    users = get_user_model()._default_manager
    return users.filter(pk__in=keys).order_by(*name_columns())


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


def _possible_readers(place: Place | None, today: Any) -> list[Any]:
    """Everybody who might ever be given a complaint from `place`."""
    above = Q(pk__in=[])
    if place is not None:
        codes = _codes_above(place.code)
        mandates = Mandate.objects.on(today).filter(role__in=RESPONSIBLE_ROLES, place__in=codes)
        above = Q(pk__in=mandates.values("user"))
    everywhere = Q(
        groups__permissions__codename="view_all_complaint",
        groups__permissions__content_type__app_label="mentoring_registry",
    )
    users = get_user_model()._default_manager.filter(is_active=True)
    return list(users.filter(above | everywhere).distinct())


def _meant(told: Told, readers: list[Any], today: Any) -> set[Any]:
    """Keys of those of `readers` the complaint is, or may be, about."""
    words = set(re.findall(r"\w+", f"{told.about_whom} {told.text}".casefold()))
    meant = {user.pk for user in readers if _name_words(user) & words}
    if told.about_user is not None:
        meant.add(told.about_user.pk)
    if told.about_person is not None and told.about_person.user_id:
        meant.add(told.about_person.user_id)
    if told.about == ComplaintAbout.COORDINATOR and not meant and told.place is not None:
        coordinators = Mandate.objects.on(today).filter(
            role__in=RESPONSIBLE_ROLES, place__in=_codes_above(told.place.code)
        )
        meant = set(coordinators.values_list("user_id", flat=True))
    return meant


def _name_words(user: Any) -> set[str]:
    words = re.findall(r"\w{3,}", user.get_full_name().casefold())
    return set(words) - _NOT_A_NAME


def _level_from(place: Place | None, kept_from: set[Any], now: datetime) -> Place | None:
    """`place`, or the nearest one it belongs to, for which somebody may look into it."""
    if place is None:
        return None
    codes = _codes_above(place.code)
    held = set(
        Mandate.objects.on(timezone.localdate(now))
        .filter(role__in=RESPONSIBLE_ROLES, place__in=codes, user__is_active=True)
        .exclude(user__in=kept_from)
        .values_list("place_id", flat=True)
    )
    nearest = next((code for code in codes if code in held), None)
    return Place.objects.get(pk=nearest) if nearest else None


def _codes_above(code: str) -> list[str]:
    """ "35.09.10" -> ["35.09.10", "35.09", "35"]."""
    parts = code.split(".")
    return [".".join(parts[:length]) for length in range(len(parts), 0, -1)]


def _count(address: str) -> None:
    if is_one_too_many("complaints", address, most=conf.complaints_an_hour(), seconds=_HOUR):
        raise TooManyComplaints()
