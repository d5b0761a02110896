"""What a data copy tells of trainings, what erasing takes away, and what a merge brings along."""

import pytest

from mentoring.personal_data import Subject, all_sections
from mentoring.registry import services
from mentoring.sessions.models import RunRegistration, RunSelection
from mentoring.sessions.personal_data import SessionsData
from mentoring.sessions.services.registrations import accept_registration
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import MembershipFactory, PersonFactory
from tests.factories.sessions import (
    NOON,
    RunParticipantFactory,
    RunRegistrationFactory,
    RunSelectionFactory,
    StudyVisitFactory,
    TrainingRunFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruminah():
    """Registered twice for one training, was taken in both times, chosen for another."""
    member = MembershipFactory(
        group=AssignmentFactory().group, person=PersonFactory(full_name="Ruminah Contoh")
    )
    run = TrainingRunFactory()
    for hamlet in ("Krajan", "Kebon"):
        accept_registration(
            registration=RunRegistrationFactory(run=run, hamlet=hamlet, phone="+628000000001"),
            person=member.person,
            group=member.group,
            accepted_by=UserFactory(),
            now=NOON,
        )
    RunSelectionFactory(person=member.person, reasons=["Dia termasuk perajin tertinggal."])
    place = member.person.run_places.get()
    place.pre_test, place.post_test = 40, 80
    place.save()
    return member.person


def subject(person):
    return Subject(user_ids=(), person_ids=(person.pk,))


def rows(person, key):
    told = all_sections([SessionsData()], subject(person))
    return next((part["rows"] for part in told if part["key"] == key), [])


def test_a_copy_tells_of_marks_choices_and_both_registrations(ruminah):
    (training,) = rows(ruminah, "trainings")
    (choice,) = rows(ruminah, "training_choices")

    assert (training["pre_test"], training["post_test"]) == ("40.0", "80.0")
    assert choice["reasons"] == ["Dia termasuk perajin tertinggal."]
    assert {row["hamlet"] for row in rows(ruminah, "training_registrations")} == {
        "Krajan",
        "Kebon",
    }


def test_a_copy_tells_whom_she_showed_round(ruminah):
    StudyVisitFactory(host_person=ruminah, body="Dinas Contoh")

    assert [row["body"] for row in rows(ruminah, "study_visits")] == ["Dinas Contoh"]


def test_erasing_leaves_no_name_hamlet_phone_or_reason(ruminah):
    other = RunRegistrationFactory(hamlet="Karuk")

    for _ in range(2):
        SessionsData().erase(subject(ruminah), now=NOON)

    hers = RunRegistration.objects.exclude(pk=other.pk)
    assert set(hers.values_list("full_name", "hamlet", "phone")) == {("-", "-", "")}
    assert RunSelection.objects.get().reasons == []
    other.refresh_from_db()
    assert other.hamlet == "Karuk"


def test_a_merge_brings_places_choices_and_registrations_along(ruminah):
    twin = PersonFactory(full_name="Rumina Contoh")
    run = TrainingRunFactory()
    place = RunParticipantFactory(run=run, person=twin)
    chosen = RunSelectionFactory(run=run, person=twin)
    registered = RunRegistrationFactory(run=run, person=twin)
    case = services.note_likeness(person=twin, other=ruminah, reason="name", score=90)

    services.merge_people(
        case=case, keep=ruminah, note="Ditanya.", merged_by=UserFactory(), now=NOON
    )

    for row in (place, chosen, registered):
        row.refresh_from_db()
        assert row.person == ruminah
