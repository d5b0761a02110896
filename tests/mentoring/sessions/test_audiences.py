"""Who reads together and who decides: owner, same area, foreign."""

import pytest

from mentoring.sessions.audiences import ReadingAudiences
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import (
    CrafterGroupFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    SentraFactory,
    banyumulek,
)
from tests.factories.sessions import (
    RunParticipantFactory,
    RunSessionFactory,
    TrainingRunFactory,
    VisitFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def melati():
    return CrafterGroupFactory(name="Ronce Melati")


def keys(answer):
    return sorted(audience.key for audience in answer)


def test_a_member_of_today_and_a_participant_of_an_open_run_read_together(
    melati, django_assert_num_queries
):
    ruminah, former = UserFactory(), UserFactory()
    person = PersonFactory(user=ruminah)
    MembershipFactory(group=melati, person=person)
    MembershipFactory(group=melati, person=PersonFactory(user=former), ends_on="2025-02-01")
    run = RunParticipantFactory(person=person, group=melati).run

    with django_assert_num_queries(2):
        found = ReadingAudiences().of_users([ruminah.pk, former.pk])

    assert {user_id: keys(each) for user_id, each in found.items()} == {
        ruminah.pk: [f"group:{melati.pk}", f"run:{run.pk}"]
    }


def test_whoever_had_a_session_with_the_module_was_taught_with_it(melati):
    from tests.factories.curriculum import module

    page = module()
    VisitFactory(group=melati, module_page_id=page.pk)
    VisitFactory()
    run = TrainingRunFactory()
    RunSessionFactory(run=run, state="held", module_page_id=page.pk)

    assert keys(ReadingAudiences().taught_with(page.pk)) == [
        f"group:{melati.pk}",
        f"run:{run.pk}",
    ]


def test_facilitator_and_coordinator_decide_for_a_group(melati):
    sri = AssignmentFactory(group=melati).facilitator.user
    neighbour = AssignmentFactory(group=CrafterGroupFactory(sentra=melati.sentra)).facilitator.user
    coordinator = MandateFactory(user=UserFactory(roles=["coordinator"])).user
    foreign = MandateFactory(user=UserFactory(roles=["coordinator"]), place=banyumulek()).user
    auditor = UserFactory(roles=["auditor"])
    asked = [f"group:{melati.pk}", f"group:{CrafterGroupFactory().pk}"]

    def decides(user):
        return keys(ReadingAudiences().in_charge(user, asked[:1]).values())

    assert decides(sri) == decides(coordinator) == asked[:1]
    assert decides(neighbour) == decides(foreign) == decides(auditor) == []
    assert keys(ReadingAudiences().in_charge(sri, asked).values()) == asked[:1]


def test_instructor_and_coordinator_decide_for_a_run():
    run = TrainingRunFactory()
    dwi = UserFactory(roles=["instructor"])
    run.instructors.add(dwi)
    coordinator = MandateFactory(user=UserFactory(roles=["coordinator"])).user
    foreign = MandateFactory(user=UserFactory(roles=["coordinator"]), place=banyumulek()).user
    asked = [
        f"run:{run.pk}",
        f"group:{CrafterGroupFactory(sentra=SentraFactory(place=banyumulek())).pk}",
    ]

    assert keys(ReadingAudiences().in_charge(dwi, asked).values()) == asked[:1]
    assert keys(ReadingAudiences().in_charge(coordinator, asked).values()) == asked[:1]
    assert keys(ReadingAudiences().in_charge(foreign, asked).values()) == asked[1:]
