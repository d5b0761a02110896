"""What the QR code of a printed card opens: /pelajaran/d/<code>/."""

import uuid
from dataclasses import replace

import pytest
from django.core.files.storage import default_storage
from wagtail.models import PageViewRestriction

from curriculum.models import ModuleRelease
from curriculum.services import address_cards, replace_cards
from tests.factories.curriculum import module, sound, step
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


def printed(page, card):
    """The address of the card, as printed from the current release."""
    release = ModuleRelease.objects.current().get(page_id=page.pk)
    place = (page.get_lessons()[0].pk, uuid.UUID(str(card.id)))
    return f"/pelajaran/d/{address_cards(release=release, cards=[place])[place]}/"


@pytest.fixture
def card():
    return step("Pilih kayu yang kering.", sound=sound())


def sources(html):
    return [part.split('"')[1] for part in html.split("<source ")[1:]]


def test_a_guest_hears_the_card_without_cookie_or_script(client, card):
    address = printed(module(cards=[card]), card)

    answer = client.get(address)

    assert markup_errors(answer.text) == []
    assert (answer.status_code, answer.cookies) == (200, {})
    assert "<h1>Belajar 1</h1>" in answer.text
    assert "Pilih kayu yang kering." in answer.text
    assert "<audio controls" in answer.text
    assert "<script" not in answer.text
    # The release's own copies, never the sound's file.
    assert [source.startswith("/media/lessons/") for source in sources(answer.text)] == [True] * 2
    assert 'href="/pelajaran/m01/belajar-1/#k1"' in answer.text


def test_a_guest_costs_no_query_the_second_time(client, card, django_assert_num_queries):
    address = printed(module(cards=[card]), card)
    client.get(address)

    with django_assert_num_queries(0):
        again = client.get(address, headers={"Accept-Encoding": "gzip"})

    assert again.headers["Content-Encoding"] == "gzip"
    assert len(again.content) < 14_600


def test_a_reader_costs_what_her_name_costs(client, ruminah, card, django_assert_num_queries):
    address = printed(module(cards=[card]), card)
    client.force_login(ruminah)
    client.get(address)

    with django_assert_num_queries(2):
        answer = client.get(address)

    assert "Pilih kayu yang kering." in answer.text


def test_the_sound_is_the_current_releases(client, card, django_capture_on_commit_callbacks):
    page = module(cards=[card])
    address = printed(page, card)
    before = client.get(address).text
    other = replace(card, text="Pilih kayu yang sangat kering.", sound=sound(seconds=3))
    with django_capture_on_commit_callbacks(execute=True):
        replace_cards(lesson=page.get_lessons()[0], cards=[other])

    after = client.get(address).text

    assert ("sangat kering" in before, "sangat kering" in after) == (False, True)
    assert sources(before)[0] != sources(after)[0]


def test_a_card_that_is_gone_speaks_from_the_release_it_was_printed_from(client, card):
    page = module(cards=[card])
    address = printed(page, card)
    replace_cards(lesson=page.get_lessons()[0], cards=[step("Yang baru.")])

    answer = client.get(address)

    assert answer.status_code == 200
    assert markup_errors(answer.text) == []
    assert "versi 1" in answer.text
    assert "Pilih kayu yang kering." in answer.text
    assert default_storage.exists(sources(answer.text)[0].removeprefix("/media/"))
    assert 'class="button button-full" href="/pelajaran/m01/"' in answer.text


def test_a_module_taken_back_says_so_and_plays_nothing(client, card):
    page = module(cards=[card])
    address = printed(page, card)
    page.unpublish()

    answer = client.get(address)

    assert answer.status_code == 410
    assert markup_errors(answer.text) == []
    assert "ditarik" in answer.text
    assert "<audio" not in answer.text


def test_a_lesson_for_some_only_asks_as_its_page_does(client, ruminah, card):
    page = module(cards=[card])
    address = printed(page, card)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    for_guests = client.get(address)
    client.force_login(ruminah)

    assert for_guests.headers["Location"] == "/pelajaran/m01/belajar-1/"
    assert "Pilih kayu yang kering." in client.get(address).text


@pytest.mark.parametrize("code", ["zzzzzz", "000000"])
def test_an_unknown_code_is_not_found(client, code):
    assert client.get(f"/pelajaran/d/{code}/").status_code == 404


def test_a_code_may_be_typed_in_capitals_with_letters_for_digits(client):
    answer = client.get("/pelajaran/d/OIL9AB/")

    assert answer.headers["Location"] == "/pelajaran/d/0119ab/"


def test_nothing_is_posted_there(client, card):
    assert client.post(printed(module(cards=[card]), card)).status_code == 405
