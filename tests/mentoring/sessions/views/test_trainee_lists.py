"""Participants typed in one grid, or sent as a file with a dry run."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from mentoring.registry import services
from mentoring.registry.models import ImportBatch, Stratum
from mentoring.sessions.taking_part import is_outside_the_ages
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import (
    CensusEntryFactory,
    CrafterGroupFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    SentraFactory,
    banyumulek,
)
from tests.factories.sessions import (
    AttendanceFactory,
    RunParticipantFactory,
    RunSessionFactory,
    TrainingRunFactory,
)
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def rina():
    return MandateFactory(user=UserFactory(roles=["coordinator"])).user


@pytest.fixture
def run(client, rina, today):
    client.force_login(rina)
    return TrainingRunFactory(seats=2, reserve_seats=1)


@pytest.fixture
def group():
    return AssignmentFactory(group__name="Ronce Melati").group


def member(name, group, **about):
    return MembershipFactory(group=group, person=PersonFactory(full_name=name, **about))


def address(run, name="trainee_grid"):
    return reverse(f"mentoring_sessions:{name}", args=[run.pk])


def typed(*lines):
    """Lines as a browser posts them: name, then group, hamlet and birth where they are said."""
    said = {}
    for number, cells in enumerate(lines, start=1):
        for name, cell in zip(("full_name", "group", "hamlet", "birth"), cells, strict=False):
            said[f"line{number}-{name}"] = cell
    return said


def names_of(run):
    return list(run.participants.values_list("person__full_name", flat=True))


class TestGrid:
    def test_lines_in_order_are_added_and_the_others_stay_as_they_were_typed(
        self, client, run, group
    ):
        member("Ruminah Contoh", group)
        member("Sutini Rekaan", group)

        page = client.post(
            address(run), typed(["Roeminah Contoh"], ["Sutinah Rekaan", "Ronce Melati", "Krajan"])
        )

        assert names_of(run) == ["Ruminah Contoh"]
        assert run.participants.get().source == "list"
        assert markup_errors(page.text) == []
        assert 'value="Sutinah Rekaan"' in page.text
        assert 'value="Krajan"' in page.text
        assert "Apakah maksudnya “Sutini Rekaan”?" in page.text
        assert "Roeminah" not in page.text

    def test_a_grid_sent_twice_adds_nobody_twice(self, client, run, group):
        member("Ruminah Contoh", group)

        client.post(address(run), typed(["Ruminah Contoh"]))
        again = client.post(address(run), typed(["Ruminah Contoh"]))

        assert again.status_code == 302
        assert names_of(run) == ["Ruminah Contoh"]

    def test_every_line_that_was_posted_is_read_however_few_seats_are_left(
        self, client, run, group
    ):
        member("Ani Contoh", group)
        member("Budi Contoh", group)
        wrong = [[f"Tidak Ada {sign}"] for sign in "ABCDEFG"]

        page = client.post(address(run), typed(*wrong, ["Ani Contoh"]))
        offered = page.text.count('name="line9-full_name"')
        client.post(address(run), typed(*wrong, [""], ["Budi Contoh"]))

        assert offered == 1
        assert names_of(run) == ["Ani Contoh", "Budi Contoh"]

    @pytest.mark.parametrize("name", ["line0-full_name", "line99999-full_name", "linex-group"])
    def test_other_names_of_fields_make_no_lines(self, client, run, name):
        page = client.post(address(run), {name: "Ani Contoh"})

        assert len(page.context["sheet"].forms) == 6

    def test_an_empty_grid_says_what_to_do(self, client, run):
        page = client.post(address(run), typed(["", ""]))

        assert "Tabel ini kosong" in page.text

    def test_whoever_comes_after_the_last_seat_is_told(self, client, run, group):
        for name in ("Ani", "Budi", "Citra", "Dedi"):
            member(f"{name} Contoh", group)

        page = client.post(
            address(run), typed(["Ani Contoh"], ["Budi Contoh"], ["Citra Contoh"], ["Dedi Contoh"])
        )

        seats = list(run.participants.values_list("person__full_name", "seat"))
        assert seats == [
            ("Ani Contoh", "seat"),
            ("Budi Contoh", "seat"),
            ("Citra Contoh", "reserve"),
        ]
        assert 'value="Dedi Contoh"' in page.text
        assert "2 kursi dan 1 kursi cadangan" in page.text

    @pytest.mark.parametrize(
        ("cells", "said"),
        [
            (["Siapa Saja"], "tidak ada anggota dengan nama ini"),
            (["Ani Contoh"], "2 orang bernama sama"),
            (["Ani Contoh", "", "", "31-02-1980"], "tanggal ini tidak ada"),
            (["", "Ronce Melati"], "kosong"),
            (["x" * 101], "lebih dari 100 huruf"),
            (["Ani Contoh", "Kelompok Lain"], "tidak ada kelompok bernama ini"),
            (["Sendiri Contoh"], "Tidak ada pendamping untuk Tanpa Teman"),
            (["Jauh Contoh"], "tidak ada anggota dengan nama ini"),
            (["Juragan Contoh"], "juragan"),
            (["Muda Contoh"], "17–35"),
        ],
    )
    def test_a_wrong_line_says_why(self, client, run, group, cells, said):
        run.youngest, run.oldest = 17, 35
        run.save()
        member("Ani Contoh", group, birth_year=2000)
        member("Ani Contoh", group, birth_year=2001)
        member("Sendiri Contoh", CrafterGroupFactory(name="Tanpa Teman"))
        far = CrafterGroupFactory(sentra=SentraFactory(place=banyumulek()))
        AssignmentFactory(group=far)
        member("Jauh Contoh", far)
        CensusEntryFactory(
            sentra=group.sentra,
            person=member("Juragan Contoh", group).person,
            stratum=Stratum.JURAGAN,
            seen_on=date(2026, 1, 1),
        )
        member("Muda Contoh", group, birth_year=2012)

        page = client.post(address(run), typed(cells))

        assert names_of(run) == []
        assert said in page.text

    def test_the_year_tells_two_people_of_one_name_apart(self, client, run, group):
        member("Ani Contoh", group, birth_year=1980)
        wanted = member("Ani Contoh", group, birth_year=1990)

        client.post(address(run), typed(["Ani Contoh", "", "", "1990"]))

        assert run.participants.get().person == wanted.person

    @pytest.mark.parametrize("count", [1, 3])
    def test_a_grid_costs_the_same_questions(
        self, client, run, group, count, django_assert_num_queries
    ):
        for number in range(count):
            member(f"Anggota {'abc'[number]} Contoh", group)
        client.get(address(run))

        with django_assert_num_queries(9):
            client.get(address(run))

    def test_who_does_not_coordinate_the_place_gets_none_of_it(self, client, run):
        client.force_login(
            MandateFactory(user=UserFactory(roles=["coordinator"]), place=banyumulek()).user
        )
        outside = [client.get(address(run, name)).status_code for name in _PAGES]
        client.force_login(UserFactory(roles=["programme_manager"]))
        reader = [client.get(address(run, name)).status_code for name in _PAGES]

        assert (outside, reader) == ([404] * 3, [403] * 3)


_PAGES = ("trainee_grid", "trainee_file", "trainee_template")


@pytest.fixture
def sent(client, run, django_capture_on_commit_callbacks):
    """Send lines as a file and let the worker check them; the import as it stands then."""

    def send(*lines, heading=("Nama lengkap", "Kelompok", "Tahun lahir")):
        book, output = Workbook(), BytesIO()
        for cells in (heading, *lines):
            book.active.append(cells)
        book.save(output)
        file = SimpleUploadedFile("peserta.xlsx", output.getvalue())
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(address(run, "trainee_file"), {"file": file})
        batch = ImportBatch.objects.get()
        assert answer.url == batch.get_absolute_url() or "columns" in answer.url
        return batch

    return send


def work(callbacks, service, batch, **about):
    with callbacks(execute=True):
        service(batch=batch, **about)
    batch.refresh_from_db()
    return batch


class TestFile:
    def test_nothing_is_written_by_the_dry_run_and_all_lines_at_once_after_it(
        self, client, run, group, rina, sent, django_capture_on_commit_callbacks
    ):
        member("Ruminah Contoh", group)
        member("Sutini Rekaan", group)

        batch = sent(("Ruminah Contoh", "Ronce Melati", ""), ("Sutini Rekaan", "", ""))
        before = names_of(run)
        page = client.get(batch.get_absolute_url())
        work(django_capture_on_commit_callbacks, services.write_list, batch, written_by=rina)

        assert (batch.rows_wrong, before) == (0, [])
        assert run.get_absolute_url() in page.text
        assert names_of(run) == ["Ruminah Contoh", "Sutini Rekaan"]
        assert batch.state == "written"

    def test_one_wrong_line_holds_all_back_until_its_suggestion_is_taken_over(
        self, client, run, group, rina, sent, django_capture_on_commit_callbacks
    ):
        member("Ruminah Contoh", group)
        member("Sutini Rekaan", group)

        batch = sent(("Ruminah Contoh",), ("Sutinah Rekaan", "Ronce Melatu"))
        page = client.get(batch.get_absolute_url())
        wrong = batch.rows_wrong
        work(
            django_capture_on_commit_callbacks,
            services.take_over_suggestions,
            batch,
            asked_by=rina,
        )
        work(
            django_capture_on_commit_callbacks,
            services.take_over_suggestions,
            batch,
            asked_by=rina,
        )
        work(django_capture_on_commit_callbacks, services.write_list, batch, written_by=rina)

        assert wrong == 1
        assert "Maksudnya “Ronce Melati”" in page.text
        assert names_of(run) == ["Ruminah Contoh", "Sutini Rekaan"]

    def test_it_is_taken_back_but_for_whoever_was_marked_present_since(
        self, client, run, group, rina, sent, django_capture_on_commit_callbacks
    ):
        for name in ("Ani", "Budi"):
            member(f"{name} Contoh", group)
        batch = sent(("Ani Contoh",), ("Budi Contoh",))
        work(django_capture_on_commit_callbacks, services.write_list, batch, written_by=rina)
        AttendanceFactory(
            session=RunSessionFactory(run=run),
            person=run.participants.get(person__full_name="Budi Contoh").person,
        )

        work(django_capture_on_commit_callbacks, services.take_back_list, batch, taken_back_by=rina)

        assert names_of(run) == ["Budi Contoh"]
        assert list(batch.rows.values_list("state", flat=True)) == ["undone", "kept"]

    def test_taking_back_lets_a_reserve_move_up(
        self, client, run, group, rina, sent, django_capture_on_commit_callbacks
    ):
        for name in ("Ani", "Budi"):
            member(f"{name} Contoh", group)
        batch = sent(("Ani Contoh",), ("Budi Contoh",))
        work(django_capture_on_commit_callbacks, services.write_list, batch, written_by=rina)
        waiting = member("Citra Contoh", group)
        RunParticipantFactory(
            run=run, person=waiting.person, group=group, seat="reserve", participant_number="90"
        )

        work(django_capture_on_commit_callbacks, services.take_back_list, batch, taken_back_by=rina)

        assert list(run.participants.values_list("person__full_name", "seat")) == [
            ("Citra Contoh", "seat")
        ]

    def test_a_class_that_filled_up_since_the_check_takes_nobody_of_the_list(
        self, client, run, group, rina, sent, django_capture_on_commit_callbacks
    ):
        for name in ("Ani", "Budi", "Citra"):
            member(f"{name} Contoh", group)
        batch = sent(("Ani Contoh",), ("Budi Contoh",), ("Citra Contoh",))
        RunParticipantFactory(run=run, participant_number="90")

        work(django_capture_on_commit_callbacks, services.write_list, batch, written_by=rina)

        assert batch.error_code == "changed_meanwhile"
        assert run.participants.count() == 1

    def test_a_file_without_the_column_of_names_asks_for_it(self, client, run, group, sent):
        batch = sent(("Ani Contoh",), heading=("Peserta didik",))

        assert batch.state == "mapping"

    def test_a_file_that_is_none_is_refused_with_a_sentence(self, client, run):
        file = SimpleUploadedFile("peserta.xlsx", b"PK\x03\x04 nothing")

        page = client.post(address(run, "trainee_file"), {"file": file})

        assert not ImportBatch.objects.exists()
        assert "notice-error" in page.text

    def test_the_empty_table_offers_the_groups_as_a_drop_down(self, client, run, group):
        answer = client.get(address(run, "trainee_template"))

        book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
        sheet, offers = book.worksheets[0], book.worksheets[1]
        assert [cell.value for cell in sheet[1]][:2] == ["Nama lengkap *", "Kelompok"]
        assert "Ronce Melati" in [row[1].value for row in offers.iter_rows()]
        assert sheet.data_validations.dataValidation


def test_ages_are_judged_on_the_first_day_and_never_by_a_guess(run, group):
    run.starts_on, run.youngest, run.oldest = date(2026, 3, 2), 17, 35
    ages = {
        "16 until tomorrow": PersonFactory.build(born_on=date(2009, 3, 3)),
        "17 today": PersonFactory.build(born_on=date(2009, 3, 2)),
        "35 until tomorrow": PersonFactory.build(born_on=date(1990, 3, 3)),
        "36 today": PersonFactory.build(born_on=date(1990, 3, 2)),
        "16 or 17": PersonFactory.build(born_on=None, birth_year=2009),
        "15 or 16": PersonFactory.build(born_on=None, birth_year=2010),
        "a guess": PersonFactory.build(born_on=None, birth_year=2015, is_birth_estimated=True),
        "nobody knows": PersonFactory.build(born_on=None, birth_year=None),
    }

    outside = [said for said, person in ages.items() if is_outside_the_ages(run, person)]

    assert outside == ["16 until tomorrow", "36 today", "15 or 16"]
