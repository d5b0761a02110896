"""What each group's case study found, what it agreed to, and what was held of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from PIL import Image

from balai.demo.ledger import remember
from balai.demo.loading.people import Cast
from balai.demo.loading.timeline import Timeline
from mentoring.incubation.models import (
    AgreementKind,
    CycleEnrolment,
    Formula,
    FormulaItemSession,
    FormulaLine,
    LineKind,
)
from mentoring.incubation.services.diagnoses import ProblemTold, record_diagnosis
from mentoring.incubation.services.formula_sessions import link_lessons
from mentoring.incubation.services.formulas import (
    LineTold,
    ReadyTold,
    agree_formula,
    answer_readiness,
    approve_formula,
    draft_formula,
    keep_line,
    offered_lessons,
)
from mentoring.sessions.models import MentoringSession


@dataclass(frozen=True)
class Case:
    """What holds a group back, and the lesson and sessions that answer it."""

    problem: str
    lesson: str
    sessions: int


CASES: Mapping[str, Case] = {
    "Ronce Melati": Case("Upah ronce ditentukan dua juragan.", "M10", 3),
    "Bubut Mandiri": Case("Harga jual tidak menghitung listrik dan alat.", "M04", 4),
    "Gaharu Lestari": Case("Uang rumah dan uang usaha bercampur.", "M04", 4),
    "Manik Maduran": Case("Bahan dipinjam dari juragan, hasil dijual kepadanya.", "M10", 3),
    "Tangan Tanah": Case("Semua gerabah dibeli satu toko seni.", "M10", 3),
    "Gentong Jaya": Case("Dua belas dari seratus gentong retak, ruginya tidak dicatat.", "M04", 4),
    "Ukir Gubuk Baru": Case("Rapat jarang, keputusan diambil ketua sendiri.", "M07", 3),
    "Kendi Muda": Case("Tidak ada buku kas.", "M04", 4),
}


def load_formula(
    cast: Cast, timeline: Timeline, enrolment: CycleEnrolment, *, found_on: date, agreed_on: date
) -> Formula:
    """The diagnosis of a group, the formula it agreed to, and its visits linked to it."""
    group, case = enrolment.group, CASES[enrolment.group.name]
    facilitator = cast.facilitator_of(group)
    diagnosis = record_diagnosis(
        enrolment=enrolment,
        happened_on=found_on,
        text="Diceritakan bersama di rumah ketua, dicocokkan dengan nota dan buku.",
        problems=[ProblemTold(statement=case.problem)],
        recorded_by=facilitator,
        strata=("tertinggal", "berkembang"),
        weak_case="Seorang ibu bekerja di rumah dan tidak pernah ikut rapat.",
    )
    formula = draft_formula(enrolment=enrolment, drafted_by=facilitator)
    page = next(key for key, one in offered_lessons(formula).items() if one.code == case.lesson)
    told = LineTold(
        problem=diagnosis.problems.get(),
        kind=LineKind.LESSON,
        page_id=page,
        dose_planned=case.sessions,
    )
    keep_line(formula=formula, told=told, written_by=facilitator)
    answer_readiness(
        formula=formula,
        answers={line: ReadyTold(is_ready=True) for line in FormulaLine.values},
        answered_by=facilitator,
    )
    agreed = agree_formula(
        formula=formula,
        agreed_on=agreed_on,
        kind=AgreementKind.SIGNED,
        who_was_there="Pengurus dan anggota yang hadir",
        evidence=_signed_sheet(),
        recorded_by=facilitator,
    )
    approve_formula(formula=agreed, approved_by=cast.coordinator_of(group))
    link_lessons(sessions=list(MentoringSession.objects.filter(group=group)))
    remember(
        *diagnosis.problems.all(),
        *agreed.items.all(),
        *agreed.readiness.all(),
        *FormulaItemSession.objects.filter(item__formula=agreed),
    )
    return agreed


def _signed_sheet() -> BytesIO:
    """A blank sheet: nobody signed, because nobody here is real."""
    sheet = BytesIO()
    Image.new("RGB", (320, 240), "#fdf8ef").save(sheet, "JPEG")
    sheet.seek(0)
    return sheet
