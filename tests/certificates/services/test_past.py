"""Papers of the past: sent by a clerk, kept whole or not at all by a head."""

import hashlib

import pytest

from certificates.errors import NotAllowed, NotDuplicable, NotReplaceable
from certificates.legacy.errors import (
    OwnPastList,
    PastNotReady,
    PastRowsWrong,
    PastTooOld,
    SentTooMuch,
)
from certificates.models import (
    Certificate,
    EventKind,
    ImportState,
    LegacyImport,
    LegacyScan,
    NumberVoid,
    Origin,
    Status,
)
from certificates.services import (
    chain_is_whole,
    hold_certificate,
    print_duplicate,
    request_correction,
    verify,
)
from certificates.services.past import (
    check_past,
    drop_past,
    keep_past,
    send_again,
    send_past,
    sweep_past,
    take_back_past,
    take_over_suggestions,
)
from certificates.services.past_work import work_on_past
from certificates.services.register_book import missing_numbers, register_lines
from certificates.storage import private_storage
from tests.factories.accounts import UserFactory
from tests.factories.certificates import MembershipFactory
from tests.factories.past_certificates import csv_table, packed, pdf, rows, scans, xlsx_table

pytestmark = pytest.mark.django_db


def sent(house, table=None, files=None):
    """A list whose rows were checked by a worker."""
    found = send_past(
        certificate_type=house.type,
        table=table or csv_table(rows(3)),
        scans=scans(3) if files is None else files,
        sent_by=house.clerk,
    )
    with house.commits():
        check_past(found=found, columns=found.columns, asked_by=house.clerk)
    found.refresh_from_db()
    return found


def kept(house, **more):
    found = sent(house, **more)
    with house.commits():
        keep_past(found=found, kept_by=house.head)
    found.refresh_from_db()
    return found


def problems(found):
    return [(row["line"], p["field"], p["code"]) for row in found.rows for p in row["problems"]]


def test_a_list_is_checked_row_by_row_and_nothing_is_kept_yet(house):
    found = sent(house)

    assert (found.state, found.rows_total, found.rows_wrong) == (ImportState.CHECKED, 3, 0)
    assert [row["said"]["name"] for row in found.rows] == [
        f"Perajin Rekaan {number}" for number in (1, 2, 3)
    ]
    assert Certificate.objects.count() == 0


def test_a_kept_paper_says_what_it_is_and_keeps_its_scan_and_hash(house):
    files = scans(3)

    kept(house, files=files)

    certificate = Certificate.objects.get(serial="002/HDC/UPT-BLK/VIII/2014")
    assert (certificate.origin, certificate.status) == (Origin.LEGACY, Status.VALID)
    assert (certificate.sequence, certificate.pdf.name, certificate.qr_payload) == (None, "", "")
    content = certificate.scan.file.read()
    files[1].seek(0)
    assert content == files[1].read()
    assert certificate.scan.sha256 == hashlib.sha256(content).hexdigest()
    event = certificate.events.get()
    assert (event.kind, event.actor) == (EventKind.RECORDED, house.head)
    assert event.facts["scan_sha256"] == certificate.scan.sha256
    assert event.facts["sent_by"] == house.clerk.pk
    assert chain_is_whole(certificate)


def test_the_public_record_says_that_it_is_an_older_paper(house):
    kept(house)
    certificate = Certificate.objects.first()

    verdict = verify(typed=certificate.public_code, address="192.0.2.1")

    assert (verdict.state, verdict.is_legacy) == ("valid", True)
    assert verdict.printed["name"] == certificate.printed_name
    # What stands on new papers stood not on this one.
    assert (verdict.printed["issuer_address"], verdict.pdf_sha256) == ("", "")


def test_one_bad_row_keeps_all_back(house):
    bad = ("004/HDC", "Perajin Rekaan 4", "31-2-2014", "Manik-manik Kayu", "004.pdf")
    found = sent(house, table=csv_table([*rows(3), bad]), files=scans(4))

    with pytest.raises(PastRowsWrong):
        keep_past(found=found, kept_by=house.head)

    assert problems(found) == [(5, "issued_on", "no_such_day")]
    assert Certificate.objects.count() == 0


