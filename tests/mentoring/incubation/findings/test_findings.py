"""From a finding to a proposed change of a lesson, and back with the answer."""

from datetime import date
from decimal import Decimal

import pytest

from curriculum.models import ModuleChangeRequest
from curriculum.services import decide_change_request, file_change_request
from mentoring.incubation.errors.findings import (
    ChangeMissing,
    FindingAlreadyFiled,
    FindingAwaitsAnswer,
    FindingClosed,
    FindingIncomplete,
    FindingResultMissing,
    FindingsOfSeveralLessons,
    LessonTakesNoChanges,
    LessonUnknownHere,
    NobodyKeepsLessons,
    NoFindingChosen,
    NotYoursToFind,
)
from mentoring.incubation.loop_figures import LoopFigures, loop_figures
from mentoring.incubation.models import LessonFinding
from mentoring.incubation.services.findings import (
    FindingTold,
    close_finding,
    file_findings,
    note_finding,
    take_in_answers,
)
from mentoring.incubation.tasks import take_in_answers_task
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import module
from tests.factories.formulas import (
    DiagnosisFactory,
    FormulaItemFactory,
    LessonFindingFactory,
    agreed_formula,
    held,
)
from tests.factories.incubation import (
    CycleEnrolmentFactory,
    EvaluationFactory,
    RoundFactory,
    coordinator,
    facilitator_of,
)
from tests.factories.sessions import VisitFactory

pytestmark = pytest.mark.django_db

BEADS = FindingTold(
    problem="Gambar alat tidak ada", evidence="Lima dari sepuluh bertanya.", severity="dangerous"
)


@pytest.fixture
def lesson():
    return module()


@pytest.fixture
def line(lesson):
    """A line of the formula in force that names the lesson."""
    formula = agreed_formula(DiagnosisFactory())
    release = lesson.current_release()
    return FormulaItemFactory(
        formula=formula,
        kind="lesson",
        activity="",
        page_id=lesson.pk,
        revision_id=release.revision_id,
        release=1,
        code="M01",
        title="Manik",
    )


@pytest.fixture
def enrolment(line):
    return line.formula.enrolment


@pytest.fixture
def sri(enrolment):
    return facilitator_of(enrolment.group)


def of(page, **more):
    return FindingTold(
        **{"problem": "Gambar kurang", "evidence": "Lima bertanya.", "page_id": page.pk, **more}
    )


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_finding_of_a_session_names_the_version_that_was_taught_and_its_line(
    enrolment, line, lesson, sri
):
    taught = VisitFactory(
        group=enrolment.group,
        recorded_by=sri,
        module_page_id=lesson.pk,
        module_code="M01",
        module_title="Manik lama",
        module_release=1,
    )

    found = note_finding(enrolment=enrolment, told=of(lesson), recorded_by=sri, source=taught)

    assert (found.session, found.happened_on, found.item) == (taught, taught.happened_on, line)
    assert (found.release, found.lesson) == (1, "M01 Manik lama")


def test_a_finding_about_no_lesson_goes_with_the_only_line_of_its_session(enrolment, sri):
    other = FormulaItemFactory(formula=enrolment.formulas.get())
    (visit,) = held(other)

    found = note_finding(enrolment=enrolment, told=BEADS, recorded_by=sri, source=visit)

    assert (found.item, found.page, found.severity) == (other, None, "dangerous")


def test_a_round_and_an_evaluation_show_findings_too(enrolment, sri):
    scored = RoundFactory(enrolment=enrolment, happened_on=date(2025, 4, 1))
    judged = EvaluationFactory(enrolment=enrolment, until=date(2025, 12, 31))

    first = note_finding(enrolment=enrolment, told=BEADS, recorded_by=sri, source=scored)
    second = note_finding(enrolment=enrolment, told=BEADS, recorded_by=sri, source=judged)

    assert (first.round, first.happened_on) == (scored, date(2025, 4, 1))
    assert (second.evaluation, second.happened_on) == (judged, date(2025, 12, 31))


def test_what_another_group_did_shows_nothing_about_this_one(enrolment, sri):
    for source in (VisitFactory(), RoundFactory(), EvaluationFactory()):
        with pytest.raises(ValueError, match="another group"):
            note_finding(enrolment=enrolment, told=BEADS, recorded_by=sri, source=source)


