"""What comes in wrong, and which test shows what becomes of it.

Names
    one letter, one word, 120 letters,      rendering/test_press.py test_every_name_is_printed_as_it_is_on_one_page
      apostrophes, combining marks
    Balinese and Javanese script            rendering/test_press.py test_names_in_balinese_and_javanese_script_use_the_fonts_of_the_design
    emoji, letters no font has, too long    services/test_preflight.py test_a_name_that_cannot_be_printed_is_found_with_a_fix_where_there_is_one
    placeholders, tags, a leading =         test_bad_input.py test_what_looks_like_code_in_a_name_is_printed_as_it_is
    turned letters (RTL marks)              legacy/test_tables.py test_text_is_cleaned_of_what_nobody_sees
    two people of one name                  services/test_preflight.py test_two_people_of_one_name_are_two_people
    erased after issue                      test_personal_data.py test_an_erasure_leaves_the_document_and_takes_away_the_way_to_her
    merged after issue                      services/test_merged_people.py test_a_merge_after_the_issue_changes_no_document_and_shows_it_to_who_goes_on
    merged, and listed again                services/test_merged_people.py test_who_holds_one_under_her_other_record_gets_no_second
    merged, both listed                     services/test_merged_people.py test_two_records_of_one_person_in_one_list_get_one_certificate
    merged while a batch waits              services/test_merged_people.py test_a_merge_between_preparation_and_approval_asks_for_a_new_check
    number of the identity card             test_bad_input.py test_the_number_of_an_identity_card_is_neither_printed_nor_kept
    renamed after issue                     services/test_frozen.py test_new_names_new_designs_and_a_deleted_training_change_nothing
Time
    29 February                             test_validity.py test_a_certificate_holds_to_the_same_day_of_the_month
    the last day, in the issuer's zone      services/test_verifying.py test_its_last_day_counts_and_the_day_after_it_has_expired
    issue date before the training's end    views/test_staff.py test_a_refusal_comes_back_on_the_form_with_nothing_made
    no signatory on that day                services/test_batches.py test_preparing_is_refused_in_words_for_each_reason
    no active key on that day               services/test_signing.py test_without_an_active_key_items_fail_with_a_sentence_and_go_on_with_one
    a training over the end of a year       services/test_year_ends.py test_a_number_bears_the_year_of_its_issue_date_and_each_year_counts_from_one
    issued in the old year                  services/test_year_ends.py test_a_training_over_new_year_is_not_issued_in_the_old_year
    the year ends in another zone           services/test_year_ends.py test_the_year_ends_where_the_issuer_stands
    a training in another zone              services/test_year_ends.py test_a_training_farther_east_keeps_its_own_days
Attendance
    nothing planned                         test_rules.py test_attendance_without_planned_minutes_cannot_be_computed_and_is_not_met
    over 100 %                              test_rules.py test_minutes_are_counted_up_to_what_was_planned
    changed, a session cancelled after it   services/test_outcomes.py test_a_batch_whose_check_went_stale_is_not_approved
    a person listed twice                   test_bad_input.py test_who_is_listed_twice_gets_one_certificate
Batches
    double click, two clerks                views/test_staff.py test_a_double_click_prepares_one_batch
    approved twice                          services/test_batches.py test_approving_twice_takes_numbers_once
    worker killed                           services/test_issuing.py test_a_worker_that_died_leaves_its_items_to_the_next_one_which_issues_them_once
    half a file left behind                 services/test_issuing.py test_half_a_file_of_a_dead_worker_is_replaced_by_a_whole_one
    broker gone while approving             test_bad_input.py test_an_approval_without_a_broker_stands_and_is_printed_later
    disk full while a PDF is stored         test_bad_input.py test_a_full_disk_leaves_no_certificate_valid_and_no_number_lost
    nobody eligible                         services/test_batches.py test_preparing_is_refused_in_words_for_each_reason
    5,000 people, the dry run               services/test_large_runs.py test_the_dry_run_asks_as_much_for_five_thousand_as_for_one
    5,000 people, batch and numbers         services/test_large_runs.py test_batch_numbers_and_pages_of_five_thousand_go_by_many_rows_at_once
    one bad row                             services/test_issuing.py test_one_bad_document_fails_alone_and_can_be_repeated_with_its_number
    design retired in mid run               services/test_designs.py test_a_design_retired_in_mid_run_prints_what_was_prepared_and_nothing_new
Codes
    small letters, O and 0, I and 1         test_codes.py test_case_spaces_and_look_alikes_do_not_matter
    a wrong check letter                    test_codes.py test_every_single_wrong_letter_is_noticed
    10,000 guesses                          services/test_verifying.py test_ten_thousand_guesses_from_one_address_learn_nothing_more
    an old list without signal              views/test_saved.py test_an_old_list_and_a_last_day_that_is_over_are_said
Files
    changed after signing                   services/test_signing.py test_a_change_after_signing_shows
    opened and saved again                  services/test_frozen.py test_a_pdf_that_was_opened_and_saved_again_is_no_longer_the_issued_one
    two PDFs for one code                   test_bad_input.py test_of_two_pdfs_with_one_code_only_the_issued_one_is_told_as_issued
    a font missing on one worker            services/test_missing_fonts.py test_a_worker_without_a_font_prints_the_others_and_a_healthy_one_the_rest
    a font missing where it is approved     services/test_missing_fonts.py test_a_machine_without_a_font_gives_no_numbers_and_says_why
    missing or changed on disk              services/test_archive.py test_a_changed_file_a_missing_file_and_changed_values_are_told_apart
    signer silent                           services/test_signing.py test_a_week_of_silence_is_overdue
    SVG, cut, locked, huge, empty scans     legacy/test_scans.py test_what_is_no_scan_is_refused_with_a_reason
    a bomb in a ZIP                         legacy/test_scans.py test_a_bomb_in_a_zip_is_read_no_further_than_a_scan_may_be_large
    where a picture was taken               legacy/test_scans.py test_a_picture_is_kept_without_where_it_was_taken
Imports
    merged cells                            legacy/test_tables.py test_merged_cells_are_empty_but_for_the_first
    dates as text                           legacy/test_tables.py test_dates_of_a_spreadsheet_and_dates_as_text_are_days
    rows twice                              services/test_past.py test_what_is_not_in_order_is_told_row_by_row_with_what_may_be_meant
    a wrong sheet                           legacy/test_tables.py test_of_several_sheets_the_one_with_the_headings_is_read
    50,000 rows                             legacy/test_tables.py test_fifty_thousand_rows_are_refused_with_how_many_may_be
    cp1252                                  legacy/test_tables.py test_letters_of_windows_are_read

Lessons and phones: tests/curriculum.
"""  # noqa: E501 - one row, one line

