"""What a person decided about two versions of one visit."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from mentoring.canonical_json import digest_of
from mentoring.offline_records import OfficeMovedOn, Resolution
from mentoring.sessions.errors import CorrectionNotYours, ReasonMissing, SessionAlreadyLogged
from mentoring.sessions.models import CorrectionState, MentoringSession, SessionCorrection
from mentoring.sessions.services.known import Told, own_key
from mentoring.sessions.services.recording import record_visits
from mentoring.sessions.versions import version_of, without_confidential
from mentoring.sessions.visit_records import read_visit


@transaction.atomic
def resolve_visit(
    *,
    session_id: UUID,
    values: Mapping[str, Any],
    resolution: str,
    resolved_by: Any,
    note: str,
    told_by: Any,
    shown: Mapping[str, Any] | None = None,
) -> None:
    """Carry out a decision: the office's version stays, the phone's or a joined one (`values`)
    becomes the next version, or both stay as two visits that may be one.

    session_id: the id of the phone's record; told_by: whose record it is. A colleague's visit
    under the same id stays as it is. shown: what the office had when both sides were shown, None
    if nobody looked. Where figures are locked it decides on the correction she asked for.
    Raises OfficeMovedOn if that is overwritten and is another now, ReasonMissing,
    CorrectionNotYours, SessionAlreadyLogged where she has no visit of her own under that id,
    and whatever a record is refused for.
    """
    if resolution == Resolution.KEEP_SERVER:
        _decline_corrections(session_id, told_by, resolved_by, note)
        return
    if not note.strip():
        raise ReasonMissing
    session = _her_own(session_id, told_by)
    _refuse_locked(session, told_by, resolved_by)
    if shown is not None and resolution != Resolution.BOTH:
        _require_unchanged(session, shown)
    values = _with_notes_held_back(values, session)
    if resolution == Resolution.BOTH:
        key = uuid5(session.pk, f"both {digest_of(dict(values))}")
        write_decided(key, values, session, resolved_by, note, replaces="")
        return
    write_decided(session.pk, values, session, resolved_by, note, replaces=session.content_digest)
    SessionCorrection.objects.open().filter(session=session, asked_by=told_by).update(
        state=CorrectionState.APPROVED,
        answer=note.strip()[:300],
        decided_by=resolved_by,
        decided_at=timezone.now(),
    )


def _refuse_locked(session: MentoringSession, told_by: Any, by: Any) -> None:
    """What is locked is changed only by those who may change locked figures."""
    asked = SessionCorrection.objects.open().filter(session=session, asked_by=told_by)
    if asked.exists() and not by.has_perm("mentoring_sessions.decide_sessioncorrection"):
        raise CorrectionNotYours


def _decline_corrections(record: UUID, told_by: Any, by: Any, note: str) -> None:
    """What was asked for is answered, too, by those who may; others leave it open."""
    if not by.has_perm("mentoring_sessions.decide_sessioncorrection") or not note.strip():
        return
    asked = SessionCorrection.objects.open().filter(session=record, asked_by=told_by)
    asked.update(
        state=CorrectionState.DECLINED,
        answer=note.strip()[:300],
        decided_by=by,
        decided_at=timezone.now(),
    )


def _require_unchanged(session: MentoringSession, shown: Mapping[str, Any]) -> None:
    """Raises OfficeMovedOn."""
    now = without_confidential(version_of(session))
    if digest_of(now) != digest_of(dict(shown)):
        raise OfficeMovedOn(server_values=now)


def _her_own(record: UUID, user: Any) -> MentoringSession:
    """The visit that `user` told under the id `record`, whoever told another under it first;
    or the locked one of which she asked a correction."""
    rows = MentoringSession.objects.select_related("recorded_by")
    found = rows.in_bulk([record, own_key(record, user)])
    for session in found.values():
        if session.recorded_by_id == user.pk:
            return session
    asked = SessionCorrection.objects.filter(session=record, asked_by=user)
    if record in found and asked.exists():
        return found[record]
    raise SessionAlreadyLogged(session=found.get(record))


def _with_notes_held_back(values: Mapping[str, Any], session: MentoringSession) -> dict[str, Any]:
    """`values`, and the visit's confidential notes where nobody chose others: whoever joined
    two versions was not shown them (`versions.without_confidential`)."""
    if values.get("notes") is not None:
        return dict(values)
    kept = {"notes": session.notes, "notes_are_confidential": session.notes_are_confidential}
    return {**values, **kept}


def write_decided(
    key: UUID,
    values: Mapping[str, Any],
    session: MentoringSession,
    by: Any,
    note: str,
    *,
    replaces: str,
    digest: str = "",
) -> None:
    """Write `values` as somebody decided, as the next version or as a visit beside the others.

    Raises whatever a record is refused for.
    """
    now = timezone.now()
    told = Told(
        id=key,
        visit=read_visit(values, 1),
        user=session.recorded_by,
        recorded_at=now,
        received_at=now,
        digest=digest or digest_of(dict(values)),
        replaces=replaces,
        reason=note,
        revised_by=by,
        is_decided=True,
    )
    [kept] = record_visits([told])
    if kept.refusal is not None:
        raise kept.refusal
