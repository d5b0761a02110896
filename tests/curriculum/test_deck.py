"""The cards are rendered once for all readers: nothing of one may reach another."""

import re

import pytest
from django.test import Client

from tests.curriculum.readers import answers, reading_of
from tests.factories.curriculum import module

pytestmark = pytest.mark.django_db

LESSON = "/pelajaran/m01/belajar-1/"


def lesson_of(user=None) -> str:
    client = Client()
    if user:
        client.force_login(user)
    return client.get(LESSON).content.decode()


def test_each_reader_gets_her_own_numbers_and_marks(ruminah, sutini):
    answers(ruminah, reading_of(module()))

    mine, hers, mine_again = (lesson_of(user) for user in (ruminah, sutini, ruminah))

    assert ["sudah menjawab benar" in html for html in (mine, hers, mine_again)] == [
        True,
        False,
        True,
    ]
    numbers = {re.search(r'name="form_id" value="([^"]+)"', html)[1] for html in (mine, hers)}
    tokens = {re.search(r'csrfmiddlewaretoken" value="([^"]+)"', html)[1] for html in (mine, hers)}
    assert (len(numbers), len(tokens)) == (2, 2)


def test_no_slot_stays_open(ruminah):
    answers(ruminah, reading_of(module()))

    assert all("\0" not in lesson_of(user) for user in (ruminah, ruminah, None))


def test_guests_and_readers_have_different_cards(ruminah):
    module()

    guest, reader, guest_again = lesson_of(), lesson_of(ruminah), lesson_of()

    assert guest == guest_again
    assert ('<a class="answer"' in guest, '<button class="answer"' in guest) == (True, False)
    assert ('<a class="answer"' in reader, '<button class="answer"' in reader) == (False, True)


def test_a_readers_form_is_accepted(ruminah):
    module()
    client = Client(enforce_csrf_checks=True)
    client.force_login(ruminah)
    for _first_and_kept in range(2):
        html = client.get(LESSON).content.decode()
        posted = dict(re.findall(r'name="(csrfmiddlewaretoken|form_id)" value="([^"]+)"', html))
        option = re.search(r'name="option" value="([^"]+)"', html)[1]
        url = re.search(r'action="([^"]+cek/[^"]+)"', html)[1]

        assert client.post(url, {**posted, "option": option}).status_code == 302
