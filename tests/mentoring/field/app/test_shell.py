"""The page, manifest and worker of the field app: the same for everybody."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from balai.settings.base import STATIC_URL
from tests.factories.accounts import UserFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
HOME, START, WORKER = "/lapangan/", "/lapangan/mulai/", "/lapangan/sw.js"
MANIFEST = "/lapangan/aplikasi.webmanifest"
# 49 kB when this was written; on 2G (50 kbit/s) these are nine seconds.
MOST_BYTES = 64_000


def told(client) -> dict:
    """What the service worker is told of the app."""
    first = client.get(WORKER).content.decode().partition("\n")[0]
    return json.loads(first.removeprefix("self.pendamping=").removesuffix(";"))


def test_the_page_is_tidy_and_carries_no_code(client):
    page = client.get(HOME).content.decode()

    assert markup_errors(page) == []
    assert re.findall(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", page) == []


def test_the_page_is_the_same_whoever_asks(client):
    for_guests = client.get(HOME).content
    client.force_login(UserFactory(full_name="Sri Contoh"))

    assert client.get(HOME).content == for_guests
    assert client.get(START).content == for_guests


def test_the_page_speaks_the_chosen_language(client):
    assert "Siapkan HP ini" in client.get(HOME).content.decode()

    client.cookies["django_language"] = "en"
    page = client.get(HOME).content.decode()
    assert '<html lang="en">' in page
    assert "Set up this phone" in page


def test_a_phone_that_has_the_newest_page_fetches_nothing(client):
    first = client.get(HOME)

    again = client.get(HOME, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_the_worker_names_every_part_of_the_app_that_the_page_loads(client):
    named = {each["url"] for each in told(client)["parts"]}
    page = client.get(HOME).content.decode()
    loaded = set(
        re.findall(rf'(?:src|href|data-module)="({STATIC_URL}[^"]+\.(?:js|css|svg))"', page)
    )

    assert {HOME, MANIFEST} <= named
    assert loaded - named == set()
    assert any(url.endswith("app.js") for url in loaded)


def test_every_part_of_the_app_is_there(client):
    for each in told(client)["parts"]:
        if each["url"].startswith(STATIC_URL):
            assert finders.find(each["url"].removeprefix(STATIC_URL)) is not None, each["url"]
        else:
            assert client.get(each["url"]).status_code == 200, each["url"]


def test_the_worker_says_another_revision_when_the_language_changes(client):
    before = {each["url"]: each["revision"] for each in told(client)["parts"]}
    client.cookies["django_language"] = "en"
    after = {each["url"]: each["revision"] for each in told(client)["parts"]}

    assert before[HOME] != after[HOME]


def test_the_app_can_be_installed_for_its_own_addresses_only(client):
    manifest = client.get(MANIFEST).json()

    assert (manifest["id"], manifest["scope"], manifest["start_url"]) == (HOME, HOME, HOME)
    assert [icon["sizes"] for icon in manifest["icons"]] == ["192x192", "512x512"]
    for icon in manifest["icons"]:
        assert finders.find(icon["src"].removeprefix(STATIC_URL)) is not None


def test_the_scripts_are_small(client):
    """Compressed they are a few seconds on a slow network, once."""
    import gzip
    from pathlib import Path

    paths = [
        finders.find(each["url"].removeprefix(STATIC_URL))
        for each in told(client)["parts"]
        if each["url"].endswith(".js")
    ]

    assert sum(len(gzip.compress(Path(path).read_bytes())) for path in paths) <= 45_000


def test_the_first_visit_weighs_less_than_a_small_photograph(client):
    """Everything the worker keeps and itself, compressed as it is sent."""
    app = told(client)
    texts = {HOME: client.get(HOME).content, WORKER: client.get(WORKER).content}
    for part in app["parts"]:
        path = part["url"].removeprefix(STATIC_URL)
        if path != part["url"]:
            texts[part["url"]] = Path(finders.find(path)).read_bytes()

    weights = {url: len(gzip.compress(text)) for url, text in texts.items()}

    assert len(weights) >= 10
    assert sum(weights.values()) <= MOST_BYTES, weights
