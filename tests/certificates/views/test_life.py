"""The screens after the issue, and who may open and use them."""

import io
import re

import pypdf
import pytest
from django.utils import timezone

from certificates.models import Certificate, Correction, EventKind, Status
from certificates.services import request_correction
from tests.certificates.views.test_staff import HOME, cast, outcome  # noqa: F401

pytestmark = pytest.mark.django_db


def test_a_clerk_asks_and_the_head_replaces(client, house):
    certificate = house.certificate()
    client.force_login(house.clerk)
    client.post(f"{HOME}daftar/{certificate.pk}/pembetulan/", {"wanted_name": "", "reason": "x"})
    assert Correction.objects.count() == 0
    client.post(
        f"{HOME}daftar/{certificate.pk}/pembetulan/",
        {"wanted_name": "Sri Rahayu Contoh", "reason": "KTP dilihat"},
    )
    asked = Correction.objects.get()
    assert "Ganti sertifikat" not in client.get(f"{HOME}pembetulan/").content.decode()

    client.force_login(house.head)
    page = client.get(f"{HOME}pembetulan/").content.decode()
    assert "Ganti sertifikat" in page and certificate.printed_name in page
    client.post(f"{HOME}pembetulan/{asked.pk}/ganti/")

    new = Certificate.objects.get(replaces=certificate)
    assert "Digantikan oleh" in client.get(f"{HOME}daftar/{certificate.pk}/").content.decode()
    assert certificate.serial in client.get(f"{HOME}daftar/{new.pk}/").content.decode()


def test_papers_are_handed_over_from_a_list(client, house):
    batch = house.issued(2)
    first, second = Certificate.objects.order_by("sequence")
    client.force_login(house.clerk)
    url = f"{HOME}kelompok/{batch.pk}/serah-terima/"
    day = timezone.localdate().isoformat()

    nothing = client.post(url, {"handed_on": day}).content.decode()
    assert "paling sedikit satu" in nothing
    early = client.post(url, {"handed_on": "2020-01-01", "certificates": [first.pk]})
    assert "tidak mungkin" in early.content.decode()
    client.post(url, {"handed_on": day, "certificates": [first.pk], "received_by": "Ketua Contoh"})

    page = client.get(url).content.decode()
    assert "Ketua Contoh" in page
    assert second.events.filter(kind=EventKind.HANDED_OVER).count() == 0
    sheet = client.get(f"{HOME}kelompok/{batch.pk}/serah-terima.pdf").content
    text = pypdf.PdfReader(io.BytesIO(sheet)).pages[0].extract_text()
    assert second.printed_name in text


def test_review_and_duplicate_from_the_page_of_the_certificate(client, house):
    certificate = house.certificate()
    client.force_login(house.clerk)
    answer = client.post(f"{HOME}daftar/{certificate.pk}/duplikat/", {"note": "Kebanjiran"})
    assert answer.headers["Content-Type"] == "application/pdf"
    refused = client.post(f"{HOME}daftar/{certificate.pk}/duplikat/", {"note": ""})
    assert refused.status_code == 302

    client.force_login(house.head)
    client.post(f"{HOME}daftar/{certificate.pk}/periksa/", {"note": "Laporan warga"})
    certificate.refresh_from_db()
    assert certificate.status == Status.HELD
    assert "Berlakukan lagi" in client.get(f"{HOME}daftar/{certificate.pk}/").content.decode()
    client.post(f"{HOME}daftar/{certificate.pk}/selesai-periksa/")
    certificate.refresh_from_db()
    assert certificate.status == Status.VALID


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("get", "pembetulan/", "200 200 200 200 200 in"),
        ("get", "kelompok/{batch}/serah-terima/", "200 200 no 404 404 in"),
        ("get", "kelompok/{batch}/serah-terima.pdf", "200 200 no 404 404 in"),
        ("post", "kelompok/{batch}/hentikan/", "302 302 no 404 404 in"),
        ("post", "kelompok/{batch}/lanjutkan/", "302 302 no 404 404 in"),
        ("post", "daftar/{certificate}/batalkan-nomor/", "no 302 no 404 404 in"),
        ("post", "daftar/{certificate}/periksa/", "no 302 no 404 404 in"),
        ("post", "daftar/{certificate}/selesai-periksa/", "no 302 no 404 404 in"),
        ("post", "daftar/{certificate}/duplikat/", "302 302 no 404 404 in"),
        ("post", "daftar/{certificate}/pembetulan/", "302 302 no 404 404 in"),
        ("post", "pembetulan/{correction}/tolak/", "no 302 no 404 404 in"),
        ("post", "pembetulan/{correction}/ganti/", "no 302 no 404 404 in"),
    ],
)
def test_who_may_open_and_do_what(client, house, cast, method, path, expected):  # noqa: F811
    certificate = house.certificate()
    correction = request_correction(
        certificate=certificate, wanted_name="Baru", reason="KTP", asked_by=certificate.holder
    )
    url = HOME + path.format(
        batch=certificate.item.batch_id, certificate=certificate.pk, correction=correction.pk
    )

    answers = []
    for user in cast.values():
        client.force_login(user)
        answers.append(outcome(getattr(client, method)(url)))

    assert " ".join(answers) == expected


def test_each_field_of_a_certificates_page_has_a_name_of_its_own(client, house):
    certificate = house.certificate()
    client.force_login(house.head)

    page = client.get(f"{HOME}daftar/{certificate.pk}/").content.decode()

    ids = re.findall(r'<(?:input|textarea|select)[^>]* id="([^"]+)"', page)
    assert {"hold_note", "id_note", "correct_reason"} <= set(ids)
    assert len(ids) == len(set(ids))


def test_the_page_says_when_rows_of_the_history_were_changed(client, house):
    certificate = house.certificate()
    client.force_login(house.head)
    url = f"{HOME}daftar/{certificate.pk}/"
    assert "baris riwayat ini diubah" not in client.get(url).content.decode()

    certificate.events.update(happened_at="2020-01-01T00:00:00Z")

    assert "baris riwayat ini diubah" in client.get(url).content.decode()
