"""How households changed, on the page of the group beside its class."""

from datetime import date

import pytest
from django.utils import timezone

from mentoring.incubation.evaluations.households import households_of
from mentoring.incubation.models import Instrument, Response
from tests.factories.incubation import (
    MONTH_24,
    CycleEnrolmentFactory,
    RoundFactory,
    coordinator,
    facilitator_for,
    submitted_round,
)
from tests.factories.registry import MembershipFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
FIRST, LAST, UNTIL = date(2025, 2, 3), date(2026, 6, 1), date(2026, 6, 30)
HEADING = "Apa yang berubah di rumah tangga"


@pytest.fixture
def enrolment():
    enrolment = CycleEnrolmentFactory(state="endline")
    submitted_round(enrolment, happened_on=FIRST)
    submitted_round(enrolment, "endline", MONTH_24, happened_on=LAST)
    return enrolment


def asked(enrolment, count, sex="P", before=4, after=1):
    """`count` members who lacked food in so many months, before and after."""
    version = Instrument.objects.get(code="household").versions.get(number=1)
    item = version.dimensions.get().items.get(code="MONTHS_SHORT_FOOD")
    for _number in range(count):
        person = MembershipFactory(group=enrolment.group, person__sex=sex).person
        for kind, on, months in (("baseline", FIRST, before), ("endline", LAST, after)):
            made = RoundFactory(
                enrolment=enrolment,
                person=person,
                kind=kind,
                version=version,
                happened_on=on,
                state="submitted",
                submitted_at=timezone.now(),
            )
            Response.objects.create(round=made, item=item, number=months)


def rows(enrolment):
    return {row[0]: row for row in households_of(enrolment, UNTIL).rows}


def test_nobody_asked_says_nothing(client, enrolment):
    client.force_login(coordinator())

    assert households_of(enrolment, UNTIL) is None
    assert client.get(enrolment.get_absolute_url()).context["households"] is None


def test_it_is_told_by_sex_beside_the_class(client, enrolment):
    asked(enrolment, 6, "P", 4, 1)
    asked(enrolment, 6, "L", 4, 4)

    for user in (coordinator(), facilitator_for(enrolment.group)):
        client.force_login(user)
        page = client.get(enrolment.get_absolute_url())
        assert HEADING in page.text
        assert markup_errors(page.text) == []

    found = rows(enrolment)
    assert (found["– Perempuan"][3], found["– Laki-laki"][3]) == ("-3,00", "0,00")


def test_the_class_stays_what_it_was(client, enrolment):
    client.force_login(coordinator())
    before = client.get(enrolment.get_absolute_url()).context

    asked(enrolment, 6)
    after = client.get(enrolment.get_absolute_url()).context

    assert after["standing"] == before["standing"]


def test_fewer_than_five_are_told_nowhere_and_five_only_describe(enrolment):
    asked(enrolment, 4)
    (few,) = households_of(enrolment, UNTIL).rows[:1]
    asked(enrolment, 1)
    (five,) = households_of(enrolment, UNTIL).rows[:1]

    assert few[1:] == ("–", "–", "kurang dari 5", "–", "–")
    assert five[3:] == ("-3,00", "-3,00", "hanya gambaran")


def test_a_part_beside_a_small_one_is_hidden_too(enrolment):
    asked(enrolment, 6, "P")
    asked(enrolment, 2, "L")

    found = rows(enrolment)

    assert "kurang dari 5" in found["– Laki-laki"][3]
    assert found["– Perempuan"][1] == "–"
