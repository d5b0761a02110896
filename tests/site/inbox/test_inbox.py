import pytest
from django.core import mail
from django.core.mail import EmailMessage

from balai.inbox.mail import SiteMailBackend
from balai.inbox.models import Notice, Outcome, OutgoingMessage
from balai.inbox.services import mark_all_read, mark_read, notify, send_test_message
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def site_mail(settings):
    settings.EMAIL_BACKEND = "balai.inbox.mail.SiteMailBackend"
    settings.MAIL_DELIVERY_BACKEND = ""
    return settings


def letter(to: str) -> EmailMessage:
    return EmailMessage("Kabar", "Isi kabar", "situs@contoh.id", [to])


def test_without_a_server_a_letter_lies_in_the_inbox_of_its_address(site_mail):
    amina = UserFactory(email="amina@contoh.id")

    sent = SiteMailBackend().send_messages([letter("amina@contoh.id")])

    assert sent == 1
    assert list(Notice.objects.values_list("user", "subject", "body")) == [
        (amina.pk, "Kabar", "Isi kabar")
    ]
    assert OutgoingMessage.objects.get().outcome == Outcome.KEPT


def test_a_letter_to_nobody_here_is_kept_as_a_failure(site_mail):
    assert SiteMailBackend().send_messages([letter("jauh@contoh.id")]) == 0

    failure = OutgoingMessage.objects.failed().get()
    assert (failure.address, failure.subject) == ("jauh@contoh.id", "Kabar")


def test_with_a_server_the_letter_leaves(site_mail):
    site_mail.MAIL_DELIVERY_BACKEND = LOCMEM

    SiteMailBackend().send_messages([letter("jauh@contoh.id")])

    assert [message.to for message in mail.outbox] == [["jauh@contoh.id"]]
    assert OutgoingMessage.objects.get().outcome == Outcome.SENT


def test_a_server_that_does_not_answer_leaves_its_reason(site_mail):
    site_mail.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    site_mail.EMAIL_HOST, site_mail.EMAIL_PORT = "127.0.0.1", 9

    with pytest.raises(ConnectionRefusedError):
        SiteMailBackend().send_messages([letter("jauh@contoh.id")])
    assert send_test_message(address="jauh@contoh.id", subject="Uji", body="") is False

    assert "ConnectionRefusedError" in OutgoingMessage.objects.failed().first().reason


def test_a_notice_lies_in_the_inbox_and_goes_by_mail_where_mail_is_set_up(
    site_mail, django_capture_on_commit_callbacks
):
    site_mail.MAIL_DELIVERY_BACKEND = LOCMEM
    amina = UserFactory(email="amina@contoh.id")

    with django_capture_on_commit_callbacks(execute=True):
        notify(user=amina, subject="Kabar", body="Isi", url="/akun/")

    assert Notice.objects.visible_to(amina).count() == 1
    assert "http://localhost:8000/akun/" in mail.outbox[0].body


def test_nobody_reads_the_messages_of_others(client):
    notice = notify(user=UserFactory(), subject="Rahasia")
    client.force_login(UserFactory(is_superuser=True))

    assert client.get(f"/pesan/{notice.pk}/").status_code == 404
    assert "Rahasia" not in client.get("/pesan/").text


def test_opening_a_message_marks_it_read_once(client):
    amina = UserFactory()
    notice = notify(user=amina, subject="Kabar")
    client.force_login(amina)

    client.get(f"/pesan/{notice.pk}/")
    notice.refresh_from_db()
    first = notice.read_at
    mark_read(notice=notice)

    assert first is not None
    assert notice.read_at == first


def test_marking_all_read_leaves_the_messages_of_others_alone():
    amina = UserFactory()
    notify(user=amina, subject="Satu")
    notify(user=UserFactory(), subject="Dua")

    assert mark_all_read(user=amina) == 1
    assert Notice.objects.unread().count() == 1


@pytest.mark.parametrize("rows", [0, 1, 30])
def test_the_list_costs_the_same_however_long_it_is(client, rows, django_assert_num_queries):
    amina = UserFactory()
    client.force_login(amina)
    client.get("/pesan/")
    for number in range(rows):
        notify(user=amina, subject=f"Kabar {number}")

    # Nothing counted, nothing fetched: an empty list saves its second query.
    with django_assert_num_queries(4 if rows else 3):
        response = client.get("/pesan/")

    assert response.text.count('class="row"') == min(rows, 20)


def test_the_desk_counts_what_is_not_read(client):
    amina = UserFactory()
    notify(user=amina, subject="Kabar")
    client.force_login(amina)

    assert "1 belum dibaca" in client.get("/beranda/").text


def test_the_page_on_letters_is_for_administrators(client, site_mail):
    client.force_login(UserFactory(roles=["coordinator"]))
    assert client.get("/surat-keluar/").status_code == 403

    client.force_login(UserFactory(roles=["administrator"]))
    answer = client.post("/surat-keluar/", {"address": "jauh@contoh.id"}, follow=True)

    assert "tidak sampai" in answer.text
    assert "Tidak ada orang di situs ini" in answer.text


@pytest.mark.parametrize("rows", [0, 1, 30])
def test_the_page_on_letters_costs_the_same_for_any_number_of_failures(
    rows, client, django_assert_num_queries
):
    client.force_login(UserFactory(roles=["administrator"]))
    client.get("/surat-keluar/")
    for number in range(rows):
        OutgoingMessage.objects.create(
            address=f"jauh{number}@contoh.id", subject="Kabar", outcome=Outcome.FAILED
        )

    with django_assert_num_queries(5):
        response = client.get("/surat-keluar/")

    assert response.text.count("@contoh.id") == min(rows, 20)
