import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from balai.home.models import Organisation
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).resolve().parents[3] / "site" / "balai" / "templates"


@pytest.mark.parametrize("rows", [0, 1, 30])
def test_the_front_page_costs_the_same_however_many_tiles(client, rows, django_assert_num_queries):
    home = Page.objects.get(depth=2)
    for number in range(rows):
        home.add_child(instance=Page(title=f"Pelajaran {number}", show_in_menus=True))
    client.get("/")

    # A page without children is known to have none before anything is asked.
    with django_assert_num_queries(6 if rows else 5):
        response = client.get("/")

    assert response.text.count('class="tile"') >= rows + 1


def test_a_guest_gets_no_cookie_and_no_inline_code(client):
    response = client.get("/")

    assert response.cookies == {}
    assert "<script" not in response.text
    assert "style=" not in response.text
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]


def test_every_page_has_help_in_the_same_place(client):
    client.force_login(UserFactory(is_superuser=True))

    for address in (
        "/",
        "/beranda/",
        "/akun/",
        "/pesan/",
        "/surat-keluar/",
        "/tidak-ada/",
        "/admin/",
    ):
        text = client.get(address).text
        assert text.count('id="bantuan"') == 1, address


@pytest.mark.parametrize(
    ("address", "words"),
    [("/admin/users/", "tautan masuk"), ("/admin/images/", "Pakai gambar"), ("/admin/", "sebelah")],
)
def test_the_admin_helps_with_the_page_that_is_open(client, address, words):
    client.force_login(UserFactory(is_superuser=True))

    assert words in client.get(address).text


def test_name_and_logo_of_the_organisation_stand_on_every_page(client):
    organisation = Organisation.load()
    organisation.name = "Sentra Manik Jember"
    organisation.logo = get_image_model().objects.create(title="Logo", file=get_test_image_file())
    organisation.save()

    text = client.get("/masuk/").text

    assert "Sentra Manik Jember" in text
    assert f'src="{organisation.logo_url}"' in text


def test_a_logo_whose_file_is_gone_breaks_no_page(client):
    logo = get_image_model().objects.create(title="Logo", file=get_test_image_file())
    logo.file.storage.delete(logo.file.name)
    organisation = Organisation.load()
    organisation.logo = logo
    organisation.save()
    cache.clear()

    assert client.get("/masuk/").status_code == 200


def test_a_view_that_breaks_says_so_in_indonesian_without_its_insides(client, monkeypatch):
    from balai.home import views

    def broken(*args):
        raise RuntimeError("rahasia dapur")

    monkeypatch.setattr(views, "desk_items", broken)
    client.raise_request_exception = False
    client.force_login(UserFactory())

    response = client.get("/beranda/")

    assert response.status_code == 500
    assert "Ada yang rusak di sisi kami" in response.text
    assert "rahasia dapur" not in response.text
    assert "Traceback" not in response.text


def test_a_refused_page_says_so_in_indonesian(client):
    client.force_login(UserFactory())

    response = client.get("/surat-keluar/")

    assert response.status_code == 403
    assert "bukan untuk akun Anda" in response.text


def test_every_picture_a_template_names_is_in_the_sprite():
    sprite = Path(finders.find("balai/icons.svg")).read_text()
    drawn = set(re.findall(r'<symbol id="(\w+)"', sprite))
    named = {
        name
        for path in TEMPLATES.rglob("*.html")
        if "wagtailadmin" not in path.parts
        for name in re.findall(r'{% icon "(\w+)"', path.read_text())
    }

    assert named - drawn == set()


def test_the_stylesheet_leaves_room_in_the_first_flight_of_a_lesson():
    sheet = Path(finders.find("balai/balai.css")).read_bytes()

    assert len(gzip.compress(sheet)) < 4_000
