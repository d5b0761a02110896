"""Reports of locked figures as PDF and workbook: who asks, what they name, who fetches them."""

import io
from datetime import date, timedelta

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from mentoring.incubation.errors.evaluations import FiguresNotLocked, NotYoursToPrint
from mentoring.incubation.models import EvaluationPaper
from mentoring.incubation.services.evaluation_papers import (
    ask_for_evaluation_paper,
    make_evaluation_paper,
    tidy_evaluation_papers,
)
from mentoring.registry.models import ExportLog
from tests.factories.incubation import (
    MONTH_24,
    CycleEnrolmentFactory,
    computed_evaluation,
    coordinator,
    facilitator_for,
    facilitator_of,
    locked_evaluation,
    manager,
    submitted_round,
)
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 6, 30)


@pytest.fixture
def enrolment():
    enrolment = CycleEnrolmentFactory(state="endline")
    submitted_round(enrolment, happened_on=date(2025, 2, 3))
    submitted_round(enrolment, "endline", MONTH_24, happened_on=date(2026, 6, 1))
    return enrolment


def asked(evaluation, format="pdf", by=None):
    return ask_for_evaluation_paper(
        evaluation=evaluation, kind="report", format=format, asked_by=by or manager()
    )


def made(evaluation, format="pdf"):
    paper = asked(evaluation, format)
    assert make_evaluation_paper(paper_id=paper.pk)
    paper.refresh_from_db()
    return paper


def words_of(pdf):
    """What a screen reader may find: the alternative texts of the structure tree."""
    return [
        str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
    ]


@pytest.mark.parametrize("scope", ["group", "cycle"])
def test_the_pdf_is_tagged_a4_with_its_fonts_and_words_for_its_pictures(enrolment, scope):
    evaluation = locked_evaluation(enrolment if scope == "group" else enrolment.cycle, UNTIL)

    paper = made(evaluation)

    with paper.file.open() as file, pikepdf.open(file) as pdf:
        fonts = [
            one
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        ]
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "id"
        assert "pdfuaid" in pdf.Root.Metadata.read_bytes().decode()
        assert [round(float(side)) for side in pdf.pages[0].MediaBox] == [0, 0, 595, 842]
        assert fonts and all("/FontFile2" in one or "/FontFile3" in one for one in fonts)
        if scope == "group":
            assert any("Kekuatan kelompok" in alt for alt in words_of(pdf))
    assert paper.digest == evaluation.digest


def test_the_workbook_names_the_digest_and_holds_no_formula(enrolment):
    enrolment.group.name = "=1+1"
    enrolment.group.save()
    evaluation = locked_evaluation(enrolment.cycle, UNTIL)
    # What Word gives for a soft line break, and no workbook can hold.
    evaluation.review = "Baik.\x0bSungguh."
    evaluation.save()

    paper = made(evaluation, "xlsx")

    book = load_workbook(io.BytesIO(paper.file.read()))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value]
    assert evaluation.digest in [cell.value for cell in cells]
    assert "Baik.Sungguh." in [cell.value for cell in cells]
    assert "'=1+1" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} == {"s"}


def test_figures_that_are_not_locked_are_not_handed_out(enrolment):
    with translation.override("en"), pytest.raises(FiguresNotLocked, match="not locked yet"):
        asked(computed_evaluation(enrolment, UNTIL))


def test_figures_that_do_not_fit_their_digest_are_not_printed(enrolment):
    evaluation = locked_evaluation(enrolment, UNTIL)
    paper = asked(evaluation)
    evaluation.figures["rounds"]["endline"]["total"] = "99.00"
    evaluation.save()

    assert not make_evaluation_paper(paper_id=paper.pk)
    paper.refresh_from_db()
    assert (paper.state, bool(paper.file)) == ("failed", False)


def test_made_twice_it_is_one_file(enrolment):
    paper = made(locked_evaluation(enrolment, UNTIL), "xlsx")

    assert not make_evaluation_paper(paper_id=paper.pk)


def test_a_worker_makes_it_and_that_it_left_is_kept(enrolment, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        asked(locked_evaluation(enrolment, UNTIL), "xlsx")

    assert EvaluationPaper.objects.get().state == "ready"
    assert ExportLog.objects.get().has_names is False


def test_the_sweep_wakes_what_waits_and_deletes_what_is_over(
    enrolment, django_capture_on_commit_callbacks
):
    evaluation = locked_evaluation(enrolment, UNTIL)
    asked(evaluation, "xlsx")
    with django_capture_on_commit_callbacks(execute=True):
        tidy_evaluation_papers(now=timezone.now() + timedelta(hours=1))
    paper = EvaluationPaper.objects.get()
    storage, name = paper.file.storage, paper.file.name

    assert storage.exists(name)
    tidy_evaluation_papers(now=timezone.now() + timedelta(days=8))
    assert not storage.exists(name)
    assert not EvaluationPaper.objects.exists()


@pytest.mark.parametrize("who", ["coordinator", "facilitator"])
def test_those_of_the_place_fetch_what_they_asked_for_and_nobody_else(client, enrolment, who):
    evaluation = locked_evaluation(enrolment, UNTIL)
    user = coordinator() if who == "coordinator" else facilitator_for(enrolment.group)
    client.force_login(user)

    answer = client.post(
        reverse("mentoring_incubation:ask_for_report", args=[evaluation.pk]), {"format": "xlsx"}
    )
    paper = EvaluationPaper.objects.get()
    waiting = client.get(paper.get_absolute_url())
    make_evaluation_paper(paper_id=paper.pk)
    ready = client.get(paper.get_absolute_url())
    address = reverse("mentoring_incubation:fetch_evaluation_paper", args=[paper.pk])
    fetched = client.get(address)
    client.force_login(manager())

    assert answer.headers["Location"] == paper.get_absolute_url()
    assert markup_errors(waiting.text) + markup_errors(ready.text) == []
    assert b"".join(fetched.streaming_content)[:2] == b"PK"
    assert evaluation.digest[:8] in fetched.headers["Content-Disposition"]
    assert client.get(address).status_code == 404
    assert client.get(paper.get_absolute_url()).status_code == 404


def test_who_loses_the_place_loses_the_paper(client, enrolment):
    user = facilitator_for(enrolment.group)
    evaluation = locked_evaluation(enrolment, UNTIL)
    paper = asked(evaluation, "xlsx", by=user)
    make_evaluation_paper(paper_id=paper.pk)
    enrolment.group.assignments.all().delete()
    client.force_login(user)

    assert client.get(paper.get_absolute_url()).status_code == 404


def test_strangers_and_wrong_formats_are_refused(client, enrolment):
    evaluation = locked_evaluation(enrolment, UNTIL)
    stranger = facilitator_of(CycleEnrolmentFactory().group)
    address = reverse("mentoring_incubation:ask_for_report", args=[evaluation.pk])

    with pytest.raises(NotYoursToPrint):
        asked(evaluation, by=stranger)
    client.force_login(stranger)
    assert client.post(address, {"format": "pdf"}).status_code == 404
    client.force_login(manager())
    assert 'role="alert"' in client.post(address, {"format": "docx"}).text
    assert not EvaluationPaper.objects.exists()
