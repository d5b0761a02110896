"""Facilitators and their assignments."""

from datetime import date

import factory

from mentoring.assignments.models import Assignment, AssignmentState, Facilitator
from tests.factories.accounts import UserFactory
from tests.factories.registry import CrafterGroupFactory, tutul


class FacilitatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Facilitator

    user = factory.SubFactory(UserFactory)
    home_place = factory.LazyFunction(tutul)


class AssignmentFactory(factory.django.DjangoModelFactory):
    """An accepted, active lead assignment."""

    class Meta:
        model = Assignment

    facilitator = factory.SubFactory(FacilitatorFactory)
    group = factory.SubFactory(CrafterGroupFactory)
    state = AssignmentState.ACTIVE
    starts_on = date(2025, 1, 1)
    proposed_by = factory.SubFactory(UserFactory)
