"""The two-year cycle of every group: proposed, scored twice, and where each stands now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count

from balai.demo.cast import GROUPS
from balai.demo.ledger import remember
from balai.demo.loading.formulas import load_formula
from balai.demo.loading.people import Cast
from balai.demo.loading.timeline import Timeline
from mentoring.incubation.models import (
    CriterionStanding,
    Cycle,
    CycleEnrolment,
    EnrolmentState,
    ExitReason,
    GateStanding,
    Outcome,
    RoundKind,
)
from mentoring.incubation.services.criteria import change_criterion
from mentoring.incubation.services.cycles import move_on, open_cycle, propose_group_for_cycle
from mentoring.incubation.services.gate_standings import look_at_gates
from mentoring.incubation.services.gates import (
    CriterionInput,
    decide_gate,
    gaps_at_gate,
    gate_criteria,
)
from mentoring.incubation.services.instruments import load_default_instrument
from mentoring.incubation.services.rounds import Answer, record_round, submit_round
from mentoring.registry.models import Place
from mentoring.sessions.models import Attendance, AttendanceStatus

# The census of the demo is taken in its last months.
_REASON = "Pendataan dusun berjalan, selesai pada tahun pertama."

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
    exit_reason: str = ""


# A programme says before its baseline what it asks otherwise, and what it cannot measure yet.
PROGRAMME: Mapping[str, Mapping[str, Any]] = {
    "members-present": {"threshold": Decimal(70)},
    "weak-half": {
        "threshold": Decimal(25),
        "wording": {
            "id": "Seperempat atau lebih kelompok dalam siklus ini adalah kelompok tertinggal.",
            "en": "A quarter or more of the groups in this cycle are left-behind groups.",
        },
    },
    "back-checks": {"taken_out_reason": "Uji petik baru dimulai pada tahun kedua."},
    "favours-weak": {"taken_out_reason": "Jangkauan baru dihitung sejak tahun kedua."},
    "members-gain": {"taken_out_reason": "Anggota belum ditanya satu per satu."},
}


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
        Outcome.EXIT,
        "Kelompok kuat: alat sendiri, buku terisi, pembeli banyak.",
        ExitReason.STRONG,
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
        Outcome.RETURN,
        "Gentong masih banyak retak. Pelatihan mantap diulang dulu.",
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
        _adapt(cycles[key], cast)
    # All of them first: how many of a cycle are left behind is asked at each one's first gate.
    proposed = {
        facts.name: propose_group_for_cycle(
            group=cast.groups[facts.name],
            cycle=cycles[facts.sentra],
            proposed_by=cast.coordinator_of(cast.groups[facts.name]),
            starts_on=timeline.month(0),
        )
        for facts in GROUPS
    }
    return {name: _load_course(cast, timeline, name, one) for name, one in proposed.items()}


def load_board(timeline: Timeline) -> None:
    """What each group lacks before its next gate, as the first night would find it."""
    look_at_gates(now=timeline.noon())
    standings = GateStanding.objects.filter(enrolment__cycle__name__startswith="Inkubator ")
    remember(*standings, *CriterionStanding.objects.filter(standing__in=standings))


def _adapt(cycle: Cycle, cast: Cast) -> None:
    """What this programme asks otherwise; written down before its first baseline."""
    for code, changes in PROGRAMME.items():
        change_criterion(
            criterion=cycle.criteria.get(code=code),
            changes=changes,
            changed_by=cast.staff["admin"],
        )


def _baseline_day(enrolment: CycleEnrolment, since: date, until: date) -> date:
    """The visit of these weeks at which most members were present: the day to score a group."""
    came = Attendance.objects.filter(
        session__group=enrolment.group,
        session__happened_on__gte=since,
        session__happened_on__lt=until,
        status=AttendanceStatus.HADIR,
    )
    days = came.order_by().values_list("session__happened_on").annotate(count=Count("person"))
    return max(days, key=lambda row: (row[1], row[0]))[0]


def _load_course(
    cast: Cast, timeline: Timeline, name: str, enrolment: CycleEnrolment
) -> CycleEnrolment:
    group, course = cast.groups[name], COURSES[name]
    coordinator, facilitator = cast.coordinator_of(group), cast.facilitator_of(group)
    for month, state in ((0, EnrolmentState.SELECTED), (1, EnrolmentState.DIAGNOSIS)):
        enrolment = move_on(
            enrolment=enrolment, moved_by=coordinator, moved_on=timeline.month(month)
        )
        assert enrolment.state == state  # noqa: S101 - the story depends on it
    scored_on = _baseline_day(enrolment, timeline.month(1), timeline.month(3))
    _score(enrolment, RoundKind.BASELINE, facilitator, scored_on, course.first)
    _decide(cast, enrolment, Outcome.PASS, "Syarat terpenuhi.", timeline.month(3))
    load_formula(
        cast,
        timeline,
        _fresh(enrolment),
        found_on=timeline.month(4),
        agreed_on=timeline.month(5),
    )
    _decide(cast, enrolment, Outcome.PASS, "Formula siap dijalankan.", timeline.month(6))
    enrolment = _fresh(enrolment)
    move_on(enrolment=enrolment, moved_by=coordinator, moved_on=timeline.month(12))
    _decide(cast, enrolment, Outcome.PASS, "Tahun pertama berjalan baik.", timeline.month(13))
    for month in (17, 18, 22):
        move_on(enrolment=_fresh(enrolment), moved_by=coordinator, moved_on=timeline.month(month))
    last_day = min(timeline.month(23) + timedelta(days=9), timeline.today)
    enrolment = _fresh(enrolment)
    _score(enrolment, RoundKind.ENDLINE, cast.evaluator_of(group), last_day, course.last)
    if course.outcome:
        _decide(cast, enrolment, course.outcome, course.memo, timeline.today, course.exit_reason)
    remember(*enrolment.after_checks.all())
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


def _decide(
    cast: Cast, enrolment: CycleEnrolment, outcome: str, memo: str, day: date, exit_reason: str = ""
) -> None:
    enrolment = _fresh(enrolment)
    gate = enrolment.cycle.stages.get(state=enrolment.state).gate
    answers = {
        view.criterion.code: CriterionInput(
            is_met=True, note=_REASON if view.criterion.accepts_reason else ""
        )
        for view in gate_criteria(enrolment=enrolment, gate=gate, on=day)
    }
    decision = decide_gate(
        enrolment=enrolment,
        outcome=outcome,
        memo=memo,
        decider=cast.manager_of(enrolment.group),
        decided_on=day,
        answers=answers,
        exit_reason=exit_reason,
        gap_answers={
            gap.dimension: "Catatan baru dipakai sejak tahun kedua."
            for gap in gaps_at_gate(enrolment, day)
        },
    )
    remember(*decision.answers.all())
