"""A number too long for the database is not found, and nothing breaks."""

import pytest

from curriculum.models import ModuleRelease
from curriculum.services import make_pack
from curriculum.whole_numbers import whole_number
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import module

pytestmark = pytest.mark.django_db
LONG = "9" * 30
TOO_LONG_TO_READ = "9" * 5000


@pytest.mark.parametrize("text", ["", "-1", "+1", " 1", "1\n", "²", "٣", "1" * 19, "x"])
def test_only_plain_short_numbers_are_read(text):
    assert whole_number(text) is None
    assert (whole_number("007"), whole_number("9" * 18)) == (7, 10**18 - 1)


@pytest.mark.parametrize("number", [LONG, TOO_LONG_TO_READ])
@pytest.mark.parametrize("address", ["hp/paket/{}/", "cetak/{}/", "hasil/{}/", "praktik/x/{}/"])
def test_a_guest_who_asks_for_a_long_number_finds_nothing(client, address, number):
    module()

    assert client.get(f"/pelajaran/{address.format(number)}").status_code == 404


@pytest.mark.parametrize("number", [LONG, TOO_LONG_TO_READ])
@pytest.mark.parametrize(
    "address",
    [
        "praktik/x/{}/",
        "praktik/x/hasil/{}/",
        "catat/00000000-0000-4000-8000-000000000000/lembar/{}/",
    ],
)
def test_neither_does_who_is_signed_in(client, ruminah, address, number):
    client.force_login(ruminah)

    assert client.get(f"/pelajaran/{address.format(number)}").status_code == 404


@pytest.mark.parametrize("number", [LONG, TOO_LONG_TO_READ])
def test_newest_packs_are_told_of_whatever_else_is_asked_for(client, number):
    page = module()
    pack = make_pack(release=ModuleRelease.objects.get(page_id=page.pk), language="id")

    answer = client.get("/pelajaran/hp/terbaru/", {"m": [number, "²", str(page.pk)]})

    assert answer.json() == {str(page.pk): pack.digest}


@pytest.mark.parametrize("number", [LONG, TOO_LONG_TO_READ, "0"])
def test_a_version_that_cannot_be_is_not_on_paper(client, number):
    page = module()
    address = f"/pelajaran/cetak/{page.pk}/"

    assert client.get(address, {"versi": number}).status_code == 404
    assert client.get(address, {"versi": "1"}).status_code == 200
    assert client.get(address, {"versi": "terbaru"}).status_code == 200


@pytest.mark.parametrize("number", [LONG, TOO_LONG_TO_READ])
def test_a_sheet_that_cannot_be_is_not_asked_about(client, number):
    client.force_login(UserFactory(roles=["facilitator"]))

    answer = client.get("/pelajaran/catat/", {"lembar": number})

    assert (answer.status_code, answer.context["sheet"]) == (200, "")


@pytest.mark.parametrize("number", [LONG, TOO_LONG_TO_READ])
def test_a_change_of_a_module_that_cannot_be_is_not_accepted(client, ruminah, number):
    client.force_login(ruminah)

    said = {"audience_key": "group:x", "module_id": number}

    assert client.post("/pelajaran/perubahan/", said).status_code in (200, 302)
