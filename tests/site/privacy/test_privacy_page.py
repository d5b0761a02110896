import pytest

from balai.home.models import Organisation
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["id", "en"])
def test_everybody_reads_who_answers_for_her_data(client, language):
    organisation = Organisation.load()
    organisation.controller = "Dinas Contoh"
    organisation.privacy_contact = "Petugas Data Contoh"
    organisation.privacy_phone = "+62 800-0000-099"
    organisation.privacy_email = "data@contoh.example"
    organisation.save()
    client.get(f"/bahasa/{language}/")

    page = client.get("/privasi/")

    for said in ("Dinas Contoh", "Petugas Data Contoh", "+62 800-0000-099", "data@contoh.example"):
        assert said in page.text
    assert markup_errors(page.text) == []


def test_without_a_contact_the_page_still_says_whom_to_ask(client):
    assert "Tanya pendamping Anda, atau ke kantor." in client.get("/privasi/").text


def test_every_page_leads_to_it(client):
    assert 'href="/privasi/"' in client.get("/masuk/").text


def test_it_says_how_long_each_kind_of_data_is_kept(client):
    page = client.get("/privasi/").text

    assert "NIK, KK" in page
    assert "2 tahun" in page
    assert "90 hari" in page
