"""Phones and what they sent."""

import hashlib
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import factory

from mentoring.canonical_json import canonical_json, digest_of
from mentoring.field.models import Conflict, Device, Enrolment, Envelope, EnvelopeState, UnlockCode
from mentoring.offline_records import Answer, ConflictKind
from tests.factories.accounts import UserFactory

MORNING = datetime(2026, 11, 20, 1, tzinfo=UTC)


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class DeviceFactory(factory.django.DjangoModelFactory):
    """token: what the phone says to be let in; the row keeps its hash only."""

    class Meta:
        model = Device

    class Params:
        token = factory.Sequence(lambda n: f"token-{n}")

    user = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"HP {n} Contoh")
    token_hash = factory.LazyAttribute(lambda device: hashed(device.token))
    secret_sealed = "-"
    enrolled_at = MORNING
    last_seen_at = MORNING + timedelta(minutes=1)


class EnrolmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Enrolment

    class Params:
        code = factory.Sequence(lambda n: f"code-{n}")

    user = factory.SubFactory(UserFactory)
    code_hash = factory.LazyAttribute(lambda enrolment: hashed(enrolment.code))
    invited_by = factory.SubFactory(UserFactory)
    invited_at = MORNING
    expires_at = datetime(2026, 11, 21, 1, tzinfo=UTC)


class UnlockCodeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = UnlockCode

    device = factory.SubFactory(DeviceFactory)
    code_hash = factory.Sequence(lambda n: hashed(str(n)))
    given_by = factory.SubFactory(UserFactory)
    given_at = MORNING
    expires_at = datetime(2026, 11, 20, 3, tzinfo=UTC)


class EnvelopeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Envelope

    class Params:
        said = factory.Sequence(lambda n: {"n": n})

    device = factory.SubFactory(DeviceFactory)
    sequence = factory.Sequence(lambda n: n + 1)
    record = factory.LazyFunction(uuid4)
    type = "notes.line"
    version = 1
    recorded_at = MORNING
    received_at = MORNING
    payload = factory.LazyAttribute(lambda envelope: canonical_json(envelope.said))
    digest = factory.LazyAttribute(lambda envelope: digest_of(envelope.said))
    answer = Answer.APPLIED
    state = EnvelopeState.SETTLED


class ConflictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Conflict

    envelope = factory.SubFactory(EnvelopeFactory, answer=Answer.CONFLICT)
    kind = ConflictKind.HARD
    server_values = {"minutes": 60}
    device_values = {"minutes": 90}
    found_at = MORNING
