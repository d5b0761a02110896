"""What should change in a lesson, handed to whoever keeps it.

Hook `file_module_change_request`: a function that takes the keywords request_id (UUID; the
same again is the same proposal), page_id, evidence, proposal, filed_by, source_key and
source_label, and returns whether it kept the proposal. Without an answer nobody is asked
for proposals.
"""

from collections.abc import Iterable
from typing import Any, Protocol
from uuid import UUID

from django.utils.formats import date_format
from wagtail import hooks

from mentoring.sessions.errors import ProposalNotTaken
from mentoring.sessions.models import MentoringSession


class TakesProposals(Protocol):
    def __call__(
        self,
        *,
        request_id: UUID,
        page_id: int,
        evidence: str,
        proposal: str,
        filed_by: Any,
        source_key: str,
        source_label: str,
    ) -> bool: ...


def _takers() -> Iterable[TakesProposals]:
    return hooks.get_hooks("file_module_change_request")


def somebody_takes_proposals() -> bool:
    return bool(_takers())


def hand_on(
    *,
    request_id: UUID,
    page_id: int,
    evidence: str,
    proposal: str,
    filed_by: Any,
    source_key: str,
    source_label: str,
) -> bool:
    """Whether anybody who keeps lessons kept the proposal."""
    kept = [
        take(
            request_id=request_id,
            page_id=page_id,
            evidence=evidence,
            proposal=proposal,
            filed_by=filed_by,
            source_key=source_key,
            source_label=source_label,
        )
        for take in _takers()
    ]
    return any(kept)


def propose_change(
    *,
    session: MentoringSession,
    proposal_id: UUID,
    evidence: str,
    proposal: str,
    proposed_by: Any,
) -> None:
    """Hand on what was seen at `session` and what its lesson should say instead.

    Raises ProposalNotTaken if nobody keeps the lesson any more.
    """
    day = date_format(session.happened_on, "j F Y")
    is_kept = hand_on(
        request_id=proposal_id,
        page_id=session.module_page_id,
        evidence=evidence,
        proposal=proposal,
        filed_by=proposed_by,
        source_key=f"session:{session.pk}",
        source_label=f"{session.owner}, {day}",
    )
    if not is_kept:
        raise ProposalNotTaken(lesson=session.module_title)
