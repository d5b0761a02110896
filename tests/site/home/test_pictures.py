"""The home of somebody who only learns here: at most five large pictures, and help that speaks."""

import html
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from balai.home.desk import as_pictures, desk_items
from balai.home.spoken_help import INDEX, SOUNDS, spoken_help
from balai.inbox.services import notify
from tests.factories.accounts import UserFactory
from tests.factories.asking import member
from tests.factories.curriculum import lesson_index
from tests.factories.registry import CrafterGroupFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
HOME = "/beranda/"
FIVE = ["Pelajaran", "Kelompok saya", "Jadwal", "Sertifikat saya", "Tanya pendamping"]


@pytest.fixture
def ruminah():
    return member(CrafterGroupFactory(), full_name="Ruminah Contoh")


def labels(items):
    return [str(item.label) for item in items]


def test_a_crafter_sees_five_pictures_and_nothing_else_large(client, ruminah):
    client.force_login(ruminah)

    page = client.get(HOME)

    assert labels(page.context["pictures"]) == FIVE
    assert labels(page.context["small"]) == ["Pesan", "Data saya", "Akun saya"]
    assert markup_errors(page.text) == []
    sprite = finders.find("balai/pictures.svg")
    assert sprite
    drawings = Path(sprite).read_text()
    for item in page.context["pictures"]:
        assert f'<symbol id="{item.picture}"' in drawings


def test_who_is_in_no_group_has_no_picture_of_one(client):
    client.force_login(UserFactory(roles=["crafter"]))

    assert labels(client.get(HOME).context["pictures"]) == ["Pelajaran", "Sertifikat saya"]


def test_what_is_not_installed_is_absent(ruminah, today, monkeypatch):
    from wagtail import hooks

    kept = [
        answer
        for answer in hooks.get_hooks("register_desk_items")
        if not answer.__module__.startswith(("certificates", "curriculum"))
    ]
    monkeypatch.setattr(hooks, "get_hooks", lambda name: kept)

    links = desk_items(ruminah, today)["links"]

    assert labels(as_pictures(links)["pictures"]) == ["Kelompok saya", "Jadwal", "Tanya pendamping"]


def test_what_waits_stands_above_and_is_absent_when_nothing_does(client, ruminah):
    client.force_login(ruminah)
    assert "Menunggu Anda" not in client.get(HOME).text

    notify(user=ruminah, subject="Kartu baru")

    assert "Menunggu Anda" in client.get(HOME).text


def test_whoever_works_here_keeps_the_desk(client):
    client.force_login(UserFactory(roles=["facilitator"]))

    assert "pictures" not in client.get(HOME).context


PAGES = {page.name: page for page in spoken_help().values()}
ADDRESSES = {
    "beranda": HOME,
    "pelajaran": "/pelajaran/",
    "kelompok": "/pendampingan/kelompok-saya/",
    "sertifikat": "/sertifikat-saya/",
    "tanya": "/pendampingan/tanya/",
}


def help_of(text):
    """The words of the help box, without its title, its voice and the office's number."""
    box = text.partition('id="bantuan"')[2].partition("</section>")[0]
    box = box.partition("</h2>")[2].partition('<p class="help-voice">')[0]
    return html.unescape(re.sub(r"<[^>]+>|\s+", " ", box)).strip()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_help_of_a_crafters_page_is_spoken_word_for_word(client, ruminah, name):
    lesson_index()
    client.force_login(ruminah)

    text = client.get(ADDRESSES[name]).text

    assert help_of(text) == PAGES[name].text
    assert f"balai/help/{name}." in text
    assert "suara mesin" in text
    assert json.loads(INDEX.read_text())[name]["text"] == PAGES[name].text
    for ending in ("opus", "mp3"):
        assert 5_000 < (SOUNDS / f"{name}.{ending}").stat().st_size < 50_000


def test_the_voice_keeps_silent_in_a_language_it_does_not_speak(client, ruminah):
    ruminah.preferred_language = "en"
    ruminah.save()
    client.force_login(ruminah)

    assert "balai/help/" not in client.get(HOME).text


def test_no_recording_lies_unused():
    assert {path.stem for path in SOUNDS.iterdir()} == set(PAGES) == set(ADDRESSES)


@pytest.mark.parametrize("count", [0, 1, 30])
def test_the_pictures_cost_the_same_however_much_waits(
    client, ruminah, count, django_assert_num_queries
):
    for number in range(count):
        notify(user=ruminah, subject=f"Pesan {number}")
    client.force_login(ruminah)
    client.get(HOME)

    with django_assert_num_queries(12):
        assert client.get(HOME).status_code == 200
