"""Study visits: asked for, answered, hosted in turn; what was bought, promised and became of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from wagtail.log_actions import log

from mentoring.assignments.models import Assignment
from mentoring.registry.models import CrafterGroup, Membership, Person, Sentra
from mentoring.registry.permissions import reads_ties_of
from mentoring.registry.services.counting import is_one_too_many
from mentoring.sessions import conf
from mentoring.sessions.errors import (
    CheckTooEarly,
    HostIsTheirJuragan,
    HostNeedsALook,
    HostOfAnotherCentre,
    NotHeldYet,
    NotOnTheRoster,
    PracticesTaken,
    ReasonMissing,
    SessionHasPassed,
    TooManyRequests,
    VisitAlreadyDecided,
)
from mentoring.sessions.host_rotation import is_juragan_of
from mentoring.sessions.models import (
    MentoringSession,
    PracticeCheck,
    PromisedPractice,
    SessionKind,
    StudyDirection,
    StudyParticipant,
    StudyPurchase,
    StudyVisit,
    StudyVisitState,
)
from mentoring.sessions.models.study_visits import CHECKED_AFTER_DAYS, STUDY_VISIT_TRANSITIONS
from mentoring.sessions.services.clock import local_day, refuse_dissolved
from mentoring.sessions.services.plans import cancel_session

_HOUR = 3600


@dataclass(frozen=True)
class Wish:
    """What guests ask for; of the contact no more than an answer needs."""

    body: str
    contact_name: str
    sentra: Sentra
    wished_on: date
    people_count: int
    purpose: str
    contact_phone: str = ""
    contact_email: str = ""


@transaction.atomic
def ask_for_visit(
    *, wish: Wish, now: datetime, asked_by: Any = None, address: str = ""
) -> StudyVisit:
    """Return the request. address: of the visitor of the public page, counted and forgotten.

    Raises SessionHasPassed, TooManyRequests (only with an address).
    """
    if wish.wished_on < local_day(now, ZoneInfo(wish.sentra.time_zone)):
        raise SessionHasPassed(day=wish.wished_on)
    most = conf.study_requests_an_hour()
    if address and is_one_too_many("study_visits", address, most=most, seconds=_HOUR):
        raise TooManyRequests
    visit = StudyVisit.objects.create(
        direction=StudyDirection.IN, asked_at=now, asked_by=asked_by, **vars(wish)
    )
    log(instance=visit, action="wagtail.create", user=asked_by)
    return visit


@transaction.atomic
def approve_visit(
    *,
    visit: StudyVisit,
    group: CrafterGroup,
    planned_on: date,
    approved_by: Any,
    now: datetime,
    answer: str = "",
) -> StudyVisit:
    """`group` hosts the guests on `planned_on`; its facilitator leads the planned session.

    Raises VisitAlreadyDecided, HostOfAnotherCentre, SessionHasPassed, GroupDissolvedBefore.
    """
    locked = _move(visit, StudyVisitState.APPROVED, approved_by, now, answer)
    if group.sentra_id != locked.sentra_id:
        raise HostOfAnotherCentre(group=group)
    locked.group = group
    locked.session = _planned(group, SessionKind.STUDY_IN, planned_on, approved_by, now)
    locked.save()
    return locked


@transaction.atomic
def decline_visit(*, visit: StudyVisit, answer: str, declined_by: Any, now: datetime) -> StudyVisit:
    """Say no, and why. Raises ReasonMissing, VisitAlreadyDecided."""
    if not answer.strip():
        raise ReasonMissing
    locked = _move(visit, StudyVisitState.DECLINED, declined_by, now, answer)
    locked.save()
    return locked


@transaction.atomic
def call_off_visit(
    *, visit: StudyVisit, answer: str, called_off_by: Any, now: datetime
) -> StudyVisit:
    """Take an approved visit back, with its planned session.

    Raises ReasonMissing, VisitAlreadyDecided, SessionNotPlanned (it was held).
    """
    if not answer.strip():
        raise ReasonMissing
    locked = _move(visit, StudyVisitState.CALLED_OFF, called_off_by, now, answer)
    if locked.session is not None:
        cancel_session(session=locked.session, reason=answer[:200], said_by=called_off_by)
    locked.save()
    return locked


@transaction.atomic
def plan_outgoing(
    *,
    group: CrafterGroup,
    body: str,
    purpose: str,
    planned_on: date,
    participants: Collection[Person],
    planned_by: Any,
    now: datetime,
    host_group: CrafterGroup | None = None,
    host_person: Person | None = None,
) -> StudyVisit:
    """Some of `group` go to learn from `body`. Participants are members on that day.

    Nobody learns at her own juragan's. A visit to `host_person` by who does not read the
    business ties of all participants waits for a coordinator, whether there is a tie or not:
    a refusal would tell who owes whom. Raises SessionHasPassed, GroupDissolvedBefore,
    NotOnTheRoster, HostIsTheirJuragan (only to who reads ties).
    """
    _refuse_strangers(group, participants, planned_on)
    _refuse_day(group, planned_on, now)
    visit = StudyVisit(
        direction=StudyDirection.OUT,
        purpose=purpose,
        body=body.strip(),
        people_count=max(1, len(participants)),
        wished_on=planned_on,
        sentra=group.sentra,
        group=group,
        host_group=host_group,
        host_person=host_person,
        asked_at=now,
        asked_by=planned_by,
    )
    if _may_judge_host(visit, participants, planned_by, now):
        _agree(visit, participants, planned_by, now)
    visit.save()
    StudyParticipant.objects.bulk_create(
        StudyParticipant(visit=visit, person=person) for person in participants
    )
    log(instance=visit, action="wagtail.create", user=planned_by)
    return visit


@transaction.atomic
def agree_to_outgoing(*, visit: StudyVisit, agreed_by: Any, now: datetime) -> StudyVisit:
    """Let a group go that waits for it. Raises VisitAlreadyDecided, HostNeedsALook,
    HostIsTheirJuragan, SessionHasPassed, GroupDissolvedBefore."""
    locked = _move(visit, StudyVisitState.APPROVED, agreed_by, now, "")
    people = [each.person for each in locked.participants.select_related("person")]
    if not _may_judge_host(locked, people, agreed_by, now):
        raise HostNeedsALook
    _agree(locked, people, agreed_by, now)
    locked.save()
    return locked


def _may_judge_host(
    visit: StudyVisit, people: Collection[Person], user: Any, now: datetime
) -> bool:
    today = local_day(now, ZoneInfo(visit.sentra.time_zone))
    return visit.host_person is None or reads_ties_of(user, people, today)


def _agree(visit: StudyVisit, people: Collection[Person], by: Any, now: datetime) -> None:
    host, day = visit.host_person, visit.wished_on
    if host is not None and is_juragan_of(host, people, day):
        raise HostIsTheirJuragan
    visit.session = _planned(visit.group, SessionKind.STUDY_OUT, day, by, now)
    visit.state, visit.decided_by, visit.decided_at = StudyVisitState.APPROVED, by, now


def _refuse_strangers(group: CrafterGroup, people: Collection[Person], day: date) -> None:
    members = Membership.objects.roster(day).filter(group=group)
    strangers = {each.pk for each in people} - set(members.values_list("person", flat=True))
    if strangers:
        names = ", ".join(each.full_name for each in people if each.pk in strangers)
        raise NotOnTheRoster(names=names)


@transaction.atomic
def record_purchase(
    *,
    visit: StudyVisit,
    group: CrafterGroup,
    rupiah: int,
    recorded_by: Any,
    now: datetime,
    goods: str = "",
) -> StudyPurchase:
    """What guests bought of `group`, which need not be the host. Raises NotHeldYet,
    HostOfAnotherCentre, ValueError for no rupiah."""
    if rupiah < 1:
        raise ValueError("rupiah must be at least 1")
    _require_held(visit)
    if group.sentra_id != visit.sentra_id:
        raise HostOfAnotherCentre(group=group)
    return StudyPurchase.objects.create(
        visit=visit,
        group=group,
        rupiah=rupiah,
        goods=goods.strip(),
        recorded_by=recorded_by,
        recorded_at=now,
    )


@transaction.atomic
def promise_practices(
    *, visit: StudyVisit, texts: Sequence[str], promised_by: Any
) -> list[PromisedPractice]:
    """Keep up to three practices that will be tried, and ask for each after 60 and 90 days.

    Raises NotHeldYet, PracticesTaken, ValueError for more than three or none.
    """
    said = [text.strip() for text in texts if text.strip()]
    if not 1 <= len(said) <= 3:
        raise ValueError("one to three practices are promised")
    session = _require_held(visit)
    StudyVisit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if visit.practices.exists():
        raise PracticesTaken
    practices = [
        PromisedPractice.objects.create(visit=visit, number=number, text=text)
        for number, text in enumerate(said, start=1)
    ]
    PracticeCheck.objects.bulk_create(
        PracticeCheck(
            practice=practice,
            after_days=days,
            due_on=session.happened_on + timedelta(days=days),
        )
        for practice in practices
        for days in CHECKED_AFTER_DAYS
    )
    log(instance=visit, action="wagtail.edit", user=promised_by)
    return practices


@transaction.atomic
def check_practice(
    *, check: PracticeCheck, adoption: str, checked_by: Any, today: date, note: str = ""
) -> PracticeCheck:
    """Say what came of a practice. Again on another day replaces it. Raises CheckTooEarly."""
    if today < check.due_on:
        raise CheckTooEarly(day=check.due_on)
    check.adoption, check.note = adoption, note.strip()
    check.checked_by, check.checked_on = checked_by, today
    check.save(update_fields=["adoption", "note", "checked_by", "checked_on"])
    return check


def _move(
    visit: StudyVisit, state: StudyVisitState, by: Any, now: datetime, answer: str
) -> StudyVisit:
    locked = StudyVisit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if state not in STUDY_VISIT_TRANSITIONS[locked.state]:
        raise VisitAlreadyDecided
    locked.state, locked.answer = state, answer.strip()
    locked.decided_by, locked.decided_at = by, now
    log(instance=locked, action="wagtail.edit", user=by)
    return locked


def _refuse_day(group: CrafterGroup, day: date, now: datetime) -> None:
    if day < local_day(now, ZoneInfo(group.sentra.time_zone)):
        raise SessionHasPassed(day=day)
    refuse_dissolved(group, day)


def _planned(group: CrafterGroup, kind: str, day: date, by: Any, now: datetime) -> MentoringSession:
    _refuse_day(group, day, now)
    lead = Assignment.objects.leading_on(day).filter(group=group).first()
    return MentoringSession.objects.create(
        group=group,
        kind=kind,
        happened_on=day,
        led_by=lead.facilitator.user if lead is not None else None,
        recorded_by=by,
        recorded_at=now,
        received_at=now,
    )


def _require_held(visit: StudyVisit) -> MentoringSession:
    if visit.session is None or not visit.session.is_held:
        raise NotHeldYet
    return visit.session