def test_what_is_not_in_order_is_told_row_by_row_with_what_may_be_meant(house):
    user = UserFactory()
    first = rows(1)[0]
    lines = [
        first,
        (*first[:4], "001.pdf"),
        ("002/HDC", "", "8-17-2014", "Manik-manik", "02.pdf"),
        ("003/HDC", "Perajin Rekaan 3", "17 agustuss 2014", "Manik-manik", "003.pdf"),
        ("004/HDC", "Perajin Rekaan 4", "17-8-2087", "Manik-manik", "004.pdf"),
        ("005/HDC", "N" * 121, "17-8-2014", "Manik-manik", "004.pdf", user.get_username()),
        ("006/HDC", "Perajin Rekaan 6", "17-8-2014", "Manik-manik", "006.pdf", "tidak-ada"),
    ]
    headings = ("Nomor", "Nama", "Tanggal terbit", "Pelatihan", "Pindaian", "Username")
    files = [packed({"002.pdf": pdf(), "001.pdf": pdf(), "003.pdf": pdf(), "006.pdf": b"x"})]

    found = sent(house, table=csv_table(lines, headings), files=files)

    assert problems(found) == [
        (3, "scan", "scan_of_another"),
        (3, "serial", "twice_in_table"),
        (4, "name", "missing"),
        (4, "issued_on", "no_such_day"),
        (4, "scan", "scan_not_sent"),
        (5, "issued_on", "no_day"),
        (6, "issued_on", "day_out_of_range"),
        (6, "scan", "scan_not_sent"),
        (7, "name", "too_long"),
        (7, "scan", "scan_not_sent"),
        (7, "username", "holder_differs"),
        (8, "scan", "scan_kind"),
        (8, "username", "holder_unknown"),
    ]
    suggestions = {p["field"]: p["suggestion"] for row in found.rows[2:4] for p in row["problems"]}
    assert suggestions == {"name": "", "scan": "002.pdf", "issued_on": "17 agustus 2014"}


def test_suggestions_are_taken_over_and_checked_again(house):
    line = (*rows(1)[0][:2], "8-17-2014", "Manik-manik", "01.pdf")
    found = sent(house, table=csv_table([line]), files=scans(1))
    assert found.rows_wrong == 1

    with house.commits():
        take_over_suggestions(found=found, asked_by=house.clerk)
    found.refresh_from_db()

    assert (found.state, found.rows_wrong) == (ImportState.CHECKED, 0)
    assert found.rows[0]["said"]["issued_on"] == "17-08-2014"
    assert found.rows[0]["said"]["scan"] == "001.pdf"


def test_a_corrected_table_and_missing_scans_are_sent_again(house):
    found = sent(house, files=scans(2))
    assert problems(found) == [(4, "scan", "scan_not_sent")]

    with house.commits():
        send_again(found=found, table=None, scans=scans(1, first=3), sent_by=house.clerk)
    found.refresh_from_db()
    assert (found.state, found.rows_wrong) == (ImportState.CHECKED, 0)

    with house.commits():
        send_again(found=found, table=xlsx_table(rows(2)), scans=[], sent_by=house.clerk)
    found.refresh_from_db()
    assert (found.rows_total, found.rows_wrong) == (2, 0)


def test_a_number_that_the_register_has_is_no_new_paper(house):
    kept(house)

    found = sent(house)

    assert problems(found) == [(line, "serial", "serial_known") for line in (2, 3, 4)]


def test_what_came_into_the_register_since_the_check_stops_the_whole_list(house):
    first, second = sent(house), sent(house)
    with house.commits():
        keep_past(found=first, kept_by=house.head)

    with house.commits():
        keep_past(found=second, kept_by=house.head)
    second.refresh_from_db()

    assert (second.state, second.error_code) == (ImportState.CHECKED, "past_changed_meanwhile")
    assert second.rows_wrong == 3
    assert Certificate.objects.count() == 3


def test_who_sends_a_list_never_keeps_it(house):
    MembershipFactory(role="head", issuer=house.issuer, user=house.clerk)
    house.clerk.groups.add(*house.head.groups.all())
    both = type(house.clerk).objects.get(pk=house.clerk.pk)
    found = sent(house)

    with pytest.raises(OwnPastList):
        keep_past(found=found, kept_by=both)


def test_only_the_issuers_own_people_send_and_keep(house):
    found = sent(house)
    foreign_clerk = MembershipFactory().user
    foreign_head = MembershipFactory(role="head").user

    for stranger in (foreign_clerk, foreign_head, house.head):
        with pytest.raises(NotAllowed):
            send_past(
                certificate_type=house.type,
                table=csv_table(rows(1)),
                scans=scans(1),
                sent_by=stranger,
            )
    for stranger in (foreign_clerk, foreign_head):
        with pytest.raises(NotAllowed):
            keep_past(found=found, kept_by=stranger)


def test_a_kept_list_forgets_the_table_and_the_scans_of_nobody(house):
    storage = private_storage()
    found = sent(house, files=scans(4))
    table, unused = found.file.name, found.scans.get(name="004.pdf").file.name

    with house.commits():
        keep_past(found=found, kept_by=house.head)
    found.refresh_from_db()

    assert (found.rows, found.file.name) == ([], "")
    assert not storage.exists(table)
    assert not storage.exists(unused)
    assert LegacyScan.objects.count() == 3


