"""What phones sent of sealed answers: sealed anew, forgotten in time, and no part of a copy."""

from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone, translation

from mentoring.field.models import Conflict, Envelope
from mentoring.field.personal_data import FieldData
from mentoring.field.retention import SentRecords
from mentoring.field.sealed_payloads import SealedText
from mentoring.incubation.phone.told_answers import unsealed
from mentoring.personal_data import Subject
from mentoring.registry import conf
from tests.factories.incubation import CycleEnrolmentFactory, facilitator_of
from tests.mentoring.field.phones import Phone
from tests.mentoring.incubation.sheets import sheet

pytestmark = pytest.mark.django_db
WORD = "Buku rapat di rumah Ruminah"


@pytest.fixture
def enrolment():
    return CycleEnrolmentFactory(group__name="Gaharu Lestari")


@pytest.fixture
def difference(enrolment):
    """A sheet that was sent twice with different answers: two sealed records, one difference."""
    phone = Phone(facilitator_of(enrolment.group))
    first = sheet(enrolment)
    told = {**first["answers"], "KOH1": {"level": 4, "note": WORD}}
    for payload in (first, {**first, "answers": told}):
        line = phone.line("", type="incubation.round", version=1, payload=payload)
        phone.push({**line, "record": str(uuid4())})
    return Conflict.objects.select_related("envelope__device").get()


def decided(difference):
    Conflict.objects.update(
        resolved_at=timezone.now(),
        resolution="keep_device",
        agreed_values=difference.device_values,
    )
    Envelope.objects.update(state="settled")


def raw():
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM mentoring_field_envelope ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_after_a_change_of_keys_records_and_differences_open_without_the_old_key(difference):
    decided(difference)
    before, new = raw(), Fernet.generate_key().decode()
    old = [key if isinstance(key, str) else key.decode() for key in conf.identifier_keys()]

    with override_settings(MENTORING_IDENTIFIER_KEYS=[new, *old]):
        call_command("reseal_answers")

    assert all(one != other for one, other in zip(before, raw(), strict=True))
    with override_settings(MENTORING_IDENTIFIER_KEYS=[new]):
        found = Conflict.objects.get()
        assert WORD in found.envelope.payload
        for side in (found.device_values, found.agreed_values):
            assert WORD in unsealed(side["item_KOH1"])
        assert unsealed(found.server_values["item_KOH1"])


def test_sealing_anew_leaves_what_was_never_sealed(difference):
    Envelope.objects.filter(pk=difference.envelope_id).update(payload="{}")

    call_command("reseal_records")

    assert not isinstance(Envelope.objects.get(pk=difference.envelope_id).payload, SealedText)
    assert "{}" in raw()


def test_both_sides_of_a_decided_difference_go_with_the_words_of_its_record(difference, today):
    Envelope.objects.update(received_at=timezone.now() - timedelta(days=100))
    rule = SentRecords()
    rule.carry_out(today)
    assert Conflict.objects.get().device_values["item_KOH1"]

    decided(difference)
    assert rule.count(today) == 1
    rule.carry_out(today)

    kept = Conflict.objects.get()
    assert (kept.server_values, kept.device_values, kept.agreed_values) == ({}, {}, {})
    assert (kept.resolution, rule.count(today)) == ("keep_device", 0)


def test_a_difference_whose_record_was_forgotten_before_goes_as_well(difference, today):
    decided(difference)
    Envelope.objects.update(payload="", payload_forgotten_at=timezone.now())

    assert (SentRecords().count(today), SentRecords().carry_out(today)) == (1, 1)
    assert Conflict.objects.get().device_values == {}


def test_a_facilitators_copy_names_sealed_records_and_not_what_they_say(difference):
    subject = Subject(user_ids=(difference.envelope.device.user_id,), person_ids=())

    with translation.override("id"):
        parts = {one["key"]: one["rows"] for one in FieldData().export(subject)}

    said = [row["payload"] for row in parts["phone_records"]]
    assert len(said) == 2
    for one in said:
        assert "Gaharu Lestari" in one and "Feb" in one and "penilaian awal" in one
        assert WORD not in one and "gAAAA" not in one and "KOH1" not in one
