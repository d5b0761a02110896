"""Whoever reads what few may read is written down: once a day, and never for her own."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from balai.privacy.audit import READING, kind_of
from mentoring.registry.services import (
    Reading,
    assess_person,
    load_default_vulnerability_version,
    note_reading,
)
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import (
    ComplaintFactory,
    ConsentFactory,
    MembershipFactory,
    PersonFactory,
)
from tests.mentoring.registry.test_vulnerability import HAS_NOTHING

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruminah(here, sri):
    AssignmentFactory(facilitator=sri, group=here, starts_on=date(2020, 1, 1))
    person = PersonFactory(full_name="Ruminah Contoh", user=UserFactory(roles=["crafter"]))
    return MembershipFactory(group=here, person=person).person


def read_by(user, kind):
    found = ModelLogEntry.objects.filter(user=user, action=kind)
    return list(found.order_by("pk").values_list("object_id", flat=True))


def opened(client, user, address):
    client.force_login(user)
    return client.get(address).status_code


def test_a_row_is_noted_once_a_day_for_each_reader(ruminah, sri, dewi):
    for reader in (sri.user, dewi, sri.user):
        note_reading(row=ruminah, kind=Reading.VULNERABILITY, read_by=reader)
    yesterday = timezone.now() - timedelta(days=1)
    ModelLogEntry.objects.filter(user=dewi).update(timestamp=yesterday)
    note_reading(row=ruminah, kind=Reading.VULNERABILITY, read_by=dewi)

    assert read_by(sri.user, Reading.VULNERABILITY) == [str(ruminah.pk)]
    assert read_by(dewi, Reading.VULNERABILITY) == [str(ruminah.pk)] * 2


def test_the_answers_on_vulnerability_are_noted_once_there_are_any(client, ruminah, dewi, eko):
    address = reverse("mentoring_registry:vulnerability", args=[ruminah.pk])
    load_default_vulnerability_version()

    assert opened(client, dewi, address) == 200
    assert read_by(dewi, Reading.VULNERABILITY) == []
    assess_person(
        person=ruminah,
        answers=HAS_NOTHING,
        assessed_on=date(2026, 3, 1),
        assessed_by=eko,
        now=timezone.now(),
    )
    assert [opened(client, dewi, address) for _twice in range(2)] == [200, 200]

    assert read_by(dewi, Reading.VULNERABILITY) == [str(ruminah.pk)]


def test_a_complaint_is_read_on_its_page_and_not_in_the_list(client, dewi):
    complaint = ComplaintFactory(text="Uang kas tidak jelas.")

    client.force_login(dewi)
    listed = client.get(reverse("mentoring_registry:complaints")).text
    assert "Uang kas" not in listed
    assert read_by(dewi, Reading.COMPLAINT) == []
    assert "Uang kas" in client.get(complaint.get_absolute_url()).text

    assert read_by(dewi, Reading.COMPLAINT) == [str(complaint.pk)]


def test_a_proof_is_noted_for_others_than_herself(client, ruminah, sri, eko):
    consent = ConsentFactory(person=ruminah, mode="voice", proof_type="audio/ogg")
    consent.proof.save("x", ContentFile(b"OggS"))
    address = reverse("mentoring_registry:consent_proof", args=[consent.pk])

    assert [opened(client, user, address) for user in (ruminah.user, sri.user, eko)] == [
        200,
        200,
        403,
    ]

    assert [read_by(user, Reading.PROOF) for user in (ruminah.user, sri.user, eko)] == [
        [],
        [str(consent.pk)],
        [],
    ]


@pytest.mark.parametrize("part", ["", "khusus/"])
def test_specific_data_are_noted_where_they_are_shown(part, client, ruminah, sri, eko):
    address = reverse("mentoring_registry:person", args=[ruminah.pk]) + part
    ConsentFactory(person=ruminah)
    opened(client, sri.user, address)
    assert read_by(sri.user, Reading.SPECIFIC_DATA) == []
    ruminah.disability = "seeing"
    ruminah.save()

    for user in (ruminah.user, sri.user, eko):
        opened(client, user, address)

    assert [read_by(user, Reading.SPECIFIC_DATA) for user in (ruminah.user, sri.user, eko)] == [
        [],
        [str(ruminah.pk)],
        [],
    ]


@pytest.mark.parametrize("kind", Reading)
def test_the_audit_report_knows_it_as_a_reading_and_shows_it(kind, client, rini, dewi):
    row = ComplaintFactory() if kind == Reading.COMPLAINT else PersonFactory()
    note_reading(row=row, kind=kind, read_by=dewi)
    client.force_login(rini)

    page = client.get("/admin/reports/catatan/", {"kind": READING, "action": str(kind)}).text

    assert kind_of(kind) == READING
    assert str(row) in page
