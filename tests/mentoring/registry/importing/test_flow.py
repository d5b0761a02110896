"""A list from its file to its rows and back: checked, written whole, taken back."""

from datetime import date, timedelta
from itertools import islice

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from balai.privacy.retention import rules
from mentoring.registry import services
from mentoring.registry.errors import (
    ColumnsMissing,
    ImportFileGone,
    ImportFileTooLarge,
    ImportFileUnreadable,
    NotReadyForThat,
    RowsStillWrong,
    TooLateToTakeBack,
)
from mentoring.registry.importing import tables
from mentoring.registry.importing.problems import sentence, why_it_ended
from mentoring.registry.models import (
    CensusEntry,
    CrafterGroup,
    GroupStatus,
    ImportRow,
    ImportState,
    Membership,
    Person,
    RowState,
)
from mentoring.registry.retention import ImportedLists
from mentoring.registry.services import import_work
from mentoring.registry.signals import member_added
from tests.factories.accounts import UserFactory
from tests.factories.registry import (
    CensusEntryFactory,
    CrafterGroupFactory,
    MembershipFactory,
    SentraFactory,
)

pytestmark = pytest.mark.django_db

GROUPS = "Nama kelompok;Sentra;Dusun\nGaharu Lestari;Manik Tutul;Karuk\nBubut;manik tutul;Kebon\n"
MEMBERS = (
    "Kelompok;Nama;L/P;Tahun lahir;HP;Mulai\n"
    "Ronce Melati;Ruminah Contoh;P;1980;80000000001;1-2-2025\n"
    "ronce melatih;Buhari Contoh;L;sekitar 1975;;2025-02-01\n"
)
CENSUS = (
    "Nama;Sentra;Dusun;Kode desa;Dijangkau lewat;Tanggal\n"
    "Mbok Sri;Manik Tutul;Krajan;3509102003;jalan dari rumah ke rumah;4-5-2025\n"
)


@pytest.fixture
def work(django_capture_on_commit_callbacks):
    """Call a service and let its worker finish."""

    def call(service, **about):
        with django_capture_on_commit_callbacks(execute=True):
            batch = service(**about)
        batch.refresh_from_db()
        return batch

    return call


def take_in(text, by, kind="members", name="daftar.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return services.take_in_list(
        kind=kind, file=ContentFile(content), file_name=name, uploaded_by=by
    )


def checked(work, text, by, kind="members"):
    batch = take_in(text, by, kind)
    return work(services.check_list, batch=batch, columns=batch.columns, asked_by=by)


def problems(batch):
    return [
        (row.number, each["code"], each["suggestion"])
        for row in batch.rows.all()
        for each in row.problems
    ]


def test_columns_are_guessed_from_headings_in_both_languages(dewi):
    assert take_in(MEMBERS, dewi).columns == {
        "group": "Kelompok",
        "full_name": "Nama",
        "sex": "L/P",
        "birth": "Tahun lahir",
        "phone": "HP",
        "starts_on": "Mulai",
    }
    english = take_in("Group,Full name,Member from\na,b,c\n", dewi)
    assert set(english.columns) == {"group", "full_name", "starts_on"}


def test_a_list_of_members_is_checked_written_and_taken_back(work, dewi, here):
    batch = checked(work, MEMBERS, dewi)
    assert (batch.state, batch.rows_total, batch.rows_wrong) == (ImportState.CHECKED, 2, 0)
    assert Person.objects.count() == 0

    batch = work(services.write_list, batch=batch, written_by=dewi)

    assert (batch.state, batch.rows_done) == (ImportState.WRITTEN, 2)
    ruminah, buhari = Person.objects.order_by("-full_name")
    assert (ruminah.sex, ruminah.birth_year, ruminah.phone) == ("P", 1980, "+6280000000001")
    assert (buhari.birth_year, buhari.is_birth_estimated) == (1975, True)
    assert (ruminah.place, ruminah.name_key) == (here.sentra.place, "rumina conto")
    assert ruminah.memberships.get().starts_on == date(2025, 2, 1)
    assert ruminah.memberships.get().group == here

    batch = work(services.take_back_list, batch=batch, taken_back_by=dewi)

    assert batch.state == ImportState.UNDONE
    assert (Person.objects.count(), Membership.objects.count()) == (0, 0)
    assert set(batch.rows.values_list("state", flat=True)) == {RowState.UNDONE}


