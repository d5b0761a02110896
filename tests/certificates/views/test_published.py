"""What machines fetch: type, freshness, readable from other sites, and nothing set."""

import json

import pikepdf
import pytest

from certificates.codes import new_code
from certificates.models import Certificate, StatusList
from certificates.services import revoke_certificate
from certificates.services.status_lists import allot_places, publish_status_lists
from tests.browser import assert_accessible, assert_no_sideways_scrolling
from tests.certificates.badges import with_badges
from tests.certificates.keys import proof_key
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(house, settings, tmp_path):
    proof_key(house.issuer, settings, tmp_path)
    house.issued(1)
    allot_places(list(Certificate.objects.all()))
    publish_status_lists()
    return house.issuer


def addresses(issuer):
    return {
        "/.well-known/did.json": "application/did+json",
        f"/penerbit/{issuer.code}/did.json": "application/did+json",
        f"/penerbit/{issuer.code}/status/revocation/0.jwt": "application/vc+jwt",
    }


def test_each_has_its_type_and_may_be_read_by_validators_of_other_sites(client, published):
    for address, kind in addresses(published).items():
        response = client.get(address)

        assert (response.status_code, response["Content-Type"]) == (200, kind)
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Cache-Control"] == "public, max-age=60"
        assert not response.cookies


def test_who_has_the_newest_gets_nothing_twice(client, published):
    for address in addresses(published):
        etag = client.get(address)["ETag"]

        again = client.get(address, headers={"If-None-Match": etag})

        assert (again.status_code, again.content) == (304, b"")


def test_a_list_is_served_as_it_was_signed(client, published):
    response = client.get(f"/penerbit/{published.code}/status/suspension/0.jwt")

    assert response.content.decode() == StatusList.objects.get(purpose="suspension").signed


@pytest.mark.parametrize(
    "address",
    [
        "/penerbit/TIDAK-ADA/did.json",
        "/penerbit/TIDAK-ADA/status/revocation/0.jwt",
        "/penerbit/{code}/status/revocation/1.jwt",
        "/penerbit/{code}/status/rumour/0.jwt",
        "/penerbit/{code}/status/revocation/99999999999999999999.jwt",
        "/penerbit/%00/did.json",
        "/penerbit/{code}/status/%00/0.jwt",
        "/c/%00/lencana.jwt",
    ],
)
def test_what_there_is_not_is_not_found(client, published, address):
    assert client.get(address.format(code=published.code)).status_code == 404


def test_an_issuer_without_a_key_has_no_document(client, house):
    assert client.get(f"/penerbit/{house.issuer.code}/did.json").status_code == 404
    assert json.loads(client.get("/.well-known/did.json").content)["service"] == []


def test_the_badge_is_as_public_as_the_paper(client, house, settings, tmp_path):
    with_badges(house, settings, tmp_path)
    certificate = house.certificate()
    address = f"/c/{certificate.public_code}/lencana.jwt"

    page = client.get(certificate.get_absolute_url())
    response = client.get(address)

    assert address.replace(certificate.public_code, certificate.shown_code) in page.text
    assert response["Content-Type"] == "application/vc+jwt"
    assert response.content.decode() == certificate.credential
    assert certificate.public_code in response["Content-Disposition"]
    assert response["X-Robots-Tag"] == "noindex"
    with certificate.pdf.open("rb") as stored, pikepdf.open(stored) as pdf:
        assert pdf.attachments["lencana.jwt"].get_file().read_bytes() == response.content


def test_a_revoked_one_still_has_its_badge_and_a_pending_one_has_none(
    client, house, settings, tmp_path
):
    with_badges(house, settings, tmp_path)
    certificate = house.certificate()
    address = f"/c/{certificate.public_code}/lencana.jwt"
    revoke_certificate(certificate=certificate, reason="error", note="", revoked_by=house.head)
    assert client.get(address).status_code == 200

    Certificate.objects.update(status="pending")
    assert client.get(address).status_code == 404


def test_a_certificate_without_a_badge_offers_none(client, house):
    certificate = house.certificate()

    assert "lencana.jwt" not in client.get(certificate.get_absolute_url()).text
    assert client.get(f"/c/{certificate.public_code}/lencana.jwt").status_code == 404


def test_codes_cannot_be_guessed_at_the_badge_either(client, house, settings):
    settings.CERTIFICATES_UNKNOWN_CODES_PER_ADDRESS = 2

    codes = [client.get(f"/c/{new_code()}/lencana.jwt").status_code for _each in range(4)]

    assert codes == [404, 404, 429, 429]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_somebody_takes_the_badge_along_from_the_page(live_server, page, house, settings, tmp_path):
    with_badges(house, settings, tmp_path)
    certificate = house.certificate()
    page.goto(f"{live_server.url}{certificate.get_absolute_url()}")
    assert markup_errors(page.content()) == []

    page.get_by_text("Lencana digital").click()
    assert_accessible(page)
    assert_no_sideways_scrolling(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Ambil lencana").click()

    assert taken.value.suggested_filename == f"lencana-{certificate.public_code}.jwt"
    assert taken.value.path().read_text() == certificate.credential
