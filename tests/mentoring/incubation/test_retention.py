"""Identity numbers are forgotten two years after the last cycle of a person ended."""

from datetime import date

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from mentoring.incubation.identity_retention import IdentityNumbers
from mentoring.registry.models import PersonIdentifier
from tests.factories.incubation import CycleEnrolmentFactory
from tests.factories.registry import CrafterGroupFactory, MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db

ENDED = date(2024, 5, 31)
DUE = date(2026, 5, 31)


def numbered(person, kind="NIK"):
    return PersonIdentifier.objects.create(
        person=person,
        kind=kind,
        ciphertext="sealed",
        keyed_hash=f"{person.pk}{kind}"[:64],
        last_four="0001",
        entered_at=timezone.now(),
    )


@pytest.fixture
def member():
    enrolment = CycleEnrolmentFactory(starts_on=date(2022, 6, 1), ends_on=ENDED)
    return MembershipFactory(group=enrolment.group).person


def test_nik_and_kk_go_two_years_after_the_cycle_and_the_business_number_stays(member):
    for kind in ("NIK", "KK", "NIB"):
        numbered(member, kind)
    rule = IdentityNumbers()

    assert rule.count(date(2026, 5, 30)) == 0
    assert rule.count(DUE) == 2
    assert rule.carry_out(DUE) == 2
    assert rule.carry_out(DUE) == 0

    assert [each.kind for each in PersonIdentifier.objects.all()] == ["NIB"]
    entries = ModelLogEntry.objects.filter(action="mentoring.forget_identifier")
    assert sorted(entry.data["kind"] for entry in entries) == ["KK", "NIK"]


def test_a_later_cycle_of_any_of_her_groups_keeps_it(member):
    numbered(member)
    later = CycleEnrolmentFactory(starts_on=date(2025, 1, 1))
    MembershipFactory(group=later.group, person=member)

    assert IdentityNumbers().count(DUE) == 0


def test_who_was_in_no_cycle_is_not_touched():
    person = PersonFactory()
    MembershipFactory(group=CrafterGroupFactory(), person=person)
    numbered(person)

    assert IdentityNumbers().count(DUE) == 0


def test_a_training_that_is_still_open_keeps_it(member):
    from tests.factories.sessions import RunParticipantFactory

    numbered(member)
    place = RunParticipantFactory(person=member)
    assert IdentityNumbers().count(DUE) == 0

    run = place.run
    run.state, run.closed_at, run.closed_by = "closed", timezone.now(), run.opened_by
    run.save()

    assert IdentityNumbers().count(DUE) == 1


def test_the_programme_sets_the_days(settings, member):
    numbered(member)
    settings.MENTORING_IDENTITY_NUMBER_DAYS = 10

    assert IdentityNumbers().count(date(2024, 6, 10)) == 1