def test_whoever_is_erased_is_forgotten_by_the_list_she_came_with(
    work, dewi, here, django_capture_on_commit_callbacks
):
    batch = checked(work, MEMBERS, dewi)
    batch = work(services.take_over_suggestions, batch=batch, asked_by=dewi)
    batch = work(services.write_list, batch=batch, written_by=dewi)
    storage, name = batch.file.storage, batch.file.name
    ruminah = Person.objects.get(full_name__startswith="Ruminah")

    with django_capture_on_commit_callbacks(execute=True):
        services.erase_person(person=ruminah, erased_by=dewi, now=timezone.now())

    batch.refresh_from_db()
    assert [row.said.get("full_name", "") for row in batch.rows.all()] == ["", "Buhari Contoh"]
    assert (batch.file.name, storage.exists(name)) == ("", False)
    assert work(services.take_back_list, batch=batch, taken_back_by=dewi).state == "undone"


def test_a_list_is_forgotten_after_ninety_days(
    work, dewi, here, django_capture_on_commit_callbacks
):
    batch = checked(work, MEMBERS, dewi)
    storage, name = batch.file.storage, batch.file.name
    rule, today = ImportedLists(), timezone.localdate()
    assert rule.count(today + timedelta(days=90)) == 0

    with django_capture_on_commit_callbacks(execute=True):
        assert rule.carry_out(today + timedelta(days=91)) == 1

    batch.refresh_from_db()
    assert [row.said for row in batch.rows.all()] == [{}, {}]
    assert not storage.exists(name)
    assert rule.carry_out(today + timedelta(days=91)) == 0
    assert any(isinstance(each, ImportedLists) for each in rules())
    with pytest.raises(ImportFileGone):
        services.check_list(batch=batch, columns=batch.columns, asked_by=dewi)
    with pytest.raises(ImportFileGone):
        services.write_list(batch=batch, written_by=dewi)


def test_lists_of_groups_and_of_the_census_are_written(work, dewi):
    sentra = SentraFactory(name="Manik Tutul")

    for kind, text in (("groups", GROUPS), ("census", CENSUS)):
        batch = checked(work, text, dewi, kind)
        assert (batch.state, problems(batch)) == (ImportState.CHECKED, [])
        work(services.write_list, batch=batch, written_by=dewi)

    assert set(sentra.groups.values_list("name", "hamlet")) == {
        ("Gaharu Lestari", "Karuk"),
        ("Bubut", "Kebon"),
    }
    entry = CensusEntry.objects.get()
    assert (entry.name, entry.reached_through, entry.seen_on, entry.recorded_by) == (
        "Mbok Sri",
        "walk_through",
        date(2025, 5, 4),
        dewi,
    )


def test_each_line_tells_all_that_is_wrong_with_it_and_what_may_be_meant(work, dewi, here):
    batch = checked(
        work,
        "Kelompok;Nama;L/P;Mulai;HP\n"
        "Ronce Melti;Sutini;P;1-2-2025;\n"
        ";;prmpuan;31-2-2025;abc\n"
        "Ronce Melati;Sri;;1-2-2025;\n"
        "Ronce Melati;Sri;;1-2-2025;\n",
        dewi,
    )

    assert batch.rows_wrong == 3
    assert problems(batch) == [
        (2, "unknown_group", "Ronce Melati"),
        (3, "missing", ""),
        (3, "missing", ""),
        (3, "not_a_choice", "perempuan"),
        (3, "no_phone", ""),
        (3, "no_such_day", ""),
        (5, "twice_in_file", ""),
    ]
    with pytest.raises(RowsStillWrong):
        services.write_list(batch=batch, written_by=dewi)
    assert Person.objects.count() == 0


def test_suggestions_are_taken_over_and_checked_again(work, dewi, here):
    batch = checked(
        work, "Kelompok;Nama;Mulai\nRonce Melti;Sutini;2-1-2025\nx;Sri;1-2-2025\n", dewi
    )
    assert batch.rows_wrong == 2

    batch = work(services.take_over_suggestions, batch=batch, asked_by=dewi)

    assert (batch.state, problems(batch)) == (ImportState.CHECKED, [(3, "unknown_group", "")])


def test_a_group_of_another_district_is_unknown(work, dewi, here, far):
    batch = checked(work, "Kelompok;Nama;Mulai\nTangan Tanah;Sutini;1-2-2025\n", dewi)

    assert problems(batch) == [(2, "unknown_group", "")]


def test_who_is_a_member_already_is_not_written_twice(work, dewi, here):
    MembershipFactory(group=here, person__full_name="Ruminah Contoh", person__birth_year=1980)

    batch = checked(work, MEMBERS.replace("Ruminah", "Rumina"), dewi)

    assert problems(batch) == [(2, "already_member", "")]


