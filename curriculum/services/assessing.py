"""Write down what hands have shown: a whole training's results in one unit at once."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from curriculum.assessed_occasions import AssessedOccasion, Candidate
from curriculum.errors import (
    AssessedInTheFuture,
    CorrectionReasonMissing,
    NotACandidate,
    OccasionClosed,
    PhotoTooHeavy,
)
from curriculum.models import CompetencyUnit, PracticalAssessment
from curriculum.pictures import small_photograph

MAX_PHOTO_BYTES = 15_000_000


@dataclass(frozen=True)
class AssessmentDraft:
    """What the assessor says of one person. photo: open for reading bytes, as it was sent."""

    user_id: int
    name: str
    result: str
    note: str = ""
    photo: BinaryIO | None = None


@transaction.atomic
def record_assessments(
    *,
    occasion: AssessedOccasion,
    candidates: Sequence[Candidate],
    unit: CompetencyUnit,
    drafts: Sequence[AssessmentDraft],
    assessor: Any,
    assessed_on: date,
    form_id: uuid.UUID,
    now: datetime | None = None,
) -> list[PracticalAssessment]:
    """Return the rows that are new, all or none; a result that did not change makes none.

    A result that differs from the current one becomes a row that follows it and says why.
    form_id: made with the form, so that the same form sent twice writes once. Who may
    assess where was asked before (`occasion_with_candidates`).
    Raises OccasionClosed, AssessedInTheFuture, NotACandidate, CorrectionReasonMissing,
    PhotoTooHeavy, PictureUnreadable.
    """
    if occasion.is_closed:
        raise OccasionClosed()
    now = now or timezone.now()
    if assessed_on > timezone.localdate(now):
        raise AssessedInTheFuture()
    _refuse_strangers(candidates, drafts)
    # Two instructors with the same list: the second waits, then follows what the first wrote.
    CompetencyUnit.objects.select_for_update().get(pk=unit.pk)
    standing = current_results(occasion.key, unit)
    new = [
        PracticalAssessment(
            pk=uuid.uuid5(form_id, str(draft.user_id)),
            user_id=draft.user_id,
            unit=unit,
            occasion_key=occasion.key,
            occasion_label=occasion.label[:200],
            result=draft.result,
            assessor=assessor,
            assessed_on=assessed_on,
            recorded_at=now,
            note=draft.note.strip(),
            supersedes=standing.get(draft.user_id),
        )
        for draft in drafts
        if _says_more(draft, standing.get(draft.user_id), form_id)
    ]
    photos = {draft.user_id: draft.photo for draft in drafts if draft.photo is not None}
    for row in new:
        _keep_photo(row, photos.get(row.user_id))
    return PracticalAssessment.objects.bulk_create(new)


def current_results(occasion_key: str, unit: CompetencyUnit) -> dict[int, PracticalAssessment]:
    """User key -> the result that stands; one query."""
    rows = PracticalAssessment.objects.filter(occasion_key=occasion_key, unit=unit).current()
    return {row.user_id: row for row in rows.with_names()}


def _refuse_strangers(candidates: Sequence[Candidate], drafts: Sequence[AssessmentDraft]) -> None:
    known = {candidate.user_id for candidate in candidates}
    for draft in drafts:
        if draft.user_id not in known:
            raise NotACandidate(name=draft.name)


def _says_more(
    draft: AssessmentDraft, standing: PracticalAssessment | None, form_id: uuid.UUID
) -> bool:
    """Whether `draft` is a new row. Raises CorrectionReasonMissing."""
    if standing is None:
        return True
    note = draft.note.strip()
    if standing.pk == uuid.uuid5(form_id, str(draft.user_id)):
        return False
    if draft.result == standing.result and draft.photo is None and note in ("", standing.note):
        return False
    if not note:
        raise CorrectionReasonMissing(name=draft.name)
    return True


def _keep_photo(row: PracticalAssessment, photo: BinaryIO | None) -> None:
    if photo is None:
        return
    sent = photo.read(MAX_PHOTO_BYTES + 1)
    if len(sent) > MAX_PHOTO_BYTES:
        raise PhotoTooHeavy(megabytes=MAX_PHOTO_BYTES // 1_000_000)
    row.photo.save("photo.jpg", ContentFile(small_photograph(sent)), save=False)
