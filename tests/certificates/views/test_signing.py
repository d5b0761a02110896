"""Files go out to a signing service and come back: each refused one with its sentence beside it."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from certificates.models import Certificate, EventKind, ExternalSigning, SignatureLevel
from certificates.rendering.signing import sign_pdf
from certificates.services import approve_correction, request_correction, revoke_certificate
from certificates.services.keys import private_key, rotate_key
from certificates.services.signed_files import MOST_FILES
from tests.certificates.views.test_staff import HOME, cast, outcome  # noqa: F401
from tests.factories.accounts import UserFactory
from tests.factories.certificates import IssuerFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keys_folder(settings, tmp_path):
    settings.CERTIFICATES_KEYS_FOLDER = str(tmp_path / "keys")


@pytest.fixture
def outside(house):
    """What a service outside does with a file; the house's type is signed there."""
    house.type.sign_mode = "external"
    house.type.save()
    made_by = UserFactory(roles=["administrator"])
    key = rotate_key(issuer=IssuerFactory(), purpose="pdf", made_by=made_by)

    def signed(pdf):
        words = {"certificate_pem": key.certificate_pem, "reason": "Rekaan", "place": "Contoh"}
        return sign_pdf(pdf, private=private_key(key), **words)

    return signed


def taken_out(client, batch):
    """Name -> content of the zip that goes out."""
    answer = client.post(f"{HOME}kelompok/{batch.pk}/tanda-tangan/keluar/")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def brought_back(client, address, **files):
    uploads = [SimpleUploadedFile(name, content) for name, content in files.items()]
    answer = client.post(address, {"files": uploads})
    page = answer.content.decode()
    assert markup_errors(page) == []
    return page


def levels(batch):
    found = Certificate.objects.filter(item__batch=batch).order_by("item__position")
    return [certificate.signature_level for certificate in found]


def test_a_batch_goes_out_as_zip_and_each_file_that_comes_back_is_judged_alone(
    client, house, outside
):
    batch = house.issued(3)
    client.force_login(house.head)
    url = f"{HOME}kelompok/{batch.pk}/tanda-tangan/"
    first, second, third = taken_out(client, batch).values()
    assert ExternalSigning.objects.count() == 3

    page = brought_back(
        client,
        url,
        satu=outside(first),
        lain=b"%PDF-1.7 bukan punya kami %%EOF",
        belum=second,
        kosong=b"",
        tiga=outside(third),
    )

    assert levels(batch) == ["external", "", "external"]
    assert page.count(">✔ tersimpan") == 2
    assert page.count(">✖ ditolak") == 3
    assert "lain: Tidak ada sertifikat" in page
    assert "belum: Berkas tidak punya tanda tangan yang sah (tidak ada)" in page
    for certificate in Certificate.objects.filter(signature_level=SignatureLevel.EXTERNAL):
        signing = certificate.external_signing
        assert signing.prepared_sha256 in page and signing.signed_sha256 in page
        assert certificate.pdf.read().startswith((first, third))
        assert certificate.events.filter(kind=EventKind.SIGNED).count() == 1


def test_signed_files_come_back_in_one_zip_under_any_name(client, house, outside):
    batch = house.issued(2)
    client.force_login(house.head)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number, content in enumerate(taken_out(client, batch).values()):
            archive.writestr(f"folder/{number}.bin", outside(content))
        archive.writestr("catatan.txt", "selesai")

    page = brought_back(client, f"{HOME}tanda-tangan/", semua=packed.getvalue())

    assert levels(batch) == ["external", "external"]
    assert "catatan.txt: Tidak ada sertifikat" in page


@pytest.mark.parametrize("broken", [b"PK\x03\x04 bukan zip", b"PK\x03\x04" + b"\0" * 4000])
def test_a_broken_zip_is_refused_in_words(client, house, outside, broken):
    batch = house.issued(1)
    client.force_login(house.head)
    taken_out(client, batch)

    assert "Bagian zip ini rusak" in brought_back(client, f"{HOME}tanda-tangan/", rusak=broken)


def test_a_damaged_file_in_a_zip_holds_up_no_other(client, house, outside):
    batch = house.issued(2)
    client.force_login(house.head)
    first, second = (outside(content) for content in taken_out(client, batch).values())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("satu.pdf", first)
        archive.writestr("dua.pdf", second)
        start = archive.getinfo("dua.pdf").header_offset
    damaged = bytearray(packed.getvalue())
    damaged[start + 200 : start + 240] = b"\xff" * 40

    page = brought_back(client, f"{HOME}tanda-tangan/", semua=bytes(damaged))

    assert levels(batch) == ["external", ""]
    assert "dua.pdf: Bagian zip ini rusak" in page


def test_more_unpacked_bytes_than_allowed_are_left_for_another_zip(
    client, house, outside, monkeypatch
):
    batch = house.issued(2)
    client.force_login(house.head)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number, content in enumerate(taken_out(client, batch).values()):
            archive.writestr(f"{number}.pdf", outside(content))
    monkeypatch.setattr("certificates.services.signed_files.MOST_UNPACKED", 1_000)

    page = brought_back(client, f"{HOME}tanda-tangan/", semua=packed.getvalue())

    assert levels(batch) == ["external", ""]
    assert "1.pdf: Setelah dibuka, zip ini lebih dari 0 MB" in page


