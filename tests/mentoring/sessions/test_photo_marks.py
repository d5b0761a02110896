"""What photographs and days say beside a visit: marks for the coordinator, never a refusal."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from mentoring.sessions.models import Evidence, MentoringSession
from mentoring.sessions.notices import day_notices, holidays_between
from mentoring.sessions.photo_marks import note_reuse, words_of
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import MembershipFactory
from tests.factories.sessions import NOON
from tests.mentoring.sessions.phones import Phone, told

pytestmark = pytest.mark.django_db

NYEPI = date(2026, 3, 19)  # Saka 1948


@pytest.fixture
def assignment():
    assignment = AssignmentFactory(facilitator=FacilitatorFactory())
    sentra = assignment.group.sentra
    sentra.latitude, sentra.longitude = "-8.260000", "113.530000"
    sentra.save()
    return assignment


@pytest.fixture
def tell(assignment):
    """Tell of a visit with photographs; the rows of these."""
    phone = Phone(assignment.facilitator.user)
    marks = {MembershipFactory(group=assignment.group).person: "hadir"}

    def visit(*photos, received_at=NOON, **more):
        payload = told(assignment.group, marks, photos=list(photos), **more)
        outcome = phone.visit(payload, received_at=received_at)
        assert outcome.answer == "applied"
        return list(Evidence.objects.order_by("pk"))

    return visit


def photo(**said):
    return {"upload": str(uuid4()), "sha256": uuid4().hex * 2, **said}


@pytest.mark.parametrize(
    ("said", "is_far"),
    [
        ({"latitude": -8.2601, "longitude": 113.5301}, False),
        ({"latitude": -8.65, "longitude": 116.32}, True),
        # Nearly six kilometres away, but the phone knows its place within two.
        ({"latitude": -8.313, "longitude": 113.53, "accuracy": 2000}, False),
        ({"latitude": -8.313, "longitude": 113.53, "accuracy": 10}, True),
        ({}, False),
    ],
)
def test_a_photograph_from_far_away_is_kept_and_marked(tell, said, is_far):
    [kept] = tell(photo(**said))

    assert kept.is_far is is_far
    assert ("diambil jauh" in " ".join(map(str, words_of(kept)))) is is_far


@pytest.mark.parametrize(
    ("taken_at", "is_older"),
    [
        ("2026-03-02T09:00:00+07:00", False),
        ("2026-03-01T09:00:00+07:00", True),
        # Half past midnight in the craft centre, still the day before in Greenwich.
        ("2026-03-01T17:30:00Z", False),
        ("2025-03-02T09:00:00", True),
    ],
)
def test_a_photograph_of_another_day_is_kept_and_marked(tell, taken_at, is_older):
    [kept] = tell(photo(taken_at=taken_at))

    assert kept.is_older is is_older


def test_a_photograph_of_two_visits_is_marked_in_both_once_it_is_here(tell):
    same = uuid4().hex * 2
    tell(photo(sha256=same))
    first, second = tell(photo(sha256=same), happened_on="2026-02-23")

    note_reuse([same])
    assert not Evidence.objects.filter(is_reused=True).exists()
    Evidence.objects.update(photo="pendampingan/contoh.jpg")
    note_reuse([same])

    assert first.session_id != second.session_id
    assert Evidence.objects.filter(is_reused=True).count() == 2


def test_a_visit_on_nyepi_is_pointed_out_when_planned_and_kept_when_held(tell):
    [notice] = day_notices(NYEPI, holidays_between(NYEPI, NYEPI), {})
    assert notice.kind == "holiday"
    assert "Nyepi" in notice.title

    tell(happened_on=NYEPI.isoformat(), received_at=NOON + timedelta(days=18))

    assert MentoringSession.objects.get().state == "held"
