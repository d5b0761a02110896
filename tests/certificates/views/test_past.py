"""The screens of past certificates, from the empty table to the public page."""

import io

import pytest
from openpyxl import load_workbook

from certificates.models import Certificate, ImportState, LegacyImport
from tests.factories.accounts import UserFactory
from tests.factories.certificates import MembershipFactory
from tests.factories.past_certificates import csv_table, rows, scans
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
HOME = "/admin/sertifikat/lama/"


def send(client, house, lines, files):
    form = {"type": house.type.pk, "table": csv_table(lines), "scans": files}
    return client.post(f"{HOME}kirim/", form)


def columns_of(found):
    return dict(found.columns)


def test_the_whole_path_from_the_empty_table_to_the_public_page(client, house):
    client.force_login(house.clerk)
    empty = client.get(f"{HOME}contoh-{house.issuer.pk}.xlsx")
    book = load_workbook(io.BytesIO(empty.content))
    assert [cell.value for cell in book.worksheets[0][1]][:5] == [
        "Nomor *",
        "Nama *",
        "Tanggal terbit *",
        "Pelatihan *",
        "Pindaian *",
    ]

    sent = send(client, house, rows(2), scans(2))
    found = LegacyImport.objects.get()
    assert sent.headers["Location"] == f"{HOME}{found.pk}/kolom/"
    with house.commits():
        client.post(f"{HOME}{found.pk}/kolom/", columns_of(found))
    page = client.get(f"{HOME}{found.pk}/").content.decode()
    assert "2 baris sudah benar semua" in page
    assert "Kepala yang bukan pengirim" in page

    client.force_login(house.head)
    with house.commits():
        client.post(f"{HOME}{found.pk}/simpan/lakukan/")
    assert "2 kertas tercatat" in client.get(f"{HOME}{found.pk}/").content.decode()

    certificate = Certificate.objects.first()
    office = client.get(f"/admin/sertifikat/daftar/{certificate.pk}/").content.decode()
    assert "Dicatat dari kertas lama, bukan terbitan sistem ini." in office
    assert certificate.scan.sha256 in office
    assert "Nama yang benar" not in office
    assert "kertas lama" in client.get("/admin/sertifikat/daftar/").content.decode()
    scan = client.get(f"/admin/sertifikat/daftar/{certificate.pk}/pindaian/")
    assert b"".join(scan.streaming_content) == certificate.scan.file.read()

    client.logout()
    public = client.get(certificate.get_absolute_url()).content.decode()
    assert "TERCATAT dari kertas lama" in public
    assert "Bukan terbitan sistem ini." in public
    assert "ASLI dan BERLAKU" not in public


def test_faulty_rows_stand_on_the_page_and_in_the_file(client, house):
    client.force_login(house.clerk)
    line = ("=1+1", "Perajin Rekaan", "8-17-2014", "Manik-manik", "01.pdf")
    send(client, house, [line], scans(1))
    found = LegacyImport.objects.get()
    with house.commits():
        client.post(f"{HOME}{found.pk}/kolom/", columns_of(found))

    page = client.get(f"{HOME}{found.pk}/").content.decode()
    report = client.get(f"{HOME}{found.pk}/baris.csv").content.decode()

    assert "Tanggal terbit: tanggal ini tidak ada." in page
    assert "Maksudnya “17-08-2014”?" in page
    assert "Maksudnya “001.pdf”?" in page
    assert markup_errors(page) == []
    assert report.splitlines()[1].startswith("2;'=1+1;Perajin Rekaan;")

    with house.commits():
        client.post(f"{HOME}{found.pk}/usulan/lakukan/")
    found.refresh_from_db()
    assert (found.state, found.rows_wrong) == (ImportState.CHECKED, 0)


def test_wrong_input_comes_back_on_the_form(client, house):
    client.force_login(house.clerk)

    nothing = client.post(f"{HOME}kirim/", {}).content.decode()
    broken = send(client, house, [], [])
    foreign = client.post(f"{HOME}kirim/", {"type": 10**9, "table": csv_table(rows(1))})

    assert nothing.count("error-message") == 3
    assert broken.status_code == 200
    assert foreign.status_code == 200
    assert LegacyImport.objects.count() == 0


def test_who_opens_the_lists(client, house):
    send_as = {
        house.clerk: 200,
        house.head: 302,
        MembershipFactory(role="auditor", issuer=house.issuer).user: 302,
        UserFactory(): 302,
    }
    for user, status in send_as.items():
        client.force_login(user)
        assert client.get(f"{HOME}kirim/").status_code == status, user


@pytest.mark.parametrize("lists", [1, 3])
def test_the_list_costs_the_same_queries_for_one_and_three(
    client, house, lists, django_assert_num_queries
):
    for _number in range(lists):
        LegacyImport.objects.create(
            issuer=house.issuer, type=house.type, file_name="lama.csv", made_by=house.clerk
        )
    client.force_login(house.clerk)
    client.get(HOME)
    with django_assert_num_queries(11):
        client.get(HOME)
