import pytest
from django.core.cache import cache

from balai.accounts.throttle import PER_ADDRESS, PER_KNOWN_NAME, PER_NAME, Gate
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def sign_in(client, name, password, **more):
    return client.post("/masuk/", {"username": name, "password": password}, **more)


def test_name_and_password_lead_to_the_desk(client):
    amina = UserFactory()

    response = sign_in(client, amina.username, "rahasia-contoh")

    assert response.headers["Location"] == "/beranda/"


def test_after_five_wrong_tries_even_the_right_password_waits(client):
    amina = UserFactory()
    for _try in range(PER_NAME):
        sign_in(client, amina.username, "salah")

    response = sign_in(client, amina.username, "rahasia-contoh")

    assert response.status_code == 200
    assert "Tunggu 15 menit" in response.text


def test_the_door_answers_the_same_for_names_nobody_has(client):
    UserFactory(username="amina")
    for _try in range(PER_NAME):
        for name in ("amina", "tidak.ada"):
            assert "tidak cocok" in sign_in(client, name, "salah").text

    assert "Tunggu 15 menit" in sign_in(client, "amina", "salah").text
    assert "Tunggu 15 menit" in sign_in(client, "tidak.ada", "salah").text


def test_another_account_of_the_same_office_is_not_shut_out(client):
    bao = UserFactory()
    for _try in range(PER_NAME):
        sign_in(client, "amina", "salah")

    assert sign_in(client, bao.username, "rahasia-contoh").status_code == 302


def test_one_address_that_tries_many_names_has_to_wait(client):
    bao = UserFactory()
    for number in range(PER_ADDRESS):
        sign_in(client, f"nama{number}", "salah")

    assert "Tunggu 15 menit" in sign_in(client, bao.username, "rahasia-contoh").text


@pytest.mark.parametrize("alias", ["throttle", "default"])
def test_wrong_tries_are_counted_apart_where_the_site_has_a_place_for_it(client, settings, alias):
    if alias == "default":
        settings.CACHES = {"default": settings.CACHES["default"]}
    amina = UserFactory()
    for _try in range(PER_NAME):
        sign_in(client, amina.username, "salah")

    # What guests can fill up makes room for itself.
    cache.clear()

    forgotten = alias == "default"
    answer = sign_in(client, amina.username, "rahasia-contoh")
    assert ("Tunggu 15 menit" in answer.text) is not forgotten


def test_a_right_password_clears_the_count_of_its_name(client):
    amina = UserFactory()
    for _round in range(2):
        for _try in range(PER_NAME - 1):
            sign_in(client, amina.username, "salah")
        assert sign_in(client, amina.username, "rahasia-contoh").status_code == 302
        client.post("/keluar/")


def test_nobody_elsewhere_keeps_the_owner_of_a_name_out(client, settings):
    settings.CLIENT_ADDRESS_HEADER = "X-Real-IP"
    amina = UserFactory()
    for _try in range(PER_NAME):
        sign_in(client, amina.username, "salah", headers={"X-Real-IP": "10.0.0.1"})

    answer = sign_in(client, amina.username, "rahasia-contoh", headers={"X-Real-IP": "10.0.0.2"})

    assert answer.status_code == 302


def test_a_name_tried_from_everywhere_waits_in_the_end(client, settings):
    settings.CLIENT_ADDRESS_HEADER = "X-Real-IP"
    amina = UserFactory()
    for number in range(PER_KNOWN_NAME):
        gate = Gate("sign_in", amina.username, f"10.0.{number}.1", is_known=True)
        gate.count()

    answer = sign_in(client, amina.username, "rahasia-contoh", headers={"X-Real-IP": "10.1.0.1"})

    assert "Tunggu 15 menit" in answer.text


def test_the_admin_has_the_same_door(client):
    assert client.get("/admin/login/?next=/admin/").headers["Location"] == "/masuk/?next=/admin/"
    assert client.get("/admin/").headers["Location"] == "/masuk/?next=/admin/"


def test_a_forged_address_header_is_ignored_unless_the_operator_named_it(client):
    bao = UserFactory()
    for number in range(PER_ADDRESS):
        client.post(
            "/masuk/",
            {"username": f"nama{number}", "password": "salah"},
            headers={"X-Real-IP": f"10.0.0.{number}"},
        )

    assert "Tunggu 15 menit" in sign_in(client, bao.username, "rahasia-contoh").text


def test_a_form_without_its_token_is_refused_in_words():
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/masuk/", {})

    assert response.status_code == 403
    assert "terlalu lama menunggu" in response.text
