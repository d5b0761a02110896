import io
from datetime import date

import pytest
from wagtail.models import Page

from mentoring.errors import PhotoUnreadable, VoiceUnreadable
from mentoring.incubation.errors import EnrolmentEnded
from mentoring.incubation.errors.formulas import (
    ActivityMissing,
    AgreementEvidenceMissing,
    ApproverDrafted,
    DiagnosisMissing,
    DoseOutOfRange,
    FormulaEmpty,
    FormulaNotAgreed,
    FormulaNotDraft,
    FormulaReplaced,
    LessonNotOffered,
    NotYoursToApprove,
    NotYoursToDiagnose,
    WhoWasThereMissing,
)
from mentoring.incubation.formula_readiness import readiness_of
from mentoring.incubation.models import Formula
from mentoring.incubation.services.formulas import (
    LineTold,
    ReadyTold,
    agree_formula,
    answer_readiness,
    approve_formula,
    draft_formula,
    keep_line,
    remove_line,
)
from mentoring.incubation.uncovered_problems import uncovered_problems
from tests.factories.formulas import SPOKEN, DiagnosisFactory, ProblemFactory
from tests.factories.incubation import coordinator, facilitator_of
from tests.factories.pictures import photograph
from tests.factories.sessions import AModule, modules_offered

pytestmark = pytest.mark.django_db
DAY = date(2025, 6, 2)


@pytest.fixture
def diagnosis():
    return DiagnosisFactory()


@pytest.fixture
def sri(diagnosis):
    return facilitator_of(diagnosis.enrolment.group)


@pytest.fixture
def draft(diagnosis, sri):
    return draft_formula(enrolment=diagnosis.enrolment, drafted_by=sri)


@pytest.fixture
def problem(diagnosis):
    return ProblemFactory(diagnosis=diagnosis, statement="Satu pembeli")


def practice(problem, **kwargs):
    return LineTold(problem, "practice", activity="Hitung harga", **kwargs)


def agree(formula, by, **kwargs):
    kwargs.setdefault("agreed_on", DAY)
    kwargs.setdefault("kind", "signed")
    kwargs.setdefault("who_was_there", "12 anggota")
    kwargs.setdefault("evidence", io.BytesIO(photograph()))
    return agree_formula(formula=formula, recorded_by=by, **kwargs)


def test_a_draft_begins_with_every_line_of_readiness_unanswered(draft):
    assert [(one.line, one.is_ready) for one in draft.readiness.order_by("pk")] == [
        ("tools", None),
        ("material", None),
        ("venue", None),
        ("fuel", None),
        ("season", None),
        ("interpreter", None),
        ("budget", None),
        ("weakest", None),
    ]


def test_asking_for_a_draft_twice_makes_one(draft, diagnosis, sri):
    assert draft_formula(enrolment=diagnosis.enrolment, drafted_by=sri) == draft


def test_there_is_no_formula_without_a_diagnosis(diagnosis, sri):
    enrolment = diagnosis.enrolment
    diagnosis.delete()

    with pytest.raises(DiagnosisMissing):
        draft_formula(enrolment=enrolment, drafted_by=sri)


def test_only_the_facilitator_drafts_and_only_while_the_cycle_runs(diagnosis, sri):
    with pytest.raises(NotYoursToDiagnose):
        draft_formula(enrolment=diagnosis.enrolment, drafted_by=coordinator())
    diagnosis.enrolment.ends_on = date(2025, 9, 1)
    diagnosis.enrolment.save()

    with pytest.raises(EnrolmentEnded):
        draft_formula(enrolment=diagnosis.enrolment, drafted_by=sri)


def test_a_lesson_is_pinned_as_the_group_reads_it_now(draft, problem, sri):
    page = Page.objects.get(depth=1)
    revision = page.save_revision()
    with modules_offered(AModule(page.pk, revision.pk, code="M04", title="Catat uang")):
        line = keep_line(
            formula=draft, told=LineTold(problem, "lesson", page.pk, "", 3), written_by=sri
        )

    line.refresh_from_db()
    assert (line.page_id, line.revision_id, line.release) == (page.pk, revision.pk, 3)
    assert (line.what, line.dose_planned) == ("M04 Catat uang", 3)


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"kind": "lesson", "page_id": 999}, LessonNotOffered),
        ({"kind": "lesson"}, ActivityMissing),
        ({"kind": "practice", "activity": "  "}, ActivityMissing),
        ({"kind": "practice", "activity": "x", "dose_planned": 0}, DoseOutOfRange),
        ({"kind": "practice", "activity": "x", "dose_planned": 100}, DoseOutOfRange),
    ],
)
def test_a_line_that_says_nothing_or_too_much_is_refused(draft, problem, sri, told, refusal):
    with pytest.raises(refusal):
        keep_line(formula=draft, told=LineTold(problem, **told), written_by=sri)

    assert not draft.items.exists()


def test_a_problem_of_another_group_is_no_reason_for_a_line(draft, sri):
    with pytest.raises(ValueError, match="another group"):
        keep_line(formula=draft, told=practice(ProblemFactory()), written_by=sri)


