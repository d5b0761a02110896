"""What the people of the demo's training showed with their hands."""

import uuid
from datetime import date, datetime

from balai.accounts.models import User
from balai.demo.ledger import remember
from curriculum.models import CompetencyUnit, PracticalResult
from curriculum.services import AssessmentDraft, record_assessments
from mentoring.sessions.assessed import AssessedRuns
from mentoring.sessions.models import TrainingRun

FIRST_TRY = "Lubang masih miring, latihan lagi."
SECOND_TRY = "Diulang, sekarang lubangnya lurus."
SLOW = 2  # the place on the list of somebody who passes at the second try
NOT_YET = 5  # and of somebody who has not passed yet


def load_practice(run: TrainingRun, instructor: User, days: list[date], now: datetime) -> None:
    """Everybody in every unit of the run; one result corrected, one not passed yet.

    days: the first and the second time the instructor looked. The run is still open.
    """
    key, source = f"run:{run.pk}", AssessedRuns()
    occasion, candidates = source.find(instructor, key), list(source.candidates(key))
    assert occasion is not None  # noqa: S101 - the instructor teaches it
    units = list(CompetencyUnit.objects.filter(code__in=occasion.unit_codes))
    for unit in units:
        weak = {SLOW, NOT_YET} if unit == units[1] else set()
        drafts = [
            AssessmentDraft(
                candidate.user_id,
                candidate.name,
                PracticalResult.BELUM_LULUS if place in weak else PracticalResult.LULUS,
                FIRST_TRY if place in weak else "",
            )
            for place, candidate in enumerate(candidates)
        ]
        again = [AssessmentDraft(candidates[SLOW].user_id, "", PracticalResult.LULUS, SECOND_TRY)]
        for day, said in zip(days, (drafts, again if weak else []), strict=True):
            rows = record_assessments(
                occasion=occasion,
                candidates=candidates,
                unit=unit,
                drafts=said,
                assessor=instructor,
                assessed_on=day,
                form_id=uuid.uuid4(),
                now=now,
            )
            remember(*rows)
