"""A code from a phone beside the password, for those who could do much harm."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.core.management import CommandError, call_command
from django.test import Client

from balai.accounts.checks import second_factor_is_asked_of_known_roles
from balai.accounts.errors import NotYourAccountToChange, NotYourOwnSecondFactor
from balai.accounts.second_factor.adapters import SecondFactorAdapter
from balai.accounts.second_factor.services import (
    end_sessions,
    remove_second_factor,
    set_up_second_factor,
    sign_out_everywhere,
    spare_codes,
)
from balai.accounts.throttle import PER_NAME
from tests.factories.accounts import UserFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "rahasia-contoh"
SET_UP = "/masuk/dua-langkah/"
NEEDS_ONE = ["blk_head", "programme_manager", "administrator"]


@pytest.fixture(autouse=True)
def half_past(monkeypatch):
    """A clock that stands still, so that a code does not run out between two lines."""
    now = 1_772_000_010
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: now)
    return now


def code_of(secret, now, step=0):
    return format_hotp_value(hotp_value(secret, now // 30 + step))


def sign_in(client, user, **more):
    return client.post("/masuk/", {"username": user.username, "password": PASSWORD, **more})


def is_signed_in(client):
    return client.get("/akun/").status_code == 200


@pytest.fixture
def rini():
    return UserFactory(username="rini", roles=["programme_manager"])


@pytest.fixture
def rini_with_phone(rini):
    set_up_second_factor(user=rini, secret=SECRET)
    return rini


@pytest.mark.parametrize("role", NEEDS_ONE)
def test_such_a_role_is_not_signed_in_before_a_phone_is_set_up(role, client, half_past):
    user = UserFactory(roles=[role])

    response = sign_in(client, user, next="/akun/")

    assert response.headers["Location"] == SET_UP
    assert not is_signed_in(client)
    page = client.get(SET_UP)
    secret = re.search(r'class="letters">([A-Z2-7 ]+)<', page.text)[1].replace(" ", "")
    response = client.post(SET_UP, {"code": code_of(secret, half_past)})
    assert response.headers["Location"] == "/masuk/kode-cadangan/"
    assert not is_signed_in(client)
    assert client.get("/masuk/kode-cadangan/").text.count('class="letters"') == 10
    assert client.post("/masuk/kode-cadangan/").headers["Location"] == "/akun/"
    assert is_signed_in(client)


def test_a_superuser_needs_one_whatever_role_she_holds(client):
    assert sign_in(client, UserFactory(is_superuser=True)).headers["Location"] == SET_UP


@pytest.mark.parametrize("role", ["facilitator", "coordinator", "blk_clerk", "author"])
def test_other_roles_sign_in_with_the_password_alone(role, client):
    assert sign_in(client, UserFactory(roles=[role])).headers["Location"] == "/beranda/"
    assert is_signed_in(client)


def test_the_office_is_shut_until_the_code_was_typed(client, rini):
    sign_in(client, rini, next="/admin/")

    assert client.get("/admin/").headers["Location"] == "/masuk/?next=/admin/"


def test_a_wrong_code_sets_nothing_up(client, rini):
    sign_in(client, rini)
    client.get(SET_UP)

    response = client.post(SET_UP, {"code": "000000"})

    assert "tidak benar" in response.text
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("code", ["", "abc", "1" * 500, "'; --", "١٢٣٤٥٦"])
def test_bad_input_is_refused_in_words(code, client, rini_with_phone):
    sign_in(client, rini_with_phone)

    response = client.post("/masuk/kode/", {"code": code})

    assert response.status_code == 200
    assert 'class="field-error"' in response.text


def test_the_set_up_page_is_nobodys_who_did_not_type_the_password(client):
    for address in (SET_UP, "/masuk/kode-cadangan/", "/masuk/kode/"):
        assert client.get(address).headers["Location"] == "/masuk/"


def test_from_then_on_the_code_is_asked(client, rini_with_phone, half_past):
    response = sign_in(client, rini_with_phone, next="/akun/")
    assert response.headers["Location"].startswith("/masuk/kode/")
    assert not is_signed_in(client)

    response = client.post("/masuk/kode/", {"code": code_of(SECRET, half_past)})

    assert response.headers["Location"] == "/akun/"
    assert is_signed_in(client)


@pytest.mark.parametrize(("step", "opens"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_clock_half_a_minute_off_is_forgiven(step, opens, client, rini_with_phone, half_past):
    sign_in(client, rini_with_phone)

    client.post("/masuk/kode/", {"code": code_of(SECRET, half_past, step)})

    assert is_signed_in(client) is opens


def test_a_code_opens_once(client, rini_with_phone, half_past):
    code = code_of(SECRET, half_past)
    for browser, opens in ((client, True), (Client(), False)):
        sign_in(browser, rini_with_phone)
        browser.post("/masuk/kode/", {"code": code})
        assert is_signed_in(browser) is opens


def test_a_spare_code_opens_once(rini_with_phone):
    code = spare_codes(user=rini_with_phone)[0]
    for opens in (True, False):
        client = Client()
        sign_in(client, rini_with_phone)
        client.post("/masuk/kode/", {"code": f"{code[:4]} {code[4:]}"})
        assert is_signed_in(client) is opens


def test_after_five_wrong_codes_even_the_right_one_waits(client, rini_with_phone, half_past):
    sign_in(client, rini_with_phone)
    for _try in range(PER_NAME):
        client.post("/masuk/kode/", {"code": "000000"})

    response = client.post("/masuk/kode/", {"code": code_of(SECRET, half_past)})

    assert "Tunggu 15 menit" in response.text
    assert not is_signed_in(client)


def test_a_reset_password_does_not_open_the_door_without_the_code(client, rini_with_phone):
    from balai.accounts.tokens import sign_in_link

    link = sign_in_link(rini_with_phone).removeprefix("http://localhost:8000")
    address = client.get(link).headers["Location"]

    response = client.post(
        address, {"new_password1": "perahu-kayu-biru", "new_password2": "perahu-kayu-biru"}
    )

    assert response.headers["Location"].startswith("/masuk/kode/")
    assert not is_signed_in(client)


def test_the_secret_is_not_in_the_database_in_clear(rini_with_phone):
    kept = Authenticator.objects.get(type="totp").data["secret"]

    assert SECRET not in kept
    assert SecondFactorAdapter().decrypt(kept) == SECRET


def test_an_old_key_still_opens_and_a_lost_one_opens_to_nobody(settings):
    kept = SecondFactorAdapter().encrypt(SECRET)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a newer key"
    assert SecondFactorAdapter().decrypt(kept) == SECRET

    settings.SECRET_KEY_FALLBACKS = []
    assert SecondFactorAdapter().decrypt(kept) not in ("", SECRET)


def test_demo_people_try_the_site_without_a_phone(client):
    tester = UserFactory(roles=["administrator"], is_demo=True, is_superuser=True)

    assert sign_in(client, tester).headers["Location"] == "/beranda/"


def test_an_operator_may_ask_nobody(client, settings, rini):
    settings.SECOND_FACTOR_ROLES = []

    assert sign_in(client, rini).headers["Location"] == "/beranda/"


def test_the_check_knows_misspelt_roles_and_a_production_that_asks_nobody(settings):
    assert second_factor_is_asked_of_known_roles(None) == []

    settings.SECOND_FACTOR_ROLES = ["blk_haed"]
    assert [found.id for found in second_factor_is_asked_of_known_roles(None)] == ["accounts.E002"]

    settings.SECOND_FACTOR_ROLES, settings.PRODUCTION = [], True
    assert [found.id for found in second_factor_is_asked_of_known_roles(None)] == ["accounts.W003"]


def test_somebody_who_gets_such_a_role_signs_in_anew(client):
    from django.contrib.auth.models import Group

    siti = UserFactory(roles=["facilitator"])
    sign_in(client, siti)
    siti.groups.add(Group.objects.get(name="coordinator"))
    assert is_signed_in(client)

    siti.groups.add(Group.objects.get(name="blk_head"))

    assert not is_signed_in(client)


def reauthenticate(client, address):
    """`address` once the password was typed again."""
    again = client.get(address).headers["Location"]
    return client.post(again, {"password": PASSWORD}, follow=True)


def test_anybody_may_set_one_up_for_herself(client, half_past):
    siti = UserFactory(roles=["facilitator"])
    sign_in(client, siti)

    page = reauthenticate(client, "/akun/dua-langkah/pasang/")
    secret = re.search(r'class="letters">([A-Z2-7 ]+)<', page.text)[1].replace(" ", "")
    page = client.post(
        "/akun/dua-langkah/pasang/", {"code": code_of(secret, half_past)}, follow=True
    )

    assert page.redirect_chain[-1][0] == "/akun/kode-cadangan/"
    assert page.text.count('class="letters"') == 10
    assert sign_in(Client(), siti).headers["Location"].startswith("/masuk/kode/")


def test_whoever_must_have_one_sets_up_the_new_phone_at_the_next_sign_in(
    client, rini_with_phone, half_past
):
    sign_in(client, rini_with_phone)
    client.post("/masuk/kode/", {"code": code_of(SECRET, half_past)})
    reauthenticate(client, "/akun/dua-langkah/lepas/")

    client.post("/akun/dua-langkah/lepas/")

    assert not is_signed_in(client)
    assert sign_in(client, rini_with_phone).headers["Location"] == SET_UP


def test_nothing_changes_before_the_password_was_typed_again(client, rini_with_phone, half_past):
    sign_in(client, rini_with_phone)
    client.post("/masuk/kode/", {"code": code_of(SECRET, half_past)})

    for address in ("lepas/", "pasang/"):
        assert (
            "lagi/" in (client.post(f"/akun/dua-langkah/{address}").headers["Location"])
            or address == "pasang/"
        )
    assert Authenticator.objects.filter(type="totp").exists()


def test_sessions_are_listed_and_one_can_be_ended(client):
    siti, phone = UserFactory(), Client()
    agent = "Mozilla/5.0 (Linux; Android 12) Chrome/120 Mobile Safari/537.36"
    sign_in(client, siti)
    phone.post(
        "/masuk/",
        {"username": siti.username, "password": PASSWORD},
        headers={"user-agent": agent},
    )

    page = client.get("/akun/perangkat/")
    other = UserSession.objects.get(user_agent=agent)
    assert "Chrome, Android" in page.text
    client.post(f"/akun/perangkat/{other.pk}/")

    assert is_signed_in(client)
    assert not is_signed_in(phone)


def test_all_others_can_be_ended_at_once(client):
    siti, browsers = UserFactory(), [Client(), Client()]
    for browser in (client, *browsers):
        sign_in(browser, siti)

    client.post("/akun/perangkat/")

    assert [is_signed_in(browser) for browser in (client, *browsers)] == [True, False, False]


def test_nobody_ends_anothers_session(client):
    siti, other = UserFactory(), Client()
    sign_in(client, siti)
    sign_in(other, UserFactory())
    theirs = UserSession.objects.exclude(user=siti).get()

    assert client.post(f"/akun/perangkat/{theirs.pk}/").status_code == 404
    assert is_signed_in(other)


def test_an_administrator_helps_who_lost_the_phone_and_the_log_says_why(rini_with_phone):
    from wagtail.models import ModelLogEntry

    admin = UserFactory(roles=["administrator"])

    remove_second_factor(user=rini_with_phone, removed_by=admin, reason="HP hilang")

    entry = ModelLogEntry.objects.get(action="accounts.second_factor_removed")
    assert (entry.user, entry.data) == (admin, {"reason": "HP hilang"})
    assert not Authenticator.objects.exists()
    assert rini_with_phone.notices.count() == 1


def test_nobody_removes_her_own_nor_a_superusers(rini_with_phone):
    admin = UserFactory(roles=["administrator"])
    chief = UserFactory(is_superuser=True)

    with pytest.raises(NotYourOwnSecondFactor):
        remove_second_factor(user=admin, removed_by=admin, reason="x")
    with pytest.raises(NotYourAccountToChange):
        remove_second_factor(user=chief, removed_by=admin, reason="x")
    with pytest.raises(NotYourAccountToChange):
        sign_out_everywhere(user=chief, signed_out_by=admin, reason="x")
    with pytest.raises(NotYourAccountToChange):
        sign_out_everywhere(user=admin, signed_out_by=rini_with_phone, reason="x")


@pytest.mark.parametrize(
    ("role", "status"), [("administrator", 200), ("programme_manager", 403), ("crafter", 403)]
)
def test_only_administrators_see_the_page_on_anothers_sign_in(role, status, client):
    client.force_login(UserFactory(roles=[role]))

    assert client.get(f"/akun/{UserFactory().pk}/keamanan/").status_code == status


def test_the_page_on_anothers_sign_in_asks_for_a_reason(client, rini_with_phone):
    client.force_login(UserFactory(roles=["administrator"]))
    address = f"/akun/{rini_with_phone.pk}/keamanan/"

    assert 'class="field-error"' in client.post(address, {"remove": "", "reason": " "}).text
    assert Authenticator.objects.exists()
    client.post(address, {"remove": "", "reason": "HP hilang"})
    assert not Authenticator.objects.exists()


def test_the_command_helps_the_last_administrator(rini_with_phone, capsys):
    call_command("reset_second_factor", "rini")
    assert not Authenticator.objects.exists()

    with pytest.raises(CommandError):
        call_command("reset_second_factor", "tidak.ada")


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_is_strict_html(language, client, rini_with_phone, half_past):
    client.get(f"/bahasa/{language}/")
    sign_in(client, rini_with_phone)
    pages = [client.get("/masuk/kode/")]
    client.post("/masuk/kode/", {"code": code_of(SECRET, half_past)})
    pages += [client.get(each) for each in ("/akun/dua-langkah/", "/akun/perangkat/")]
    pages += [
        reauthenticate(client, "/akun/kode-cadangan/"),
        client.get("/akun/kode-cadangan/baru/"),
    ]
    pages += [client.get("/akun/dua-langkah/lepas/"), client.get("/akun/dua-langkah/lagi/")]
    new = Client()
    sign_in(new, UserFactory(roles=["blk_head"]))
    pages.append(new.get(SET_UP))

    assert [page.status_code for page in pages] == [200] * len(pages)
    assert [markup_errors(page.text) for page in pages] == [[]] * len(pages)


def test_a_sign_in_that_waited_learns_nothing_from_the_phone_set_up_elsewhere(
    client, rini, half_past
):
    waiting = Client()
    sign_in(waiting, rini)
    waiting.get(SET_UP)
    set_up_second_factor(user=rini, secret=SECRET)

    codes = waiting.get("/masuk/kode-cadangan/")
    sign_in(waiting, rini)
    again = waiting.get(SET_UP)

    assert codes.status_code == 302
    assert again.status_code == 302
    waiting.post("/masuk/kode-cadangan/")
    assert not is_signed_in(waiting)


def test_a_parked_sign_in_is_not_let_through_by_keeping_codes(client, rini):
    waiting = Client()
    sign_in(waiting, rini)
    waiting.get(SET_UP)
    set_up_second_factor(user=rini, secret=SECRET)

    waiting.post("/masuk/kode-cadangan/")

    assert not is_signed_in(waiting)


def test_a_session_stays_on_the_list_after_its_password_was_changed(client):
    amina = UserFactory()
    sign_in(client, amina)

    client.post(
        "/akun/sandi/",
        {
            "old_password": PASSWORD,
            "new_password1": "perahu-kayu-biru",
            "new_password2": "perahu-kayu-biru",
        },
    )
    end_sessions(user=amina)

    assert not is_signed_in(client)
