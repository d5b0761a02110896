import io
import zipfile

import pypdf
import pytest

from certificates.models import BatchState, Certificate, IssueBatch, Status
from certificates.services import approve_batch
from tests.factories.accounts import UserFactory
from tests.factories.certificates import MembershipFactory, ToldFact

pytestmark = pytest.mark.django_db
HOME = "/admin/sertifikat/"


def check_url(house, occasion):
    return f"{HOME}periksa/{house.type.pk}/?pelatihan={occasion.key}"


def test_the_whole_path_from_training_to_revocation(client, house):
    occasion = house.training(2)
    client.force_login(house.clerk)

    assert occasion.title in client.get(HOME).content.decode()
    response = client.post(check_url(house, occasion), {"issued_on": "2026-08-12"})
    batch = IssueBatch.objects.get()
    assert response.headers["Location"] == batch.get_absolute_url()

    client.force_login(house.head)
    with house.commits():
        client.post(f"{HOME}kelompok/{batch.pk}/setujui/")
    batch.refresh_from_db()
    assert batch.state == BatchState.DONE
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "2 dari 2 selesai" in page

    certificate = Certificate.objects.first()
    client.post(f"{HOME}daftar/{certificate.pk}/", {"reason": "error", "note": "salah nama"})
    certificate.refresh_from_db()
    assert (certificate.status, certificate.reason) == (Status.REVOKED, "error")


def test_the_check_says_per_person_and_rule_what_is_missing(client, house):
    occasion = house.training(2)
    house.teller.facts[occasion.participants[0].user_id] = [
        ToldFact("attended_minutes", 288, 2880, {"sessions_planned": 8, "sessions_attended": 1}),
        ToldFact("modules_completed", 1, 3, {"missing": ["M03"]}),
    ]
    client.force_login(house.clerk)

    page = client.get(check_url(house, occasion)).content.decode()

    assert "Hadir 1 dari 8 pertemuan (10%), perlu 80%." in page
    assert "Selesai 1 dari 3 pelajaran, perlu 3. Belum: M03." in page
    only_ready = client.get(check_url(house, occasion) + "&tampil=siap").content.decode()
    assert "Belum: M03" not in only_ready


def test_a_refusal_comes_back_on_the_form_with_nothing_made(client, house):
    occasion = house.training(1)
    client.force_login(house.clerk)

    page = client.post(check_url(house, occasion), {"issued_on": "2026-08-01"}).content.decode()

    assert "lebih awal dari hari terakhir" in page
    assert IssueBatch.objects.count() == 0


def test_a_double_click_prepares_one_batch(client, house):
    occasion = house.training(1)
    client.force_login(house.clerk)

    for _click in range(2):
        client.post(check_url(house, occasion), {"issued_on": "2026-08-12"})

    assert IssueBatch.objects.count() == 1


def print_files(client, house, batch, *parts):
    """Ask for the print files as people do, let the worker make them, and fetch each."""
    contents = []
    for part in parts:
        with house.commits():
            client.post(f"{HOME}kelompok/{batch.pk}/berkas/", {"kind": "print", "part": part})
        package = batch.packages.get(part=part)
        answer = client.get(f"{HOME}berkas/{package.pk}/")
        contents.append(b"".join(answer.streaming_content))
    return contents


def test_downloads_are_one_pdf_one_print_file_and_a_zip(client, house):
    batch = house.issued(3)
    certificate = Certificate.objects.order_by("item__position").first()
    client.force_login(house.clerk)

    single = client.get(f"{HOME}daftar/{certificate.pk}/sertifikat.pdf")
    [printed] = print_files(client, house, batch, 1)
    packed = client.get(f"{HOME}kelompok/{batch.pk}/semua.zip")

    stored = certificate.pdf.read()
    assert b"".join(single.streaming_content) == stored
    pages = pypdf.PdfReader(io.BytesIO(printed)).pages
    numbers = [page.extract_text() for page in list(pages)[::2]]
    assert len(pages) == 6
    assert [f"{n:03d}/HDC/" in text for n, text in enumerate(numbers, 1)] == [True] * 3
    with zipfile.ZipFile(io.BytesIO(b"".join(packed.streaming_content))) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 3
        assert archive.read(archive.namelist()[0]) == stored


def test_a_large_batch_is_printed_in_parts(client, house, monkeypatch):
    monkeypatch.setattr("certificates.services.printing.PER_PRINT_FILE", 2)
    batch = house.issued(3)
    client.force_login(house.clerk)

    page = client.get(batch.get_absolute_url()).content.decode()
    files = print_files(client, house, batch, 1, 2)
    sizes = [len(pypdf.PdfReader(io.BytesIO(content)).pages) for content in files]

    assert "Berkas cetak 2" in page
    assert sizes == [4, 2]
    client.post(f"{HOME}kelompok/{batch.pk}/berkas/", {"kind": "print", "part": "3"})
    assert batch.packages.count() == 2


def test_progress_is_counted_from_the_rows(client, house):
    batch = house.prepared(2)
    approve_batch(batch=batch, approved_by=house.head)
    client.force_login(house.clerk)

    answer = client.get(f"{HOME}kelompok/{batch.pk}/kemajuan/").json()
    page = client.get(batch.get_absolute_url()).content.decode()

    assert (answer["done"], answer["total"], answer["is_moving"]) == (0, 2, True)
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "certificates/progress.js" in page


