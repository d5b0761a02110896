from datetime import date
from types import SimpleNamespace

import pytest

from mentoring.sessions.evidence import AttendanceEvidence, Participant, RunOccasions, occasion_key
from tests.factories.accounts import UserFactory
from tests.factories.registry import MandateFactory, PersonFactory
from tests.factories.sessions import (
    AttendanceFactory,
    RunParticipantFactory,
    RunSessionFactory,
    TrainingRunFactory,
)

pytestmark = pytest.mark.django_db


def participant(run, **values):
    return RunParticipantFactory(run=run, person=PersonFactory(user=UserFactory()), **values)


def test_an_occasion_tells_all_a_certificate_prints():
    run = TrainingRunFactory(number="3", decree_number="SK/1", decree_on=date(2026, 1, 5))
    run.instructors.add(UserFactory(full_name="Dwi Contoh"))
    place = participant(run, participant_number="07")
    RunSessionFactory(run=run, planned_minutes=360)
    RunSessionFactory(run=run, planned_minutes=360, is_make_up=True)
    RunSessionFactory(run=run, planned_minutes=360, state="cancelled", state_reason="hujan")

    occasion = RunOccasions().by_key(occasion_key(run))

    assert occasion.title == "Produksi Manik-manik Kayu – 3"
    assert occasion.programme["code"] == "PROG-CONTOH"
    assert (occasion.decree_number, occasion.decree_on) == ("SK/1", date(2026, 1, 5))
    assert (occasion.planned_minutes, occasion.planned_sessions) == (360, 1)
    assert occasion.instructors == ("Dwi Contoh",)
    assert occasion.participants == (Participant(place.person.user_id, "07", place.group.name),)
    assert occasion.is_closed is False


@pytest.mark.parametrize(
    "key", ["run:not-a-key", "exam:1", "run:00000000-0000-0000-0000-000000000000"]
)
def test_a_key_of_somebody_else_is_no_occasion(key):
    assert RunOccasions().by_key(key) is None
    assert AttendanceEvidence().facts_for(user_ids=[1], occasion=SimpleNamespace(key=key)) == {}


def test_only_visible_runs_are_offered_at_a_constant_cost(django_assert_num_queries):
    coordinator = MandateFactory().user
    for _ in range(3):
        run = TrainingRunFactory()
        participant(run)
        RunSessionFactory(run=run)
    outsider = UserFactory()

    assert RunOccasions().visible_to(outsider) == []
    with django_assert_num_queries(7):
        assert len(RunOccasions().visible_to(coordinator)) == 3


def test_every_asked_person_gets_one_fact_at_a_constant_cost(django_assert_num_queries):
    run = TrainingRunFactory()
    places = [participant(run) for _ in range(30)]
    session = RunSessionFactory(run=run, state="held", planned_minutes=100)
    RunSessionFactory(run=run, planned_minutes=100)
    AttendanceFactory(session=session, person=places[0].person, minutes=80)
    AttendanceFactory(session=session, person=places[1].person, status="izin")
    stranger = UserFactory()
    occasion = RunOccasions().by_key(occasion_key(run))
    asked = [place.person.user_id for place in places] + [stranger.pk]

    with django_assert_num_queries(6):
        facts = AttendanceEvidence().facts_for(user_ids=asked, occasion=occasion)

    first, second, third, nobody = (facts[asked[n]][0] for n in (0, 1, 2, 30))
    assert (first.kind, first.value, first.of) == ("attended_minutes", 80, 200)
    assert first.detail == {
        "sessions_planned": 2,
        "sessions_held": 1,
        "sessions_attended": 1,
        "minutes_izin": 0,
        "minutes_sakit": 0,
        "minutes_alpa": 0,
    }
    assert (second.value, second.detail["minutes_izin"]) == (0, 100)
    assert (third.value, nobody.value, nobody.of) == (0, 0, 200)


def test_nothing_planned_is_of_nothing():
    place = participant(TrainingRunFactory())
    occasion = RunOccasions().by_key(occasion_key(place.run))

    facts = AttendanceEvidence().facts_for(user_ids=[place.person.user_id], occasion=occasion)

    assert facts[place.person.user_id][0].of == 0
