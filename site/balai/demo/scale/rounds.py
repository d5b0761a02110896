"""One cycle a province, every group in it, and each group's rounds with answers and scores."""

import uuid
from datetime import UTC, datetime, timedelta
from datetime import time as clock

from balai.accounts.models import User
from balai.demo.scale.bulk import insert_rows
from balai.demo.scale.tiers import ROUNDS_PER_GROUP
from balai.demo.scale.work import DAYS, Filling
from mentoring.incubation.models import (
    Cycle,
    CycleEnrolment,
    DimensionScore,
    InstrumentVersion,
    Item,
    Response,
    Round,
    Score,
    StagePeriod,
)
from mentoring.incubation.scoring import score
from mentoring.incubation.services.cycles import open_cycle
from mentoring.incubation.services.instruments import load_default_instrument
from mentoring.registry.models import CrafterGroup, Place

KINDS = ("baseline", "midline", "endline")
STAGE = "endline"


def fill_rounds(filling: Filling, groups: list[uuid.UUID], leads: dict[uuid.UUID, int]) -> None:
    version = load_default_instrument()
    enrolments = _enrol(filling, groups, version)
    rounds = _write_rounds(filling, enrolments, leads, version)
    _write_answers(filling, rounds, version)


def _enrol(
    filling: Filling, groups: list[uuid.UUID], version: InstrumentVersion
) -> dict[uuid.UUID, uuid.UUID]:
    """Every group in the cycle of its province; returns group -> enrolment."""
    provinces = dict(CrafterGroup.objects.values_list("pk", "sentra__place_id"))
    someone = User.objects.create(
        username="skala-admin", full_name="Admin Skala Contoh", is_superuser=True, is_demo=True
    )
    cycles: dict[str, Cycle] = {}
    for code in sorted({place[:2] for place in provinces.values()}):
        cycles[code] = open_cycle(
            name=f"Siklus {code} Contoh",
            place=Place.objects.get(code=code),
            starts_on=filling.since,
            instrument_version=version,
            opened_by=someone,
        )
    enrolments = {group: filling.uuid() for group in groups}
    rows = (
        (key, cycles[provinces[group][:2]].pk, group, STAGE, someone.pk, filling.since)
        for group, key in enrolments.items()
    )
    columns = ["id", "cycle_id", "group_id", "state", "proposed_by_id", "starts_on"]
    filling.note("groups in a cycle", insert_rows(CycleEnrolment, columns, rows))
    periods = ((key, STAGE, someone.pk, filling.since) for key in enrolments.values())
    insert_rows(StagePeriod, ["enrolment_id", "state", "moved_by_id", "starts_on"], periods)
    return enrolments


def _write_rounds(
    filling: Filling,
    enrolments: dict[uuid.UUID, uuid.UUID],
    leads: dict[uuid.UUID, int],
    version: InstrumentVersion,
) -> list[uuid.UUID]:
    step = DAYS // (ROUNDS_PER_GROUP + 1)
    rounds, rows = [], []
    for group, enrolment in enrolments.items():
        for number, kind in enumerate(KINDS[:ROUNDS_PER_GROUP], start=1):
            rounds.append(filling.uuid())
            day = filling.since + timedelta(days=number * step)
            at = datetime.combine(day, clock(12), tzinfo=UTC)
            rows.append(
                (
                    rounds[-1],
                    enrolment,
                    kind,
                    version.pk,
                    leads[group],
                    "facilitator",
                    day,
                    "submitted",
                    at,
                    at,
                )
            )
    columns = [
        "id",
        "enrolment_id",
        "kind",
        "version_id",
        "rater_id",
        "rater_kind",
        "happened_on",
        "state",
        "received_at",
        "submitted_at",
    ]
    filling.note("rounds", insert_rows(Round, columns, rows))
    return rounds


def _write_answers(filling: Filling, rounds: list[uuid.UUID], version: InstrumentVersion) -> None:
    items = list(Item.objects.filter(dimension__version=version).select_related("dimension"))
    dimensions = {item.dimension.code: item.dimension for item in items}
    rules = version.rules()
    levels = {key: {i.code: filling.dice.randrange(5) for i in items} for key in rounds}
    answers = ((key, item.pk, levels[key][item.code]) for key in rounds for item in items)
    filling.note("answers", insert_rows(Response, ["round_id", "item_id", "level"], answers))
    results = {key: score(levels[key], rules) for key in rounds}
    Score.objects.bulk_create(
        (
            Score(round_id=key, total=results[key].total, group_class=results[key].group_class)
            for key in rounds
        ),
        batch_size=1000,
    )
    keys = dict(Score.objects.filter(round__in=Round.objects.all()).values_list("round", "pk"))
    DimensionScore.objects.bulk_create(
        (
            DimensionScore(
                score_id=keys[key],
                dimension=dimensions[one.code],
                points=one.points,
                answered=one.answered,
                asked=one.asked,
            )
            for key in rounds
            for one in results[key].dimensions
        ),
        batch_size=1000,
    )
    filling.note("scores", len(rounds))
