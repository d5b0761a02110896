"""Cycles, groups in them, rounds with answers, and the people who may rate and decide."""

from datetime import date
from decimal import Decimal

import factory
from django.utils import timezone

from mentoring.canonical_json import digest_of
from mentoring.incubation import two_years
from mentoring.incubation.bargaining import bargaining_index
from mentoring.incubation.evaluations.group_figures import PERSONS_INSTRUMENT
from mentoring.incubation.models import (
    Cycle,
    CycleEnrolment,
    Dimension,
    Evaluation,
    EvaluationPaper,
    Instrument,
    InstrumentVersion,
    Item,
    RaterKind,
    Response,
    Round,
    RoundKind,
    Score,
    StagePeriod,
)
from mentoring.incubation.services import (
    Answer,
    answer_round,
    open_cycle,
    submit_round,
)
from mentoring.incubation.services.evaluations import compute_evaluation
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


PERCENT = {"id": "persen", "en": "percent"}
BUYERS = [
    {"code": "one", "name": {"id": "satu", "en": "one"}},
    {"code": "more", "name": {"id": "lebih dari satu", "en": "more than one"}},
]


def levels(by_dimension):
    """{"KOH": (1, 2)} -> {"KOH1": 1, "KOH2": 2}."""
    return {
        f"{code}{number}": level
        for code, row in by_dimension.items()
        for number, level in enumerate(row, start=1)
    }


def answers(by_dimension):
    return {
        code: Answer(level=level, note="Dilihat bersama kelompok.")
        for code, level in levels(by_dimension).items()
    }


def default_version():
    return InstrumentVersion.objects.get(instrument__code="group-strength", number=1)


def person_version(code="contoh-orang"):
    """A published instrument about persons with one item of each kind, unscored."""
    instrument = Instrument.objects.create(
        code=code, name={"id": "Contoh", "en": "Example"}, subject="person"
    )
    version = InstrumentVersion.objects.create(
        instrument=instrument, number=1, published_at=timezone.now()
    )
    dimension = Dimension.objects.create(
        version=version, code="A", name={"id": "Bagian", "en": "Section"}, weight=0, order=0
    )
    levels = ["tidak pernah", "jarang", "kadang", "sering", "selalu"]
    rows = (
        ("PRICE", "level", {}),
        ("SHARE", "number", {"unit": PERCENT, "minimum": 0, "maximum": 100}),
        ("BUYER", "choice", {"options": BUYERS}),
        ("STORY", "text", {"asked_if": {"item": "BUYER", "in": ["one"]}}),
        ("BOOK", "photo", {}),
    )
    for order, (item, kind, more) in enumerate(rows):
        wording = {"question": f"Pertanyaan {item}", "anchors": levels if kind == "level" else []}
        Item.objects.create(
            dimension=dimension,
            code=item,
            kind=kind,
            wording={"id": wording, "en": {**wording, "question": f"Question {item}"}},
            order=order,
            **more,
        )
    return version


class CycleFactory(factory.django.DjangoModelFactory):
    """A two-year cycle in Jember with its stages and criteria. What does not come from rounds of
    the group is answered by the decider; `criteria=two_years.CRITERIA` measures everything."""

    class Meta:
        model = Cycle

    name = factory.Sequence(lambda n: f"Siklus {n} Contoh")
    place = factory.LazyFunction(lambda: place("35.09"))
    starts_on = START
    instrument_version = factory.LazyFunction(default_version)
    criteria = two_years.answered_by_hand(two_years.CRITERIA)
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


class EvaluationFactory(factory.django.DjangoModelFactory):
    """An evaluation of a group that nobody has computed yet."""

    class Meta:
        model = Evaluation

    enrolment = factory.SubFactory(CycleEnrolmentFactory)
    until = date(2025, 12, 31)
    opened_by = factory.SubFactory(UserFactory)
    opened_at = factory.LazyFunction(timezone.now)


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


def bargaining_version():
    """The shipped instrument of the bargaining-position index (IPT)."""
    return InstrumentVersion.objects.get(instrument__code=PERSONS_INSTRUMENT)


def asked_person(enrolment, person, kind, level, *, on, version=None):
    """A submitted round about one person in which every item got `level` (or a list of eight)."""
    version = version or bargaining_version()
    levels_only = Item.objects.filter(dimension__version=version, kind="level")
    items = list(levels_only.order_by("order"))
    given = [level] * len(items) if isinstance(level, int) else level
    made = RoundFactory(
        enrolment=enrolment,
        person=person,
        kind=kind,
        version=version,
        happened_on=on,
        state="submitted",
        submitted_at=timezone.now(),
    )
    Response.objects.bulk_create(
        Response(round=made, item=item, level=one) for item, one in zip(items, given, strict=True)
    )
    index = bargaining_index(
        {item.code: one for item, one in zip(items, given, strict=True)},
        {item.code: 1 for item in items},
    )
    Score.objects.create(round=made, total=Decimal(float(index)))
    return made


def computed_evaluation(subject, until=date(2026, 12, 31), **kwargs):
    """An evaluation whose figures a worker computed."""
    of = "enrolment" if isinstance(subject, CycleEnrolment) else "cycle"
    kwargs.setdefault("opened_by", evaluator())
    evaluation = Evaluation.objects.create(
        until=until, opened_at=timezone.now(), **{of: subject}, **kwargs
    )
    compute_evaluation(evaluation_id=evaluation.pk)
    evaluation.refresh_from_db()
    return evaluation


def locked_evaluation(subject, until=date(2026, 12, 31), **kwargs):
    """The same, reviewed and locked."""
    evaluation = computed_evaluation(subject, until, **kwargs)
    evaluation.state = "locked"
    evaluation.review, evaluation.reviewed_by = "Baik.", evaluation.opened_by
    evaluation.reviewed_at = evaluation.locked_at = timezone.now()
    evaluation.locked_by = evaluation.opened_by
    evaluation.digest = digest_of(evaluation.figures)
    evaluation.save()
    return evaluation


class EvaluationPaperFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EvaluationPaper

    evaluation = factory.LazyFunction(lambda: locked_evaluation(CycleEnrolmentFactory()))
    kind = "report"
    format = "pdf"
    language = "id"
    asked_by = factory.LazyFunction(manager)
    asked_at = factory.LazyFunction(timezone.now)
