import pytest
from django.core import mail

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_name_phone_and_language_are_kept_and_the_page_changes_its_language(client):
    amina = UserFactory()
    client.force_login(amina)

    client.post(
        "/akun/",
        {"full_name": "Amina", "phone": "0812-3456-7890", "email": "", "preferred_language": "en"},
    )

    amina.refresh_from_db()
    assert (amina.full_name, amina.phone) == ("Amina", "+6281234567890")
    assert client.get("/akun/").headers["Content-Language"] == "en"


def test_a_wrong_phone_is_told_and_what_was_typed_stays(client):
    client.force_login(UserFactory())

    response = client.post(
        "/akun/", {"full_name": "Amina", "phone": "12", "preferred_language": "id"}
    )

    assert "bukan nomor HP" in response.text
    assert 'value="12"' in response.text


def test_the_own_password_is_changed_with_the_old_one(client):
    amina = UserFactory()
    client.force_login(amina)

    response = client.post(
        "/akun/sandi/",
        {
            "old_password": "rahasia-contoh",
            "new_password1": "tiga-kata-lepas",
            "new_password2": "tiga-kata-lepas",
        },
    )

    amina.refresh_from_db()
    assert response.headers["Location"] == "/akun/"
    assert amina.check_password("tiga-kata-lepas")


def test_without_mail_the_page_promises_none(client, settings):
    settings.MAIL_DELIVERY_BACKEND = ""
    UserFactory(email="amina@contoh.id")

    page = client.get("/sandi/lupa/")
    client.post("/sandi/lupa/", {"email": "amina@contoh.id"})

    assert "tidak mengirim e-mail" in page.text
    assert mail.outbox == []


def test_with_mail_a_working_link_is_sent(client, settings):
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    UserFactory(email="amina@contoh.id")

    answer = client.post("/sandi/lupa/", {"email": "amina@contoh.id"})
    link = next(word for word in mail.outbox[0].body.split() if "/sandi/" in word)
    page = client.get(link.removeprefix("http://testserver"), follow=True)

    assert answer.headers["Location"] == "/sandi/terkirim/"
    assert "Buat kata sandi baru" in page.text


def test_asking_for_an_unknown_address_gets_the_same_answer(client, settings):
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    answer = client.post("/sandi/lupa/", {"email": "tidak.ada@contoh.id"})

    assert answer.headers["Location"] == "/sandi/terkirim/"
    assert mail.outbox == []


@pytest.mark.parametrize("address", ["/akun/", "/akun/sandi/", "/pesan/", "/beranda/"])
def test_a_guest_is_sent_to_the_door(client, address):
    assert client.get(address).headers["Location"] == f"/masuk/?next={address}"
