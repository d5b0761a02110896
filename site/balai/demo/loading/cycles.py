"""The two-year cycle of every group: proposed, scored twice, and where each stands now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from balai.demo.cast import GROUPS
from balai.demo.ledger import remember
from balai.demo.loading.people import Cast
from balai.demo.loading.timeline import Timeline
from mentoring.incubation.models import Cycle, CycleEnrolment, EnrolmentState, Outcome, RoundKind
from mentoring.incubation.services.cycles import move_on, open_cycle, propose_group_for_cycle
from mentoring.incubation.services.gates import CriterionInput, decide_gate, gate_criteria
from mentoring.incubation.services.instruments import load_default_instrument
from mentoring.incubation.services.rounds import Answer, record_round, submit_round
from mentoring.registry.models import Place

Levels = Mapping[str, tuple[int, ...]]

# Manik Maduran is the programme's worked example: 23.23 (pemula), then 56.25 (madya).
MADURAN_FIRST: Levels = {
    "KOH": (1, 2, 1, 1, 0),
    "OTO": (1, 1, 0, 0, 1),
    "AKR": (4, 1, 1, 1),
    "TWR": (1, 1, 1, 1, 0),
    "USH": (1, 0, 1),
}
MADURAN_LAST: Levels = {
    "KOH": (3, 3, 2, 2, 2),
    "OTO": (3, 2, 2, 2, 2),
    "AKR": (4, 3, 3, 2),
    "TWR": (2, 2, 2, 2, 1),
    "USH": (3, 2, 1),
}


@dataclass(frozen=True)
class Course:
    """How a group's cycle went. `outcome` of gate G3; None while it waits for a decision."""

    first: Levels
    last: Levels
    outcome: str | None = None
    memo: str = ""


def _levels(koh: str, oto: str, akr: str, twr: str, ush: str) -> Levels:
    rows = {"KOH": koh, "OTO": oto, "AKR": akr, "TWR": twr, "USH": ush}
    return {code: tuple(int(level) for level in text) for code, text in rows.items()}


COURSES: Mapping[str, Course] = {
    "Ronce Melati": Course(
        _levels("22110", "11001", "4211", "11110", "101"),
        _levels("33221", "22212", "4322", "22211", "211"),
    ),
    "Bubut Mandiri": Course(
        _levels("32221", "22212", "3221", "22221", "211"),
        _levels("33332", "32322", "3322", "33222", "322"),
    ),
    "Gaharu Lestari": Course(
        _levels("33222", "32222", "3322", "22322", "322"),
        _levels("43433", "43333", "4433", "33433", "433"),
        Outcome.PASS,
        "Semua syarat terpenuhi. Kelompok berjalan sendiri sejak enam bulan.",
    ),
    "Manik Maduran": Course(
        MADURAN_FIRST,
        MADURAN_LAST,
        Outcome.EXTEND,
        "Posisi tawar naik nyata. Kelompok belum cukup mandiri: nilai otonom 55.",
    ),
    "Tangan Tanah": Course(
        _levels("21110", "10001", "4111", "10100", "000"),
        _levels("32221", "21112", "4221", "21211", "111"),
    ),
    "Gentong Jaya": Course(
        _levels("22211", "22111", "3211", "22111", "111"),
        _levels("33222", "32222", "3322", "32222", "221"),
    ),
    "Ukir Gubuk Baru": Course(
        _levels("32211", "22112", "3221", "22111", "211"),
        _levels("33322", "32222", "3322", "33212", "222"),
    ),
    "Kendi Muda": Course(
        _levels("21101", "11000", "4210", "12110", "100"),
        _levels("22111", "12101", "4211", "12110", "110"),
    ),
}


def load_cycles(cast: Cast, timeline: Timeline) -> dict[str, CycleEnrolment]:
    """One cycle in each of the two regencies; returns group name -> enrolment."""
    version = load_default_instrument()
    cycles = {}
    for key, code in (("A", "35.09"), ("B", "52.01")):
        place = Place.objects.get(code=code)
        cycles[key] = open_cycle(
            name=f"Inkubator {place.name} Contoh",
            place=place,
            starts_on=timeline.cycle_start,
            instrument_version=version,
            opened_by=cast.staff["admin"],
        )
        remember(*cycles[key].stages.all(), *cycles[key].criteria.all())
    return {
        facts.name: _load_course(cast, timeline, facts.name, cycles[facts.sentra])
        for facts in GROUPS
    }


def _load_course(cast: Cast, timeline: Timeline, name: str, cycle: Cycle) -> CycleEnrolment:
    group, course = cast.groups[name], COURSES[name]
    coordinator, facilitator = cast.coordinator_of(group), cast.facilitator_of(group)
    enrolment = propose_group_for_cycle(
        group=group, cycle=cycle, proposed_by=coordinator, starts_on=timeline.month(0)
    )
    for month, state in ((0, EnrolmentState.SELECTED), (1, EnrolmentState.DIAGNOSIS)):
        enrolment = move_on(
            enrolment=enrolment, moved_by=coordinator, moved_on=timeline.month(month)
        )
        assert enrolment.state == state  # noqa: S101 - the story depends on it
    _score(enrolment, RoundKind.BASELINE, facilitator, timeline.month(2), course.first)
    for month in (3, 6):
        _decide(cast, enrolment, Outcome.PASS, "Syarat terpenuhi.", timeline.month(month))
    enrolment = _fresh(enrolment)
    move_on(enrolment=enrolment, moved_by=coordinator, moved_on=timeline.month(12))
    _decide(cast, enrolment, Outcome.PASS, "Tahun pertama berjalan baik.", timeline.month(13))
    for month in (17, 18, 22):
        move_on(enrolment=_fresh(enrolment), moved_by=coordinator, moved_on=timeline.month(month))
    last_day = min(timeline.month(23) + timedelta(days=9), timeline.today)
    enrolment = _fresh(enrolment)
    _score(enrolment, RoundKind.ENDLINE, cast.evaluator_of(group), last_day, course.last)
    if course.outcome:
        _decide(cast, enrolment, course.outcome, course.memo, timeline.today)
    return _fresh(enrolment)


def _fresh(enrolment: CycleEnrolment) -> CycleEnrolment:
    return CycleEnrolment.objects.select_related("group__sentra", "cycle").get(pk=enrolment.pk)


def _score(enrolment: CycleEnrolment, kind: str, rater: object, day: date, levels: Levels) -> None:
    answers = {
        f"{dimension}{number}": Answer(level=level, note="Dilihat bersama kelompok.")
        for dimension, row in levels.items()
        for number, level in enumerate(row, start=1)
    }
    scored = record_round(
        enrolment=enrolment, kind=kind, rater=rater, happened_on=day, answers=answers
    )
    remember(*scored.responses.all())
    score = submit_round(round=scored, submitted_by=rater)
    remember(score, *score.dimension_scores.all())


def _decide(cast: Cast, enrolment: CycleEnrolment, outcome: str, memo: str, day: date) -> None:
    enrolment = _fresh(enrolment)
    gate = enrolment.cycle.stages.get(state=enrolment.state).gate
    answers = {
        view.criterion.code: CriterionInput(is_met=True, note="Dilihat bersama.")
        for view in gate_criteria(enrolment=enrolment, gate=gate)
    }
    decision = decide_gate(
        enrolment=enrolment,
        outcome=outcome,
        memo=memo,
        decider=cast.manager_of(enrolment.group),
        decided_on=day,
        answers=answers,
    )
    remember(*decision.answers.all())
