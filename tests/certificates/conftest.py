"""The cast: Dewi is a clerk and Hendra the head of one issuer; others are strangers there."""

from dataclasses import dataclass
from typing import Any

import pytest

from certificates.models import Certificate, CertificateType, IssueBatch, Issuer
from certificates.services import approve_batch, prepare_batch
from tests.factories.certificates import (
    CertificateTypeFactory,
    MembershipFactory,
    Teller,
    ToldOccasion,
    telling,
)


@dataclass
class House:
    """An issuer with its people, one type, and trainings told by another plugin."""

    issuer: Issuer
    clerk: Any
    head: Any
    type: CertificateType
    teller: Teller

    def training(self, people: int = 3, **details: Any) -> ToldOccasion:
        return self.teller.tell(issuer=self.issuer, people=people, **details)

    def prepared(self, people: int = 3, **details: Any) -> IssueBatch:
        occasion = self.training(people, **details)
        return prepare_batch(occasion=occasion, certificate_type=self.type, prepared_by=self.clerk)

    def issued(self, people: int = 3, **details: Any) -> IssueBatch:
        """A batch that is approved and whose items have been printed."""
        batch = self.prepared(people, **details)
        with self.commits():
            approve_batch(batch=batch, approved_by=self.head)
        batch.refresh_from_db()
        return batch

    def certificate(self, **details: Any) -> Certificate:
        return Certificate.objects.get(item__batch=self.issued(1, **details))


@pytest.fixture
def house(db, django_capture_on_commit_callbacks):
    issuer = MembershipFactory(role="clerk").issuer
    cast = House(
        issuer=issuer,
        clerk=issuer.memberships.get().user,
        head=MembershipFactory(role="head", issuer=issuer).user,
        type=CertificateTypeFactory(issuer=issuer),
        teller=Teller(),
    )
    cast.commits = lambda: django_capture_on_commit_callbacks(execute=True)
    with telling(cast.teller):
        yield cast
