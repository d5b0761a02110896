"""A reader chooses a language; the words of the page and of the lesson are two things."""

import pytest
from bs4 import BeautifulSoup

from curriculum.models import ModuleRelease
from curriculum.offers import TeachingModules
from curriculum.translations.services import translate_page
from tests.curriculum.translations.conftest import WORDS
from tests.markup import markup_errors

INDEX, MODULE = "/pelajaran/", "/pelajaran/m01/"
LESSON = "/pelajaran/m01/belajar-1/"
OTHER = {page: page.replace("/pelajaran/", "/pelajaran/mad/") for page in (INDEX, MODULE, LESSON)}


def page_at(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def choices(page):
    return [
        (link["href"], link["hreflang"], link["lang"], link.text)
        for link in page.select(".tongues a")
    ]


@pytest.mark.parametrize("address", [INDEX, MODULE, LESSON])
def test_a_page_leads_to_itself_in_the_other_language_and_back(client, madurese, address):
    assert choices(page_at(client, address)) == [(OTHER[address], "mad", "mad", "Basa Madura")]
    assert choices(page_at(client, OTHER[address])) == [(address, "id", "id", "Bahasa Indonesia")]


def test_without_a_translation_nobody_is_asked(client, module):
    assert [choices(page_at(client, each)) for each in (INDEX, MODULE, LESSON)] == [[], [], []]


def test_a_lesson_nobody_translated_offers_no_other_language(client, madurese):
    assert choices(page_at(client, "/pelajaran/m01/belajar-2/")) == []


def test_a_draft_in_another_language_is_not_offered(client, module):
    translate_page(page=module, language="mad", words=WORDS, publish=False)

    assert choices(page_at(client, MODULE)) == []
    assert client.get(OTHER[MODULE]).status_code == 404


def test_each_card_says_its_own_language(client, madurese):
    texts = page_at(client, OTHER[LESSON]).select(".sheet-text")

    assert [(text["lang"], text.text) for text in texts] == [
        ("mad", "Pèlè kaju sè kerrèng."),
        ("mad", "Pokol kaju."),
        ("id", "Haluskan kayu."),
    ]


def test_the_words_of_the_page_stay_in_the_language_of_the_page(client, madurese):
    page = page_at(client, OTHER[LESSON])

    assert page.html["lang"] == "id"
    assert "Bagian ini belum diterjemahkan." in page.select(".sheet")[2].text


def test_an_outdated_card_says_so_gently(client, madurese, lesson, rewrite):
    rewrite(lesson, 1, "Pilih kayu yang sangat kering.")

    assert (
        "Bagian ini sedang diperbarui." in page_at(client, OTHER[LESSON]).select(".sheet")[0].text
    )


def test_modules_nobody_translated_stand_on_the_shelf_in_their_own_language(client, madurese):
    from tests.factories.curriculum import module

    module("M02", title="Merapikan gerabah", craft="gerabah")

    tiles = page_at(client, OTHER[INDEX]).select(".tile strong")
    assert [(tile.get("lang"), tile.text) for tile in tiles] == [
        ("mad", "Aghabay manik-manik"),
        (None, "Merapikan gerabah"),
    ]


@pytest.mark.parametrize("address", [INDEX, MODULE, LESSON, *OTHER.values()])
def test_the_pages_are_sound_markup(client, madurese, address):
    assert markup_errors(client.get(address).content.decode()) == []


@pytest.mark.parametrize("address", [INDEX, MODULE, LESSON, *OTHER.values()])
def test_guests_ask_the_database_nothing(client, madurese, address, django_assert_num_queries):
    client.get(address)

    with django_assert_num_queries(0):
        assert client.get(address).status_code == 200


def test_a_signed_in_lesson_costs_three_queries_in_any_language(
    client, madurese, ruminah, django_assert_num_queries
):
    client.force_login(ruminah)
    client.get(OTHER[LESSON])

    with django_assert_num_queries(3):
        assert client.get(OTHER[LESSON]).status_code == 200


def test_the_choice_costs_few_bytes(client, module, lesson):
    def weight():
        return len(client.get(LESSON, headers={"accept-encoding": "gzip"}).content)

    before = weight()
    translate_page(page=module, language="mad", words=WORDS, publish=False)
    translate_page(page=lesson, language="mad", words=WORDS)
    translate_page(page=module, language="mad", words=WORDS)

    from curriculum import shelf

    shelf.start_new_generation()
    assert 0 < weight() - before < 200


def test_who_teaches_chooses_each_module_once(madurese):
    assert ModuleRelease.objects.current().count() == 2
    assert [module.title for module in TeachingModules().modules()] == ["Membuat manik-manik"]