def test_as_many_files_as_the_page_promises_come_in_one_form(client, house, outside):
    batch = house.issued(1)
    client.force_login(house.head)
    [content] = taken_out(client, batch).values()
    files = {f"lain-{number}": b"%PDF- lain %%EOF" for number in range(MOST_FILES - 1)}

    page = brought_back(client, f"{HOME}tanda-tangan/", **files, satu=outside(content))

    assert levels(batch) == ["external"]
    assert page.count("ditolak") == MOST_FILES - 1


def test_the_hashes_say_how_many_are_left(client, house, outside, monkeypatch):
    monkeypatch.setattr("certificates.services.signing_by_hash.AT_ONCE", 2)
    batch = house.issued(3)
    client.force_login(house.head)
    url = f"{HOME}kelompok/{batch.pk}/tanda-tangan/"

    answers = [client.post(f"{url}hash/").json() for _time in range(2)]

    assert [(len(one["hashes"]), one["left"]) for one in answers] == [(2, 1), (3, 0)]
    assert "3 dari 3 sudah punya hash" in client.get(url).content.decode()


def test_a_zip_that_grows_is_never_unpacked_beyond_what_is_allowed(client, house, outside):
    batch = house.issued(1)
    client.force_login(house.head)
    taken_out(client, batch)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("besar.pdf", b"\0" * 60_000_000)

    assert "lebih besar dari 5 MB" in brought_back(
        client, f"{HOME}tanda-tangan/", bom=packed.getvalue()
    )


def test_nothing_chosen_and_nothing_to_sign_are_said(client, house, outside):
    batch = house.issued(1)
    client.force_login(house.head)
    url = f"{HOME}kelompok/{batch.pk}/tanda-tangan/"

    assert "harus diisi" in client.post(url, {}).content.decode()
    [content] = taken_out(client, batch).values()
    brought_back(client, url, satu=outside(content))
    answer = client.post(f"{url}keluar/", follow=True)
    assert "Tidak ada sertifikat di kelompok ini yang menunggu" in answer.content.decode()


def test_what_was_revoked_while_it_was_out_keeps_its_file(client, house, outside):
    batch = house.issued(1)
    certificate = Certificate.objects.get(item__batch=batch)
    client.force_login(house.head)
    [content] = taken_out(client, batch).values()
    revoke_certificate(certificate=certificate, reason="error", note="-", revoked_by=house.head)

    page = brought_back(client, f"{HOME}tanda-tangan/", satu=outside(content))

    assert "sudah tidak berlaku" in page
    assert levels(batch) == [""]


def test_a_replacement_goes_out_from_its_own_page(client, house, outside):
    certificate = house.certificate()
    wish = request_correction(
        certificate=certificate, wanted_name="Ni Luh Rekaan", reason="KTP", asked_by=house.clerk
    )
    approve_correction(correction=wish, approved_by=house.head)
    new = Certificate.objects.get(replaces=certificate)
    client.force_login(house.head)
    assert new.serial in client.get(f"{HOME}tanda-tangan/").content.decode()

    sent = client.post(f"{HOME}daftar/{new.pk}/tanda-tangan/keluar/")
    content = b"".join(sent.streaming_content)
    brought_back(client, f"{HOME}tanda-tangan/", satu=outside(content))

    new.refresh_from_db()
    assert new.signature_level == SignatureLevel.EXTERNAL
    assert (
        "Tidak ada yang menunggu tanda tangan"
        in client.get(f"{HOME}tanda-tangan/").content.decode()
    )


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("get", "tanda-tangan/", "no 200 no no 200 in"),
        ("get", "kelompok/{batch}/tanda-tangan/", "no 200 no 404 404 in"),
        ("post", "kelompok/{batch}/tanda-tangan/keluar/", "no 200 no 404 404 in"),
        ("post", "kelompok/{batch}/tanda-tangan/hash/", "no 200 no 404 404 in"),
        ("post", "daftar/{certificate}/tanda-tangan/keluar/", "no 200 no 404 404 in"),
    ],
)
def test_only_heads_see_to_signatures(client, house, outside, cast, method, path, expected):  # noqa: F811
    certificate = house.certificate()
    url = HOME + path.format(batch=certificate.item.batch_id, certificate=certificate.pk)

    answers = []
    for user in cast.values():
        client.force_login(user)
        answers.append(outcome(getattr(client, method)(url)))

    assert " ".join(answers) == expected


@pytest.mark.parametrize("people", [1, 20])
def test_the_page_costs_the_same_for_one_and_twenty(
    client, house, outside, people, django_assert_num_queries
):
    batch = house.issued(people)
    client.force_login(house.head)
    taken_out(client, batch)

    for path, queries in ((f"kelompok/{batch.pk}/tanda-tangan/", 14), ("tanda-tangan/", 11)):
        with django_assert_num_queries(queries):
            assert client.get(HOME + path).status_code == 200
