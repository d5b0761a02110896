"""A certificate that was issued lets a facilitator begin."""

from datetime import date
from types import SimpleNamespace

import pytest

from certificates.signals import certificate_issued, certificate_revoked
from mentoring.assignments.models import TrainingFact
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def programmes(settings):
    settings.MENTORING_FACILITATOR_PROGRAMMES = ["PENDAMPING"]


def certificate(holder, code="PENDAMPING"):
    """As a receiver of the public signals reads one."""
    occasion = {"programme": {"code": code, "title_id": "Pelatihan pendamping"}}
    return SimpleNamespace(
        holder_id=holder.pk,
        public_code="ABCD-EFGH-JKM",
        issuer="UPT BLK Contoh",
        issued_on=date(2026, 2, 1),
        item=SimpleNamespace(batch=SimpleNamespace(occasion=occasion)),
    )


def issue(holder, **more):
    answers = certificate_issued.send(sender=None, certificate=certificate(holder, **more))
    assert answers


def test_her_certificate_is_her_training_and_what_waited_begins():
    budi = FacilitatorFactory(training=None)
    waiting = AssignmentFactory(facilitator=budi, state="accepted", starts_on=date(2026, 1, 1))

    issue(budi.user)
    issue(budi.user)

    training = TrainingFact.objects.get()
    waiting.refresh_from_db()
    assert (training.source, training.completed_on) == ("certificate", date(2026, 2, 1))
    assert (waiting.state, waiting.starts_on) == ("active", date(2026, 2, 1))


def test_another_programme_or_another_holder_changes_nothing():
    budi = FacilitatorFactory(training=None)

    issue(budi.user, code="MANIK")
    issue(UserFactory())

    assert TrainingFact.objects.count() == 0


def test_a_revoked_certificate_counts_no_longer(today):
    budi = FacilitatorFactory(training=None)
    issue(budi.user)

    certificate_revoked.send_robust(
        sender=None, certificate=certificate(budi.user), revoked_by=UserFactory(), reason="wrong"
    )

    assert list(TrainingFact.objects.counting_on(today)) == []