@pytest.mark.parametrize(
    ("kind", "evidence", "media"),
    [("signed", photograph(), "image/jpeg"), ("voice", SPOKEN, "audio/ogg")],
)
def test_a_group_agrees_by_hand_or_by_voice(draft, problem, sri, kind, evidence, media):
    keep_line(formula=draft, told=practice(problem), written_by=sri)

    agreed = agree(draft, sri, kind=kind, evidence=io.BytesIO(evidence))

    agreed.refresh_from_db()
    assert (agreed.state, agreed.agreed_on, agreed.agreement_type) == ("agreed", DAY, media)
    assert agreed.agreement.size > 0


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"who_was_there": " "}, WhoWasThereMissing),
        ({"evidence": None}, AgreementEvidenceMissing),
        ({"evidence": io.BytesIO(b"no picture")}, PhotoUnreadable),
        ({"kind": "voice", "evidence": io.BytesIO(b"no sound")}, VoiceUnreadable),
    ],
)
def test_an_agreement_says_who_and_shows_it(draft, problem, sri, wrong, refusal):
    keep_line(formula=draft, told=practice(problem), written_by=sri)

    with pytest.raises(refusal):
        agree(draft, sri, **wrong)

    draft.refresh_from_db()
    assert draft.is_draft


def test_an_empty_formula_is_agreed_by_nobody(draft, sri):
    with pytest.raises(FormulaEmpty):
        agree(draft, sri)


def test_what_was_agreed_changes_only_by_the_next_version(draft, problem, sri):
    line = keep_line(formula=draft, told=practice(problem, dose_planned=4), written_by=sri)
    answer_readiness(formula=draft, answers={"tools": ReadyTold(True, "ada")}, answered_by=sri)
    agreed = agree(draft, sri)
    with pytest.raises(FormulaNotDraft):
        keep_line(formula=agreed, told=practice(problem), item=line, written_by=sri)
    with pytest.raises(FormulaNotDraft):
        remove_line(item=line, removed_by=sri)

    second = draft_formula(enrolment=agreed.enrolment, drafted_by=sri, reason="Pembeli baru")
    copied = second.items.get()
    keep_line(formula=second, told=practice(problem, dose_planned=6), item=copied, written_by=sri)
    agree(second, sri, agreed_on=date(2025, 9, 1))

    agreed.refresh_from_db()
    assert (second.number, copied.thread, agreed.state) == (2, line.thread, "replaced")
    assert second.readiness.get(line="tools").note == "ada"
    assert [one.dose_planned for one in (line, second.items.get())] == [4, 6]
    with pytest.raises(FormulaReplaced):
        answer_readiness(formula=agreed, answers={}, answered_by=sri)


def test_a_coordinator_approves_what_the_group_agreed_to(draft, problem, sri):
    keep_line(formula=draft, told=practice(problem), written_by=sri)
    with pytest.raises(FormulaNotAgreed):
        approve_formula(formula=draft, approved_by=coordinator())
    agreed, ana = agree(draft, sri), coordinator()

    approve_formula(formula=agreed, approved_by=ana)
    approve_formula(formula=agreed, approved_by=coordinator())

    agreed.refresh_from_db()
    assert agreed.approved_by == ana


def test_nobody_approves_her_own_formula_nor_one_elsewhere(draft, problem, sri):
    keep_line(formula=draft, told=practice(problem), written_by=sri)
    agreed = agree(draft, sri)
    with pytest.raises(NotYoursToApprove):
        approve_formula(formula=agreed, approved_by=coordinator("52.01"))
    ana = coordinator()
    Formula.objects.filter(pk=agreed.pk).update(drafted_by=ana)
    agreed.refresh_from_db()

    with pytest.raises(ApproverDrafted):
        approve_formula(formula=agreed, approved_by=ana)


def test_readiness_is_green_when_nothing_that_blocks_is_open(draft, sri):
    enrolment = draft.enrolment
    before = readiness_of(enrolment)
    blocking = {"tools", "material", "venue", "budget", "weakest"}

    answer_readiness(
        formula=draft,
        answers={line: ReadyTold(True) for line in blocking} | {"fuel": ReadyTold(False, "mati")},
        answered_by=sri,
    )

    after = readiness_of(enrolment)
    assert ({one.line for one in before.blocking}, before.is_green) == (blocking, False)
    assert after.is_green
    assert {one.line for one in after.others} == {"fuel", "season", "interpreter"}


def test_without_a_formula_nothing_is_ready(diagnosis):
    assert not readiness_of(diagnosis.enrolment).is_green


def test_a_problem_is_covered_by_a_line_or_left_for_a_reason(draft, problem, sri):
    ProblemFactory(diagnosis=problem.diagnosis, set_aside_reason="Tahun depan")
    other = ProblemFactory(diagnosis=problem.diagnosis)
    line = keep_line(formula=draft, told=practice(problem), written_by=sri)

    assert uncovered_problems(draft.enrolment) == [other]
    remove_line(item=line, removed_by=sri)
    assert uncovered_problems(draft.enrolment) == [problem, other]
