"""Write down what hands have shown: a whole training's results in one unit at once."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from curriculum.assessed_occasions import AssessedOccasion, Candidate
from curriculum.errors import (
    AssessedInTheFuture,
    AssessingOneself,
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
    Raises OccasionClosed, AssessedInTheFuture, AssessingOneself, NotACandidate,
    CorrectionReasonMissing, PhotoTooHeavy, PictureUnreadable.
    """
    if occasion.is_closed:
        raise OccasionClosed()
    now = now or timezone.now()
    if assessed_on > timezone.localdate(now):
        raise AssessedInTheFuture()
    _refuse_people(candidates, drafts, assessor)
    said = {
        "unit": unit,
        "occasion_key": occasion.key,
        "occasion_label": occasion.label[:200],
        "assessor": assessor,
        "assessed_on": assessed_on,
        "recorded_at": now,
    }
    with _photos_go_with_their_rows() as stored, transaction.atomic():
        # Two instructors with the same list: the second waits, then follows what the first wrote.
        CompetencyUnit.objects.select_for_update().get(pk=unit.pk)
        new = _new_rows(drafts, said, form_id)
        _store_photos(new, stored)
        return PracticalAssessment.objects.bulk_create([row for _draft, row in new])


def current_results(occasion_key: str, unit: CompetencyUnit) -> dict[int, PracticalAssessment]:
    """User key -> the result that stands; one query."""
    rows = PracticalAssessment.objects.filter(occasion_key=occasion_key, unit=unit).current()
    return {row.user_id: row for row in rows.with_names()}


def _refuse_people(
    candidates: Sequence[Candidate], drafts: Sequence[AssessmentDraft], assessor: Any
) -> None:
    known = {candidate.user_id for candidate in candidates}
    for draft in drafts:
        if draft.user_id == assessor.pk:
            raise AssessingOneself()
        if draft.user_id not in known:
            raise NotACandidate(name=draft.name)


def _new_rows(
    drafts: Sequence[AssessmentDraft], said: dict[str, Any], form_id: uuid.UUID
) -> list[tuple[AssessmentDraft, PracticalAssessment]]:
    """The drafts that say more than what is written, each with its row; two queries."""
    unit, occasion_key = said["unit"], said["occasion_key"]
    keys = [uuid.uuid5(form_id, f"{occasion_key}/{unit.pk}/{draft.user_id}") for draft in drafts]
    # Not only the row that stands: somebody else may have corrected it in the meantime.
    written = set(PracticalAssessment.objects.filter(pk__in=keys).values_list("pk", flat=True))
    standing = current_results(occasion_key, unit)
    return [
        (
            draft,
            PracticalAssessment(
                pk=key,
                user_id=draft.user_id,
                result=draft.result,
                note=draft.note.strip(),
                supersedes=standing.get(draft.user_id),
                **said,
            ),
        )
        for key, draft in zip(keys, drafts, strict=True)
        if key not in written and _says_more(draft, standing.get(draft.user_id))
    ]


def _says_more(draft: AssessmentDraft, standing: PracticalAssessment | None) -> bool:
    """Whether `draft` is a new row. Raises CorrectionReasonMissing."""
    if standing is None:
        return True
    note = draft.note.strip()
    if draft.result == standing.result and draft.photo is None and note in ("", standing.note):
        return False
    if not note:
        raise CorrectionReasonMissing(name=draft.name)
    return True


def _store_photos(
    new: Sequence[tuple[AssessmentDraft, PracticalAssessment]], stored: list[FieldFile]
) -> None:
    # Before the first is stored every photograph is read: one may be refused.
    photos = [_fit_photo(draft.photo) for draft, _row in new]
    for (_draft, row), photo in zip(new, photos, strict=True):
        if photo is not None:
            row.photo.save("photo.jpg", photo, save=False)
            stored.append(row.photo)


def _fit_photo(photo: BinaryIO | None) -> ContentFile | None:
    """What is kept of `photo`. Raises PhotoTooHeavy, PictureUnreadable."""
    if photo is None:
        return None
    sent = photo.read(MAX_PHOTO_BYTES + 1)
    if len(sent) > MAX_PHOTO_BYTES:
        raise PhotoTooHeavy(megabytes=MAX_PHOTO_BYTES // 1_000_000)
    return ContentFile(small_photograph(sent))


@contextmanager
def _photos_go_with_their_rows() -> Iterator[list[FieldFile]]:
    """Deletes the photographs put on its list if the rows are not written.

    A storage knows no transaction, and nobody would ever find such a photograph again.
    """
    stored: list[FieldFile] = []
    try:
        yield stored
    except BaseException:  # whatever ended it, a stopped process too, is told on: `raise`
        for photo in stored:
            photo.delete(save=False)
        raise
