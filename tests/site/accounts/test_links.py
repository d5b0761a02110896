import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from balai.accounts.errors import AccountIsClosed, NotYourAccountToChange
from balai.accounts.services import create_participant_user, invite, make_sign_in_link
from balai.accounts.tokens import sign_in_link
from balai.inbox.models import Notice
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
NEW = {"new_password1": "tiga-kata-lepas", "new_password2": "tiga-kata-lepas"}


@pytest.fixture
def administrator():
    return UserFactory(roles=["administrator"])


def path_of(link: str) -> str:
    return link.removeprefix("http://localhost:8000")


def opened(client, link):
    """Follow the link to the form, as a browser does."""
    return client.get(path_of(link), follow=True)


def test_an_invited_person_chooses_name_and_password_and_is_signed_in(client, administrator):
    facilitator = Group.objects.get(name="facilitator")
    siti = invite(username="siti", full_name="Siti", groups=[facilitator], invited_by=administrator)
    page = opened(client, make_sign_in_link(user=siti, made_by=administrator))

    response = client.post(page.request["PATH_INFO"], {**NEW, "full_name": "Siti Aminah"})

    siti.refresh_from_db()
    assert response.headers["Location"] == "/beranda/"
    assert siti.full_name == "Siti Aminah"
    assert siti.check_password("tiga-kata-lepas")
    assert list(siti.groups.all()) == [facilitator]
    assert client.get("/beranda/").status_code == 200


def test_a_link_works_once(client, administrator):
    siti = invite(username="siti", full_name="Siti", groups=[], invited_by=administrator)
    link = make_sign_in_link(user=siti, made_by=administrator)
    page = opened(client, link)
    client.post(page.request["PATH_INFO"], {**NEW, "full_name": "Siti"})
    client.post("/keluar/")

    again = client.get(path_of(link))

    assert "tidak berlaku lagi" in again.text


def test_a_reset_link_is_no_invitation_and_the_other_way_round(client, administrator):
    with_password = sign_in_link(UserFactory())

    assert "/sandi/" in with_password
    crossed = path_of(with_password).replace("/sandi/", "/undangan/")
    assert "tidak berlaku lagi" in client.get(crossed).text


def test_a_new_password_leaves_a_word_in_the_inbox(client, administrator):
    amina = UserFactory()
    page = opened(client, make_sign_in_link(user=amina, made_by=administrator))

    client.post(page.request["PATH_INFO"], NEW)

    assert list(Notice.objects.values_list("user", flat=True)) == [amina.pk]


def test_the_link_of_a_closed_account_no_longer_works(client):
    amina = UserFactory()
    link = sign_in_link(amina)
    amina.is_active = False
    amina.save()

    assert "tidak berlaku lagi" in client.get(path_of(link)).text


def test_only_an_administrator_makes_links_and_none_for_higher_ranks(administrator):
    amina = UserFactory()
    chief = UserFactory(is_superuser=True)

    for outsider in (amina, UserFactory(roles=["coordinator"])):
        with pytest.raises(NotYourAccountToChange):
            make_sign_in_link(user=amina, made_by=outsider)
    with pytest.raises(NotYourAccountToChange):
        make_sign_in_link(user=chief, made_by=administrator)


def test_a_closed_account_gets_no_link(administrator):
    with pytest.raises(AccountIsClosed):
        make_sign_in_link(user=UserFactory(is_active=False), made_by=administrator)


def test_the_page_shows_the_link_in_the_answer_only(client, administrator):
    amina = UserFactory()
    client.force_login(administrator)
    address = f"/akun/{amina.pk}/tautan/"

    assert "/sandi/" not in client.get(address).text
    answer = client.post(address)
    assert "http://localhost:8000/sandi/" in answer.text
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/akun/undang/", "/akun/{pk}/tautan/"])
def test_others_may_not_open_the_pages(client, address):
    coordinator = UserFactory(roles=["coordinator"])
    client.force_login(coordinator)

    assert client.get(address.format(pk=coordinator.pk)).status_code == 403


def test_inviting_by_the_page_leads_to_the_link(client, administrator):
    client.force_login(administrator)
    role = Group.objects.get(name="evaluator")

    response = client.post(
        "/akun/undang/",
        {"full_name": "Wayan", "username": "wayan", "phone": "0812 3456 7890", "groups": role.pk},
    )

    wayan = get_user_model().objects.get(username="wayan")
    assert response.headers["Location"] == f"/akun/{wayan.pk}/tautan/"
    assert wayan.phone == "+6281234567890"
    assert not wayan.has_usable_password()


def test_a_participant_account_cannot_sign_in(client):
    user = create_participant_user(full_name="Inaq Sri")

    assert not client.login(username=user.username, password="")