import hashlib
import json
import re
import resource
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.test import override_settings
from django.utils import timezone

from certificates.models import BatchState, Certificate, IssueItem, ItemState, Status
from certificates.services import (
    approve_batch,
    check_archive,
    prepare_batch,
    requeue_stale_items,
    retry_failed_items,
)
from certificates.storage import private_storage
from tests.certificates.papers import second_pdf
from tests.factories.certificates import ToldHolder

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent
ROW = re.compile(r"  (\S+\.py) (test_\w+)$", re.MULTILINE)


def test_each_row_names_a_test_that_is_there():
    rows = ROW.findall(__doc__)

    lost = [
        f"{file} {name}"
        for file, name in rows
        if f"def {name}(" not in (HERE / file).read_text(encoding="utf-8")
    ]

    assert lost == []
    assert len(rows) == 57


class SmallDisk(FileSystemStorage):
    """A disk on which no file may be larger than 4 kB, as the system itself sees to it."""

    def _save(self, name, content):
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
        try:
            return super()._save(name, content)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_leaves_no_certificate_valid_and_no_number_lost(house, settings, tmp_path):
    place = {"OPTIONS": {"location": tmp_path, "base_url": None}}
    small = {"BACKEND": f"{__name__}.SmallDisk", **place}
    large = {"BACKEND": "django.core.files.storage.FileSystemStorage", **place}
    with override_settings(STORAGES={**settings.STORAGES, "private": small}):
        batch = house.issued(2)

    serials = list(Certificate.objects.order_by("sequence").values_list("serial", flat=True))
    assert batch.state == BatchState.PARTIAL
    assert set(batch.items.values_list("state", flat=True)) == {ItemState.FAILED}
    assert set(Certificate.objects.values_list("status", "pdf_sha256")) == {(Status.PENDING, "")}

    with override_settings(STORAGES={**settings.STORAGES, "private": large}), house.commits():
        retry_failed_items(batch=batch, retried_by=house.clerk)

    made = Certificate.objects.order_by("sequence")
    assert [(one.serial, one.status) for one in made] == [(n, Status.VALID) for n in serials]
    stored = [path.stat().st_size for path in tmp_path.rglob("*.pdf")]
    assert sorted(stored) == sorted(made.values_list("pdf_bytes", flat=True))


