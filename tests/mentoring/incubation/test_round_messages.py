"""What the page of a round says where a figure cannot be had."""

from datetime import date

import pytest
from django.urls import reverse

from mentoring.incubation.models import CycleInstrument
from mentoring.incubation.services import Answer, record_round, submit_round
from tests.factories.incubation import CycleEnrolmentFactory, facilitator_of, person_version
from tests.factories.registry import ConsentFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def test_questions_that_all_weigh_nothing_have_no_total_and_the_page_says_so(client):
    enrolment = CycleEnrolmentFactory()
    version = person_version()
    CycleInstrument.objects.create(cycle=enrolment.cycle, version=version)
    member = MembershipFactory(group=enrolment.group).person
    ConsentFactory(person=member)
    rater = facilitator_of(enrolment.group)
    asked = record_round(
        enrolment=enrolment,
        kind="adhoc",
        rater=rater,
        happened_on=date(2026, 2, 3),
        answers={"PRICE": Answer(level=2)},
        version=version,
        person=member,
    )
    submit_round(round=asked, submitted_by=rater)
    client.force_login(rater)

    page = client.get(reverse("mentoring_incubation:round", args=[asked.pk])).content.decode()

    assert "tidak diberi bobot, jadi nilainya tidak dapat dihitung" in page