def test_a_list_is_taken_back_whole(house):
    found = kept(house)
    files = list(found.scans.values_list("file", flat=True))

    with house.commits():
        take_back_past(found=found, taken_back_by=house.head)
    found.refresh_from_db()

    assert found.state == ImportState.DROPPED
    assert Certificate.objects.count() == 0
    assert [private_storage().exists(name) for name in files] == [False] * 3
    # And may be sent anew.
    assert sent(house).rows_wrong == 0


def test_a_list_with_a_history_is_not_taken_back(house):
    found = kept(house)
    certificate = Certificate.objects.order_by("serial").first()
    hold_certificate(certificate=certificate, note="diperiksa", held_by=house.head)

    with house.commits():
        take_back_past(found=found, taken_back_by=house.head)
    found.refresh_from_db()

    assert (found.state, found.error_code) == (ImportState.KEPT, "past_touched")
    assert Certificate.objects.count() == 3


def test_a_list_is_taken_back_within_its_days_only(house, settings):
    settings.CERTIFICATES_PAST_UNDO_DAYS = 0
    found = kept(house)

    with pytest.raises(PastTooOld):
        take_back_past(found=found, taken_back_by=house.head)


def test_an_older_paper_is_neither_replaced_nor_duplicated(house):
    kept(house)
    certificate = Certificate.objects.first()

    with pytest.raises(NotReplaceable):
        request_correction(
            certificate=certificate, wanted_name="Nama Lain", reason="x", asked_by=house.clerk
        )
    with pytest.raises(NotDuplicable):
        print_duplicate(certificate=certificate, reason="hilang", printed_by=house.clerk)


def test_older_papers_are_not_counted_as_issued_here(house):
    kept(house)
    house.issued(2)

    assert Certificate.objects.issued().count() == 5
    assert Certificate.objects.issued_here().count() == 2


def test_a_number_on_an_older_paper_is_skipped_and_the_register_says_so(house):
    first = house.certificate().serial
    assert first.startswith("001/")
    older = first.replace("001/", "002/")
    lines = [(older, "Perajin Rekaan 2", "3-8-2026", "Manik-manik", "001.pdf")]
    kept(house, table=csv_table(lines), files=scans(1))

    house.issued(2, key="run:2")

    mine = Certificate.objects.issued_here().order_by("sequence")
    assert list(mine.values_list("sequence", flat=True)) == [1, 3, 4]
    void = NumberVoid.objects.get()
    assert (void.number, void.voided_by) == (2, house.head)
    book = register_lines(issuer=house.issuer, year=2026)
    assert missing_numbers(book) == []
    assert [line.remark for line in book if line.sequence is None] == ["kertas lama"]


def test_the_same_message_twice_has_one_effect(house):
    found = sent(house)
    with house.commits() as _first:
        keep_past(found=found, kept_by=house.head)

    work_on_past(import_id=found.pk)

    assert Certificate.objects.count() == 3


def test_a_worker_that_died_leaves_nothing_and_the_next_one_keeps_all(house, settings):
    settings.CERTIFICATES_STALE_AFTER_SECONDS = 0
    found = sent(house)
    keep_past(found=found, kept_by=house.head)
    LegacyImport.objects.filter(pk=found.pk).update(claim=found.pk)
    assert Certificate.objects.count() == 0

    assert sweep_past() == 1

    found.refresh_from_db()
    assert (found.state, Certificate.objects.count()) == (ImportState.KEPT, 3)


def test_what_is_sent_has_a_largest_size(house, settings):
    settings.CERTIFICATES_PAST_UPLOAD_BYTES = 300

    with pytest.raises(SentTooMuch):
        sent(house)
    assert LegacyImport.objects.count() == 0


def test_a_list_that_nobody_keeps_is_forgotten(house, settings):
    found = sent(house)
    names = [found.file.name, *found.scans.values_list("file", flat=True)]
    settings.CERTIFICATES_PAST_UNDO_DAYS = 0

    with house.commits():
        assert sweep_past() == 1

    found.refresh_from_db()
    assert (found.state, found.rows) == (ImportState.DROPPED, [])
    assert [private_storage().exists(name) for name in names] == [False] * 4


def test_a_dropped_list_stays_dropped(house):
    found = sent(house)
    with house.commits():
        drop_past(found=found, dropped_by=house.clerk)

    with pytest.raises(PastNotReady):
        keep_past(found=found, kept_by=house.head)