def test_lines_that_add_member_would_refuse_are_told_before_anything_is_written(work, dewi, here):
    here.founded_on = date(2025, 2, 1)
    here.save()
    CrafterGroupFactory(name="Bubut Lama", sentra=here.sentra, status=GroupStatus.DISSOLVED)
    CensusEntryFactory(sentra=here.sentra, name="Anom Rekaan", stratum="juragan")

    batch = checked(
        work,
        "Kelompok;Nama;Mulai\n"
        "Ronce Melati;Sutini;1-2-2025\n"
        "Ronce Melati;Sri;31-1-2025\n"
        "Bubut Lama;Buhari;1-2-2025\n"
        "Ronce Melati;H. Anom Rekaan;1-2-2025\n",
        dewi,
    )

    assert [(line, code) for line, code, _meant in problems(batch)] == [
        (3, "before_it_was_founded"),
        (4, "group_is_dissolved"),
        (5, "juragan_is_no_beneficiary"),
    ]
    labels = {"starts_on": "Mulai", "group": "Kelompok"}
    told = [sentence(row.problems[0], labels) for row in batch.rows.exclude(problems=[])]
    assert "1-2-2025" in told[0]


def test_a_group_that_ended_since_the_check_keeps_the_whole_list_out(work, dewi, here):
    batch = checked(work, MEMBERS, dewi)
    batch = work(services.take_over_suggestions, batch=batch, asked_by=dewi)
    services.dissolve_group(group=here, happened_on=date(2025, 6, 1), dissolved_by=dewi)

    batch = work(services.write_list, batch=batch, written_by=dewi)

    assert (batch.state, Person.objects.count()) == (ImportState.UNDONE, 0)


def test_members_of_a_list_are_told_of_like_any_other(work, dewi, here):
    told = []

    def listen(membership, added_by, **_more):
        told.append((membership.person.full_name, added_by))

    member_added.connect(listen)
    batch = checked(work, MEMBERS, dewi)
    batch = work(services.take_over_suggestions, batch=batch, asked_by=dewi)
    assert told == []

    work(services.write_list, batch=batch, written_by=dewi)
    member_added.disconnect(listen)

    assert told == [("Ruminah Contoh", dewi), ("Buhari Contoh", dewi)]


def test_a_list_that_cannot_be_finished_leaves_nothing(work, dewi, here, monkeypatch):
    monkeypatch.setattr(import_work, "PART", 1)
    batch = checked(work, MEMBERS, dewi)
    MembershipFactory(
        group=here,
        person__full_name="Buhari Contoh",
        person__birth_year=1975,
    )

    batch = work(services.write_list, batch=batch, written_by=dewi)

    assert (batch.state, batch.error_code) == (ImportState.UNDONE, "changed_meanwhile")
    assert [person.full_name for person in Person.objects.all()] == ["Buhari Contoh"]


def test_what_others_built_on_stays_when_a_list_is_taken_back(work, dewi, here):
    batch = work(services.write_list, batch=checked(work, MEMBERS, dewi), written_by=dewi)
    ruminah = Person.objects.get(full_name="Ruminah Contoh")
    ruminah.user = UserFactory()
    ruminah.save()

    batch = work(services.take_back_list, batch=batch, taken_back_by=dewi)

    assert list(Person.objects.all()) == [ruminah]
    assert ruminah.memberships.count() == 1
    assert list(batch.rows.values_list("state", flat=True)) == [RowState.KEPT, RowState.UNDONE]


def test_what_somebody_changed_since_stays_when_a_list_is_taken_back(work, dewi, here):
    batch = work(services.write_list, batch=checked(work, MEMBERS, dewi), written_by=dewi)
    ruminah = Person.objects.get(full_name="Ruminah Contoh")
    services.end_membership(
        membership=ruminah.memberships.get(), ends_on=date(2026, 1, 1), ended_by=dewi
    )

    batch = work(services.take_back_list, batch=batch, taken_back_by=dewi)

    assert list(Person.objects.all()) == [ruminah]
    assert problems(batch) == [(2, "kept_worked_on", "")]


def test_who_was_only_looked_at_goes_when_a_list_is_taken_back(work, dewi, here):
    batch = work(services.write_list, batch=checked(work, MEMBERS, dewi), written_by=dewi)
    ruminah = Person.objects.get(full_name="Ruminah Contoh")
    services.note_reading(row=ruminah, kind=services.Reading.SPECIFIC_DATA, read_by=dewi)

    work(services.take_back_list, batch=batch, taken_back_by=dewi)

    assert not Person.objects.exists()


def test_without_a_mandate_nothing_of_a_list_is_taken_back(work, dewi, here):
    batch = work(services.write_list, batch=checked(work, MEMBERS, dewi), written_by=dewi)

    batch = work(services.take_back_list, batch=batch, taken_back_by=UserFactory())

    assert (Person.objects.count(), Membership.objects.count()) == (2, 2)
    assert [code for _line, code, _meant in problems(batch)] == ["kept_not_yours"] * 2


