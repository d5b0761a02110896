import pytest

from certificates.models import Certificate
from certificates.services import approve_batch, revoke_certificate
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_the_holder_sees_and_downloads_her_own(client, house):
    certificate = house.certificate()
    client.force_login(certificate.holder)

    page = client.get("/sertifikat-saya/").content.decode()
    response = client.get(f"/sertifikat-saya/{certificate.pk}/pdf/")

    assert certificate.serial in page
    assert b"".join(response.streaming_content) == certificate.pdf.read()
    assert "no-store" in response.headers["Cache-Control"]
    assert [event.kind for event in certificate.events.all()] == ["issued", "downloaded"]


def test_nobody_else_finds_it_there(client, house):
    certificate = house.certificate()
    for stranger in (UserFactory(), house.clerk, house.head):
        client.force_login(stranger)
        assert client.get(f"/sertifikat-saya/{certificate.pk}/pdf/").status_code == 404
    client.logout()
    assert client.get(f"/sertifikat-saya/{certificate.pk}/pdf/").status_code == 302


def test_a_revoked_one_is_shown_as_revoked_and_not_handed_out(client, house):
    certificate = house.certificate()
    revoke_certificate(certificate=certificate, reason="error", note="x", revoked_by=house.head)
    client.force_login(certificate.holder)

    assert "dicabut" in client.get("/sertifikat-saya/").content.decode()
    assert client.get(f"/sertifikat-saya/{certificate.pk}/pdf/").status_code == 404


def test_the_page_costs_the_same_queries_for_none_one_and_thirty(
    client, house, django_assert_num_queries
):
    holder = UserFactory()
    client.force_login(holder)
    client.get("/sertifikat-saya/")
    for count in (0, 1, 29):
        _give(house, holder, count)
        with django_assert_num_queries(4):
            client.get("/sertifikat-saya/")


def _give(house, holder, count):
    """`count` valid certificates more for `holder`; what the PDF says is not the point here."""
    for _number in range(count):
        batch = house.prepared(1, key=f"run:{Certificate.objects.count()}")
        approve_batch(batch=batch, approved_by=house.head)
    Certificate.objects.update(holder=holder, status="valid", pdf_sha256="0" * 64)