@pytest.fixture
def broker_gone():
    """Messages really go to a broker, and nobody answers where it should be."""
    app = current_app._get_current_object()
    names = ("task_always_eager", "broker_url", "broker_write_url", "task_publish_retry")
    before = {name: app.conf[name] for name in names}
    address = "redis://127.0.0.1:9/0"
    app.conf.update(
        task_always_eager=False,
        broker_url=address,
        broker_write_url=address,
        task_publish_retry=False,
    )
    app._after_fork()
    yield
    app.conf.update(before)
    app._after_fork()


def test_an_approval_without_a_broker_stands_and_is_printed_later(house, broker_gone):
    batch = house.prepared(2)
    with house.commits():
        approve_batch(batch=batch, approved_by=house.head)

    batch.refresh_from_db()
    assert batch.state == BatchState.ISSUING
    assert set(batch.items.values_list("state", flat=True)) == {ItemState.QUEUED}
    assert set(Certificate.objects.values_list("status", flat=True)) == {Status.PENDING}

    current_app.conf.task_always_eager = True
    IssueItem.objects.update(heartbeat_at=timezone.now() - timedelta(hours=1))
    with house.commits():
        assert requeue_stale_items() == 2

    batch.refresh_from_db()
    assert batch.state == BatchState.DONE


def test_who_is_listed_twice_gets_one_certificate(house):
    training = house.training(2)
    twice = type(training)(
        **{**training.__dict__, "participants": training.participants * 2, "key": "run:2"}
    )
    house.teller.occasions.append(twice)

    batch = _prepared(house, twice)

    assert [item.position for item in batch.items.order_by("position")] == [1, 2]


def _prepared(house, training):
    return prepare_batch(occasion=training, certificate_type=house.type, prepared_by=house.clerk)


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "[[number]]", "<b>Contoh</b>", "O'Rekaan"])
def test_what_looks_like_code_in_a_name_is_printed_as_it_is(house, name):
    training = house.training(1)
    house.teller.holders[training.participants[0].user_id] = ToldHolder(printed_name=name)
    batch = _prepared(house, training)

    with house.commits():
        approve_batch(batch=batch, approved_by=house.head)

    certificate = Certificate.objects.get()
    assert (certificate.status, certificate.snapshot["printed"]["name"]) == (Status.VALID, name)


@dataclass(frozen=True)
class HolderWithNumber(ToldHolder):
    nik: str = "3509115708800001"


def test_the_number_of_an_identity_card_is_neither_printed_nor_kept(house):
    training = house.training(1)
    holder = HolderWithNumber(printed_name="Ni Luh Rekaan")
    house.teller.holders[training.participants[0].user_id] = holder

    approve_batch(batch=_prepared(house, training), approved_by=house.head)

    certificate = Certificate.objects.get()
    kept = json.dumps([certificate.snapshot, certificate.item.holder_facts])
    assert "Ni Luh Rekaan" in kept
    assert holder.nik not in kept


def test_of_two_pdfs_with_one_code_only_the_issued_one_is_told_as_issued(client, house):
    certificate = house.certificate()
    second = second_pdf(certificate, name="Nama Lain Rekaan")
    second_sha256 = hashlib.sha256(second).hexdigest()

    private_storage().delete(certificate.pdf.name)
    private_storage().save(certificate.pdf.name, ContentFile(second))

    # What the page compares a dropped file with is the record, whatever lies in the archive.
    page = client.get(certificate.get_absolute_url()).content.decode()
    assert f'data-sha256="{certificate.pdf_sha256}"' in page
    assert second_sha256 not in page
    assert check_archive().changed == [certificate.serial]
