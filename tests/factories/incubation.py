"""Cycles, groups in them, rounds with answers, and the people who may rate and decide."""

from datetime import date

import factory

from mentoring.incubation.models import (
    Cycle,
    CycleEnrolment,
    InstrumentVersion,
    RaterKind,
    Round,
    RoundKind,
    StagePeriod,
)
from mentoring.incubation.services import Answer, answer_round, open_cycle, submit_round
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import CrafterGroupFactory, MandateFactory, place

START = date(2025, 1, 6)

# The score test vector of "Manik Maduran": levels in the order of the items.
BASELINE = {
    "KOH": (1, 2, 1, 1, 0),
    "OTO": (1, 1, 0, 0, 1),
    "AKR": (4, 1, 1, 1),
    "TWR": (1, 1, 1, 1, 0),
    "USH": (1, 0, 1),
}
MONTH_24 = {
    "KOH": (3, 3, 2, 2, 2),
    "OTO": (3, 2, 2, 2, 2),
    "AKR": (4, 3, 3, 2),
    "TWR": (2, 2, 2, 2, 1),
    "USH": (3, 2, 1),
}


def levels(by_dimension):
    """{"KOH": (1, 2)} -> {"KOH1": 1, "KOH2": 2}."""
    return {
        f"{code}{number}": level
        for code, row in by_dimension.items()
        for number, level in enumerate(row, start=1)
    }


def answers(by_dimension):
    return {code: Answer(level=level) for code, level in levels(by_dimension).items()}


def default_version():
    return InstrumentVersion.objects.get(instrument__code="group-strength", number=1)


class CycleFactory(factory.django.DjangoModelFactory):
    """A two-year cycle in Jember with its stages and criteria."""

    class Meta:
        model = Cycle

    name = factory.Sequence(lambda n: f"Siklus {n} Contoh")
    place = factory.LazyFunction(lambda: place("35.09"))
    starts_on = START
    instrument_version = factory.LazyFunction(default_version)
    opened_by = factory.LazyFunction(lambda: UserFactory(is_superuser=True))

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return open_cycle(**kwargs)


class CycleEnrolmentFactory(factory.django.DjangoModelFactory):
    """A group standing in `state` since the first day of its cycle."""

    class Meta:
        model = CycleEnrolment
        skip_postgeneration_save = True

    cycle = factory.SubFactory(CycleFactory)
    group = factory.SubFactory(CrafterGroupFactory)
    state = "diagnosis"
    starts_on = START
    proposed_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def stage_period(self, create, extracted, **kwargs):
        if create:
            StagePeriod.objects.create(
                enrolment=self,
                state=self.state,
                starts_on=self.starts_on,
                moved_by=self.proposed_by,
            )


class RoundFactory(factory.django.DjangoModelFactory):
    """An open round without answers."""

    class Meta:
        model = Round

    enrolment = factory.SubFactory(CycleEnrolmentFactory)
    kind = RoundKind.BASELINE
    version = factory.SelfAttribute("enrolment.cycle.instrument_version")
    rater = factory.SubFactory(UserFactory)
    rater_kind = RaterKind.FACILITATOR
    happened_on = date(2025, 2, 3)


def facilitator_of(group, **kwargs):
    """The user who accompanies `group` since 2025."""
    return AssignmentFactory(
        group=group, facilitator__user=UserFactory(roles=["facilitator"]), **kwargs
    ).facilitator.user


def _mandated(role, code):
    return MandateFactory(user=UserFactory(roles=[role]), role=role, place=place(code)).user


def coordinator(code="35.09"):
    return _mandated("coordinator", code)


def evaluator(code="35.09"):
    return _mandated("evaluator", code)


def manager(code="35"):
    return _mandated("programme_manager", code)


def submitted_round(enrolment, kind=RoundKind.BASELINE, by_dimension=None, **kwargs):
    """A round with a frozen score, rated by somebody who may."""
    if "rater" not in kwargs:
        kwargs["rater"] = (
            evaluator() if kind == RoundKind.ENDLINE else facilitator_for(enrolment.group)
        )
    made = RoundFactory(enrolment=enrolment, kind=kind, **kwargs)
    answer_round(round=made, answers=answers(by_dimension or BASELINE), answered_by=made.rater)
    submit_round(round=made, submitted_by=made.rater)
    made.refresh_from_db()
    return made


def facilitator_for(group):
    """The group's facilitator, assigned now if it has none."""
    existing = group.assignments.select_related("facilitator__user").first()
    return existing.facilitator.user if existing else facilitator_of(group)
