"""Attendance sheets and minutes: what stands on them, who made them, when they go."""

import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from mentoring.registry.errors import ExportNeedsReason
from mentoring.registry.models import ExportLog
from mentoring.sessions.attendance_papers import SPARE_LINES, paper_of, sessions_of
from mentoring.sessions.errors import NothingToPrint
from mentoring.sessions.models import AttendancePaper
from mentoring.sessions.services.papers import ask_for_paper, make_paper, tidy_papers
from tests.factories.accounts import UserFactory
from tests.factories.registry import CrafterGroupFactory, MembershipFactory, PersonFactory
from tests.factories.sessions import (
    AttendanceFactory,
    RunParticipantFactory,
    RunSessionFactory,
    TrainingRunFactory,
    VisitFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 3)
WHY = "daftar hadir untuk pemberi dana"


@pytest.fixture
def rina():
    return UserFactory()


@pytest.fixture
def run():
    return TrainingRunFactory(minutes_text="Delapan hari dilaksanakan.")


def asked(rina, **of):
    return ask_for_paper(
        **{"kind": "filled", "format": "xlsx", "reason": WHY, "asked_by": rina} | of
    )


def made(rina, **of):
    paper = asked(rina, **of)
    make_paper(paper_id=paper.pk)
    paper.refresh_from_db()
    return paper


def cells(paper):
    book = load_workbook(io.BytesIO(paper.file.read()))
    return [[cell for row in page.iter_rows() for cell in row if cell.value] for page in book]


def told(paper):
    sessions = list(sessions_of(paper))
    return paper_of(paper, sessions)


class TestWhatStandsThere:
    def test_a_blank_sheet_names_who_is_expected_and_leaves_room_for_others(self, rina, run):
        stays = RunParticipantFactory(run=run)
        RunParticipantFactory(run=run, seat="reserve")
        RunParticipantFactory(run=run, left_on=DAY, left_reason="Pindah")
        later = RunParticipantFactory(run=run, seat_from=DAY + timedelta(days=1))
        session = RunSessionFactory(run=run, happened_on=DAY)

        (sheet,) = told(asked(rina, kind="blank", session=session)).sheets

        names = [line.name for line in sheet.lines]
        assert names == [stays.person.full_name] + [""] * SPARE_LINES
        assert later.person.full_name not in names

    @pytest.mark.parametrize(
        ("decree_on", "said"),
        [(DAY, "188/12/2026, 3 Maret 2026"), (None, "188/12/2026")],
    )
    def test_the_decree_stands_there_with_its_date(self, rina, run, decree_on, said):
        run.decree_number, run.decree_on = "188/12/2026", decree_on
        run.save()
        session = RunSessionFactory(run=run, happened_on=DAY)

        assert dict(told(asked(rina, kind="blank", session=session)).about)["SK"] == said

    def test_a_filled_sheet_says_how_each_was_there_and_names_guests(self, rina):
        group = CrafterGroupFactory()
        member, absent = MembershipFactory.create_batch(2, group=group)
        visit = VisitFactory(group=group, happened_on=DAY, notes="Harga dibahas.")
        AttendanceFactory(session=visit, person=member.person, minutes=90)
        AttendanceFactory(session=visit, person=None, guest_name="Tamu Rekaan", status="tamu")

        (sheet,) = told(asked(rina, group=group, month=DAY)).sheets

        found = {line.name: line.mark for line in sheet.lines}
        assert found[member.person.full_name] == "hadir (90)"
        assert found[absent.person.full_name] == "–"
        assert found["Tamu Rekaan"] == "tamu"
        assert sheet.notes == "Harga dibahas."

    def test_the_part_of_one_group_names_nobody_of_another(self, rina, run):
        mine, other = RunParticipantFactory.create_batch(2, run=run)
        session = RunSessionFactory(run=run, happened_on=DAY, state="held")
        for place in (mine, other):
            AttendanceFactory(session=session, person=place.person, minutes=100)

        (sheet,) = told(asked(rina, run=run, group=mine.group)).sheets

        assert [line.name for line in sheet.lines] == [mine.person.full_name]

    def test_the_minutes_of_a_run_hold_its_text_and_what_each_attended(self, rina, run):
        place = RunParticipantFactory(run=run, pre_test=40, post_test=85)
        session = RunSessionFactory(run=run, happened_on=DAY, state="held")
        AttendanceFactory(session=session, person=place.person, minutes=50)

        paper = told(asked(rina, kind="minutes", run=run))

        assert paper.text == "Delapan hari dilaksanakan."
        assert paper.summary[1][2:] == ("50 / 100", "50 %", "40", "85")

    def test_a_month_holds_its_own_sessions_only(self, rina):
        group = CrafterGroupFactory()
        for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)):
            VisitFactory(group=group, happened_on=day)

        days = [each.happened_on for each in sessions_of(asked(rina, group=group, month=DAY))]

        assert days == [date(2026, 3, 1), date(2026, 3, 31)]

    def test_confidential_notes_stand_on_the_papers_of_those_who_read_them_only(self, rina):
        session = VisitFactory(notes="Rahasia.", notes_are_confidential=True)

        (others,) = told(asked(rina, session=session)).sheets
        (hers,) = told(asked(session.recorded_by, session=session)).sheets

        assert (others.notes, hers.notes) == ("", "Rahasia.")

    @pytest.mark.parametrize("count", [1, 30])
    def test_a_long_run_costs_the_same_queries(self, rina, run, count, django_assert_num_queries):
        place = RunParticipantFactory(run=run)
        for n in range(count):
            session = RunSessionFactory(run=run, state="held", happened_on=DAY + timedelta(days=n))
            AttendanceFactory(session=session, person=place.person, minutes=100)
        paper = AttendancePaper.objects.get(pk=asked(rina, run=run).pk)

        with django_assert_num_queries(5):
            told(paper)


