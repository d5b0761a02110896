"""What coordinators say to held sessions: given back with a comment, accepted, counted."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from mentoring.sessions.errors import (
    CommentMissing,
    NothingToCredit,
    NotUnderReview,
    ReviewerRecordedIt,
)
from mentoring.sessions.models import (
    MentoringSession,
    RemarkKind,
    ReviewRemark,
    ReviewState,
    SessionState,
)
from mentoring.sessions.services.told_twice import recount


@transaction.atomic
def return_session(
    *, session: MentoringSession, comment: str, returned_by: Any, now: datetime | None = None
) -> MentoringSession:
    """Give `session` back to who recorded it; she corrects it by a new version.

    Raises CommentMissing, NotUnderReview, ReviewerRecordedIt.
    """
    if not comment.strip():
        raise CommentMissing
    session = _reviewable(session, returned_by)
    return _say(session, ReviewState.RETURNED, comment.strip(), returned_by, now)


@transaction.atomic
def accept_sessions(
    *,
    sessions: Collection[MentoringSession],
    accepted_by: Any,
    comment: str = "",
    now: datetime | None = None,
) -> list[MentoringSession]:
    """Accept all of `sessions`, or none. Those accepted before stay as they are.

    Raises NotUnderReview, ReviewerRecordedIt.
    """
    waiting = [each for each in sessions if each.review_state != ReviewState.ACCEPTED]
    found = [_reviewable(session, accepted_by) for session in waiting]
    return [_say(each, ReviewState.ACCEPTED, comment.strip(), accepted_by, now) for each in found]


@transaction.atomic
def credit_session(
    *, session: MentoringSession, credited_by: Any, now: datetime | None = None
) -> MentoringSession:
    """Let figures count a session that waited for it (`Credit`).

    Raises NothingToCredit, NotUnderReview, ReviewerRecordedIt.
    """
    session = _reviewable(session, credited_by)
    if not session.waits_for_credit:
        raise NothingToCredit
    session.credited_by, session.credited_at = credited_by, now or timezone.now()
    session.save(update_fields=["credited_by", "credited_at"])
    _remark(session, RemarkKind.CREDITED, "", credited_by, session.credited_at)
    recount([session])
    session.refresh_from_db()
    return session


def _reviewable(session: MentoringSession, by: Any) -> MentoringSession:
    locked = MentoringSession.objects.select_for_update().get(pk=session.pk)
    if locked.state != SessionState.HELD:
        raise NotUnderReview(state=locked.get_state_display())
    if locked.recorded_by_id == by.pk:
        raise ReviewerRecordedIt
    return locked


def _say(
    session: MentoringSession, state: str, text: str, by: Any, now: datetime | None
) -> MentoringSession:
    session.review_state, session.review_comment = state, text
    session.reviewed_by, session.reviewed_at = by, now or timezone.now()
    session.save(update_fields=["review_state", "review_comment", "reviewed_by", "reviewed_at"])
    _remark(session, RemarkKind(state), text, by, session.reviewed_at)
    return session


def _remark(session: MentoringSession, kind: str, text: str, by: Any, at: datetime) -> None:
    ReviewRemark.objects.create(session=session, kind=kind, text=text, said_by=by, said_at=at)
