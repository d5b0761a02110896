"""A member takes her yes back while a round with her is begun."""

from datetime import date

import pytest
from django.utils import timezone

from mentoring.incubation.errors import ConsentMissing
from mentoring.incubation.models import CycleInstrument, Round
from mentoring.incubation.services import Answer, answer_round, record_round, submit_round
from mentoring.registry.consents import what_stops
from mentoring.registry.models import Consent
from mentoring.registry.services import withdraw_consent
from tests.factories.accounts import UserFactory
from tests.factories.incubation import CycleEnrolmentFactory, facilitator_of, person_version
from tests.factories.registry import ConsentFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    return CycleEnrolmentFactory()


@pytest.fixture
def siti(enrolment):
    member = MembershipFactory(group=enrolment.group).person
    ConsentFactory(person=member)
    return member


@pytest.fixture
def begin(enrolment, siti):
    version, rater = person_version(), facilitator_of(enrolment.group)
    CycleInstrument.objects.create(cycle=enrolment.cycle, version=version)

    def draft(kind):
        return record_round(
            enrolment=enrolment,
            kind=kind,
            rater=rater,
            happened_on=date(2026, 2, 3),
            answers={"PRICE": Answer(level=2)},
            version=version,
            person=siti,
        )

    return draft


def take_back(siti, purpose):
    withdraw_consent(person=siti, purpose=purpose, withdrawn_by=UserFactory(), now=timezone.now())


def test_what_was_begun_is_deleted_and_what_was_submitted_stays(
    begin, siti, django_capture_on_commit_callbacks
):
    done = begin("baseline")
    submit_round(round=done, submitted_by=done.rater)
    begin("adhoc")
    with django_capture_on_commit_callbacks(execute=True):
        take_back(siti, "foto")
    assert Round.objects.count() == 2

    with django_capture_on_commit_callbacks(execute=True):
        take_back(siti, "pendampingan")

    assert list(Round.objects.all()) == [done]


def test_no_answer_is_written_any_more(begin, siti):
    draft = begin("adhoc")
    Consent.objects.filter(person=siti).update(withdrawn_at=timezone.now())

    with pytest.raises(ConsentMissing):
        answer_round(round=draft, answers={"PRICE": Answer(level=3)}, answered_by=draft.rater)


def test_the_sheet_of_the_withdrawal_says_that_rounds_stop():
    assert any("penilaian" in sentence for sentence in what_stops("pendampingan"))
    assert not any("penilaian" in sentence for sentence in what_stops("foto"))
