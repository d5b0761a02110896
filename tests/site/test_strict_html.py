"""Public pages are HTML that a parser without mercy accepts: every browser reads them alike."""

import pytest

from tests.certificates.conftest import house  # noqa: F401 - the cast of a training body
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import module
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize("address", ["/", "/masuk/", "/periksa/", "/tidak-ada/", "/c/ABCD/"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_pages_that_need_no_content(client, address, language):
    client.post(f"/bahasa/{language}/")

    assert markup_errors(client.get(address).text) == []


def test_lessons(client):
    page = module(lessons=2)
    lesson = page.get_children().first()

    for address in ("/pelajaran/", page.url, lesson.url):
        assert markup_errors(client.get(address).text) == []


def test_a_certificate_that_stands_and_one_that_was_revoked(client, house):  # noqa: F811
    from certificates.services import revoke_certificate

    certificate = house.certificate()
    assert markup_errors(client.get(f"/c/{certificate.public_code}/").text) == []

    revoke_certificate(
        certificate=certificate, reason="error", note="Salah nama", revoked_by=house.head
    )
    assert markup_errors(client.get(f"/c/{certificate.public_code}/").text) == []


@pytest.mark.parametrize("address", ["/beranda/", "/akun/", "/pesan/", "/sertifikat-saya/"])
def test_pages_of_somebody_who_signed_in(client, address):
    client.force_login(UserFactory(is_superuser=True))

    assert markup_errors(client.get(address).text) == []
