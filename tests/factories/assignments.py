"""Facilitators and their assignments."""

from datetime import UTC, date, datetime

import factory

from mentoring.assignments.models import (
    Assignment,
    AssignmentState,
    Facilitator,
    Leave,
    TrainingFact,
    TrainingWaiver,
)
from tests.factories.accounts import UserFactory
from tests.factories.registry import CrafterGroupFactory, tutul


class TrainingFactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TrainingFact

    title = "Pelatihan pendamping lokal"
    completed_on = date(2020, 1, 1)
    recorded_at = datetime(2020, 1, 2, tzinfo=UTC)


class FacilitatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Facilitator
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    home_place = factory.LazyFunction(tutul)
    training = factory.RelatedFactory(TrainingFactFactory, factory_related_name="facilitator")


class TrainingWaiverFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TrainingWaiver

    facilitator = factory.SubFactory(FacilitatorFactory, training=None)
    reason = "Pelatihan baru dibuka bulan depan."
    starts_on = date(2026, 1, 1)
    ends_on = date(2026, 4, 1)
    granted_by = factory.SubFactory(UserFactory)
    granted_at = datetime(2026, 1, 1, tzinfo=UTC)


class LeaveFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Leave

    facilitator = factory.SubFactory(FacilitatorFactory)
    starts_on = date(2026, 1, 1)
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = datetime(2026, 1, 1, tzinfo=UTC)


class AssignmentFactory(factory.django.DjangoModelFactory):
    """An active lead assignment."""

    class Meta:
        model = Assignment

    facilitator = factory.SubFactory(FacilitatorFactory)
    group = factory.SubFactory(CrafterGroupFactory)
    state = AssignmentState.ACTIVE
    starts_on = date(2025, 1, 1)
    proposed_by = factory.SubFactory(UserFactory)