def outcome(response) -> str:
    """The status; "no" for Wagtail's way to refuse (back to its home with a message), "in"
    for the way to the sign-in page."""
    location = response.headers.get("Location", "")
    return (
        "no"
        if location == "/admin/"
        else "in"
        if "next=" in location
        else str(response.status_code)
    )


@pytest.fixture
def cast(house):
    """Who comes to the screens of an issuer, by first name."""
    return {
        "clerk": house.clerk,
        "head": house.head,
        "auditor": MembershipFactory(role="auditor", issuer=house.issuer).user,
        "foreign_clerk": MembershipFactory().user,
        "foreign_head": MembershipFactory(role="head").user,
        "outsider": UserFactory(),
    }


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", "200 200 no 200 200 in"),
        ("kelompok/", "200 200 200 200 200 in"),
        ("daftar/", "200 200 200 200 200 in"),
        ("kelompok/{batch}/", "200 200 200 404 404 in"),
        ("kelompok/{batch}/kemajuan/", "200 200 200 404 404 in"),
        ("kelompok/{batch}/semua.zip", "200 200 no 404 404 in"),
        ("daftar/{certificate}/", "200 200 200 404 404 in"),
        ("daftar/{certificate}/sertifikat.pdf", "200 200 no 404 404 in"),
        ("periksa/{type}/?pelatihan=run:1", "200 200 no 404 404 in"),
        ("periksa/{type}/?pelatihan=run:99", "404 404 404 404 404 in"),
    ],
)
def test_who_may_open_which_screen(client, house, cast, path, expected):
    certificate = house.certificate()
    url = HOME + path.format(
        batch=certificate.item.batch_id, certificate=certificate.pk, type=house.type.pk
    )

    answers = []
    for user in cast.values():
        client.force_login(user)
        answers.append(outcome(client.get(url)))

    assert " ".join(answers) == expected


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("kelompok/{prepared}/setujui/", "no 302 no 404 404 in"),
        ("kelompok/{prepared}/batalkan/", "302 302 no 404 404 in"),
        ("kelompok/{prepared}/ulangi/", "302 302 no 404 404 in"),
        ("daftar/{certificate}/", "no 302 no 404 404 in"),
    ],
)
def test_who_may_do_what(client, house, cast, verb, expected):
    certificate = house.certificate()
    prepared = house.prepared(1, key="run:2")
    url = HOME + verb.format(prepared=prepared.pk, certificate=certificate.pk)

    answers = []
    for user in cast.values():
        client.force_login(user)
        answers.append(outcome(client.post(url, {"reason": "error", "note": "x"})))

    assert " ".join(answers) == expected


def test_reading_an_address_never_changes_anything(client, house):
    batch = house.prepared(1)
    client.force_login(house.head)

    for verb in ("setujui", "batalkan", "ulangi"):
        assert client.get(f"{HOME}kelompok/{batch.pk}/{verb}/").status_code == 405


def test_the_register_finds_by_name_number_and_code_among_ones_own(client, house):
    certificate = house.certificate()
    client.force_login(house.clerk)

    for words in (certificate.printed_name[:8], certificate.serial, certificate.shown_code.lower()):
        assert certificate.serial in client.get(f"{HOME}daftar/", {"q": words}).content.decode()
    assert certificate.serial not in client.get(f"{HOME}daftar/", {"q": "tidak"}).content.decode()
    client.force_login(MembershipFactory().user)
    assert certificate.serial not in client.get(f"{HOME}daftar/").content.decode()


def test_the_menu_shows_certificates_to_issuer_staff_only(client, house):
    client.force_login(house.clerk)
    assert HOME in client.get("/admin/").content.decode()

    client.force_login(UserFactory(roles=["author"]))
    assert HOME not in client.get("/admin/").content.decode()


@pytest.mark.parametrize(("path", "queries"), [("", 11), ("kelompok/", 10), ("daftar/", 11)])
def test_lists_cost_the_same_queries_for_none_one_and_thirty(
    client, house, path, queries, django_assert_num_queries
):
    client.force_login(house.clerk)
    client.get(HOME + path)
    with django_assert_num_queries(queries):
        client.get(HOME + path)
    for count in (1, 29):
        for _number in range(count):
            key = f"run:{len(house.teller.occasions)}"
            batch = house.prepared(1, key=key)
            approve_batch(batch=batch, approved_by=house.head)
        with django_assert_num_queries(queries):
            client.get(HOME + path)


@pytest.mark.parametrize("people", [1, 30])
def test_check_and_batch_pages_cost_the_same_queries_for_one_and_thirty(
    client, house, people, django_assert_num_queries
):
    occasion = house.training(people)
    client.force_login(house.clerk)
    client.get("/admin/")
    with django_assert_num_queries(13):
        client.get(check_url(house, occasion))
    client.post(check_url(house, occasion), {"issued_on": "2026-08-12"})
    batch = IssueBatch.objects.get()
    approve_batch(batch=batch, approved_by=house.head)
    client.get(batch.get_absolute_url())
    with django_assert_num_queries(12):
        client.get(batch.get_absolute_url())