def test_an_enrolled_row_of_the_census_stays_when_its_list_is_taken_back(work, dewi, here):
    SentraFactory(name="Manik Tutul")
    batch = checked(work, CENSUS, dewi, "census")
    batch = work(services.write_list, batch=batch, written_by=dewi)
    CensusEntry.objects.update(person=MembershipFactory(group=here).person)

    batch = work(services.take_back_list, batch=batch, taken_back_by=dewi)

    assert (CensusEntry.objects.count(), len(problems(batch))) == (1, 1)


def test_a_list_is_taken_back_for_a_while_only(work, dewi, here):
    batch = work(services.write_list, batch=checked(work, MEMBERS, dewi), written_by=dewi)
    type(batch).objects.update(written_at=timezone.now() - timedelta(days=31))

    with pytest.raises(TooLateToTakeBack):
        services.take_back_list(batch=batch, taken_back_by=dewi)


def test_a_worker_that_died_is_followed_by_another_that_goes_on(work, dewi, here, monkeypatch):
    monkeypatch.setattr(import_work, "PART", 1)
    batch = checked(work, MEMBERS, dewi)
    long_ago = timezone.now() - timedelta(hours=1)
    type(batch).objects.update(
        state=ImportState.CHECKING, claim=batch.pk, heartbeat_at=long_ago, rows_done=0
    )
    batch.rows.filter(number=3).delete()

    assert services.requeue_stale_imports() == 1

    batch.refresh_from_db()
    assert (batch.state, batch.rows_total, problems(batch)) == (ImportState.CHECKED, 2, [])
    assert ImportRow.objects.filter(batch=batch, number=3).exists()


def test_a_list_with_too_many_lines_fails_once_and_says_why(work, dewi, here, monkeypatch):
    batch = take_in(MEMBERS, dewi)
    monkeypatch.setattr(tables, "MOST_ROWS", 2)

    batch = work(services.check_list, batch=batch, columns=batch.columns, asked_by=dewi)

    assert (batch.state, batch.error_code) == (ImportState.FAILED, "import_has_too_many_rows")
    assert services.requeue_stale_imports() == 0
    monkeypatch.undo()
    batch = work(services.check_list, batch=batch, columns=batch.columns, asked_by=dewi)
    assert (batch.state, batch.error_code) == (ImportState.CHECKED, "")


@pytest.mark.parametrize("broken", [ImportFileUnreadable(), ValueError("a broken cell")])
def test_a_file_broken_after_its_headings_fails_and_is_not_tried_again(
    work, dewi, here, monkeypatch, broken
):
    batch = take_in(MEMBERS, dewi)

    def breaking_off(file):
        yield from islice(tables.lines(file), 2)
        raise broken

    monkeypatch.setattr(import_work, "lines", breaking_off)

    batch = work(services.check_list, batch=batch, columns=batch.columns, asked_by=dewi)

    assert (batch.state, batch.error_code) == (ImportState.FAILED, "import_file_unreadable")
    assert str(ImportFileUnreadable()) == why_it_ended(batch.error_code)
    assert services.requeue_stale_imports() == 0


def test_two_workers_never_share_one_list(dewi, here):
    batch = take_in(MEMBERS, dewi)
    type(batch).objects.update(
        state=ImportState.CHECKING, claim=batch.pk, heartbeat_at=timezone.now()
    )

    services.run_import(batch_id=batch.pk)

    assert batch.rows.count() == 0


def test_steps_out_of_order_are_refused(work, dewi, here):
    batch = take_in(MEMBERS, dewi)
    for service, by in (
        (services.write_list, "written_by"),
        (services.take_back_list, "taken_back_by"),
    ):
        with pytest.raises(NotReadyForThat):
            service(batch=batch, **{by: dewi})
    with pytest.raises(ColumnsMissing):
        services.check_list(batch=batch, columns={"group": "Kelompok"}, asked_by=dewi)


def test_files_that_are_no_list_or_too_heavy_are_refused(dewi, settings):
    with pytest.raises(ImportFileUnreadable):
        take_in(b"\x89PNG\r\n\x1a\n\x00", dewi)
    settings.MENTORING_IMPORT_MAX_BYTES = 10
    with pytest.raises(ImportFileTooLarge):
        take_in(MEMBERS, dewi)


def test_a_long_list_asks_for_its_parts_not_for_its_lines(
    work, dewi, here, django_assert_max_num_queries
):
    text = "Kelompok;Nama;Mulai\n" + "".join(
        f"Ronce Melati;Perajin {n};1-2-2025\n" for n in range(1200)
    )
    batch = take_in(text, dewi)

    with django_assert_max_num_queries(100):
        batch = work(services.check_list, batch=batch, columns=batch.columns, asked_by=dewi)
        batch = work(services.write_list, batch=batch, written_by=dewi)

    assert (batch.state, CrafterGroup.objects.get().memberships.count()) == ("written", 1200)
