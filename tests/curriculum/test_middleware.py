"""What guests read is handed out before anything else is asked, and never to anybody else."""

import pytest

from curriculum import shelf
from curriculum.services import publish_module
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import module

pytestmark = pytest.mark.django_db

LESSON = "/pelajaran/m01/belajar-1/"


class Counting:
    """Stands where the shelf is asked, and counts; the middleware answers before it."""

    def __init__(self, real):
        self.real, self.times = real, 0

    def __call__(self, *args):
        self.times += 1
        return self.real(*args)


@pytest.fixture
def asked(monkeypatch):
    counting = Counting(shelf.find_page)
    monkeypatch.setattr(shelf, "find_page", counting)
    return counting


def read(client, **headers):
    return client.get(LESSON, headers=headers)


def test_the_second_guest_gets_the_very_answer_of_the_first(client, asked):
    module()
    first = read(client)

    second = read(client)

    assert asked.times == 1
    assert second.status_code == 200
    assert second.content == first.content
    assert dict(second.headers) == dict(first.headers)
    assert "Content-Security-Policy" in second.headers


def test_a_browser_that_has_the_page_is_told_so(client):
    module()
    first = read(client)

    again = read(client, if_none_match=first.headers["ETag"])

    assert again.status_code == 304
    assert again.content == b""


def test_every_coding_is_kept_by_itself(client):
    module()

    codings = [
        read(client, accept_encoding=wanted).headers.get("Content-Encoding")
        for wanted in ("gzip", "identity", "br, gzip", "gzip", "identity")
    ]

    assert codings == ["gzip", None, "br", "gzip", None]


def test_whoever_has_a_cookie_or_asks_something_passes_on(client, asked):
    module()
    read(client)

    client.cookies["django_language"] = "en"
    english = read(client)
    client.cookies.clear()
    client.get(LESSON, {"cari": "kayu"})
    client.head(LESSON)

    assert english.headers["Content-Language"] == "en"
    assert asked.times == 4


def test_a_reader_never_meets_a_guests_page(client):
    module()
    read(client)
    client.force_login(UserFactory(roles=["crafter"]))

    response = read(client)

    assert response.headers.get("X-Reading") != "guest"


def test_another_host_and_a_safe_connection_are_other_pages(client, asked, settings):
    settings.ALLOWED_HOSTS = ["testserver", "lain.example"]
    module()

    read(client)
    client.get(LESSON, headers={"host": "lain.example"})
    client.get(LESSON, secure=True)

    assert asked.times == 3


def test_what_is_published_is_read_at_once(client):
    page = module()
    before = read(client)
    lesson = page.get_lessons()[0]
    lesson.title = "Judul baru"
    lesson.save_revision().publish()
    publish_module(module=page)
    shelf.start_new_generation()

    after = read(client)

    assert after.content != before.content


def test_this_processes_own_changes_count_at_once(settings):
    settings.CURRICULUM_NEAR_SECONDS = 3600
    before = shelf.generation_lately()

    shelf.start_new_generation()

    assert shelf.generation_lately() != before
    shelf._lately.until = 0.0


def test_nothing_is_kept_where_the_site_keeps_nothing(client, asked, settings):
    settings.CURRICULUM_PAGE_CACHE_SECONDS = 0
    module()

    read(client)
    read(client)

    assert asked.times == 2
