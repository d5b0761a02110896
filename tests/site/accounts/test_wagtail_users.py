import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models.signals import post_save
from wagtail.models import ModelLogEntry

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
CHIEF_WORDS = ("First name", "Last name", "Nama depan", "Nama belakang", "first_name", "last_name")


@pytest.fixture
def chief(client):
    chief = UserFactory(is_superuser=True, full_name="Sri Wahyuni")
    client.force_login(chief)
    return chief


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/users/",
        "/admin/users/new/",
        "/admin/users/edit/{pk}/",
        "/admin/account/",
    ],
)
def test_nowhere_are_two_names_asked_for(client, chief, address):
    response = client.get(address.format(pk=UserFactory().pk))

    assert response.status_code == 200
    assert [word for word in CHIEF_WORDS if word in response.text] == []


def test_an_account_is_made_and_changed_with_one_name(client, chief):
    client.post(
        "/admin/users/new/",
        {
            "username": "wayan",
            "full_name": "Wayan",
            "phone": "08123456789",
            "preferred_language": "id",
        },
    )
    wayan = get_user_model().objects.get(username="wayan")

    client.post(
        f"/admin/users/edit/{wayan.pk}/",
        {
            "username": "wayan",
            "full_name": "I Wayan Sudana",
            "preferred_language": "id",
            "is_active": "on",
            "groups": Group.objects.get(name="evaluator").pk,
        },
    )

    wayan.refresh_from_db()
    assert wayan.full_name == "I Wayan Sudana"
    assert [group.name for group in wayan.groups.all()] == ["evaluator"]


def test_the_account_page_saves_the_one_name(client, chief):
    client.post(
        "/admin/account/",
        {
            "own_account-full_name": "Sri",
            "own_account-preferred_language": "id",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
            "theme-keyboard_shortcuts": "on",
        },
    )

    chief.refresh_from_db()
    assert chief.full_name == "Sri"


def test_the_list_is_searched_and_sorted_by_name(client, chief):
    UserFactory(full_name="Baiq Ratna")

    assert "Baiq Ratna" in client.get("/admin/users/?q=Ratna").text
    assert client.get("/admin/users/?ordering=-full_name").status_code == 200


@pytest.mark.parametrize(("language", "word"), [("id", "Pengguna"), ("en", "Users")])
def test_the_admin_speaks_the_language_of_its_reader(client, language, word):
    client.force_login(UserFactory(is_superuser=True, preferred_language=language))

    assert word in client.get("/admin/users/").text


def test_an_administrator_who_is_no_superuser_makes_none_and_touches_none(client):
    client.force_login(UserFactory(roles=["administrator"]))
    amina = UserFactory()

    client.post(
        f"/admin/users/edit/{amina.pk}/",
        {
            "username": amina.username,
            "full_name": "Amina",
            "preferred_language": "id",
            "is_active": "on",
            "is_superuser": "on",
        },
    )

    amina.refresh_from_db()
    assert (amina.full_name, amina.is_superuser) == ("Amina", False)
    chief = UserFactory(is_superuser=True)
    assert client.get(f"/admin/users/edit/{chief.pk}/").status_code in (302, 403)


def test_an_account_with_records_is_switched_off_not_deleted(client, chief):
    from tests.factories.registry import MandateFactory

    user = MandateFactory().user

    response = client.post(f"/admin/users/delete/{user.pk}/")

    assert response.headers["Location"] == f"/admin/users/edit/{user.pk}/"
    assert get_user_model().objects.filter(pk=user.pk).exists()


def test_words_wagtail_has_no_indonesian_for_are_ours(client, chief):
    text = client.get("/admin/users/").text

    assert "Terakhir masuk" in text
    assert "Last login" not in text
    assert "Tambah pengguna" in text  # from Wagtail's own catalogue


def test_an_administrator_cannot_switch_a_superuser_off_among_others(client):
    chief = UserFactory(is_superuser=True)
    client.force_login(UserFactory(roles=["administrator"]))

    client.post(
        f"/admin/bulk/accounts/user/set_active_state/?id={chief.pk}",
        {"mark_as_active": "False"},
    )

    chief.refresh_from_db()
    assert chief.is_active


def test_who_is_switched_off_among_others_is_told_of_as_by_herself(client, chief):
    heard = []

    def hear(instance, **kwargs):
        heard.append((instance.pk, instance.is_active))

    amina = UserFactory()
    post_save.connect(hear, sender=get_user_model())
    client.post(
        f"/admin/bulk/accounts/user/set_active_state/?id={amina.pk}",
        {"mark_as_active": "False"},
    )
    post_save.disconnect(hear, sender=get_user_model())

    assert (amina.pk, False) in heard
    assert ModelLogEntry.objects.filter(object_id=str(amina.pk), action="wagtail.edit").exists()
