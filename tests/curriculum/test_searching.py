"""Lessons are found by plain words, and only those that readers may open."""

import uuid

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from curriculum.services import CardDraft, create_lesson, publish_module
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import draft_module, lesson_index, module, picture, step
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db

INDEX = "/pelajaran/"


@pytest.fixture
def beads():
    """A module about beads; its second lesson lays a lathe ready and shows a tagged picture."""
    page = draft_module("M01", title="Membuat manik-manik", craft="manik-manik")
    create_lesson(module=page, title="Memilih kayu", cards=[step("Pilih kayu yang tidak lembap.")])
    lathe = picture("bubut")
    lathe.tags.add("bengkel")
    tools = CardDraft(
        id=uuid.uuid4(),
        kind="tools",
        text="Siapkan dulu.",
        items=["Mesin bubut", "Amplas"],
        picture=lathe,
        alt="Mesin.",
    )
    create_lesson(module=page, title="Membubut", cards=[tools])
    publish_module(module=page)
    return page


@pytest.fixture
def pottery():
    return module("M02", title="Merapikan gerabah", craft="gerabah")


def found(client, asked, index=INDEX):
    response = client.get(index, {"cari": asked})
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    return [
        (item.strong.text, [link.text for link in item.select("ul.plain a")])
        for item in page.select(".found > li")
    ]


@pytest.mark.parametrize(
    ("asked", "hits"),
    [
        ("gerabah", [("Merapikan gerabah", [])]),  # a title and a craft
        ("PILIH LEMBAP", [("Membuat manik-manik", ["Memilih kayu"])]),  # words on a card
        ("amplas", [("Membuat manik-manik", ["Membubut"])]),  # a tool
        ("bengkel", [("Membuat manik-manik", ["Membubut"])]),  # a tag of a picture
        ("mes bub", [("Membuat manik-manik", ["Membubut"])]),  # beginnings of words
        ("manik-manik", [("Membuat manik-manik", [])]),
        ("m01", [("Membuat manik-manik", [])]),
    ],
)
def test_lessons_are_found_by_word_craft_tool_and_picture(client, beads, pottery, asked, hits):
    assert found(client, asked) == hits


def test_a_word_written_a_little_wrong_finds_what_looks_like_it(client, beads, pottery):
    response = client.get(INDEX, {"cari": "grabah"})

    assert found(client, "grabah") == [("Merapikan gerabah", [])]
    assert "Tidak ada tentang “grabah”. Ini tentang “gerabah”." in response.text


def test_nothing_found_leads_on_by_pictures(client, beads, pottery):
    response = client.get(INDEX, {"cari": "sepeda"})

    page = BeautifulSoup(response.content, "html.parser")
    assert "Belum ada pelajaran tentang “sepeda”." in page.select_one(".empty").text
    assert [(tile["href"], tile.text.strip()) for tile in page.select(".tile")] == [
        ("/pelajaran/#craft1", "Manik-manik"),
        ("/pelajaran/#craft2", "Gerabah"),
    ]


def test_drafts_and_what_was_taken_back_are_not_found(client, beads, pottery):
    draft_module("M03", title="Menganyam gerabah bambu", craft="bambu")
    pottery.unpublish()

    assert found(client, "gerabah") == []


def test_words_of_a_closed_lesson_are_found_by_nobody(
    client, ruminah, beads, pottery, django_capture_on_commit_callbacks
):
    assert found(client, "amplas") == [("Membuat manik-manik", ["Membubut"])]

    turning = beads.get_lessons()[1]
    with django_capture_on_commit_callbacks(execute=True):
        PageViewRestriction.objects.create(page=turning, restriction_type="login")

    for asked in ("amplas", "bengkel"):
        assert found(client, asked) == []
    assert found(client, "lembap") == [("Membuat manik-manik", ["Memilih kayu"])]
    client.force_login(ruminah)
    assert found(client, "amplas") == []


def test_words_of_a_closed_module_are_found_by_nobody(client, beads, pottery):
    PageViewRestriction.objects.create(page=beads, restriction_type="password", password="rahasia")

    for asked in ("amplas", "lembap", "bubut", "bengkel"):
        assert found(client, asked) == []
    assert found(client, "gerabah") == [("Merapikan gerabah", [])]


@pytest.mark.parametrize(
    "asked", ["", "   ", '"', "kayu OR NEAR(", "*", "a" * 5000, "kayu' --", "%", "\x00kayu", "🙂"]
)
def test_odd_words_do_no_harm(client, beads, asked):
    response = client.get(INDEX, {"cari": asked})

    assert response.status_code == 200
    assert markup_errors(response.content.decode()) == []


def test_a_guest_pays_for_new_words_only(client, beads, pottery, django_assert_num_queries):
    client.get(INDEX)
    client.get(INDEX, {"cari": "kayu"})

    with django_assert_num_queries(3):
        client.get(INDEX, {"cari": "bubut"})
    with django_assert_num_queries(0):
        client.get(INDEX, {"cari": "bubut"})


@pytest.mark.parametrize(
    ("first", "again", "queries"),
    [
        ("pilih kayu yang", "yang Kayu pilih kayu", 0),  # the same words
        ("p kayu", "p kayu", 3),  # a letter begins too many words
        ("pilih kayu yang tidak", "pilih kayu yang tidak", 3),  # nobody types so many twice
    ],
)
def test_what_is_kept_of_searches_has_an_end(
    client, beads, first, again, queries, django_assert_num_queries
):
    client.get(INDEX)
    hits = found(client, first)

    with django_assert_num_queries(queries):
        assert found(client, again) == hits == [("Membuat manik-manik", ["Memilih kayu"])]


@pytest.mark.parametrize("count", [1, 30])
def test_many_hits_cost_no_more(client, ruminah, count, django_assert_num_queries):
    for number in range(count):
        module(f"M{number:02}")
    client.force_login(ruminah)
    client.get(INDEX, {"cari": "tasbih"})

    with django_assert_num_queries(5):
        assert len(found(client, "manik")) == count


def test_the_shelf_is_kept_for_guests_as_before(client, beads, django_assert_num_queries):
    client.get(INDEX, {"cari": "kayu"})
    client.get(INDEX)

    with django_assert_num_queries(0):
        assert "Membuat manik-manik" in client.get(INDEX).text


def test_only_a_shelf_is_searched(client, beads, django_assert_num_queries):
    client.get("/pelajaran/m01/")

    with django_assert_num_queries(0):
        page = client.get("/pelajaran/m01/", {"cari": "kayu"})

    assert "<h1>Membuat manik-manik</h1>" in page.text


def test_a_search_sets_no_cookie_and_is_not_kept_by_others(client, beads):
    response = client.get(INDEX, {"cari": "kayu"})

    assert not response.cookies
    assert "public" not in response.headers.get("Cache-Control", "")


@pytest.mark.parametrize("asked", ["kayu", "sepeda"])
def test_the_page_is_sound_markup(client, beads, asked):
    assert markup_errors(client.get(INDEX, {"cari": asked}).content.decode()) == []


def test_an_empty_shelf_has_no_search(client):
    lesson_index()

    assert 'role="search"' not in client.get(INDEX).text


def test_the_office_finds_lessons_by_the_same_words(client, beads):
    client.force_login(UserFactory(roles=["publisher"], is_superuser=True, is_staff=True))

    page = client.get("/admin/pages/search/", {"q": "amplas"})

    assert "Membubut" in page.text
