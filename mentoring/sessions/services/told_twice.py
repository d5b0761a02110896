"""Visits that were told twice: found, counted once, and decided by a person.

Both records are kept as they came. What counts follows from the pairs and can be counted
anew at any time, so that every decision can be taken back (mentoring.md, decision 2).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.sessions.errors import PairDecided, PairOpen, ReasonMissing
from mentoring.sessions.models import (
    STRONGEST_FIRST,
    Attendance,
    MentoringSession,
    PairState,
    SessionDuplicate,
    SessionState,
)

# Two starts within one band are one visit told twice; a phone that noted none fits any.
BAND = timedelta(hours=3)
_RANK = {status: rank for rank, status in enumerate(STRONGEST_FIRST)}


def alike(one: MentoringSession, other: MentoringSession) -> bool:
    """Whether two held sessions may be one: same group, day and kind, starts not far apart."""
    if (one.group_id, one.happened_on, one.kind) != (
        other.group_id,
        other.happened_on,
        other.kind,
    ):
        return False
    if one.starts_at is None or other.starts_at is None:
        return True
    return abs(one.starts_at - other.starts_at) <= BAND


def find_pairs(written: Collection[MentoringSession], *, now: datetime) -> None:
    """Note which of `written` may tell of a visit that was told before, and count anew.

    Open pairs that no longer fit, because one was corrected, are taken back. Queries do
    not grow with the number of sessions.
    """
    keys = {session.pk for session in written}
    known = SessionDuplicate.objects.filter(Q(first__in=keys) | Q(second__in=keys))
    kept = {(pair.first_id, pair.second_id): pair for pair in known}
    # Hardly any visit is told twice: nothing more is read for those that are not.
    others = {key for pair in kept for key in pair} - keys
    partners = MentoringSession.objects.in_bulk(others).values() if others else ()
    near = list(_beside([*written, *partners]))
    fit = {
        tuple(sorted((one.pk, other.pk)))
        for some in _by_group_and_day(near).values()
        for one, other in combinations(some, 2)
        if keys & {one.pk, other.pk} and alike(one, other)
    }
    gone = [p.pk for key, p in kept.items() if p.state == PairState.OPEN and key not in fit]
    if gone:
        SessionDuplicate.objects.filter(pk__in=gone).delete()
    new = [key for key in fit if key not in kept]
    if new:
        SessionDuplicate.objects.bulk_create(
            (SessionDuplicate(first_id=a, second_id=b, found_at=now) for a, b in sorted(new)),
            ignore_conflicts=True,
        )
    if new or kept or any(session.credit for session in written):
        count_anew(near)


def _beside(sessions: Iterable[MentoringSession]) -> Iterator[MentoringSession]:
    """Held sessions of the same groups on the same days, `sessions` included. One query."""
    wanted = {(each.group_id, each.happened_on) for each in sessions if each.group_id}
    rows = MentoringSession.objects.held().filter(
        group__in={group for group, _day in wanted}, happened_on__in={day for _g, day in wanted}
    )
    for row in rows.order_by("pk"):
        if (row.group_id, row.happened_on) in wanted:
            yield row


def _by_group_and_day(
    sessions: Iterable[MentoringSession],
) -> dict[tuple[Any, Any], list[MentoringSession]]:
    found: dict[tuple[Any, Any], list[MentoringSession]] = defaultdict(list)
    for session in sessions:
        found[session.group_id, session.happened_on].append(session)
    return found


def recount(sessions: Collection[MentoringSession]) -> None:
    """Count anew what figures take of `sessions` and of those told on the same days."""
    count_anew(list(_beside(sessions)))


def count_anew(sessions: Sequence[MentoringSession]) -> None:
    """Write which of `sessions`, and which of their marks, figures count.

    sessions: whole days of groups, so that no pair leads outside. Of each set of records of
    one visit one session counts, and of each person the strongest mark (`STRONGEST_FIRST`).
    """
    by_key = {session.pk: session for session in sessions}
    pairs = list(
        SessionDuplicate.objects.filter(first__in=by_key).exclude(state=PairState.DIFFERENT)
    )
    dropped = _dropped(pairs)
    changed, counting = [], {}
    for some in _sets_of(by_key, pairs):
        able = [s for s in some if not s.waits_for_credit and s.pk not in dropped]
        first = min(able, key=_first_counts, default=None)
        for session in some:
            with_key = first.pk if first and session is not first else None
            is_counted = session is first
            if (session.is_counted, session.counted_with_id) != (is_counted, with_key):
                session.is_counted, session.counted_with_id = is_counted, with_key
                changed.append(session)
        counting.update({session.pk: first for session in able})
    if changed:
        MentoringSession.objects.bulk_update(changed, ["is_counted", "counted_with"])
    _count_marks(by_key, counting)


def _first_counts(session: MentoringSession) -> tuple[bool, datetime, UUID]:
    """The one at which the facilitator was, then the one that came first."""
    return (not session.facilitator_was_present, session.received_at, session.pk)


def _dropped(pairs: Iterable[SessionDuplicate]) -> set[UUID]:
    return {
        pair.second_id if pair.state == PairState.FIRST else pair.first_id
        for pair in pairs
        if pair.state in (PairState.FIRST, PairState.SECOND)
    }


def _sets_of(
    by_key: dict[UUID, MentoringSession], pairs: Iterable[SessionDuplicate]
) -> Iterator[list[MentoringSession]]:
    """Sessions that are one visit, by whatever chain of pairs."""
    label = {key: key for key in by_key}
    for pair in pairs:
        if pair.first_id in label and pair.second_id in label:
            old, new = label[pair.second_id], label[pair.first_id]
            label = {key: new if said == old else said for key, said in label.items()}
    found: dict[UUID, list[MentoringSession]] = defaultdict(list)
    for key, said in label.items():
        found[said].append(by_key[key])
    yield from found.values()


def _count_marks(
    by_key: dict[UUID, MentoringSession], counting: dict[UUID, MentoringSession | None]
) -> None:
    best: dict[tuple[Any, Any], tuple[Any, Attendance]] = {}
    marks = list(Attendance.objects.filter(session__in=by_key))
    for mark in marks:
        first = counting.get(mark.session_id)
        if first is None:
            continue
        who = mark.person_id or f"guest {mark.guest_name.casefold()}"
        order = (_RANK[mark.status], -mark.minutes, mark.session_id != first.pk, mark.pk)
        kept = best.get((first.pk, who))
        if kept is None or order < kept[0]:
            best[first.pk, who] = (order, mark)
    counted = {mark.pk for _order, mark in best.values()}
    for said in (True, False):
        wrong = [m.pk for m in marks if m.is_counted != said and (m.pk in counted) == said]
        if wrong:
            Attendance.objects.filter(pk__in=wrong).update(is_counted=said)


@transaction.atomic
def decide_pair(
    *,
    pair: SessionDuplicate,
    state: str,
    note: str,
    decided_by: Any,
    now: datetime | None = None,
) -> SessionDuplicate:
    """Say what two records are: one visit, one of them, or two visits. Nothing is deleted.

    Raises ReasonMissing, PairDecided, ValueError for no decision.
    """
    if state == PairState.OPEN:
        raise ValueError("a decision is not `open`")
    if not note.strip():
        raise ReasonMissing
    pair = _locked(pair)
    if pair.state != PairState.OPEN:
        raise PairDecided(state=pair.get_state_display())
    return _settle(pair, state, note.strip(), decided_by, now or timezone.now())


@transaction.atomic
def reopen_pair(*, pair: SessionDuplicate, reopened_by: Any) -> SessionDuplicate:
    """Take a decision back: the two count as one visit again. Raises PairOpen."""
    pair = _locked(pair)
    if pair.state == PairState.OPEN:
        raise PairOpen
    return _settle(pair, PairState.OPEN, "", reopened_by, None)


def _locked(pair: SessionDuplicate) -> SessionDuplicate:
    rows = SessionDuplicate.objects.select_for_update(of=("self",))
    return rows.select_related("first", "second").get(pk=pair.pk)


def _settle(
    pair: SessionDuplicate, state: str, note: str, by: Any, at: datetime | None
) -> SessionDuplicate:
    before = pair.state
    pair.state, pair.note = state, note
    pair.decided_by, pair.decided_at = (by if at else None), at
    pair.save()
    recount([pair.first, pair.second])
    log(
        instance=pair,
        action="mentoring.decide",
        user=by,
        data={"from": before, "to": state, "note": note},
    )
    return pair


def is_told_twice(session: MentoringSession) -> bool:
    """Whether the session stands in a pair that waits for a decision."""
    open_pairs = SessionDuplicate.objects.open()
    return session.state == SessionState.HELD and (
        open_pairs.filter(first=session).exists() or open_pairs.filter(second=session).exists()
    )