class TestFiles:
    def test_a_workbook_holds_no_formula_whatever_people_are_called(self, rina, run):
        evil = PersonFactory(full_name='=HYPERLINK("http://x")')
        RunParticipantFactory(run=run, person=evil)
        session = RunSessionFactory(run=run, happened_on=DAY, state="held", notes="+cmd|x")
        AttendanceFactory(session=session, person=evil, minutes=100)

        found = cells(made(rina, run=run))

        assert {cell.data_type for page in found for cell in page} == {"s"}
        assert '\'=HYPERLINK("http://x")' in [cell.value for cell in found[1]]

    def test_a_pdf_is_tagged_and_has_a_title_and_a_language(self, rina, run):
        place = RunParticipantFactory(run=run)
        RunSessionFactory(run=run, happened_on=DAY)

        pdf = PdfReader(made(rina, run=run, kind="blank", format="pdf").file)

        catalogue = pdf.trailer["/Root"]
        assert catalogue["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in catalogue
        assert catalogue["/Lang"] == "id"
        assert pdf.metadata.title == "Daftar hadir"
        text = pdf.pages[0].extract_text()
        assert place.person.full_name in text
        assert "cap jempol" in text

    def test_a_whole_class_and_its_signatures_fit_on_one_page_for_each_day(self, rina, run):
        places = [
            RunParticipantFactory(
                run=run,
                person=PersonFactory(full_name=f"Siti Nurhalimah binti Abdurrahman Contoh {n}"),
                group=CrafterGroupFactory(name=f"Kelompok Manik Sumber Rejeki Rekaan {n}"),
            )
            for n in range(16)
        ]
        for day in (DAY, DAY + timedelta(days=1)):
            session = RunSessionFactory(run=run, happened_on=day, state="held")
            for place in places:
                AttendanceFactory(session=session, person=place.person, minutes=100)

        pdf = PdfReader(made(rina, run=run, format="pdf").file)

        assert len(pdf.pages) == 2
        assert "Wakil kelompok" in pdf.pages[0].extract_text()


class TestKeeping:
    def test_that_names_left_is_kept_with_who_and_why(self, rina, run):
        RunSessionFactory(run=run, happened_on=DAY, state="held")

        asked(rina, run=run)

        kept = ExportLog.objects.get()
        assert (kept.exported_by, kept.has_names, kept.reason) == (rina, True, WHY)

    def test_without_a_reason_or_without_sessions_nothing_is_made(self, rina, run):
        with pytest.raises(NothingToPrint):
            asked(rina, run=run)
        RunSessionFactory(run=run, happened_on=DAY, state="held")
        with pytest.raises(ExportNeedsReason):
            asked(rina, run=run, reason="cetak")

        assert AttendancePaper.objects.count() == 0

    def test_a_worker_makes_it_once_and_it_goes_after_its_days(self, rina, run):
        RunSessionFactory(run=run, happened_on=DAY, state="held")
        paper = made(rina, run=run)
        name = paper.file.name

        again = make_paper(paper_id=paper.pk)
        early = tidy_papers(now=timezone.now())
        late = tidy_papers(now=paper.expires_at)

        assert (again, early, late) == (False, 0, 1)
        assert not AttendancePaper.objects.exists()
        assert not paper.file.storage.exists(name)

    def test_one_nobody_works_on_is_begun_again_and_given_up_after_three_times(self, rina, run):
        RunSessionFactory(run=run, happened_on=DAY, state="held")
        paper = asked(rina, run=run)
        AttendancePaper.objects.update(
            attempts=3, heartbeat_at=timezone.now() - timedelta(minutes=10)
        )

        touched = tidy_papers()
        make_paper(paper_id=paper.pk)

        paper.refresh_from_db()
        assert (touched, paper.state) == (1, "failed")
