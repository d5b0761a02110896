"""Back-checks: lots drawn over the sessions of a month, and what somebody found who asked."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.registry.models import Place, Tier
from mentoring.sessions import conf
from mentoring.sessions.back_check_draw import Lot, draw
from mentoring.sessions.back_check_drums import codes_around, last_draws, was_in_a_drum
from mentoring.sessions.back_check_items import told_items
from mentoring.sessions.errors import (
    AskerRecordedIt,
    BackCheckFinished,
    BackCheckUnanswered,
    FindingMissing,
    MonthAhead,
    NothingToDraw,
)
from mentoring.sessions.models import (
    AskedAgain,
    BackCheck,
    BackCheckAnswer,
    BackCheckDraw,
    MentoringSession,
)
from mentoring.sessions.services.clock import moment


@dataclass(frozen=True)
class Finding:
    """What somebody found about one item; `found` may be empty where it agrees."""

    agrees: bool
    found: str = ""


@transaction.atomic
def draw_back_checks(
    *,
    place: Place,
    month: date,
    drawn_by: Any,
    asker: Any = None,
    seed: str = "",
    now: datetime | None = None,
) -> BackCheckDraw:
    """Draw lots over the sessions held in `place` in the month that `month` lies in.

    asker: who asks again, `drawn_by` if nobody is named; of her own sessions somebody else
    does: `drawn_by`, or for now nobody. seed: made here unless given, so that nobody chooses
    the lots; it is kept. Drawing again adds what came in since and never draws anew; that
    late visits were in a drum is kept even if the lot spares them all.
    Raises MonthAhead, NothingToDraw.
    """
    now = moment(now)
    month = month.replace(day=1)
    if month > timezone.localdate(now):
        raise MonthAhead
    _wait_for_other_drawings(place)
    sessions = _sessions(place, month)
    lots = [_lot(session) for session in sessions]
    seed, percent = seed or secrets.token_hex(16), conf.back_check_percent()
    keys = draw(lots, percent=percent, seed=seed)
    if not keys and not _came_in_since(sessions, month):
        raise NothingToDraw(sessions=len(lots), drawn=sum(lot.is_drawn for lot in lots))
    drawing = BackCheckDraw.objects.create(
        place=place,
        month=month,
        percent=percent,
        seed=seed,
        sessions=len(lots),
        drawn_by=drawn_by,
        drawn_at=now,
    )
    by_key = {session.pk: session for session in sessions}
    BackCheck.objects.bulk_create(
        BackCheck(
            session=by_key[key],
            facilitator_id=_visitor(by_key[key]),
            month=month,
            drawn_at=now,
            draw=drawing,
            assigned_to=_asker(by_key[key], (asker or drawn_by, drawn_by)),
        )
        for key in keys
    )
    log(
        instance=drawing,
        action="mentoring.draw_back_checks",
        user=drawn_by,
        data={"seed": seed, "drawn": len(keys), "sessions": len(lots)},
    )
    return drawing


def _sessions(place: Place, month: date) -> list[MentoringSession]:
    """Held visits to groups there, each once, in that month; with their check, if drawn."""
    inside = Q(group__sentra__place=place.pk) | Q(
        group__sentra__place__code__startswith=f"{place.pk}."
    )
    rows = MentoringSession.objects.counted().filter(
        inside,
        shared_from__isnull=True,
        happened_on__gte=month,
        happened_on__lt=month + relativedelta(months=1),
    )
    return list(rows.select_related("group__sentra", "back_check").order_by("pk"))


def _wait_for_other_drawings(place: Place) -> None:
    """Two drawings over overlapping places share a row here, the outer one first."""
    around = Place.objects.filter(pk__in=codes_around(place.pk)).order_by("pk")
    list(around.select_for_update(no_key=True))


def _came_in_since(sessions: Sequence[MentoringSession], month: date) -> bool:
    """Whether a visit was in no drum yet."""
    draws = last_draws(since=month, until=month + relativedelta(months=1))
    return not all(
        was_in_a_drum(
            draws,
            place=session.group.sentra.place_id,
            month=month,
            received_at=session.received_at,
        )
        for session in sessions
    )


def _visitor(session: MentoringSession) -> int:
    """Whose visit it is: who led it, whoever typed the record; else who recorded it."""
    return session.led_by_id or session.recorded_by_id


def _lot(session: MentoringSession) -> Lot:
    return Lot(
        session=session.pk,
        facilitator=_visitor(session),
        is_weak=session.group is not None and session.group.tier == Tier.WEAK,
        is_drawn=hasattr(session, "back_check"),
    )


def _asker(session: MentoringSession, candidates: Sequence[Any]) -> Any:
    return next((user for user in candidates if not _is_hers(session, user)), None)


def _is_hers(session: MentoringSession, user: Any) -> bool:
    return user.pk in (session.recorded_by_id, session.led_by_id)


@transaction.atomic
def assign_back_check(*, back_check: BackCheck, to: Any, assigned_by: Any) -> BackCheck:
    """Let `to` ask again. Raises BackCheckFinished, AskerRecordedIt."""
    found = _open(back_check)
    if _is_hers(found.session, to):
        raise AskerRecordedIt
    found.assigned_to = to
    found.save(update_fields=["assigned_to"])
    log(instance=found, action="mentoring.assign_back_check", user=assigned_by)
    return found


@transaction.atomic
def answer_back_check(
    *,
    back_check: BackCheck,
    informant: str,
    findings: Mapping[str, Finding],
    checked_by: Any,
    note: str = "",
    now: datetime | None = None,
) -> BackCheck:
    """Keep what was found beside what the record says; nothing of the session changes.

    informant: who was asked, in words. findings: item (`AskedAgain`) -> finding, for each item
    the record says something about (`told_items`); where the visit did not take place, for
    that alone.
    Raises BackCheckFinished, AskerRecordedIt, BackCheckUnanswered, FindingMissing.
    """
    found = _open(back_check)
    if _is_hers(found.session, checked_by):
        raise AskerRecordedIt
    told = _to_answer(told_items(found.session), findings)
    BackCheckAnswer.objects.bulk_create(
        BackCheckAnswer(
            back_check=found,
            item=item,
            told=words,
            found=findings[item].found.strip()[:300],
            agrees=findings[item].agrees,
        )
        for item, words in told.items()
    )
    found.informant, found.note = informant.strip()[:120], note.strip()
    found.checked_by, found.checked_at = checked_by, moment(now)
    found.save(update_fields=["informant", "note", "checked_by", "checked_at"])
    log(instance=found, action="mentoring.answer_back_check", user=checked_by)
    return found


def _to_answer(told: dict[str, str], findings: Mapping[str, Finding]) -> dict[str, str]:
    """The items that are answered, complete. Raises BackCheckUnanswered, FindingMissing."""
    happened = findings.get(AskedAgain.HAPPENED)
    if happened is not None and not happened.agrees:
        told = {AskedAgain.HAPPENED.value: told[AskedAgain.HAPPENED]}
    for item in told:
        if item not in findings:
            raise BackCheckUnanswered
        if not findings[item].agrees and not findings[item].found.strip():
            raise FindingMissing
    return told


def _open(back_check: BackCheck) -> BackCheck:
    rows = BackCheck.objects.select_for_update(of=("self",)).select_related("session__group")
    found = rows.get(pk=back_check.pk)
    if found.is_answered:
        raise BackCheckFinished
    return found
