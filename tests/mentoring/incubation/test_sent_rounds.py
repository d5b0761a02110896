"""Sheets of rounds through the interface of the phones: what the carrier keeps of them."""

import hashlib
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone

from mentoring.field.models import Envelope
from mentoring.incubation.models import CycleInstrument, Response, Round
from mentoring.registry.models import Consent
from tests.factories.incubation import CycleEnrolmentFactory, facilitator_of, person_version
from tests.factories.registry import ConsentFactory, MembershipFactory
from tests.factories.sessions import picture
from tests.mentoring.field.phones import Phone
from tests.mentoring.incubation.sheets import sheet

pytestmark = pytest.mark.django_db
ANSWERS = {"PRICE": {"level": 3}, "BUYER": {"choice": "one"}, "STORY": {"text": "Juragan"}}


@pytest.fixture
def enrolment():
    return CycleEnrolmentFactory()


@pytest.fixture
def siti(enrolment):
    member = MembershipFactory(group=enrolment.group).person
    ConsentFactory(person=member)
    return member


@pytest.fixture
def phone(enrolment):
    return Phone(facilitator_of(enrolment.group))


@pytest.fixture
def line(phone, enrolment, siti):
    """One envelope with a member's sheet; answers can be said otherwise."""
    version = person_version()
    CycleInstrument.objects.create(cycle=enrolment.cycle, version=version)

    def of_siti(**more):
        told = sheet(enrolment, version=version, person=siti, **{"answers": ANSWERS, **more})
        return phone.line("", type="incubation.round", version=1, payload=told)

    return of_siti


def what_lies_in_the_table():
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM mentoring_field_envelope")
        return str(cursor.fetchall())


def test_a_sheet_arrives_and_its_words_are_sealed(phone, line):
    [answer] = phone.push(line())

    assert (answer["answer"], answer["is_forgotten"]) == ("applied", False)
    assert "Juragan" not in what_lies_in_the_table()
    assert "Juragan" in Envelope.objects.get().payload
    assert Round.objects.get().state == "submitted"


def test_a_sheet_that_is_held_is_sealed_as_well(phone, line):
    told = line()
    CycleInstrument.objects.all().delete()

    [answer] = phone.push(told)

    assert (answer["answer"], answer["code"]) == ("held", "instrument_not_of_cycle")
    assert "Juragan" not in what_lies_in_the_table()


def test_nothing_is_kept_of_who_took_her_yes_back(phone, line, siti):
    Consent.objects.filter(person=siti).update(withdrawn_at=timezone.now())

    [answer] = phone.push(line())
    [asked] = phone.ask(UUID(answer["record"]))

    assert (answer["code"], answer["is_forgotten"]) == ("consent_missing", True)
    assert asked["is_forgotten"]
    kept = Envelope.objects.get()
    assert (kept.payload, kept.state) == ("", "dropped")


def test_a_photo_comes_after_its_sheet(phone, line, django_capture_on_commit_callbacks):
    content, upload = picture(), uuid4()
    sha256 = hashlib.sha256(content).hexdigest()
    told = line(answers={**ANSWERS, "BOOK": {"photo": {"upload": str(upload), "sha256": sha256}}})
    phone.push(told)
    book = Response.objects.get(item__code="BOOK")
    assert book.awaits_photo

    begun = {"id": str(upload), "record": told["record"], "sha256": sha256}
    phone.post("uploads/", {**begun, "bytes": len(content), "media_type": "image/jpeg"})
    with django_capture_on_commit_callbacks(execute=True):
        phone.patch(upload, 0, content)

    book.refresh_from_db()
    assert book.file
    assert not book.awaits_photo