def test_a_finding_says_what_is_wrong_and_what_showed_it(enrolment, sri):
    for told in (FindingTold(problem=" ", evidence="x"), FindingTold(problem="x", evidence=" ")):
        with pytest.raises(FindingIncomplete):
            note_finding(enrolment=enrolment, told=told, recorded_by=sri)


def test_a_stranger_finds_nothing_and_an_unknown_lesson_is_refused(enrolment, lesson, sri):
    with pytest.raises(NotYoursToFind):
        note_finding(enrolment=enrolment, told=BEADS, recorded_by=UserFactory())
    with pytest.raises(LessonUnknownHere):
        note_finding(enrolment=enrolment, told=of(lesson, page_id=1), recorded_by=sri)


def test_many_findings_of_one_lesson_become_one_proposed_change(enrolment, lesson, sri):
    dewi = coordinator()
    first = note_finding(enrolment=enrolment, told=of(lesson), recorded_by=sri)
    grave = note_finding(
        enrolment=enrolment,
        told=of(lesson, problem="Salah ukuran", severity="dangerous"),
        recorded_by=sri,
    )

    key = file_findings(findings=[first, grave], proposal="Tambah gambar.", filed_by=dewi)

    asked = ModuleChangeRequest.objects.get()
    assert (asked.pk, asked.module_id, asked.filed_by) == (key, lesson.pk, dewi)
    assert asked.proposal == "Tambah gambar."
    assert asked.evidence.splitlines() == [
        "[salah atau berbahaya] Salah ukuran: Lima bertanya.",
        "[menghambat kerja] Gambar kurang: Lima bertanya.",
    ]
    assert asked.source_label == f"2 temuan: {enrolment.group}"
    assert set(LessonFinding.objects.values_list("request_key", flat=True)) == {key}


def test_what_cannot_be_proposed_says_why(enrolment, line, lesson, sri):
    other = FormulaItemFactory(
        formula=line.formula, kind="lesson", activity="", page_id=module("M02").pk
    )
    first = LessonFindingFactory(item=line, page_id=lesson.pk)
    second = LessonFindingFactory(item=other, page_id=other.page_id)
    closed = LessonFindingFactory(
        item=line, page_id=lesson.pk, closed_on=date(2025, 10, 1), result="Sudah"
    )

    for findings, proposal, refusal in (
        ([], "x", NoFindingChosen),
        ([first], " ", ChangeMissing),
        ([first, second], "x", FindingsOfSeveralLessons),
        ([closed], "x", FindingClosed),
        ([LessonFindingFactory(item=line)], "x", NobodyKeepsLessons),
    ):
        with pytest.raises(refusal):
            file_findings(findings=findings, proposal=proposal, filed_by=sri)
    with pytest.raises(NotYoursToFind):
        file_findings(findings=[first], proposal="x", filed_by=UserFactory())
    file_findings(findings=[first], proposal="x", filed_by=sri)
    with pytest.raises(FindingAlreadyFiled):
        file_findings(findings=[first], proposal="x", filed_by=sri)
    assert ModuleChangeRequest.objects.count() == 1


def test_a_lesson_nobody_keeps_any_more_is_told_apart(enrolment, line, sri):
    from tests.factories.curriculum import draft_module

    draft = draft_module("M09")
    found = LessonFindingFactory(item=line, page_id=draft.pk, title="Konsep")

    with pytest.raises(LessonTakesNoChanges):
        file_findings(findings=[found], proposal="x", filed_by=sri)

    found.refresh_from_db()
    assert found.request_key is None


def test_the_release_closes_the_chain(enrolment, line, lesson, sri, commits):
    found = LessonFindingFactory(item=line, page_id=lesson.pk)
    key = file_findings(findings=[found], proposal="x", filed_by=sri)
    asked, keeper = ModuleChangeRequest.objects.get(pk=key), UserFactory()

    with commits():
        decide_change_request(request=asked, state="accepted", decided_by=keeper)
    found.refresh_from_db()
    accepted = (found.answer, found.closed_on)
    with commits():
        decide_change_request(
            request=asked,
            state="done",
            decided_by=keeper,
            answered_by=lesson.current_release(),
        )

    found.refresh_from_db()
    assert accepted == ("accepted", None)
    assert (found.answer, found.answered_release) == ("done", 1)
    assert found.result == "diubah pada versi 1"
    assert found.closed_on is not None


