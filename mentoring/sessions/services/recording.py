"""Records of visits as they arrive, many at once: kept, recognised, held or asked about.

Every way in goes through here: the phone's batches (`offline.py`) and the form on the web
(`services.visits`). A record that cannot be kept never hurts its neighbours.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from django.db import DatabaseError, transaction

from mentoring.errors import MentoringError
from mentoring.offline_records import Answer, ConflictKind, Outcome
from mentoring.sessions.errors import RecordUnfit, SessionAlreadyLogged, SessionLocked
from mentoring.sessions.models import Credit, MentoringSession, SessionCorrection
from mentoring.sessions.services.dormancy import wake_group
from mentoring.sessions.services.known import Known, Told, know
from mentoring.sessions.services.told_twice import find_pairs
from mentoring.sessions.services.visit_rows import write_visits
from mentoring.sessions.services.visit_rules import (
    Judged,
    is_known_already,
    judge,
    session_of,
)
from mentoring.sessions.signals import session_logged, session_revised, visits_recorded
from mentoring.sessions.versions import versions_of, without_confidential


@dataclass
class Kept:
    """What became of one record. session: its key; refusal: why it is not kept as told."""

    answer: str
    session: UUID | None = None
    refusal: MentoringError | None = None
    server_values: Any = None
    device_values: Any = None
    kind: str = ""

    def outcome(self) -> Outcome:
        return Outcome(
            answer=self.answer,
            code=self.refusal.code if self.refusal else "",
            sentence=str(self.refusal) if self.refusal else "",
            server_values=self.server_values,
            device_values=self.device_values,
            kind=self.kind,
        )


def record_visits(records: Sequence[Told]) -> list[Kept]:
    """Keep `records`, in their order; what became of each. Questions do not grow with them.

    Several versions of one session in a batch are kept one after the other. The caller's
    transaction is used where there is one. Sends `session_logged` or `session_revised`
    for each, and `visits_recorded` once for all.
    """
    answers: dict[int, Kept] = {}
    with transaction.atomic():
        for some in _rounds(records):
            for place, kept in zip(some, _record([records[i] for i in some]), strict=True):
                answers[place] = kept
    return [answers[place] for place in range(len(records))]


def _rounds(records: Sequence[Told]) -> Iterable[list[int]]:
    """Places of `records`: the first of each key, then the second of each, and so on."""
    seen: dict[UUID, int] = defaultdict(int)
    rounds: dict[int, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        rounds[seen[record.id]].append(place)
        seen[record.id] += 1
    return rounds.values()


def _record(records: Sequence[Told]) -> list[Kept]:
    known = know(records)
    answers: dict[UUID, Kept] = {}
    judged: list[Judged] = []
    corrections: list[tuple[Told, MentoringSession]] = []
    for told in records:
        key, there = session_of(told, known)
        if is_known_already(told, there, known):
            answers[told.id] = Kept(Answer.DUPLICATE, key)
        elif _is_locked(told, there, known) and _is_hers(told, there):
            corrections.append((told, known.sessions[key]))
        else:
            try:
                fit = judge(told, known)
            except MentoringError as refusal:
                answers[told.id] = Kept(Answer.HELD, None, refusal)
                continue
            if _is_locked(told, there, known):
                corrections.append((told, known.sessions[key]))
            else:
                judged.append(fit)
    answers |= _ask_corrections(corrections, known)
    answers |= _written(judged, known)
    _tell_conflicts(answers, records, known)
    return [answers[told.id] for told in records]


def _is_locked(told: Told, there: MentoringSession | None, known: Known) -> bool:
    if there is None or not there.content_digest or told.is_decided:
        return False
    return there.pk in known.locks


def _is_hers(told: Told, there: MentoringSession | None) -> bool:
    """Whether the writer told of this visit herself; a colleague's she changes only by the
    rules, and never reads in an answer what is kept from her."""
    return there is not None and there.recorded_by_id == told.user.pk


def _written(judged: Sequence[Judged], known: Known) -> dict[UUID, Kept]:
    """All at once; where the database refuses something, each by itself."""
    if not judged:
        return {}
    try:
        with transaction.atomic():
            _write(judged, known)
    except DatabaseError:
        return _one_by_one(judged, known)
    return {each.told.id: _kept(each) for each in judged}


def _one_by_one(judged: Sequence[Judged], known: Known) -> dict[UUID, Kept]:
    answers = {}
    for each in judged:
        try:
            with transaction.atomic():
                _write([each], known)
        except DatabaseError:
            answers[each.told.id] = Kept(Answer.HELD, None, RecordUnfit())
        else:
            answers[each.told.id] = _kept(each)
    return answers


def _kept(each: Judged) -> Kept:
    return Kept(Answer.REVISION if each.is_revision else Answer.APPLIED, each.key)


def _write(judged: Sequence[Judged], known: Known) -> None:
    sessions = write_visits(judged, known)
    now = max(each.told.received_at for each in judged)
    find_pairs(list(sessions.values()), now=now)
    for each in judged:
        if each.told.visit.state == "held":
            for part in (part for part in each.parts if part.credit == Credit.PLAIN):
                day = each.told.visit.happened_on
                wake_group(group=part.group, met_on=day, today=each.told.received_at.date())
        signal = session_revised if each.is_revision else session_logged
        transaction.on_commit(
            partial(signal.send_robust, sender=MentoringSession, session=sessions[each.key])
        )
    everything = list(sessions.values())
    transaction.on_commit(
        partial(visits_recorded.send_robust, sender=MentoringSession, sessions=everything)
    )


def _ask_corrections(
    asked: Sequence[tuple[Told, MentoringSession]], known: Known
) -> dict[UUID, Kept]:
    """A change of what is locked waits as a request; the figures stay."""
    if not asked:
        return {}
    before = versions_of([there for _told, there in asked])
    SessionCorrection.objects.bulk_create(
        (
            SessionCorrection(
                id=uuid5(there.pk, told.digest),
                session=there,
                before=before[there.pk],
                after=told.visit.model_dump(mode="json"),
                digest=told.digest,
                base_digest=there.content_digest,
                reason=told.reason[:300] or "-",
                locked_by=known.locks[there.pk][:200],
                asked_by=told.user,
                asked_at=told.received_at,
            )
            for told, there in asked
        ),
        ignore_conflicts=True,
    )
    return {
        told.id: Kept(
            Answer.CONFLICT,
            there.pk,
            SessionLocked(lock=known.locks[there.pk]),
            server_values=without_confidential(before[there.pk]),
            device_values=told.visit.model_dump(mode="json"),
            kind=ConflictKind.LOCKED,
        )
        for told, there in asked
    }


def _tell_conflicts(answers: dict[UUID, Kept], records: Sequence[Told], known: Known) -> None:
    """Other content for one's own visit is shown beside what stands, until somebody decides.

    A colleague's visit under the same id is never shown: the writer's own has another key.
    """
    two = []
    for told in records:
        if isinstance(answers[told.id].refusal, SessionAlreadyLogged):
            _key, there = session_of(told, known)
            if there is not None and there.content_digest and _is_hers(told, there):
                two.append((told, there))
    if not two:
        return
    standing = versions_of([there for _told, there in two if there.group_id is not None])
    for told, there in two:
        if there.pk not in standing:
            continue
        answers[told.id] = Kept(
            Answer.CONFLICT,
            there.pk,
            answers[told.id].refusal,
            server_values=without_confidential(standing[there.pk]),
            device_values=told.visit.model_dump(mode="json"),
            kind=ConflictKind.HARD,
        )
