"""What an answer may be, and about whom a round may be, as the database enforces it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from mentoring.incubation.models import (
    CycleInstrument,
    Dimension,
    InstrumentVersion,
    Item,
    Response,
    Round,
)
from mentoring.incubation.progress import counted_rounds
from tests.factories.incubation import CycleEnrolmentFactory, RoundFactory, submitted_round
from tests.factories.incubation import person_version as make_person_version
from tests.factories.registry import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return make_person_version()


def answer(version, code, **kwargs):
    return Response.objects.create(
        round=RoundFactory(version=version, person=PersonFactory()),
        item=Item.objects.get(dimension__version=version, code=code),
        **kwargs,
    )


def test_an_answer_is_shown_in_the_words_of_its_kind(version):
    assert answer(version, "SHARE", number=Decimal("12.50")).shown() == "12,5 persen"
    assert answer(version, "BUYER", choice="one").shown() == "satu"
    assert answer(version, "STORY", text="Panen gagal").shown() == "Panen gagal"
    assert answer(version, "PRICE", level=0).shown() == "0"
    with translation.override("en"):
        assert answer(version, "SHARE", number=Decimal("1000")).shown() == "1,000 percent"


@pytest.mark.parametrize(
    "filled",
    [
        {},
        {"level": 0, "empty": "refused"},
        {"number": 0, "empty": "skipped"},
        {"choice": "one", "text": "dua"},
        {"number": 1, "choice": "one"},
        {"level": 5},
    ],
)
def test_a_response_is_one_answer_or_a_kind_of_empty(version, filled):
    with pytest.raises(IntegrityError), transaction.atomic():
        answer(version, "SHARE", **filled)


def test_a_photo_alone_is_an_answer(version):
    assert answer(version, "BOOK", file="incubation/answers/x.jpg").pk


def test_one_rater_has_one_open_round_per_person_and_one_per_group(version):
    enrolment = CycleEnrolmentFactory()
    first = RoundFactory(enrolment=enrolment)
    person = PersonFactory()
    of_person = {"enrolment": enrolment, "rater": first.rater, "version": version}
    RoundFactory(**of_person, person=person)
    RoundFactory(**of_person, person=PersonFactory())

    for again in ({**of_person, "person": person}, {"enrolment": enrolment, "rater": first.rater}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RoundFactory(**again)


def test_what_a_gate_reads_are_rounds_of_the_group_with_the_instrument_of_its_cycle(version):
    enrolment = CycleEnrolmentFactory()
    of_group = submitted_round(enrolment)
    for other in ({"version": version, "person": PersonFactory()}, {"version": version}):
        made = RoundFactory(enrolment=enrolment, happened_on=date(2025, 3, 1), **other)
        Round.objects.filter(pk=made.pk).update(
            state="submitted", submitted_at=of_group.submitted_at
        )

    assert counted_rounds(enrolment) == [of_group]
    assert list(Round.objects.of_persons().values_list("version", flat=True)) == [version.pk]


def test_a_cycle_names_a_further_instrument_once(version):
    cycle = CycleEnrolmentFactory().cycle
    CycleInstrument.objects.create(cycle=cycle, version=version)

    with pytest.raises(IntegrityError), transaction.atomic():
        CycleInstrument.objects.create(cycle=cycle, version=version)


def test_an_item_cannot_range_from_more_to_less(version):
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.create(
            dimension=Dimension.objects.filter(version=version).first(),
            code="X",
            wording={},
            minimum=5,
            maximum=4,
            order=9,
        )


def test_only_published_versions_are_offered(version):
    draft = InstrumentVersion.objects.create(instrument=version.instrument, number=2)

    assert draft not in InstrumentVersion.objects.published().about("person")
    assert version in InstrumentVersion.objects.published().about("person")
    assert version not in InstrumentVersion.objects.about("group")