def test_a_declined_change_comes_back_with_its_reason(line, lesson, sri, commits):
    found = LessonFindingFactory(item=line, page_id=lesson.pk)
    asked = ModuleChangeRequest(pk=file_findings(findings=[found], proposal="x", filed_by=sri))

    with commits():
        decide_change_request(
            request=asked, state="declined", decided_by=UserFactory(), reason="Sudah ada."
        )

    found.refresh_from_db()
    assert (found.answer, found.result, found.answered_release) == ("declined", "Sudah ada.", None)


def test_the_sweep_finds_answers_nobody_told_of_and_is_safe_to_run_twice(line, lesson, sri):
    """No `commits`: the signal is never sent, as when a process dies in between."""
    found = LessonFindingFactory(item=line, page_id=lesson.pk)
    asked = ModuleChangeRequest(pk=file_findings(findings=[found], proposal="x", filed_by=sri))
    decide_change_request(
        request=asked, state="declined", decided_by=UserFactory(), reason="Sudah ada."
    )

    assert (take_in_answers(), take_in_answers_task()) == (1, 0)
    found.refresh_from_db()
    assert found.result == "Sudah ada."


def test_the_sweep_asks_once_however_many_wait(line, lesson, sri, django_assert_num_queries):
    for number in range(3):
        found = LessonFindingFactory(item=line, page_id=lesson.pk)
        if number:
            found.request_key = file_change_request(
                request_id=found.pk,
                page_id=lesson.pk,
                evidence="x",
                proposal="x",
                filed_by=sri,
            ).pk
            found.filed_at = found.recorded_at
            found.save()

    with django_assert_num_queries(2):
        assert take_in_answers() == 0


def test_who_has_no_keepers_closes_with_a_word(line, lesson, sri):
    found = LessonFindingFactory(item=line)

    with pytest.raises(FindingResultMissing):
        close_finding(finding=found, result=" ", closed_by=sri)
    with pytest.raises(NotYoursToFind):
        close_finding(finding=found, result="x", closed_by=UserFactory())
    closed = close_finding(
        finding=found, result="Kami pakai kendi.", closed_by=sri, closed_on=date(2025, 9, 11)
    )
    with pytest.raises(FindingClosed):
        close_finding(finding=found, result="x", closed_by=sri)

    assert (closed.result, closed.days_open) == ("Kami pakai kendi.", 10)


def test_what_waits_for_an_answer_is_not_closed_by_hand(line, lesson, sri):
    found = LessonFindingFactory(item=line, page_id=lesson.pk)
    file_findings(findings=[found], proposal="x", filed_by=sri)

    with pytest.raises(FindingAwaitsAnswer):
        close_finding(finding=found, result="x", closed_by=sri)


def test_the_figures_of_the_loop(line):
    def seen(day, closed=None, release=None):
        return LessonFinding(
            happened_on=date(2025, 9, day), closed_on=closed, answered_release=release
        )

    rows = [
        seen(1, date(2025, 9, 11), 2),
        seen(1, date(2025, 9, 22), 2),
        seen(1, date(2025, 9, 2)),
        seen(1),
    ]

    figures = loop_figures(rows)

    assert figures == LoopFigures(total=4, closed=3, released=2, median_days=Decimal("15.5"))
    assert figures.closed_percent == 75
    assert loop_figures([]).closed_percent is None


def test_without_a_keeper_of_lessons_nothing_is_sent(monkeypatch, line, lesson, sri):
    from wagtail import hooks

    found = LessonFindingFactory(item=line, page_id=lesson.pk)
    kept = hooks.get_hooks("file_module_change_request")
    assert kept
    monkeypatch.setattr(hooks, "_hooks", {**hooks._hooks, "file_module_change_request": []})

    with pytest.raises(NobodyKeepsLessons):
        file_findings(findings=[found], proposal="x", filed_by=sri)


def test_another_group_of_the_same_place_is_found_by_its_coordinator(lesson):
    enrolment = CycleEnrolmentFactory()

    found = note_finding(enrolment=enrolment, told=of(lesson), recorded_by=coordinator())

    assert (found.item, found.release) == (None, 1)
