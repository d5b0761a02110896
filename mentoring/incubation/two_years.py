"""The stages and gate criteria a new cycle starts with; a programme may change its rows.

Months follow the programme's plan: three months before incubation, three for the case
study and the formula, delivery with a review after month 12, improved lessons and
consolidated training in year two, graduation in month 24, twelve months of watching.
Criteria about things this platform does not measure yet are answered by the decider.
"""

from dataclasses import dataclass
from decimal import Decimal

from mentoring.incubation.models import EnrolmentState, Gate, Measure, RoundKind


@dataclass(frozen=True)
class Stage:
    state: str
    starts_month: int
    gate: str = ""


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


STAGES = (
    Stage(EnrolmentState.CANDIDATE, 0),
    Stage(EnrolmentState.SELECTED, 0),
    Stage(EnrolmentState.DIAGNOSIS, 1, Gate.G0),
    Stage(EnrolmentState.FORMULA, 3, Gate.G1),
    Stage(EnrolmentState.DELIVERY, 6),
    Stage(EnrolmentState.MIDLINE, 12, Gate.G2),
    Stage(EnrolmentState.EVALUATION, 13),
    Stage(EnrolmentState.REVISION, 17),
    Stage(EnrolmentState.CONSOLIDATION, 18),
    Stage(EnrolmentState.ENDLINE, 22, Gate.G3),
    Stage(EnrolmentState.MONITORING, 24),
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
    ),
    Criterion(
        Gate.G0,
        "members-present",
        {
            "id": "Saat penilaian awal, 85 dari 100 anggota atau lebih ikut.",
            "en": "At the baseline 85 in 100 members or more took part.",
        },
    ),
    Criterion(
        Gate.G0,
        "weak-half",
        {
            "id": "Setengah atau lebih kelompok dalam siklus ini adalah kelompok tertinggal.",
            "en": "Half or more of the groups in this cycle are left-behind groups.",
        },
    ),
    Criterion(
        Gate.G1,
        "formula-covers",
        {
            "id": "Formula menjawab setiap masalah yang ditemukan.",
            "en": "The formula answers every problem that was found.",
        },
    ),
    Criterion(
        Gate.G1,
        "formula-agreed",
        {
            "id": "Kelompok sudah menyetujui formula.",
            "en": "The group has agreed to the formula.",
        },
    ),
    Criterion(
        Gate.G1,
        "ready",
        {
            "id": "Alat, bahan, tempat, musim, dan biaya sudah siap.",
            "en": "Tools, material, venue, season and budget are ready.",
        },
    ),
    Criterion(
        Gate.G2,
        "dose",
        {
            "id": "70 dari 100 kegiatan dalam formula atau lebih sudah berjalan.",
            "en": "70 in 100 activities of the formula or more have been held.",
        },
    ),
    Criterion(
        Gate.G2,
        "back-checks",
        {
            "id": "Uji petik kunjungan sudah dilakukan.",
            "en": "Visits were back-checked.",
        },
    ),
    Criterion(
        Gate.G2,
        "favours-weak",
        {
            "id": "Kunjungan tidak lebih banyak untuk kelompok yang kuat.",
            "en": "Strong groups did not get more visits than weak ones.",
        },
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
        "books-current",
        {
            "id": "Buku kelompok terisi 3 bulan terakhir.",
            "en": "The group's books are current for the last 3 months.",
        },
    ),
)
