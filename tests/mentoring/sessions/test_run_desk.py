"""What trainings and study visits put on the desk, with the rows of the page of all that waits."""

from datetime import date, timedelta

import pytest

from mentoring.sessions.models import PracticeCheck, PromisedPractice, RunState
from mentoring.sessions.run_desk import run_items
from mentoring.sessions.study_desk import study_items
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import MandateFactory, SentraFactory, banyumulek
from tests.factories.sessions import (
    RunRegistrationFactory,
    StudyVisitFactory,
    TrainingRunFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 16)


def told(items):
    return [(str(item.label), item.count, [row.title for row in item.rows()]) for item in items]


def coordinator(**where):
    return MandateFactory(user=UserFactory(roles=["coordinator"]), **where).user


def test_a_proposal_waits_for_whoever_decides_and_not_for_who_proposed_it():
    run = TrainingRunFactory(state=RunState.PROPOSED)
    TrainingRunFactory()
    rini = UserFactory(roles=["programme_manager"])

    assert told(run_items(rini, TODAY)) == [("Usulan pelatihan", 1, [str(run)])]
    run.opened_by = rini
    run.save()
    assert told(run_items(rini, TODAY)) == []


def test_who_registered_waits_for_the_coordinator_of_the_place_and_is_not_named():
    run = TrainingRunFactory()
    RunRegistrationFactory.create_batch(2, run=run)
    RunRegistrationFactory(run=TrainingRunFactory(place=banyumulek()))

    (item,) = run_items(coordinator(), TODAY)

    assert (item.count, str(item.label)) == (2, "Pendaftar pelatihan")
    assert [(row.title, row.sentence) for row in item.rows()] == [(str(run), "2 orang menunggu.")]


def test_of_closed_trainings_nobody_waits():
    from mentoring.sessions.services import close_run

    run = TrainingRunFactory()
    RunRegistrationFactory(run=run)
    close_run(run=run, closed_by=run.opened_by)

    assert told(run_items(coordinator(), TODAY)) == []


def test_requests_of_guests_stand_as_rows_the_oldest_first():
    sentra = SentraFactory()
    second = StudyVisitFactory(sentra=sentra, body="Dinas Contoh")
    first = StudyVisitFactory(
        sentra=sentra, body="Kelompok Rekaan", asked_at=second.asked_at - timedelta(days=1)
    )
    StudyVisitFactory(sentra=SentraFactory(place=banyumulek()))

    found = told(study_items(coordinator(), TODAY))

    assert found == [("Studi banding yang perlu dijawab", 2, [first.body, second.body])]


def test_practices_to_ask_about_stand_as_rows():
    sri = FacilitatorFactory(user=UserFactory(roles=["facilitator"]))
    group = AssignmentFactory(facilitator=sri).group
    visit = StudyVisitFactory(sentra=group.sentra, group=group)
    practice = PromisedPractice.objects.create(visit=visit, number=1, text="Catat bahan")
    for days, due_on in ((60, TODAY), (90, TODAY + timedelta(days=30))):
        PracticeCheck.objects.create(practice=practice, after_days=days, due_on=due_on)

    (item,) = study_items(sri.user, TODAY)

    (row,) = item.rows()
    assert (item.count, row.title, row.since) == (1, "Catat bahan", TODAY)
    assert row.sentence == f"{group.name}, setelah 60 hari"


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_costs_the_same_however_much_waits(count, django_assert_num_queries):
    for _ in range(count):
        RunRegistrationFactory()
        StudyVisitFactory()
    rina = coordinator()
    rina.has_perm("any.thing")

    with django_assert_num_queries(3):
        list(run_items(rina, TODAY))
        list(study_items(rina, TODAY))


def test_a_facilitator_pays_nothing_for_trainings(django_assert_num_queries):
    sri = UserFactory(roles=["facilitator"])
    sri.has_perm("any.thing")

    with django_assert_num_queries(0):
        assert list(run_items(sri, TODAY)) == []
