"""What a person decided about two versions of one visit."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from mentoring.canonical_json import digest_of
from mentoring.offline_records import Resolution
from mentoring.sessions.errors import CorrectionDecided, ReasonMissing, SessionAlreadyLogged
from mentoring.sessions.models import CorrectionState, MentoringSession, SessionCorrection
from mentoring.sessions.services.known import Told, own_key
from mentoring.sessions.services.recording import record_visits
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
) -> None:
    """Carry out a decision: the office's version stays, the phone's or a joined one (`values`)
    becomes the next version, or both stay as two visits that may be one.

    session_id: the id of the phone's record; told_by: whose record it is. A colleague's visit
    under the same id stays as it is. Raises ReasonMissing, SessionAlreadyLogged where she has
    no visit of her own under that id, and whatever a record is refused for.
    """
    if resolution == Resolution.KEEP_SERVER:
        return
    if not note.strip():
        raise ReasonMissing
    session = _her_own(session_id, told_by)
    values = _with_notes_held_back(values, session)
    if resolution == Resolution.BOTH:
        key = uuid5(session.pk, f"both {digest_of(dict(values))}")
        _record(key, values, session, resolved_by, note, replaces="")
        return
    _record(session.pk, values, session, resolved_by, note, replaces=session.content_digest)


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


def _record(
    key: UUID,
    values: Mapping[str, Any],
    session: MentoringSession,
    by: Any,
    note: str,
    *,
    replaces: str,
    digest: str = "",
) -> None:
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


@transaction.atomic
def decide_correction(
    *, correction: SessionCorrection, approve: bool, answer: str, decided_by: Any
) -> SessionCorrection:
    """Change a locked session as was asked, or leave it; locked figures keep their snapshot.

    Raises ReasonMissing, CorrectionDecided.
    """
    if not answer.strip():
        raise ReasonMissing
    rows = SessionCorrection.objects.select_for_update(of=("self",)).select_related("session")
    correction = rows.get(pk=correction.pk)
    if correction.state != CorrectionState.OPEN:
        raise CorrectionDecided(state=correction.get_state_display())
    if approve:
        session = correction.session
        _record(
            session.pk,
            correction.after,
            session,
            decided_by,
            correction.reason,
            replaces=session.content_digest,
            digest=correction.digest,
        )
    correction.state = CorrectionState.APPROVED if approve else CorrectionState.DECLINED
    correction.answer, correction.decided_by = answer.strip(), decided_by
    correction.decided_at = timezone.now()
    correction.save()
    return correction
