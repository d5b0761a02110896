"""What hands have shown is written once, whole or not at all, photographs included."""

import io
import uuid
from dataclasses import dataclass
from datetime import date

import pytest
from django.db import IntegrityError

from curriculum.errors import (
    AssessingOneself,
    CorrectionReasonMissing,
    PictureUnreadable,
)
from curriculum.models import PracticalAssessment
from curriculum.services import AssessmentDraft, record_assessments
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import CompetencyUnitFactory
from tests.factories.pictures import drawing

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Training:
    key: str = "run:1"
    label: str = "Produksi Manik-manik Kayu"
    is_closed: bool = False


@dataclass(frozen=True)
class Place:
    user_id: int
    name: str = "Ruminah"
    group: str = "Ronce Melati"


@pytest.fixture
def turning():
    return CompetencyUnitFactory(code="U1")


@pytest.fixture
def stored(settings, tmp_path):
    """Counts the photographs that lie in the private storage."""
    private = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path / "private", "base_url": None},
    }
    settings.STORAGES = {**settings.STORAGES, "private": private}
    return lambda: len(list((tmp_path / "private").rglob("*.jpg")))


def says(user, result="lulus", note="", photo=None):
    sent = None if photo is None else io.BytesIO(photo)
    return AssessmentDraft(user.pk, user.full_name, result, note, sent)


def record(unit, *drafts, form_id, assessor=None, occasion=None):
    return record_assessments(
        occasion=occasion or Training(),
        candidates=[Place(draft.user_id) for draft in drafts],
        unit=unit,
        drafts=drafts,
        assessor=assessor or UserFactory(),
        assessed_on=DAY,
        form_id=form_id,
    )


def test_a_form_sent_again_after_somebody_elses_correction_changes_nothing(turning, ruminah):
    first, second = uuid.uuid4(), uuid.uuid4()
    dwi = UserFactory()
    record(turning, says(ruminah, note="Bagus"), form_id=first, assessor=dwi)
    [correction] = record(turning, says(ruminah, "belum_lulus", "Keliru orang"), form_id=second)

    assert record(turning, says(ruminah, note="Bagus"), form_id=first, assessor=dwi) == []
    assert record(turning, says(ruminah), form_id=first, assessor=dwi) == []

    assert list(PracticalAssessment.objects.current()) == [correction]


def test_a_new_form_after_a_correction_still_has_to_say_why(turning, ruminah):
    record(turning, says(ruminah), form_id=uuid.uuid4())

    with pytest.raises(CorrectionReasonMissing):
        record(turning, says(ruminah, "belum_lulus"), form_id=uuid.uuid4())


def test_one_key_of_a_form_serves_every_unit_and_every_training(turning, ruminah):
    form_id = uuid.uuid4()
    stringing = CompetencyUnitFactory(code="U2")

    record(turning, says(ruminah), form_id=form_id)
    record(stringing, says(ruminah), form_id=form_id)
    record(turning, says(ruminah), form_id=form_id, occasion=Training(key="run:2"))

    rows = PracticalAssessment.objects.values_list("unit__code", "occasion_key")
    assert sorted(rows) == [("U1", "run:1"), ("U1", "run:2"), ("U2", "run:1")]


def test_one_unreadable_photo_leaves_no_other_photo_behind(turning, ruminah, sutini, stored):
    with pytest.raises(PictureUnreadable):
        record(
            turning,
            says(ruminah, photo=drawing()),
            says(sutini, photo=b"no picture"),
            form_id=uuid.uuid4(),
        )

    assert (PracticalAssessment.objects.count(), stored()) == (0, 0)


def test_rows_that_cannot_be_written_leave_no_photo_behind(turning, ruminah, stored):
    twice = [says(ruminah, photo=drawing()), says(ruminah, photo=drawing())]

    with pytest.raises(IntegrityError):
        record(turning, *twice, form_id=uuid.uuid4())

    assert (PracticalAssessment.objects.count(), stored()) == (0, 0)


def test_a_photo_that_changes_nothing_is_not_stored_again(turning, ruminah, stored):
    form_id = uuid.uuid4()

    for _again in range(2):
        record(turning, says(ruminah, photo=drawing()), form_id=form_id)

    assert (PracticalAssessment.objects.count(), stored()) == (1, 1)


def test_nobody_assesses_herself(turning, ruminah, sutini):
    with pytest.raises(AssessingOneself) as refusal:
        record(turning, says(sutini), says(ruminah), form_id=uuid.uuid4(), assessor=ruminah)

    assert refusal.value.code == "assessing_oneself"
    assert PracticalAssessment.objects.count() == 0
