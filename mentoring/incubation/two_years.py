"""The stages and gate criteria a new cycle starts with; a programme may change its rows.

Months follow the programme's plan: three months before incubation, three for the case
study and the formula, delivery with a review after month 12, improved lessons and
consolidated training in year two, graduation in month 24, twelve months of watching.
Visits taper: weekly or fortnightly in year one, monthly at the end, every three months after.
The minima of the gates are those of mentoring.md, section 2.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from mentoring.incubation.models import EnrolmentState, Gate, Measure, RoundKind


@dataclass(frozen=True)
class Stage:
    """One stage; days between visits of left-behind groups and of others, None for as ever."""

    state: str
    starts_month: int
    gate: str = ""
    weak_interval_days: int | None = None
    interval_days: int | None = None


@dataclass(frozen=True)
class Criterion:
    """One row of `GateCriterion`; `wording` by language."""

    gate: str
    code: str
    wording: dict[str, str]
    is_required: bool = True
    measure: str = ""
    round_kind: str = ""
    dimensions: tuple[str, ...] = ()
    threshold: Decimal | None = None
    accepts_reason: bool = False


# Measures that read only the rounds of the group itself.
_OF_ROUNDS = frozenset(
    {Measure.ROUND_SUBMITTED, Measure.LOWEST_DIMENSION, Measure.SIGNIFICANT_GAIN}
)


def answered_by_hand(criteria: Iterable[Criterion]) -> tuple[Criterion, ...]:
    """`criteria` with everything but the group's own rounds answered by the decider: for a
    programme whose census, visits and members' scorings are kept elsewhere."""
    return tuple(
        one
        if one.measure in _OF_ROUNDS or not one.measure
        else replace(one, measure="", threshold=None, dimensions=(), round_kind="")
        for one in criteria
    )


STAGES = (
    Stage(EnrolmentState.CANDIDATE, 0),
    Stage(EnrolmentState.SELECTED, 0),
    Stage(EnrolmentState.DIAGNOSIS, 1, Gate.G0),
    Stage(EnrolmentState.FORMULA, 3, Gate.G1, weak_interval_days=7, interval_days=14),
    Stage(EnrolmentState.DELIVERY, 6, weak_interval_days=7, interval_days=14),
    Stage(EnrolmentState.MIDLINE, 12, Gate.G2, weak_interval_days=14, interval_days=14),
    Stage(EnrolmentState.EVALUATION, 13, weak_interval_days=14, interval_days=21),
    Stage(EnrolmentState.REVISION, 17, weak_interval_days=14, interval_days=21),
    Stage(EnrolmentState.CONSOLIDATION, 18, weak_interval_days=14, interval_days=30),
    Stage(EnrolmentState.ENDLINE, 22, Gate.G3, weak_interval_days=30, interval_days=30),
    Stage(EnrolmentState.MONITORING, 24, weak_interval_days=90, interval_days=90),
    Stage(EnrolmentState.CLOSED, 36),
)

CRITERIA = (
    Criterion(
        Gate.G0,
        "baseline",
        {"id": "Penilaian awal sudah dikirim.", "en": "The baseline is submitted."},
        measure=Measure.ROUND_SUBMITTED,
        round_kind=RoundKind.BASELINE,
    ),
    Criterion(
        Gate.G0,
        "census",
        {
            "id": "Perajin di semua dusun sentra ini sudah didata, atau ada alasan tertulis.",
            "en": "Crafters in every hamlet of the centre are listed, or a reason is written.",
        },
        measure=Measure.CENSUS_DONE,
        accepts_reason=True,
    ),
    Criterion(
        Gate.G0,
        "members-present",
        {
            "id": "Saat penilaian awal, 85 dari 100 anggota atau lebih ikut.",
            "en": "At the baseline 85 in 100 members or more took part.",
        },
        measure=Measure.BASELINE_MEMBERS,
        threshold=Decimal(85),
    ),
    Criterion(
        Gate.G0,
        "weak-half",
        {
            "id": "Setengah atau lebih kelompok dalam siklus ini adalah kelompok tertinggal.",
            "en": "Half or more of the groups in this cycle are left-behind groups.",
        },
        measure=Measure.WEAK_GROUPS,
        threshold=Decimal(50),
    ),
    Criterion(
        Gate.G1,
        "formula-covers",
        {
            "id": "Formula menjawab setiap masalah yang ditemukan.",
            "en": "The formula answers every problem that was found.",
        },
        measure=Measure.FORMULA_COVERS,
    ),
    Criterion(
        Gate.G1,
        "formula-agreed",
        {
            "id": "Kelompok sudah menyetujui formula.",
            "en": "The group has agreed to the formula.",
        },
        measure=Measure.FORMULA_AGREED,
    ),
    Criterion(
        Gate.G1,
        "ready",
        {
            "id": "Alat, bahan, tempat, musim, dan biaya sudah siap.",
            "en": "Tools, material, venue, season and budget are ready.",
        },
        measure=Measure.FORMULA_READY,
    ),
    Criterion(
        Gate.G2,
        "dose",
        {
            "id": "70 dari 100 kegiatan dalam formula atau lebih sudah berjalan.",
            "en": "70 in 100 activities of the formula or more have been held.",
        },
        measure=Measure.FORMULA_DOSE,
        threshold=Decimal(70),
    ),
    Criterion(
        Gate.G2,
        "back-checks",
        {
            "id": "Uji petik kunjungan sudah dilakukan.",
            "en": "Visits were back-checked.",
        },
        measure=Measure.BACK_CHECKS,
    ),
    Criterion(
        Gate.G2,
        "favours-weak",
        {
            "id": "Kunjungan tidak lebih banyak untuk kelompok yang kuat.",
            "en": "Strong groups did not get more visits than weak ones.",
        },
        measure=Measure.FAVOURS_WEAK,
    ),
    Criterion(
        Gate.G3,
        "lowest-of-three",
        {
            "id": "Nilai terendah dari kohesif, otonom, dan mengakar paling sedikit 60.",
            "en": "The lowest of cohesive, autonomous and rooted is at least 60.",
        },
        measure=Measure.LOWEST_DIMENSION,
        round_kind=RoundKind.ENDLINE,
        dimensions=("KOH", "OTO", "AKR"),
        threshold=Decimal(60),
    ),
    Criterion(
        Gate.G3,
        "bargaining-gain",
        {
            "id": "Posisi tawar naik nyata sejak penilaian awal.",
            "en": "Bargaining power rose significantly since the baseline.",
        },
        measure=Measure.SIGNIFICANT_GAIN,
        round_kind=RoundKind.ENDLINE,
    ),
    Criterion(
        Gate.G3,
        "members-gain",
        {
            "id": "Posisi tawar anggota naik nyata sejak penilaian awal.",
            "en": "Members' bargaining position rose significantly since the baseline.",
        },
        measure=Measure.PERSONS_GAIN,
    ),
    Criterion(
        Gate.G3,
        "books-current",
        {
            "id": "Buku kelompok terisi 3 bulan terakhir.",
            "en": "The group's books are current for the last 3 months.",
        },
        measure=Measure.ITEM_LEVEL,
        round_kind=RoundKind.ENDLINE,
        dimensions=("OTO3",),
        threshold=Decimal(3),
    ),
    Criterion(
        Gate.G3,
        "no-conflicts",
        {
            "id": "Data dari HP dan data kantor sudah sama.",
            "en": "Phone and office say the same.",
        },
        measure=Measure.HARD_CONFLICTS,
    ),
)
