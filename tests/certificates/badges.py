"""Types with badges for tests, and the network as a validator would find it: our own site."""

from urllib.parse import urlsplit

from tests.certificates.keys import proof_key

BASE_URL = "https://sertifikat.example.id"


def with_badges(house, settings, folder):
    """Let the type of `house` give badges; its fresh key, which signs them."""
    settings.CERTIFICATES_VERIFY_BASE_URL = BASE_URL
    house.type.gives_badge = True
    house.type.save()
    return proof_key(house.issuer, settings, folder)


def fetching(client):
    """What openbadgeslib fetches with: addresses of our site alone, through its real views."""

    def fetch(url):
        assert url.startswith(BASE_URL)
        response = client.get(urlsplit(url).path)
        assert response.status_code == 200, url
        return response.content

    return fetch
