import pytest

pytestmark = pytest.mark.django_db


def test_the_front_page_speaks_indonesian_unless_english_was_chosen(client):
    assert client.get("/").headers["Content-Language"] == "id"

    client.get("/bahasa/en/?next=/")

    assert client.get("/").headers["Content-Language"] == "en"


def test_choosing_a_language_never_leads_to_another_site(client):
    response = client.get("/bahasa/en/?next=https://example.org/")

    assert response.headers["Location"] == "/"


def test_an_unknown_address_answers_404_in_the_sites_own_words(client):
    response = client.get("/tidak-ada/")

    assert response.status_code == 404
    assert "404.html" in [template.name for template in response.templates]
